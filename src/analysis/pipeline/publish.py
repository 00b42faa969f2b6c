"""Put new reports in the place of old ones at once; whatever happens, a whole set stands there.

A wave's reports are written into a folder beside the published one, brought to the disk and
swapped in by one rename. A process may be killed, or a disk fill up, at any moment: what was
published stays as it was, and leftovers are cleared when the client is run next.
"""

from __future__ import annotations

import ctypes
import errno
import os
import re
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from analysis.clients.project import shown_path
from analysis.errors import Problem, ReportError, RunError
from analysis.languages import messages

_ = messages(__name__)
_STAGING = ".staging"
_LOCKS = ".locks"
_RETIRED = ".retired"


@contextmanager
def writing(place: Path) -> Iterator[None]:
    """Turn what the operating system refuses into a `ReportError` that names ``place``."""
    try:
        yield
    except OSError as error:
        full = _number(error) in (errno.ENOSPC, errno.EDQUOT)
        cure = (
            _("Make room on the disk and run again; the last good reports are untouched.")
            if full
            else _(
                "Close the reports where they are open, and check who may write there; "
                "the last good reports are untouched."
            )
        )
        number = _number(error)
        told = os.strerror(number) if number else str(error)
        what = _("must be written, got: {error}", error=told)
        raise ReportError(Problem(shown_path(place), what, cure)) from error


def _number(error: OSError) -> int | None:
    """Return the system's number of an error; a folder's copy tells those of its files in words."""
    if isinstance(error, shutil.Error) and error.args and error.args[0]:
        found = re.match(r"\[Errno (\d+)\]", str(error.args[0][0][-1]))
        return int(found[1]) if found else None
    return error.errno


@contextmanager
def client_lock(reports: Path, client_id: str) -> Iterator[None]:
    """Keep a client's reports to this run; the system frees the lock if the process dies.

    Raises
    ------
    RunError
        At once, if another run has it.
    """
    folder = reports / _LOCKS
    with writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(folder / f"{client_id}.lock", timeout=0)
        try:
            lock.acquire()
        except Timeout as error:
            what = _("one run at a time must work on a client, got: another run is at work")
            problem = Problem(client_id, what, _("Wait for its end, then run again."))
            raise RunError(problem) from error
    try:
        yield
    finally:
        lock.release()


@contextmanager
def index_lock(reports: Path) -> Iterator[None]:
    """Keep the page of all reports to this process for as long as it takes to write it."""
    folder = reports / _LOCKS
    folder.mkdir(parents=True, exist_ok=True)
    with FileLock(folder / "index.lock", timeout=60):
        yield


def recover(reports: Path, client_id: str) -> None:
    """Clear what a killed run of a client left, and bring back what it had taken down.

    To be called with the client's lock.
    """
    staging = reports / _STAGING / client_id
    with writing(staging):
        for retired in sorted(staging.glob(f"*{_RETIRED}")):
            published = reports / client_id / retired.name.removesuffix(_RETIRED)
            if not published.exists():
                published.parent.mkdir(parents=True, exist_ok=True)
                os.rename(retired, published)
        if staging.is_dir() and not staging.is_symlink():
            shutil.rmtree(staging)
        else:
            staging.unlink(missing_ok=True)


def stage(reports: Path, client_id: str, wave: str) -> Path:
    """Return a folder beside the published one that starts with what is published."""
    staged = reports / _STAGING / client_id / wave
    published = reports / client_id / wave
    with writing(staged):
        shutil.rmtree(staged, ignore_errors=True)
        staged.mkdir(parents=True)
        if published.is_dir():
            shutil.copytree(published, staged, dirs_exist_ok=True, copy_function=_link_or_copy)
    return staged


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that under its name there is the old content or the new, never a part."""
    with writing(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(path.name + ".part")
        try:
            with part.open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            os.replace(part, path)
        except OSError:
            with suppress(OSError):
                part.unlink()
            raise


def remove_others(staged: Path, kept: set[str]) -> None:
    """Remove from a staged folder all but the files named: reports that are no more."""
    with writing(staged):
        for path in sorted(staged.rglob("*"), reverse=True):  # what is in a folder before it
            if path.is_dir() and not path.is_symlink():
                with suppress(OSError):  # it holds something that is kept
                    path.rmdir()
            elif path.relative_to(staged).as_posix() not in kept:
                path.unlink()


def publish(staged: Path, reports: Path, client_id: str, wave: str) -> Path:
    """Swap a staged folder in for the published one and return its place.

    Raises
    ------
    ReportError
        If the system refuses; the published folder is as it was.
    """
    published = reports / client_id / wave
    with writing(published):
        for folder in sorted({path.parent for path in staged.rglob("*")} | {staged}):
            _to_disk(folder)
        published.parent.mkdir(parents=True, exist_ok=True)
        _swap(staged, published)
        _to_disk(published.parent)
    shutil.rmtree(staged, ignore_errors=True)
    return published


def _swap(staged: Path, published: Path) -> None:
    if not published.exists():
        os.rename(staged, published)
        return
    if _exchanged(staged, published):
        return
    # no system call for it here: two renames, and `recover` brings back what falls between
    retired = staged.with_name(staged.name + _RETIRED)
    os.rename(published, retired)
    try:
        os.rename(staged, published)
    except OSError:
        os.rename(retired, published)
        raise
    shutil.rmtree(retired, ignore_errors=True)


def _exchanged(one: Path, other: Path) -> bool:
    """Let two folders change places in one step; False where the system cannot."""
    a, b = os.fsencode(one), os.fsencode(other)
    here = -100  # AT_FDCWD; the paths are absolute
    code: int
    try:
        library = ctypes.CDLL(None, use_errno=True)
        if sys.platform == "darwin":
            code = library.renamex_np(a, b, 2)  # RENAME_SWAP
        else:
            code = library.renameat2(here, a, here, b, 2)  # RENAME_EXCHANGE
        return code == 0
    except (AttributeError, OSError, TypeError):
        return False


def _link_or_copy(source: str, target: str) -> None:
    try:
        os.link(source, target)  # nothing in a published folder is ever written in place
    except OSError:
        shutil.copy2(source, target)


def _to_disk(folder: Path) -> None:
    if os.name == "nt":  # folders cannot be opened there
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
