"""Something else in the place of a file – a folder, a pipe, a link: a line, and no waiting."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import pytest
from command_line import Said, research
from tiny_project import make_project, page

pytestmark = pytest.mark.skipif(os.name == "nt", reason="pipes and links of POSIX systems")
LONGEST_WAIT = 60
ODD: dict[str, Callable[[Path], object]] = {
    "a folder": lambda path: path.mkdir(),
    "a link to nowhere": lambda path: path.symlink_to("nowhere"),
    "a link to itself": lambda path: path.symlink_to(path.name),
    "a pipe": os.mkfifo,
    "another file": lambda path: path.write_text("x"),
}


READ = ("data/acme/client.yml", "data/acme/_brand.yml", "data/_brand.yml", "data/acme/w1",
        "data/acme/w1/competitors.csv", "data/acme")  # fmt: skip
WRITTEN = ("reports", "reports/acme", "reports/acme/w1/internal", "reports/.locks/acme.lock",
           "reports/acme/w1/internal/manifest.json", "reports/index.html",
           "reports/.staging")  # fmt: skip
IN_THE_WAY = ("a folder", "a link to itself", "a pipe")


def in_turn(places: Sequence[str], kinds: Iterable[str]) -> list[object]:
    """Return each place with one kind after the other; all other pairs are long."""
    kinds = list(kinds)
    return [
        pytest.param(place, kind, marks=[] if place_turn % len(kinds) == turn else pytest.mark.long)
        for place_turn, place in enumerate(places)
        for turn, kind in enumerate(kinds)
    ]


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project whose one report is published."""
    root = make_project(tmp_path_factory.mktemp("good"), "acme")
    assert research(root, "run", "acme", "--format", "html").code == 0
    return root


@contextlib.contextmanager
def no_waiting() -> Iterator[None]:
    """End what waits for ever, as reading a pipe does that nobody writes into."""

    def end(*_: object) -> None:
        raise AssertionError("it waits")

    before = signal.signal(signal.SIGALRM, end)
    signal.alarm(LONGEST_WAIT)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def told(root: Path, *command: str) -> Said:
    """Run a command; it must end in 0 or in lines that name a place."""
    with no_waiting():
        said = research(root, *command)
    assert "Traceback" not in said.all and "it waits" not in said.all, said
    assert f"research {command[0]}: must run" not in said.all, said  # nobody provided for it
    assert said.code in (0, 1), said
    lines = said.err.splitlines()
    # paths of this machine are no part of a message about the project's own files
    assert not [line for line in lines if "PosixPath" in line or "[Errno" in line], said
    assert said.code == 0 or any(": " in line for line in lines), said
    return said


def put(good: Path, root: Path, place: str, kind: str) -> Path:
    """Return a copy of the project with something odd in a place."""
    shutil.copytree(good, root, symlinks=True)
    path = root / place
    if path.is_dir():
        shutil.rmtree(path)
    path.unlink(missing_ok=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    ODD[kind](path)
    return root


@pytest.mark.parametrize(("place", "kind"), in_turn(READ, ODD))
def test_what_is_read_is_named(good: Path, tmp_path: Path, place: str, kind: str) -> None:
    """Whatever ``check`` reads, it tells of; a brand that is no file is not left out in silence."""
    root = put(good, tmp_path / "p", place, kind)
    said = told(root, "check", "acme")
    assert said.code == 1 and place in said.err, said
    for command in (("list",), ("show", "acme"), ("deliver", "acme"), ("new", "acme-2")):
        told(root, *command)


@pytest.mark.parametrize("kind", ODD)
def test_what_is_run_is_named(good: Path, tmp_path: Path, kind: str) -> None:
    root = put(good, tmp_path / "p", "notebooks/competitor_analysis.ipynb", kind)
    said = told(root, "run", "acme", "--format", "html")
    assert said.code == 1 and "notebooks/competitor_analysis.ipynb" in said.err
    assert "Did you mean competitor_analysis?" not in said.err
    assert page(root, "acme").read_bytes() == page(good, "acme").read_bytes()


@pytest.mark.parametrize(("place", "kind"), in_turn(WRITTEN, IN_THE_WAY))
def test_where_reports_go_is_named(good: Path, tmp_path: Path, place: str, kind: str) -> None:
    root = put(good, tmp_path / "p", place, kind)
    data = root / "data" / "acme" / "w1" / "competitors.csv"
    data.write_text(data.read_text("utf-8") + "Brand 13\n", "utf-8")
    for command in (("list",), ("deliver", "acme"), ("run", "acme", "--format", "html")):
        said = told(root, *command)
        assert said.code == 0 or "reports" in said.err, said


@pytest.mark.parametrize("kind", ODD)
def test_what_is_named_on_the_command_line(good: Path, tmp_path: Path, kind: str) -> None:
    root = tmp_path / "p"
    shutil.copytree(good, root)
    odd, copies = root / "odd.csv", root / "copies"
    ODD[kind](odd)
    copies.mkdir()
    ODD[kind](copies / "vacmot.csv")
    for command in (
        ("classify", "acme", str(odd)),
        ("classify", "acme", str(copies / "vacmot.csv"), "--output", str(odd)),
        ("example", "vacmot", "--from", str(odd)),
        ("example", "vacmot", "--from", str(copies)),
        ("deliver", "acme", "--output", str(odd)),
    ):
        said = told(root, *command)
        assert said.code == 1, (command, said)
    said = told(root, "deliver", "acme", "--output", str(odd / "below" / "a.zip"))
    assert said.code == (kind != "a folder"), said
    if kind != "another file":
        said = told(root, "deliver", "acme", "--output", str(odd), "--force")
        assert said.code == 0 or "must be written" in said.err, said
