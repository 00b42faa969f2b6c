"""What a wave's reports were made of and what they are: ``internal/manifest.json``.

A wave's folder has two audiences: ``client/`` may be handed over whole, ``internal/`` never.
The manifest holds no date, no absolute path and no name of a user: equal runs write equal ones.
"""

from __future__ import annotations

import hashlib
import json
import platform
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from functools import cache
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from typing import Any

import analysis
from analysis.arithmetic import arithmetic_in_use
from analysis.clients.model import Client
from analysis.clients.project import project_root, reading
from analysis.clients.staff import staff_waves
from analysis.clients.text import written
from analysis.languages import LANGUAGES, messages
from analysis.languages.catalog import language_in_use
from analysis.pipeline.plan import Skipped, Task
from analysis.report.renderer import renderers

_ = messages(__name__)
HANDED_OVER = "client"
INTERNAL = "internal"
NAME = f"{INTERNAL}/manifest.json"
NOTEBOOK = "ipynb"
BRAND_FILE = "_brand.yml"
_PICTURES = frozenset((".png", ".jpg", ".jpeg", ".svg", ".gif", ".webp", ".bmp", ".tif", ".tiff"))
LOCK = "requirements.lock"
_HASHED_AT_ONCE = 1 << 20


@dataclass(frozen=True)
class Inputs:
    """All that a wave's reports depend on, but for each study's notebook.

    Attributes
    ----------
    files : mapping of str to str
        Raw files, client file and brand: path in the project → SHA-256.
    code, lock : str
        SHA-256 of the package's source and of the lock file (empty without one).
    seed : int
        Start of every random number.
    versions : mapping of str to str
        Each library this package needs, as installed.
    python : str
        Its version: told, but no reason to make a report again.
    arithmetic : str
        BLAS with its kernel and threads, and NumPy's instructions: told only, like Python's.
    """

    files: Mapping[str, str]
    code: str
    lock: str
    seed: int
    versions: Mapping[str, str]
    python: str = field(default="", compare=False)
    arithmetic: str = field(default="", compare=False)

    @property
    def digest(self) -> str:
        """SHA-256 of all of it but what is told only: equal on every machine."""
        only_told = ("python", "arithmetic")
        told = {key: value for key, value in asdict(self).items() if key not in only_told}
        return _sha256(json.dumps(told, sort_keys=True).encode())


@dataclass(frozen=True)
class Made:
    """One file of a report."""

    path: str
    sha256: str
    bytes: int


@dataclass(frozen=True)
class Entry:
    """One report: a study in a language.

    Attributes
    ----------
    inputs : str
        Digest of the `Inputs` it was made from.
    notebook : str
        SHA-256 of its notebook.
    headline : mapping of str to str
        Its key numbers.
    files : mapping of str to Made
        Format → file; those that go with the report by their names, which hold a full stop.
    """

    study: str
    language: str
    inputs: str
    notebook: str
    headline: Mapping[str, str]
    files: Mapping[str, Made]

    @property
    def attached(self) -> tuple[str, ...]:
        """Names of the files that go with the report."""
        return tuple(kind for kind in sorted(self.files) if "." in kind)


@dataclass
class Manifest:
    """What stands in a wave's folder; texts for readers are kept in both languages.

    Attributes
    ----------
    inputs : dict of str to Inputs
        What the reports were made from, by digest.
    skipped : list of dict
        Studies left out: ``study`` and ``reason``.
    latest : str
        Digest of what the last run's reports were made from.
    """

    client: dict[str, Any]
    wave: dict[str, Any]
    inputs: dict[str, Inputs] = field(default_factory=dict)
    reports: list[Entry] = field(default_factory=list)
    skipped: list[dict[str, Any]] = field(default_factory=list)
    latest: str = ""

    def entry(self, task: Task) -> Entry | None:
        """Return a task's report, if it is there."""
        key = (task.study, task.language)
        return next((e for e in self.reports if (e.study, e.language) == key), None)

    def with_entries(self, new: Iterable[Entry], inputs: Inputs) -> Manifest:
        """Return the manifest with new reports in the place of those of the same name."""
        kept = {(e.study, e.language): e for e in [*self.reports, *new]}
        reports = [kept[key] for key in sorted(kept)]
        used = {e.inputs for e in reports}
        known = {**self.inputs, inputs.digest: replace(inputs, arithmetic=arithmetic_in_use())}
        return Manifest(
            self.client,
            self.wave,
            {digest: known[digest] for digest in sorted(used) if digest in known},
            reports,
            self.skipped,
            inputs.digest,
        )

    def paths(self) -> set[str]:
        """Return the places of all files of its reports, in the wave's folder."""
        return {file.path for entry in self.reports for file in entry.files.values()}

    def text(self) -> bytes:
        """Return it as JSON, the same for the same content."""
        text = json.dumps(asdict(self), indent=1, sort_keys=True, ensure_ascii=False)
        return f"{text}\n".encode()


def new_manifest(client: Client, wave: str, skipped: Iterable[Skipped]) -> Manifest:
    """Return a manifest without reports that says whose wave it is."""
    settings = client.waves[wave]
    return Manifest(
        {
            "name": client.id,
            "title": _in_both(lambda: written(client.name)),
            "synthetic": client.synthetic,
        },
        {"name": wave, "label": _in_both(lambda: written(settings.label or wave))},
        skipped=[{"study": s.study, "reason": _in_both(lambda s=s: _(s.reason))} for s in skipped],
    )


def current_inputs(client: Client, wave: str) -> Inputs:
    """Return what reports of a client's wave would be made from now."""
    root, folder = project_root(), client.folder
    # segments are made in the reference wave: a report of a later one is made from both
    needed = {wave, client.reference_wave} if client.segmentation else {wave}
    needed |= set(staff_waves(client, wave))  # codes of staff go on from wave to wave
    others = {folder / other for other in client.waves if other not in needed}
    paths = [
        *(p for p in _files(folder) if not others & set(p.parents)),
        *_brand_files(root / "data"),
    ]
    lock = root / LOCK
    files = {}
    for path in sorted(paths):
        with reading(path):
            files[path.relative_to(root).as_posix()] = file_sha256(path)
    return Inputs(
        files,
        code_digest(),
        file_sha256(lock) if lock.is_file() else "",
        client.seed,
        _versions(),
        platform.python_version(),
    )


def changed(before: Inputs, now: Inputs) -> list[str]:
    """Return what differs: paths of files, then ``code``, ``lock``, ``seed`` and ``versions``."""
    files = sorted({*before.files, *now.files})
    parts = ("code", "lock", "seed", "versions")
    return [
        *(path for path in files if before.files.get(path) != now.files.get(path)),
        *(name for name in parts if getattr(before, name) != getattr(now, name)),
    ]


def _brand_files(data: Path) -> list[Path]:
    """Return the agency's brand: its file in ``data/``, and logos and fonts beside it."""
    if not (data / BRAND_FILE).is_file():
        return []
    kinds = {".yml", ".svg", ".png", ".ttf", ".otf"}
    return [path for path in data.glob("*.*") if path.is_file() and path.suffix.lower() in kinds]


def notebook_path(study: str) -> Path:
    """Return the place of a study's notebook."""
    return project_root() / "notebooks" / f"{study}.ipynb"


def notebook_sha256(study: str) -> str:
    """Return the hash of a study's notebook and of pictures beside it; empty without notebook."""
    path = notebook_path(study)
    if not path.is_file():
        return ""
    pictures = [p for p in sorted(path.parent.rglob("*.*")) if p.suffix.lower() in _PICTURES]
    if not pictures:
        return file_sha256(path)
    return _sha256(
        " ".join(file_sha256(file) for file in (path, *pictures) if file.is_file()).encode()
    )


def run_id(inputs: Inputs, notebook: str) -> str:
    """Return the short name of all that a report was made from, as the report shows it."""
    return _sha256(f"{inputs.digest} {notebook}".encode())[:12]


def is_current(
    manifest: Manifest | None, task: Task, inputs: Inputs, formats: Iterable[str], folder: Path
) -> bool:
    """Return whether a task's report stands in ``folder`` as it would be made now."""
    entry = manifest.entry(task) if manifest else None
    return (
        entry is not None
        and entry.inputs == inputs.digest
        and entry.notebook == notebook_sha256(task.study)
        and all(
            f in entry.files and is_intact(folder, entry.files[f])
            for f in (*formats, *entry.attached)
        )
    )


def report_file(study: str, language: str, kind: str) -> str:
    """Return a report's file in its wave's folder: the audience's part, then the language's.

    Parameters
    ----------
    study, language : str
        The report.
    kind : str
        Format; that, a stroke and the name of a file the format writes beside its own; or the
        name of a file that goes with the report, which holds a full stop.
    """
    if kind == NOTEBOOK:
        return f"{INTERNAL}/{language}/{study}.{kind}"
    name, _stroke, file = kind.partition("/")
    if name not in renderers():
        return f"{HANDED_OVER}/{language}/{kind}"
    renderer = renderers()[name]
    audience = HANDED_OVER if renderer.handed_over else INTERNAL
    return f"{audience}/{language}/{renderer.place(study, file)}"


def is_intact(folder: Path, made: Made) -> bool:
    """Return whether a published file is still as it was made."""
    path = folder / made.path
    return path.is_file() and file_sha256(path) == made.sha256


def file_sha256(path: Path) -> str:
    """Return the SHA-256 of a file's content."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_HASHED_AT_ONCE):
            digest.update(block)
    return digest.hexdigest()


def made(path: str, content: bytes) -> Made:
    """Return what the manifest says of a file just written."""
    return Made(path, _sha256(content), len(content))


@cache
def code_digest() -> str:
    """Return the SHA-256 of this package's source: code, templates and catalogs."""
    package = Path(analysis.__file__).parent
    digest = hashlib.sha256()
    for path in _files(package):
        digest.update(f"{path.relative_to(package).as_posix()} {file_sha256(path)}\n".encode())
    return digest.hexdigest()


def _files(folder: Path) -> list[Path]:
    unwanted = {"__pycache__", ".ipynb_checkpoints"}
    return sorted(
        path
        for path in folder.rglob("*")
        if path.is_file() and not unwanted & set(path.parts) and not path.name.startswith(".")
    )


@cache
def _versions() -> dict[str, str]:
    found = {}
    try:
        needed = [line for line in requires("analysis") or [] if "extra ==" not in line]
    except PackageNotFoundError:
        needed = []
    for line in needed:
        name = re.split(r"[^A-Za-z0-9._-]", line, maxsplit=1)[0]
        found[name.lower()] = version(name)
    return dict(sorted(found.items()))


def _in_both(text: Any) -> dict[str, str]:
    found = {}
    for language in LANGUAGES:
        with language_in_use(language):
            found[language] = text()
    return found


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
