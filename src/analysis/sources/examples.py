"""Raw files of the example clients: public data sets, linked from a local copy or downloaded."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from analysis.clients.names import suggestion
from analysis.clients.project import EXAMPLES, project_root, shown_path
from analysis.errors import DataError, Problem
from analysis.languages import messages
from analysis.sources.public_files import EXAMPLE_DATA, JoinedFile, PublicFile

_ = messages(__name__)
__all__ = ["EXAMPLE_DATA", "fetch_example"]


def fetch_example(name: str, from_folder: Path | None = None) -> list[Path]:
    """Put an example client's raw files into its wave's folder.

    Parameters
    ----------
    name : str
        The example: a key of ``EXAMPLE_DATA``.
    from_folder : Path, optional
        A folder that holds copies of the files, at any depth: they are linked (copied where the
        system has no links). Without it they are downloaded from their public addresses.

    Returns
    -------
    list of Path
        The files, each checked by its SHA-256.

    Raises
    ------
    DataError
        For an unknown example, and files that are absent, cannot be downloaded, or are others.
    """
    if name not in EXAMPLE_DATA:
        raise DataError(
            Problem(
                f"data/{EXAMPLES}/{name}",
                _("the example must be one of those there are, got: {name}", name=repr(name)),
                suggestion(name, EXAMPLE_DATA),
            )
        )
    example = EXAMPLE_DATA[name]
    folder = project_root() / "data" / EXAMPLES / name / example.wave
    folder.mkdir(parents=True, exist_ok=True)
    problems: list[Problem] = []
    paths = []
    for file in example.files:
        path = folder / file.name
        paths.append(path)
        if path.is_file() and _sha256(path) == file.sha256:
            continue
        try:
            if isinstance(file, JoinedFile):
                _join(file, path, from_folder)
            else:
                _fetch(file, path, from_folder)
        except DataError as error:
            problems += error.problems
    if problems:
        raise DataError(problems)
    return paths


def _fetch(file: PublicFile, path: Path, from_folder: Path | None) -> None:
    if from_folder is not None:
        _link(_local_copy(file, from_folder), path)
    elif file.origin:
        what = _(
            "{name} must be given by hand, as it is no public file: it comes from {origin}",
            name=file.name,
            origin=file.origin,
        )
        raise DataError(Problem(shown_path(path), what, _("Use --from FOLDER.")))
    else:
        _download(file, path)


def _join(file: JoinedFile, path: Path, from_folder: Path | None) -> None:
    """Put the parts side by side, with the numbers of the rows before them."""
    frames = []
    with tempfile.TemporaryDirectory() as folder:
        for part in file.parts:
            there = Path(folder, part.name)
            _fetch(part, there, from_folder)
            frames.append(_as_texts(there))
    joined = pd.concat(frames, axis=1)
    joined.insert(0, file.number, [str(row) for row in range(1, len(joined) + 1)])
    _write(joined, path, file)


def _as_texts(path: Path) -> pd.DataFrame:
    return pd.read_csv(path, dtype="str", encoding="utf-8-sig", keep_default_na=False)


def _write(frame: pd.DataFrame, path: Path, file: PublicFile | JoinedFile) -> None:
    """Write a file that was changed after download, and check that it is the one expected."""
    path.unlink(missing_ok=True)  # a link would lead to somebody else's file
    frame.to_csv(path, index=False, encoding="utf-8-sig", lineterminator="\n")
    if _sha256(path) != file.sha256:
        path.unlink()
        what = _("{name} must be the file published, got: another SHA-256", name=file.name)
        cure = _("Download it by hand and use --from FOLDER.")
        raise DataError(Problem(shown_path(path), what, cure))


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _local_copy(file: PublicFile, folder: Path) -> Path:
    """Return the first file of this name, below a folder, that is the one meant."""
    found = list(_named(folder, file.name))
    for path in found:
        if _sha256(path) == file.sha256:
            return path
    if found:
        what = _("{name} must be the file published, got: another SHA-256", name=file.name)
        raise DataError(Problem(str(found[0]), what, _("Take an unchanged copy.")))
    what = _("the folder must hold {name}, got: no such file", name=file.name)
    raise DataError(Problem(str(folder), what, _("Name another folder, or leave out --from.")))


def _named(folder: Path, name: str) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.name == name and path.is_file())


def _link(source: Path, path: Path) -> None:
    path.unlink(missing_ok=True)
    try:
        path.symlink_to(source.resolve())
    except OSError:  # Windows without the right to make links
        shutil.copyfile(source, path)


def _download(file: PublicFile, path: Path) -> None:
    import pooch

    path.unlink(missing_ok=True)
    expected = None if file.without else f"sha256:{file.sha256}"
    try:
        pooch.retrieve(
            file.address,
            known_hash=expected,
            fname=path.name,
            path=path.parent,
            downloader=pooch.HTTPDownloader(timeout=60),
        )
    except (OSError, ValueError) as error:  # requests' errors are OSErrors
        what = _(
            "{name} must be downloadable from {address}, got: {error}",
            name=file.name,
            address=file.address,
            error=type(error).__name__,
        )
        cure = _("Download it by hand and use --from FOLDER.")
        raise DataError(Problem(shown_path(path), what, cure)) from None
    if file.without:
        _leave_out(file, path)


def _leave_out(file: PublicFile, path: Path) -> None:
    """Drop personal columns from a downloaded file."""
    frame = _as_texts(path)
    _write(frame.drop(columns=list(file.without), errors="ignore"), path, file)
