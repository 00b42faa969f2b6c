"""A report lists, and a study reads, the files that its steps used: no other, each once."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import nbformat
import pandas as pd
import pytest
from plain_clients import OTHERS, SURVEY, new_project, write_client

from analysis import answers, open_study

NO_BRANDS = SURVEY.split("    funnel")[0] + "    net_promoter: nps\n" + OTHERS
ONE_FILE = """\
  competitors: {file: market.csv, columns: {name: name}}
  prices: {file: market.csv, columns: {brand: brand, product: name, price: price}}
  reviews: {file: market.csv, columns: {text: text, brand: brand, rating: rating}}
"""
_watchers: list[list[str]] = []


def _note(event: str, arguments: tuple) -> None:
    if event == "open" and _watchers and isinstance(arguments[0], (str, Path)):
        _watchers[-1].append(str(arguments[0]))


sys.addaudithook(_note)


@contextmanager
def opened_files() -> Iterator[list[str]]:
    """Collect the paths of all files that Python opens meanwhile."""
    _watchers.append([])
    try:
        yield _watchers[-1]
    finally:
        _watchers.pop()


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, undrawn: None) -> Path:
    monkeypatch.setenv("ANALYSIS_PROJECT", str(tmp_path / "project"))
    return new_project(tmp_path / "project")


def files_of(study: str, name: str = "bakery") -> tuple[list[list[str]], Counter[str]]:
    """Return the files a study lists, a row of cells each, and how often each was opened."""
    with opened_files() as opened:
        shown = answers(open_study(study, client=name, wave="", language="en"))
    paths = (Path(path) for path in opened if name in Path(path).parts)
    read = Counter("/".join(path.parts[path.parts.index(name) + 1 :]) for path in paths)
    tables = [one.value for one in shown if getattr(one.value, "name", "") == "provenance"]
    rows = [[row.label, *(cell.text for cell in row.cells)] for row in tables[0].rows]
    return rows, read


def spoil(folder: Path, *names: str) -> None:
    for name in names:
        (folder / "w1" / f"{name}.csv").write_bytes(b"\x00 no table at all")


def test_only_files_that_a_study_used_are_read_and_listed(project: Path) -> None:
    folder = write_client(project, sources=NO_BRANDS, rest="")
    spoil(folder, "survey", "transactions")
    rows, read = files_of("competitor_analysis")
    assert read.pop("client.yml") == 1
    assert set(read) == {"w1/competitors.csv", "w1/prices.csv", "w1/reviews.csv"}
    assert [row[0] for row in rows] == ["competitors.csv", "prices.csv", "reviews.csv"]


def test_a_file_used_twice_is_listed_once_with_its_uses(project: Path) -> None:
    folder = write_client(project, sources=ONE_FILE, rest="")
    market = pd.DataFrame({"name": [f"Bread {n}" for n in range(60)], "brand": ["A", "B"] * 30})
    market["price"], market["rating"] = range(20_000, 80_000, 1000), [3, 4, 5] * 20
    market["text"] = [f"A text, number {n}" for n in range(60)]
    market.to_csv(folder / "w1" / "market.csv", index=False)
    rows, _read = files_of("competitor_analysis")
    assert [row[:3] for row in rows] == [
        ["market.csv", "competitors, prices, and reviews", "60"],
    ]


def test_each_file_read_in_either_wave_is_listed_with_its_wave(project: Path) -> None:
    folder = write_client(project, waves={"w1": 130, "w2": 110})
    spoil(folder, "transactions", "prices", "reviews", "competitors")
    rows, read = files_of("personas")
    assert read.pop("client.yml") == 1
    assert set(read) == {"w1/survey.csv", "w2/survey.csv"}
    assert sorted(row[:2] for row in rows) == [
        ["survey.csv", "Wave One"],
        ["survey.csv", "Wave Two"],
    ]


@pytest.mark.long
def test_plain_papermill_needs_no_file_that_is_not_used(project: Path, tmp_path: Path) -> None:
    folder = write_client(project, sources=NO_BRANDS, rest="")
    spoil(folder, "survey", "transactions")
    out = tmp_path / "out.ipynb"
    wanted = {"client": "bakery", "wave": "w1", "language": "en"}
    done = subprocess.run(
        [
            *(sys.executable, "-m", "papermill", "--no-progress-bar"),
            *(str(project / "notebooks" / "competitor_analysis.ipynb"), str(out)),
            *(word for name, value in wanted.items() for word in ("-p", name, value)),
        ],
        env={**os.environ, "ANALYSIS_PROJECT": str(project), "OMP_NUM_THREADS": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    outputs = [one for cell in nbformat.read(out, 4).cells for one in cell.get("outputs", ())]
    listed = [
        row["label"]
        for one in outputs
        for mime, bundle in one.get("data", {}).items()
        if mime.startswith("application/vnd.analysis.table") and bundle["name"] == "provenance"
        for row in bundle["rows"]
    ]
    assert listed == ["competitors.csv", "prices.csv", "reviews.csv"]
