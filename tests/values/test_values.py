"""What is shown travels as JSON and comes back as it was."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from analysis.languages.catalog import language_in_use
from analysis.values.absent import Absent
from analysis.values.card import Card, CardBlock, CardLine
from analysis.values.chart import Chart
from analysis.values.download import Download
from analysis.values.finding import Brief, Finding
from analysis.values.media import MEDIA_TYPES, TABLE_MIME, typed, value_of
from analysis.values.method_statement import MethodLine, MethodStatement
from analysis.values.note import Note
from analysis.values.source_line import SourceLine
from analysis.values.table import Cell, Column, Row, Table, cell


@pytest.fixture(autouse=True)
def english():
    with language_in_use("en"):
        yield


TABLE = Table(
    "prices",
    "Prices",
    (Column("Price", "money", "Paid", "A"), Column("Share", "share")),
    (
        Row("All", (cell(1250.5, "money", currency="USD"), cell(0.123, "share", mark="B")), 1),
        Row("Brands", kind="group"),
        Row("Total", (cell(None, "money"), cell(0.5, "share", base=20, small=True)), 0, "total"),
    ),
    "Brand",
    "Paid last time",
    "Base: 214",
    "Source: a.csv",
    ("One note.",),
)
FINDING = Finding("prices", "Dear", "It is dear.", "Lower it.", "S1.2", 0.7)
LINE = CardLine("Commutes", 0.7, None, "70%", "", "", "60–80%", "214", True)
BLOCK = CardBlock("Goals", (LINE,), "Nothing was asked.")
VALUES = (
    TABLE,
    Chart("prices", "Dear", "Paid", "<svg/>", "Dear.", "Base: 214", "Source: a.csv", TABLE),
    Chart("prices", "Dear", "", "<svg/>", "Dear."),
    Chart("prices", "Dear", "", "<svg/>", "Dear.", narrow="<svg><g/></svg>"),
    FINDING,
    Brief((FINDING,), ("No survey.",)),
    Card("p1", "Lan", 1, "Calm.", (("People", "31%"),), (BLOCK,), ("Income.",), "Base", "Source"),
    MethodStatement((MethodLine("Tests", "None."),)),
    Download("typing_tool", "typing_tool.xlsx", "Type.", {"names": {"1": "Lan"}}),
    Absent("No survey."),
    Absent("First wave.", gap=False),
    Note("One sign was replaced."),
)


@pytest.mark.parametrize("value", VALUES, ids=lambda value: type(value).__name__)
def test_a_value_comes_back_from_json_as_it_was(value) -> None:
    ((mime, told),) = json.loads(json.dumps(typed(value))).items()
    assert value_of(mime, told) == value


def test_every_media_type_is_tried_here() -> None:
    assert {mime for value in VALUES for mime in typed(value)} == set(MEDIA_TYPES)


def test_cells_written_before_they_had_a_format_are_read() -> None:
    told = TABLE.to_json()
    for row in told["rows"]:
        for one in row["cells"]:
            for name in ("format", "currency", "digits"):
                del one[name]
    table = value_of(TABLE_MIME, told)
    assert table.rows[0].cells[0] == Cell(1250.5, TABLE.rows[0].cells[0].text)


@pytest.mark.parametrize(
    ("asked", "kept"),
    [
        ((0.123, "share", {"base": 214}), ("12.3%", "share", "", 1)),
        ((0.123, "share", {"base": 120}), ("12%", "share", "", 0)),
        ((0.1234, "share", {"digits": 2}), ("12.34%", "share", "", 2)),
        ((1250.5, "money", {"currency": "USD"}), ("$1,250.50", "money", "USD", 2)),
        ((1250000, "money", {}), ("₫1,250,000", "money", "VND", 0)),
        ((1.5e9, "short_money", {"currency": "USD"}), ("$1.5bn", "short_money", "USD", 0)),
        ((12.5, "short_money", {"currency": "USD"}), ("$12.50", "short_money", "USD", 2)),
        ((3.24, "points", {}), ("+3.2", "points", "", 1)),
        ((103.6, "index", {"currency": "USD"}), ("104", "index", "", 0)),
        ((0.128, "decimal", {"digits": 2}), ("0.13", "decimal", "", 2)),
        ((float("nan"), "money", {"currency": "EUR"}), ("–", "money", "EUR", 0)),
        ((dt.date(2026, 3, 5), "text", {}), ("5 March 2026", "date", "", 0)),
        (("many", "text", {}), ("many", "text", "", 0)),
    ],
)
def test_a_cell_keeps_how_its_value_is_written(asked: tuple, kept: tuple) -> None:
    value, format, settings = asked
    made = cell(value, format, **settings)
    assert (made.text, made.format, made.currency, made.digits) == kept


def test_bases_name_the_wave_of_their_source() -> None:
    source = SourceLine("Source: a.csv (wave 1)", "wave 1")
    chart = Chart("a", "A", "", "<svg/>", "A.", "Base: 214", source)
    assert chart.base == "Base: 214 · wave 1"
    assert Table("a", "A", (), (), base=chart.base, source=source).base == chart.base


def test_a_row_has_a_cell_for_every_column() -> None:
    with pytest.raises(ValueError, match="1 cells for 2 columns"):
        Table("a", "A", (Column("b"), Column("c")), (Row("d", (cell(1),)),))


@pytest.mark.parametrize("file", ["../evil.xlsx", "Ấ.xlsx", "a b.xlsx", "typing_tool", "a.xlsx\n"])
def test_a_download_lies_beside_the_report(file: str) -> None:
    with pytest.raises(ValueError, match="plain file name"):
        Download("typing_tool", file, "", {})
