"""``research classify`` over damaged files of people: a line that names the file, no traceback."""

from __future__ import annotations

import io
import random
from pathlib import Path

import numpy as np
import pandas as pd
import pyreadstat
import pytest
from command_line import Said, research

CLIENT = """\
name: Tiny
kind: b2c
waves: {w1: {}}
sources:
  survey:
    file: survey.csv
    id: person
    questions:
      group: {type: single, column: grp, label: Group, values: {1: Early birds, 2: Night owls}}
      city: {type: single, column: city, label: City, values: {1: Huế, 2: Đà Lạt, 3: Vinh}}
      age: {type: number, column: age, label: Age}
segmentation: {source: survey, method: rule, rule: group, descriptors: [city, age]}
"""
ENDINGS = (".csv", ".xlsx", ".parquet", ".sav")


def people(count: int) -> pd.DataFrame:
    """Return answers; the group goes with city and age."""
    draw = np.random.default_rng(8)
    group = draw.integers(1, 3, count)
    city = np.where(draw.random(count) < 0.8, group, 3)
    age = np.where(group == 1, 50, 30) + draw.integers(-9, 10, count)
    ids = [f"P{number:03}" for number in range(count)]
    return pd.DataFrame({"person": ids, "grp": group, "city": city, "age": age})


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("people")
    folder = root / "data" / "tiny" / "w1"
    folder.mkdir(parents=True)
    (root / "notebooks").mkdir()
    (folder.parent / "client.yml").write_text(CLIENT, "utf-8")
    people(200).to_csv(folder / "survey.csv", index=False)
    return root


def whole(folder: Path, ending: str) -> bytes:
    """Return a file of new people."""
    frame = people(30).drop(columns="grp")
    path = folder / f"whole{ending}"
    if ending == ".sav":
        pyreadstat.write_sav(frame, path)
        return path.read_bytes()
    out = io.BytesIO()
    write = {".csv": frame.to_csv, ".xlsx": frame.to_excel, ".parquet": frame.to_parquet}[ending]
    write(out, index=False)
    return out.getvalue()


def classified(project: Path, folder: Path, name: str, content: bytes) -> Said:
    """Classify a file of such content; what is said of it begins with its place."""
    path = folder / name
    path.write_bytes(content)
    said = research(project, "classify", "tiny", str(path), "--force")
    assert "Traceback" not in said.all and "research classify: must run" not in said.all, said
    assert (said.code == 0) == (not said.err), said
    assert all(name in line for line in said.err.splitlines()), said
    return said


@pytest.mark.parametrize("ending", ENDINGS)
def test_files_of_people_cut_short_or_with_other_bytes(
    project: Path, tmp_path: Path, ending: str
) -> None:
    content, chance = whole(tmp_path, ending), random.Random(20261127)
    assert classified(project, tmp_path, f"a{ending}", content).code == 0
    for number, length in enumerate((3, len(content) * 9 // 10)):
        said = classified(project, tmp_path, f"b{number}{ending}", content[:length])
        assert said.code == 1 or ending == ".csv", (length, said)
    for number in range(2):
        damaged = bytearray(content)
        for _byte in range(4):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        classified(project, tmp_path, f"c{number}{ending}", bytes(damaged))


def test_files_of_something_else(project: Path, tmp_path: Path) -> None:
    for name, content in {
        "text.csv": b"\xff\xfe\x00", "page.csv": b"<html></html>", "page.xlsx": b"<html></html>",
        "zip.xlsx": b"PK\x03\x04", "other.sav": b"a,b\n1,2\n", "one.pdf": b"%PDF-1.7",
        "lines.csv": b"person\n\n\n", "strange.csv": b"person,city,age\nP1,9,old\n",
    }.items():  # fmt: skip
        assert classified(project, tmp_path, name, content).code == 1, name
