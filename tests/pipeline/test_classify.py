"""``research classify``: files of new people through the client's own readers, and what is told."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pyreadstat
import pytest
from typer.testing import CliRunner

from analysis.cli import app
from analysis.clients.loading import load_client
from analysis.errors import ClientError, DataError
from analysis.languages.catalog import language_in_use
from analysis.pipeline import classify as classifying
from analysis.pipeline.classify import FrozenTool, classify, frozen_tool, people_with_segments
from analysis.topics.segments.typing.method_formula import assigned
from analysis.values.typing_formula import TypingFormula, TypingQuestion

CLIENT = """\
name: {vi: Công ty Tí Hon, en: Tiny Ltd}
kind: b2c
waves:
  w1: {}
sources:
  survey:
    file: survey.csv
    id: person
    missing: [99]
    questions:
      group: {type: single, column: grp, label: Group, values: {1: Early birds, 2: Night owls}}
      city:
        type: single
        column: city
        label: City
        values: {1: Huế, 2: Đà Lạt, 3: Vinh}
      age: {type: number, column: age, label: Age}
      likes:
        type: multiple
        columns: L_*
        label: Likes
        items: {L_1: Coffee, L_2: "=Tea", L_3: Milk}
      dislikes: {type: multiple, columns: D_*, label: Dislikes, items: {D_1: Coffee, D_2: Noise}}
segmentation:
  source: survey
  method: rule
  rule: group
  descriptors: [city, age, likes, dislikes]
  names: {1: "=Early birds", 2: Night owls}
"""
OTHER = ["--messages", "en"]


def survey(people: int = 240) -> pd.DataFrame:
    """Return raw answers; the group goes with city, age and two items."""
    rng = np.random.default_rng(8)
    group = rng.integers(1, 3, people)
    early = group == 1
    return pd.DataFrame(
        {
            "person": [f"P{n:03d}" for n in range(people)],
            "grp": group,
            "city": np.where(rng.random(people) < 0.7, np.where(early, 1, 2), 3),
            "age": np.where(early, 50, 30) + rng.integers(-12, 13, people),
            "L_1": rng.integers(0, 2, people),
            "L_2": (rng.random(people) < np.where(early, 0.85, 0.15)).astype(int),
            "L_3": rng.integers(0, 2, people),
            "D_1": (rng.random(people) < np.where(early, 0.2, 0.8)).astype(int),
            "D_2": rng.integers(0, 2, people),
        }
    )


@pytest.fixture(scope="module")
def root(tmp_path_factory) -> Path:
    found = tmp_path_factory.mktemp("project")
    folder = found / "data" / "tiny" / "w1"
    folder.mkdir(parents=True)
    (found / "notebooks").mkdir()
    (folder.parent / "client.yml").write_text(CLIENT, "utf-8")
    survey().to_csv(folder / "survey.csv", index=False)
    return found


@pytest.fixture(autouse=True)
def here(root, monkeypatch):
    monkeypatch.setenv("ANALYSIS_PROJECT", str(root))
    with language_in_use("en"):
        yield


@pytest.fixture(scope="module")
def frozen(root) -> FrozenTool:
    with pytest.MonkeyPatch.context() as patch, language_in_use("en"):
        patch.setenv("ANALYSIS_PROJECT", str(root))
        return frozen_tool(*people_with_segments(load_client("tiny")))


FORMULA = TypingFormula(
    (1, 2),
    (
        TypingQuestion("age", "number", (), (40.0,), 18.0, 62.0),
        TypingQuestion("city", "choice", ("city/1", "city/2", "city/3"), (0.4, 0.3, 0.3)),
        TypingQuestion("likes/L_2", "yes_no", (), (0.5,)),
        TypingQuestion("dislikes/D_1", "yes_no", (), (0.5,)),
    ),
    (-2.0, 2.0),
    ((0.05, -0.05), (1.5, -1.5), (-1.5, 1.5), (0.0, 0.0), (0.9, -0.9), (-0.8, 0.8)),
)
KEYS = {"age": "age", "city": "city", "likes/L_2": "likes", "dislikes/D_1": "dislikes"}


@pytest.fixture
def made(frozen, monkeypatch) -> FrozenTool:
    """Let the formula be one that asks questions of every kind."""
    found = replace(frozen, tool=replace(frozen.tool, formula=FORMULA), keys=KEYS)
    monkeypatch.setattr(classifying, "frozen_tool", lambda study, people: found)
    return found


def rows_of(path: Path) -> list[dict[str, str]]:
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(path.read_text("utf-8-sig").splitlines()))


def test_given_segments_are_known_by_what_describes_them(frozen) -> None:
    asked = {question.name for question in frozen.tool.formula.questions}
    assert "group" not in asked and {"city", "likes/L_2"} <= asked
    assert frozen.names[1] == "=Early birds" and frozen.tool.accuracy > 0.85
    assert all(frozen.keys[name] in ("age", "city", "likes", "dislikes") for name in asked)
    keys = [frozen.keys[code] for code in ("likes/L_1", "dislikes/D_1")]
    assert keys == ["likes", "dislikes"]
    assert frozen.labels.label("likes/L_1") == "Coffee"
    assert frozen.labels.label("dislikes/D_1") == "Dislikes: Coffee"


def test_own_people_get_the_formulas_segments(made, tmp_path) -> None:
    file = tmp_path / "new.csv"
    survey().drop(columns=["grp", "L_1", "L_3"]).to_csv(file, index=False, sep=";")
    found = classify("tiny", file)
    assert found.path == tmp_path / "new_segments.csv"
    rows = rows_of(found.path)
    raw = survey()
    answers = pd.DataFrame(
        {
            "age": raw["age"].astype(float),
            "likes/L_2": raw["L_2"].astype(float),
            "dislikes/D_1": raw["D_1"].astype(float),
            "city": "city/" + raw["city"].astype(str),
        }
    )
    expected = assigned(made.tool.formula, answers)
    assert [row["person"] for row in rows] == raw["person"].tolist()
    assert [int(row["segment"]) for row in rows] == expected["segment"].tolist()
    chances = [float(row["probability"]) for row in rows]
    assert chances == pytest.approx(expected["probability"], abs=6e-5)
    assert {row["unanswered"] for row in rows} == {"0"} and len(set(chances)) > 50
    assert {row["segment_name"] for row in rows} == {"'=Early birds", "Night owls"}
    assert sum(found.counts.values()) == len(raw) and found.unplaced == 0
    agreed = np.mean([int(r["segment"]) == g for r, g in zip(rows, raw["grp"], strict=True)])
    assert agreed > 0.9


def test_same_answer_from_every_kind_of_file(made, tmp_path) -> None:
    raw = survey().head(30).drop(columns="grp")
    raw.to_csv(tmp_path / "a.csv", index=False)
    raw.to_excel(tmp_path / "b.xlsx", index=False)
    raw.to_parquet(tmp_path / "c.parquet")
    pyreadstat.write_sav(raw, tmp_path / "d.sav")
    files = [tmp_path / name for name in ("a.csv", "b.xlsx", "c.parquet", "d.sav")]
    found = [rows_of(classify("tiny", file).path) for file in files]
    assert found[0] == found[1] == found[2] == found[3]


def test_one_person_blanks_and_no_id(made, tmp_path) -> None:
    file = tmp_path / "one.csv"
    cells = {"city": ["", "7", "1"], "age": [99, 33, 99], "L_2": ["", 1, 0], "D_1": ["", "", 1]}
    pd.DataFrame(cells).to_csv(file, index=False)
    found = classify("tiny", file)
    rows = rows_of(found.path)
    assert [row["row"] for row in rows] == ["2", "3", "4"]
    assert rows[0]["segment"] == rows[0]["probability"] == "" and found.unplaced == 1
    assert rows[0]["unanswered"] == "4"
    # 7 is no city, and 99 stands for no answer
    assert rows[1]["unanswered"] == "2" and rows[2]["unanswered"] == "1"
    assert any("“City”: 1 answers were not given before" in note for note in found.notes)


def test_every_problem_of_a_file_at_once(made, tmp_path) -> None:
    file = tmp_path / "bad.csv"
    pd.DataFrame({"city": [1, 2], "Age": [30, 40], "L_2": ["1", "perhaps"]}).to_csv(
        file, index=False
    )
    with pytest.raises(DataError) as error:
        classify("tiny", file)
    told = str(error.value)
    assert 'bad.csv: the file must have the column "age" with the answers to “Age”' in told
    assert "Did you mean Age?" in told
    assert 'the column "D_1" with the answers to “Dislikes: Coffee”' in told
    assert not (tmp_path / "bad_segments.csv").exists()
    pd.DataFrame({"age": ["old", "30"], "L_2": [1, 0], "D_1": [0, 1], "city": [1, 2]}).to_csv(
        file, index=False
    )
    with pytest.raises(DataError, match=r'column "age".*each cell must be a number, got: old'):
        classify("tiny", file)


def test_nothing_is_overwritten_unasked(made, tmp_path) -> None:
    file = tmp_path / "new.csv"
    survey().head(12).to_csv(file, index=False)
    classify("tiny", file)
    with pytest.raises(ClientError, match=r"from before.*--force"):
        classify("tiny", file)
    classify("tiny", file, force=True)
    with pytest.raises(ClientError, match="a file of its own"):
        classify("tiny", file, output=file, force=True)
    assert classify("tiny", file, output=tmp_path / "b.csv").path.name == "b.csv"


def test_ids_that_a_spreadsheet_would_compute(made, tmp_path) -> None:
    file = tmp_path / "new.csv"
    raw = survey().head(4)
    raw["person"] = ["=1+1", "+84 12", "-5", "@x"]
    raw.to_csv(file, index=False)
    rows = rows_of(classify("tiny", file).path)
    assert [row["person"] for row in rows] == ["'=1+1", "'+84 12", "-5", "'@x"]


def test_command_tells_counts_and_place(made, tmp_path) -> None:
    file = tmp_path / "new.csv"
    survey().head(20).to_csv(file, index=False)
    told = CliRunner().invoke(app, [*OTHER, "classify", "tiny", str(file)])
    assert told.exit_code == 0, told.output
    lines = told.stdout.splitlines()
    counts = [int(line.rsplit(": ", 1)[1]) for line in lines[:2]]
    assert sum(counts) == 20 and lines[-1].startswith(f"Written: {tmp_path / 'new_segments.csv'}.")
    again = CliRunner().invoke(app, [*OTHER, "classify", "tiny", str(file)])
    assert again.exit_code == 1 and "from before" in again.stderr
    absent = CliRunner().invoke(app, [*OTHER, "classify", "tiny", str(tmp_path / "no.csv")])
    assert absent.exit_code == 1 and "no such file" in absent.stderr


def test_client_without_segments_is_told_so(root, tmp_path) -> None:
    folder = root / "data" / "plain" / "w1"
    folder.mkdir(parents=True, exist_ok=True)
    text = CLIENT.split("segmentation:")[0]
    (folder.parent / "client.yml").write_text(text, "utf-8")
    survey().to_csv(folder / "survey.csv", index=False)
    told = CliRunner().invoke(app, [*OTHER, "classify", "plain", str(folder / "survey.csv")])
    assert told.exit_code == 1 and "describes no segmentation" in told.stderr


@pytest.mark.long
def test_coffee_people_get_their_own_segments(monkeypatch, tmp_path) -> None:
    project = Path(__file__).parents[2]
    monkeypatch.setenv("ANALYSIS_PROJECT", str(project))
    frozen = frozen_tool(*people_with_segments(load_client("ca_phe_may")))
    file = project / "data" / "ca_phe_may" / "2026-1" / "survey.sav"
    found = classify("ca_phe_may", file, output=tmp_path / "a.csv")
    assert sum(found.counts.values()) > 700 and found.unplaced == 0
    assert found.accuracy == frozen.tool.accuracy > 0.9
