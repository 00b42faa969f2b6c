"""Labels of real data are not taken for personal data: at most one in a hundred."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pyreadstat
import pytest
from command_line import research
from small_clients import new_project
from test_nothing_personal import said

pytestmark = pytest.mark.long
MOST_VALUES = 200
MOST_ALARMS = 0.01
CONTROL = "planted"
ALARM = re.compile(r'column "([^"]*)": a column shown in reports must[^"]*?(\d+) rows?, ')
CLIENT = """\
name: Labels
kind: b2c
waves: {w1: {}}
sources:
  leads:
    file: leads.csv
    columns: {lead: lead}
    attributes:
"""


def texts_of(path: Path) -> Iterator[tuple[str, list[str]]]:
    """Yield the texts of a file by the title over them: names of columns, labels, categories."""
    kind = path.suffix.lower()
    labels: dict[str, list[str]] = {}
    if kind in (".sav", ".zsav"):
        frame, about = pyreadstat.read_sav(path)
        for column, values in about.variable_value_labels.items():
            labels[column] = [str(value) for value in values.values()]
        yield "labels", [label for label in about.column_labels if label]
    elif kind in (".csv", ".tsv"):
        frame = pd.read_csv(path, sep=None, engine="python", dtype=str, encoding_errors="replace",
                            nrows=20_000)  # fmt: skip
    elif kind == ".parquet":
        frame = pd.read_parquet(path)
    else:
        return
    yield "columns", [str(column) for column in frame.columns]
    yield from labels.items()
    for column in frame.columns:
        values = frame[column].dropna()
        if pd.api.types.is_numeric_dtype(values) or pd.api.types.is_datetime64_any_dtype(values):
            continue
        different = values.astype(str).unique().tolist()
        # titles of products are many, and shown one by one
        if len(different) <= MOST_VALUES or (column == "name" and "tiki" in path.name):
            yield str(column), different[:6000]


def test_at_most_one_label_in_a_hundred_is_taken_for_personal(
    tmp_path: Path, shared_data: Path
) -> None:
    columns: list[tuple[str, list[str]]] = []
    for path in sorted(shared_data.rglob("*")):
        if path.is_file() and "survey_api" not in path.parts:
            columns += [(title, texts) for title, texts in texts_of(path) if texts]
    project = new_project(tmp_path)
    folder = project / "data" / "labels" / "w1"
    folder.mkdir(parents=True)
    titles = [_title(title, n) for n, (title, _texts) in enumerate(columns)]
    longest = max(len(texts) for _title, texts in columns)
    frame = pd.DataFrame(
        {
            title: pd.Series([*texts, *[texts[0]] * (longest - len(texts))], dtype=str)
            for title, (_title, texts) in zip(titles, columns, strict=True)
        }
    )
    frame.insert(0, "lead", [f"L{n}" for n in range(longest)])
    frame[CONTROL] = ["0912 345 678", *["Hà Nội"] * (longest - 1)]
    frame.to_csv(folder / "leads.csv", index=False)
    attributes = "".join(
        f"      a{n}: {{column: '{title}', label: A, family: geographic}}\n"
        for n, title in enumerate([*titles, CONTROL])
    )
    (folder.parent / "client.yml").write_text(CLIENT + attributes, encoding="utf-8")
    told = said(research(project, "check", "labels"))
    assert f'column "{CONTROL}": a column shown' in told  # alarms are told, so none is none
    count = sum(len(texts) for _title, texts in columns)
    alarms = 0
    for title, rows in ALARM.findall(told):
        if title == CONTROL:
            continue
        alarms += min(int(rows), len(dict(zip(titles, columns, strict=True))[title][1]))
        print(title, rows)
    print(f"\n{alarms} alarms of {count} labels and titles")
    assert count > 10_000
    assert alarms <= MOST_ALARMS * count


def _title(title: str, number: int) -> str:
    """A column's own title says what its values are, so it stays; a number keeps them apart."""
    return f"c{number} " + re.sub(r"[^\w ]+", " ", title)[:80].strip()
