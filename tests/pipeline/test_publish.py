"""Published reports stand whatever happens while new ones are put in their place."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from analysis.errors import ReportError, RunError
from analysis.pipeline import publish

OLD = {"vi/a.html": b"old a", "manifest.json": b"old"}
NEW = {"vi/a.html": b"new a", "manifest.json": b"new", "vi/b.html": b"new b"}


def content(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def put(reports: Path, files: dict[str, bytes]) -> Path:
    staged = publish.stage(reports, "acme", "w1")
    for name, text in files.items():
        publish.write_whole(staged / name, text)
    return publish.publish(staged, reports, "acme", "w1")


@pytest.fixture
def reports(tmp_path: Path, monkeypatch) -> Path:
    monkeypatch.setenv("ANALYSIS_PROJECT", str(tmp_path))
    for name in ("data", "notebooks", "reports"):
        (tmp_path / name).mkdir()
    put(tmp_path / "reports", OLD)
    return tmp_path / "reports"


def test_new_reports_replace_old_ones_and_leave_nothing_behind(reports: Path) -> None:
    published = put(reports, NEW)
    assert content(published) == NEW
    assert not list((reports / ".staging" / "acme").iterdir())


def test_what_is_not_made_anew_stays(reports: Path) -> None:
    put(reports, {"vi/b.html": b"new b"})
    assert content(reports / "acme" / "w1") == {**OLD, "vi/b.html": b"new b"}


def test_writing_a_staged_file_does_not_touch_the_published_one(reports: Path) -> None:
    staged = publish.stage(reports, "acme", "w1")
    publish.write_whole(staged / "vi/a.html", b"half done")
    assert content(reports / "acme" / "w1") == OLD


@pytest.mark.parametrize("call", ["fsync", "replace", "link", "rename", "open", "mkdir"])
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES])
def test_refusal_at_any_step_keeps_the_old_reports(
    reports: Path, monkeypatch, call: str, number: int
) -> None:
    def refuse(*args: object, **kwargs: object) -> None:
        raise OSError(number, os.strerror(number))

    # every way must lead through the two renames, which is the harder one
    monkeypatch.setattr(publish, "_exchanged", lambda one, other: False)
    if call == "open":
        monkeypatch.setattr(Path, "open", refuse)
    elif call == "link":
        monkeypatch.setattr(publish, "_link_or_copy", refuse)
    else:
        monkeypatch.setattr(os, call, refuse)
    with pytest.raises(ReportError, match="the last good reports are untouched"):
        put(reports, NEW)
    monkeypatch.undo()
    publish.recover(reports, "acme")
    assert content(reports / "acme" / "w1") == OLD


def test_second_rename_that_fails_takes_the_first_back(reports: Path, monkeypatch) -> None:
    real, calls = os.rename, []

    def second_fails(source, target) -> None:
        calls.append(source)
        if len(calls) == 2:
            raise OSError(errno.EACCES, "denied")
        real(source, target)

    monkeypatch.setattr(publish, "_exchanged", lambda one, other: False)
    monkeypatch.setattr(os, "rename", second_fails)
    with pytest.raises(ReportError):
        put(reports, NEW)
    assert content(reports / "acme" / "w1") == OLD


KILLED = """
import os, signal, sys
from pathlib import Path
from analysis.pipeline import publish
reports, call, at = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
publish._exchanged = lambda one, other: False
real, count = getattr(os, call), 0
def killing(*args, **kwargs):
    global count
    count += 1
    if count == at:
        os.kill(os.getpid(), signal.SIGKILL)
    return real(*args, **kwargs)
setattr(os, call, killing)
with publish.client_lock(reports, "acme"):
    staged = publish.stage(reports, "acme", "w1")
    for name in ("vi/a.html", "manifest.json", "vi/b.html"):
        publish.write_whole(staged / name, b"new")
    publish.publish(staged, reports, "acme", "w1")
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
@pytest.mark.parametrize(("call", "at"), [("link", 2), ("fsync", 2), ("replace", 3), ("rename", 2)])
def test_killed_at_any_step_the_old_reports_come_back(reports: Path, call: str, at: int) -> None:
    child = subprocess.run([sys.executable, "-c", KILLED, reports, call, str(at)], check=False)
    assert child.returncode == -signal.SIGKILL
    with publish.client_lock(reports, "acme"):  # the system freed the dead process's lock
        publish.recover(reports, "acme")
    assert content(reports / "acme" / "w1") == OLD
    assert content(put(reports, NEW)) == NEW


def test_two_runs_of_one_client_do_not_mix(reports: Path) -> None:
    began = time.monotonic()
    with (
        publish.client_lock(reports, "acme"),
        pytest.raises(RunError, match="another run is at work"),
        publish.client_lock(reports, "acme"),
    ):
        pass
    assert time.monotonic() - began < 1, "the second run must be told at once"
    with publish.client_lock(reports, "acme"), publish.client_lock(reports, "other"):
        pass


def test_here_folders_change_places_in_one_step(tmp_path: Path) -> None:
    if not sys.platform.startswith("linux"):
        pytest.skip("the system call is Linux's")
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        (tmp_path / name / name).touch()
    if not publish._exchanged(tmp_path / "one", tmp_path / "other"):
        pytest.skip("this file system cannot exchange folders")
    assert (tmp_path / "one" / "other").exists() and (tmp_path / "other" / "one").exists()
