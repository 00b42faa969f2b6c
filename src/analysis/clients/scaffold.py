"""A new client's folder: a commented client file that is valid as it stands, and data templates."""

from __future__ import annotations

import csv
import io
from functools import cache
from pathlib import Path

from analysis.clients.kind import Kind, roles_of
from analysis.clients.kinds import KINDS
from analysis.clients.project import CLIENT_FILE, checked_name, project_root, shown_path
from analysis.errors import ClientError, Problem
from analysis.languages import LANGUAGES, messages

_ = messages(__name__)
FIRST_WAVE = "wave-1"
_TEMPLATES = Path(__file__).parent / "templates"


def new_client(name: str, language: str) -> list[Path]:
    """Create a client's folder, with a template for each source the client may deliver.

    Parameters
    ----------
    name : str
        The client's name; its folder is ``data/<name>``.
    language : str
        ``"vi"`` or ``"en"``: the language of the comments in the client file.

    Returns
    -------
    list of Path
        The files written, the client file first.

    Raises
    ------
    ClientError
        Where the name is no plain name, or the folder exists.
    """
    checked_name(name)
    if language not in LANGUAGES:
        what = _("the language must be vi or en, got: {language}", language=language)
        raise ClientError(Problem("research new", what))
    folder = project_root() / "data" / name
    if folder.exists():
        raise ClientError(
            Problem(
                shown_path(folder),
                _("a new client must have a new folder, got: one that exists"),
                _("Choose another name, or edit the files that are there."),
            )
        )
    wave = folder / FIRST_WAVE
    wave.mkdir(parents=True)
    text = (_TEMPLATES / f"client.{language}.yml").read_text("utf-8")
    client = folder / CLIENT_FILE
    text = text.replace("NAME", name).replace("WAVE", FIRST_WAVE)
    text = text.replace("SOURCES\n", _sources(language))
    client.write_text(text, encoding="utf-8", newline="\n")
    written = [client]
    for template, content in _templates().items():
        (wave / template).write_bytes(content)
        written.append(wave / template)
    return written


def is_template(path: Path) -> bool:
    """Return whether a file is still the template that came with a new client."""
    content = _templates().get(path.name)
    return content is not None and _unix(path.read_bytes()) == content


def _sources(language: str) -> str:
    """Return what a new client file says of every kind of source."""
    lines = []
    for name, kind in KINDS.items():
        said = [f"file: {next(iter(kind.files))}"]
        if columns := _filled_columns(kind):
            said.append(f"columns: {{{', '.join(f'{role}: {role}' for role in columns)}}}")
        said += kind.example.get(language, "").splitlines()
        lines += [f"  {name}:", *(f"    {line}" for line in said)]
    return "\n".join(lines) + "\n"


def _filled_columns(kind: Kind) -> list[str]:
    """Return the roles among a template's columns that its example rows fill."""
    header, *rows = csv.reader(io.StringIO(next(iter(kind.files.values()))))
    filled = [name for place, name in enumerate(header) if any(row[place] for row in rows)]
    return [name for name in filled if name in roles_of(kind.settings)]


@cache
def _templates() -> dict[str, bytes]:
    """Return the data templates by name; with a byte order mark, so that spreadsheets open them."""
    return {
        name: content.encode("utf-8-sig")
        for kind in KINDS.values()
        for name, content in kind.files.items()
    }


def _unix(content: bytes) -> bytes:
    return content.replace(b"\r\n", b"\n")
