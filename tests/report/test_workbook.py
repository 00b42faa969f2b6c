"""Tables in a workbook: numbers stay numbers, written as the report writes them."""

from __future__ import annotations

import pytest
from openpyxl import Workbook

from analysis.languages.catalog import language_in_use
from analysis.report.workbook import Ink, number_format, put_table
from analysis.values.table import Cell, Column, Row, Table, cell


@pytest.mark.parametrize(
    ("language", "asked", "format"),
    [
        ("en", {"value": 0.123, "format": "share", "base": 214}, "0.0%"),
        ("en", {"value": 0.123, "format": "share", "base": 120}, "0%"),
        ("en", {"value": 1250, "format": "number"}, "#,##0"),
        ("en", {"value": 4.25, "format": "decimal"}, "#,##0.0"),
        ("en", {"value": 4.25, "format": "decimal", "digits": 2}, "#,##0.00"),
        ("en", {"value": 3.2, "format": "points"}, "+#,##0.0;-#,##0.0;#,##0.0"),
        ("en", {"value": 104.2, "format": "index"}, "#,##0"),
        ("en", {"value": 1250000, "format": "money"}, '"₫"#,##0'),
        ("vi", {"value": 1250000, "format": "money"}, '#,##0 "₫"'),
        ("vi", {"value": 12.5, "format": "short_money", "currency": "EUR"}, '#,##0.00 "€"'),
        ("en", {"value": 2e9, "format": "short_money", "currency": "EUR"}, '"€"#,##0'),
    ],
)
def test_a_number_is_written_as_its_cell_says(language: str, asked: dict, format: str) -> None:
    with language_in_use(language):
        assert number_format(cell(**asked)) == format


def test_what_a_text_looks_like_decides_nothing() -> None:
    assert number_format(Cell(12.5, "12,50 %")) == "General"


def test_a_table_keeps_its_numbers() -> None:
    rows = (Row("=1+1", (cell(0.25, "share", base=10), cell("a"), cell(None, "money"))),)
    table = Table("t", "Title", (Column("A", "share"), Column("B"), Column("C", "money")), rows)
    sheet = Workbook().active
    assert put_table(sheet, 1, table, Ink()) == 5
    assert [sheet.cell(3, column).value for column in (1, 2, 3, 4)] == ["=1+1", 0.25, "a", "–"]
    assert [sheet.cell(3, column).data_type for column in (1, 2)] == ["s", "n"]
    assert sheet.cell(3, 2).number_format == "0%"
