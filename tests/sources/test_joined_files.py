"""Raw files of examples that are put together, and those that cannot be downloaded."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from analysis.errors import DataError
from analysis.languages.catalog import language_in_use
from analysis.sources.examples import EXAMPLE_DATA, fetch_example
from analysis.sources.public_files import Example, JoinedFile, PublicFile

LEFT, RIGHT = 'a,"b, c"\n1,0\n0,1\n', 'd\nx\n"y, z"\n'
JOINED = '\ufeffid,a,"b, c",d\n1,1,0,x\n2,0,1,"y, z"\n'


def part(name: str, text: str, origin: str = "somewhere") -> PublicFile:
    return PublicFile(name, "", "", "", digest(text), origin=origin)


def digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Return the folder of copies, and a function that makes an example of a file."""
    for folder in ("notebooks", "data"):
        (tmp_path / folder).mkdir()
    copies = tmp_path / "copies"
    copies.mkdir()
    (copies / "left.csv").write_text(LEFT, "utf-8", newline="")
    (copies / "right.csv").write_text(RIGHT, "utf-8", newline="")
    monkeypatch.setenv("ANALYSIS_PROJECT", str(tmp_path))

    def example(file: PublicFile | JoinedFile) -> Path:
        monkeypatch.setitem(EXAMPLE_DATA, "made_up", Example("w1", (file,)))
        return copies

    with language_in_use("en"):
        yield example


def joined(sha256: str) -> JoinedFile:
    return JoinedFile(
        "joined.csv", (part("left.csv", LEFT), part("right.csv", RIGHT)), "id", sha256
    )


def test_parts_stand_side_by_side_with_numbered_rows(project) -> None:
    copies = project(joined(digest(JOINED)))
    (path,) = fetch_example("made_up", copies)
    assert path.read_text("utf-8") == JOINED
    assert sorted(found.name for found in path.parent.iterdir()) == ["joined.csv"]
    assert (copies / "left.csv").read_text("utf-8") == LEFT  # copies stay as they are
    assert fetch_example("made_up", copies) == [path]


def test_another_result_is_refused_and_removed(project) -> None:
    copies = project(joined(digest("something else")))
    with pytest.raises(DataError, match=r"joined\.csv must be the file published"):
        fetch_example("made_up", copies)
    assert not list(copies.parent.rglob("joined.csv"))


def test_what_was_never_published_says_where_it_comes_from(project) -> None:
    project(part("left.csv", LEFT, origin="the R package"))
    with pytest.raises(DataError, match=r"comes from the R package\. Use --from FOLDER"):
        fetch_example("made_up")


def test_every_example_says_where_each_file_comes_from() -> None:
    for example in EXAMPLE_DATA.values():
        for file in example.files:
            for single in file.parts if isinstance(file, JoinedFile) else (file,):
                assert bool(single.origin) != bool(single.repository), single.name
                assert len(single.sha256) == 64
