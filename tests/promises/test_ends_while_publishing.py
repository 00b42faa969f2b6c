"""A signal or a full disk at each step: a whole report stands, the old one or the new one.

A hook of Python's own audit events raises the signal just before the command's n-th touch of a
file of the project, or lets nothing be written from then on. A ``sitecustomize`` module puts it
into a process of the command's own; the steps of the suite are taken in this process, by the same
hook.
"""

from __future__ import annotations

import errno
import os
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from unittest import mock

import pytest
from command_line import Said, apart, research
from tiny_project import leftovers, make_project, page

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="signals of POSIX")
HOOK = """\
import os, signal, sys
pid = os.getpid()
project, part = os.environ["TOUCHED"].split("|")
number, at, seen = int(os.environ["SIGNAL"]), int(os.environ["AT"]), []
refused = int(os.environ["REFUSED"])
TOUCHES = {"open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.link", "shutil.rmtree",
           "shutil.copytree", "os.listdir", "os.scandir", "ctypes.dlsym"}
WRITES = {"os.mkdir", "os.rename", "os.link"}

def hook(event, arguments):
    if event not in TOUCHES or os.getpid() != pid or seen and seen[-1] is None:
        return
    if event == "open" and str(arguments[0]) == os.environ["LOG"]:
        return
    places = [os.fsdecode(a) for a in arguments if isinstance(a, (str, bytes, os.PathLike))]
    swap = event == "ctypes.dlsym" and "renameat2" in arguments
    if swap or any(place.startswith(project) and part in place for place in places):
        seen.append(event)
        with open(os.environ["LOG"], "a") as log:
            log.write(f"{event} {places}\\n")
        written = event in WRITES or event == "open" and arguments[2] & (os.O_WRONLY | os.O_RDWR)
        if refused and len(seen) >= at and written:
            raise OSError(refused, os.strerror(refused))
        if len(seen) == at and number:
            seen.append(None)
            os.kill(pid, number)
"""
PUT_IN = """
if os.environ.setdefault("HOOKED", str(pid)) == str(pid):
    sys.addaudithook(hook)
"""
PUBLISHING, CHECKING = "/reports/", "/data/"
Hook = Callable[[str, tuple[object, ...]], None]
Run = Callable[..., tuple[Said, int]]
_hooks: list[Hook] = []  # the one of a run in this process; none else


def _audited(event: str, arguments: tuple[object, ...]) -> None:
    if _hooks:
        _hooks[-1](event, arguments)


sys.addaudithook(_audited)


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project whose one report is published, and then of older data."""
    root = make_project(tmp_path_factory.mktemp("published"), "acme")
    made = research(root, "run", "acme")
    assert made.code == 0, made.err
    data = root / "data" / "acme" / "w1" / "competitors.csv"
    data.write_text(data.read_text("utf-8") + "Brand 13\n", "utf-8")
    hook = root / "hook"
    hook.mkdir()
    (hook / "sitecustomize.py").write_text(HOOK + PUT_IN, "utf-8")
    return root


def variables_of(root: Path, part: str, number: int, at: int, refused: int) -> dict[str, str]:
    """Return what the hook goes by, and forget what it noted before."""
    log = root / "log"
    log.unlink(missing_ok=True)
    return {
        "TOUCHED": f"{root}|{part}", "SIGNAL": str(int(number)), "AT": str(at), "LOG": str(log),
        "REFUSED": str(refused),
    }  # fmt: skip


def touches(root: Path) -> int:
    """Return how many touches of files the hook noted."""
    log = root / "log"
    return len(log.read_text("utf-8").splitlines()) if log.is_file() else 0


def interrupted(root: Path, part: str, number: int, at: int, refused: int = 0) -> tuple[Said, int]:
    """Return what a run said that was hit at its n-th touch of a file, and how many there were."""
    variables = {
        "PYTHONPATH": str(root / "hook"), **variables_of(root, part, number, at, refused)
    }  # fmt: skip
    said = apart(root, "run", "acme", "--format", "html", variables=variables)
    return said, touches(root)


def interrupted_here(
    root: Path, part: str, number: int, at: int, refused: int = 0
) -> tuple[Said, int]:
    """Return the same of a run in this process, which has what kernels need ready."""
    names: dict[str, Hook] = {}
    with mock.patch.dict(os.environ, variables_of(root, part, number, at, refused)):
        exec(HOOK, names)
        _hooks.append(names["hook"])
        try:
            said = research(root, "run", "acme", "--format", "html")
        finally:
            _hooks.clear()
    return said, touches(root)


def holds(root: Path, said: Said, number: int, at: int) -> None:
    """Assert that a whole report stands, and that nothing of the run is left."""
    where = (at, (root / "log").read_text("utf-8").splitlines()[-1:], said)
    codes = {signal.SIGINT: 130, signal.SIGTERM: 143, signal.SIGKILL: -9}
    assert said.code == codes[number], where
    assert "Traceback" not in said.all, where
    if number != signal.SIGKILL:
        told = said.err.splitlines()
        assert "last good reports are untouched" in told[-1], where
        assert not leftovers(root), where
    text = page(root, "acme").read_text("utf-8")
    assert text.rstrip().endswith("</html>"), where
    # it packs nothing that is not, to the byte, what its manifest says
    delivered = research(root, "deliver", "acme")
    assert delivered.code == 0, (where, delivered)
    if number == signal.SIGKILL:
        assert not leftovers(root), where


def steps(root: Path, tmp_path: Path, part: str, run: Run = interrupted) -> int:
    """Return how many files a run that nobody disturbs touches."""
    copy = tmp_path / "undisturbed"
    shutil.copytree(root, copy)
    said, touched = run(copy, part, signal.SIGTERM, 0)
    assert said.code == 0 and touched, said
    return touched


@pytest.fixture(scope="module")
def touched(published: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, int]:
    """How many files a run touches while it checks, and while it publishes."""
    return {
        part: steps(published, tmp_path_factory.mktemp("touched"), part, interrupted_here)
        for part in (CHECKING, PUBLISHING)
    }


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("part", [CHECKING, PUBLISHING])
def test_a_signal_at_some_of_the_steps(
    published: Path, touched: dict[str, int], tmp_path: Path, part: str, number: int
) -> None:
    at = touched[part] // 2 if part == CHECKING else touched[part] - 12
    copy = tmp_path / "copy"
    shutil.copytree(published, copy)
    said, _touched = interrupted_here(copy, part, number, at)
    holds(copy, said, number, at)


@pytest.mark.long
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
@pytest.mark.parametrize("part", [CHECKING, PUBLISHING])
def test_a_signal_at_every_step(published: Path, tmp_path: Path, part: str, number: int) -> None:
    touched = steps(published, tmp_path, part)
    apart_by = max(1, touched // 24)
    for at in range(1, touched + 1, apart_by):
        copy = tmp_path / f"copy-{at}"
        shutil.copytree(published, copy)
        said, _touched = interrupted(copy, part, number, at)
        holds(copy, said, number, at)
        again = research(copy, "run", "acme", "--format", "html")
        assert again.code == 0 and not leftovers(copy), (at, again)
        shutil.rmtree(copy)


def stands_after_refusal(root: Path, refused: int, at: int, run: Run = interrupted) -> None:
    """Run where nothing is written from a step on: it is told, and the old report stands."""
    before = page(root, "acme").read_bytes()
    said, _touched = run(root, PUBLISHING, 0, at, refused)
    where = (at, (root / "log").read_text("utf-8").splitlines()[at - 1 : at + 2], said)
    assert "Traceback" not in said.all, where
    if said.code == 0:  # it was to write nothing more
        assert page(root, "acme").read_bytes() != before, where
    else:
        told = said.err.splitlines()[-1]
        assert said.code == 1 and os.strerror(refused) in told and "must be written" in told, where
        assert told.startswith("reports"), where
        cure = "Make room on the disk" if refused == errno.ENOSPC else "who may write there"
        assert cure in told, where
    assert research(root, "deliver", "acme").code == 0, where
    again = research(root, "run", "acme", "--format", "html")
    assert again.code == 0 and not leftovers(root), (where, again)
    assert page(root, "acme").read_bytes() != before, where


@pytest.mark.parametrize("refused", [errno.ENOSPC, errno.EROFS])
def test_nothing_can_be_written(published: Path, tmp_path: Path, refused: int) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(published, copy)
    stands_after_refusal(copy, refused, 1 if refused == errno.EROFS else 12, interrupted_here)


@pytest.mark.long
def test_the_disk_is_full_from_any_step_on(published: Path, tmp_path: Path) -> None:
    touched = steps(published, tmp_path, PUBLISHING)
    for at in range(1, touched + 1, max(1, touched // 24)):
        copy = tmp_path / f"copy-{at}"
        shutil.copytree(published, copy)
        stands_after_refusal(copy, errno.ENOSPC, at)
        shutil.rmtree(copy)
