"""Where the project and its clients' folders lie; nothing outside them is ever opened."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from analysis.clients.names import suggestion
from analysis.errors import ClientError, Problem
from analysis.languages import messages

_ = messages(__name__)
NAME = re.compile(r"^[a-z0-9][a-z0-9_-]{0,39}$")
CLIENT_FILE = "client.yml"
EXAMPLES = "examples"


def project_root() -> Path:
    """Return the project's folder: the one that holds ``data/`` and ``notebooks/``.

    The environment variable ``ANALYSIS_PROJECT`` names it; without it, it is the nearest such
    folder from the current one upwards.

    Raises
    ------
    ClientError
        Where there is none.
    """
    named = os.environ.get("ANALYSIS_PROJECT")
    places = [Path(named)] if named else [Path.cwd(), *Path.cwd().parents]
    for place in places:
        if (place / "data").is_dir() and (place / "notebooks").is_dir():
            return place.resolve()
    raise ClientError(
        Problem(
            named or str(Path.cwd()),
            _("the project's folder must hold data/ and notebooks/, got: neither here nor above"),
            _("Change into the project's folder, or name it in ANALYSIS_PROJECT."),
        )
    )


@contextmanager
def reading(place: Path) -> Iterator[None]:
    """Turn what the operating system refuses into a `ClientError` that names ``place``."""
    try:
        yield
    except OSError as error:
        what = _("the file must be readable, got: {error}", error=error.strerror or str(error))
        cure = _("Check that it is there and may be read.")
        raise ClientError(Problem(shown_path(place), what, cure)) from error


def shown_path(path: Path) -> str:
    """Return a path as messages show it: from the project's folder on, with ``/``."""
    try:
        return path.absolute().relative_to(project_root()).as_posix()
    except ValueError:
        return path.name


def client_names() -> list[str]:
    """Return the names of all clients that have a client file, sorted."""
    data = project_root() / "data"
    folders = [*data.glob("*"), *(data / EXAMPLES).glob("*")]
    found = (f.name for f in folders if (f / CLIENT_FILE).is_file() and NAME.fullmatch(f.name))
    return sorted(set(found))


def client_folder(name: str) -> Path:
    """Return a client's folder: ``data/<name>``, or else ``data/examples/<name>``.

    Raises
    ------
    ClientError
        Where the name is not a plain name, or no such client exists.
    """
    checked_name(name)
    data = project_root() / "data"
    for folder in (data / name, data / EXAMPLES / name):
        if (folder / CLIENT_FILE).is_file():
            return _inside(folder)
    raise ClientError(
        Problem(
            f"data/{name}/{CLIENT_FILE}",
            _("the client must have a client file, got: no file"),
            suggestion(name, client_names()) or _("Create it by: research new {name}", name=name),
        )
    )


def checked_name(name: str) -> str:
    """Return ``name`` if it is a plain name for a client or a wave.

    Raises
    ------
    ClientError
        Where it holds anything but lower-case letters, digits, ``-`` and ``_``.
    """
    if not NAME.fullmatch(name):
        raise ClientError(
            Problem(
                "data/",
                _(
                    "the name must be 1–40 lower-case letters, digits, - or _, got: {name}",
                    name=repr(name),
                ),
                _("Use a name such as caphe-sang."),
            )
        )
    return name


def raw_file(folder: Path, wave: str, file: str) -> Path:
    """Return the path of a wave's raw file, which lies in the client's folder.

    Parameters
    ----------
    folder : Path
        The client's folder.
    wave, file : str
        Names of the wave's folder and of the file in it.

    Raises
    ------
    ClientError
        Where the folder or file is absent, or is a link that leads elsewhere.
    """
    with reading(folder / wave):
        return _raw_file(folder, wave, file)


def _raw_file(folder: Path, wave: str, file: str) -> Path:
    place = _inside(folder / checked_name(wave))
    if not place.is_dir():
        raise ClientError(
            Problem(
                shown_path(place),
                _("the wave must have a folder of its own, got: no folder"),
                suggestion(wave, sorted(f.name for f in folder.iterdir() if f.is_dir()))
                or _("Create the folder and put the wave's files into it."),
            )
        )
    names = {unicodedata.normalize("NFC", f.name): f for f in sorted(place.iterdir())}
    found = names.get(unicodedata.normalize("NFC", file))
    if found is not None and found.is_dir():
        what = _("there must be a file of this name, got: a folder")
        cure = _("Put the file itself there, or correct its name in client.yml.")
        raise ClientError(Problem(shown_path(found), what, cure))
    if found is None or not found.is_file():
        raise ClientError(
            Problem(
                shown_path(place / file),
                _("the file must be in the wave's folder, got: no such file"),
                _missing_file(file, [n for n, f in names.items() if f.is_file()], folder),
            )
        )
    linked = found.is_symlink() and not _is_example(folder)
    return _refused_link(found) if linked else found


def _missing_file(file: str, names: list[str], folder: Path) -> str:
    if _is_example(folder) and not names:
        return _("Fetch it by: research example {name}", name=folder.name)
    return suggestion(file, names) or _("Put the file there, or correct its name in client.yml.")


def _is_example(folder: Path) -> bool:
    return folder.parent.name == EXAMPLES and folder.parent.parent.name == "data"


def _inside(folder: Path) -> Path:
    return _refused_link(folder) if folder.is_symlink() else folder


def _refused_link(path: Path) -> Path:
    raise ClientError(
        Problem(
            shown_path(path),
            _("a client's folders and files must lie in its own folder, got: a link"),
            _("Put the files themselves there instead of a link."),
        )
    )
