"""The workbook with every table of a report, opened as a spreadsheet opens it."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import pytest
from nbformat.v4 import new_markdown_cell
from openpyxl import load_workbook
from openpyxl.utils import range_boundaries
from report_notebooks import full_notebook, long_table, sample_cover

from analysis.errors import ReportError
from analysis.report.blocks import Block, Document, Heading
from analysis.report.completeness import lost
from analysis.report.document import document_of
from analysis.report.renderer import renderers
from analysis.report.rendering import files_of, rendered
from analysis.values.chart import Chart
from analysis.values.table import Cell, Column, Row, Table, cell

LONG = "Bảng [có] tên: rất dài / và 'lạ' * ? \\ với nhiều chữ hơn ba mươi mốt"


def workbook(content: bytes) -> Any:
    return load_workbook(io.BytesIO(content))


@pytest.fixture(scope="module")
def document() -> Document:
    return document_of(full_notebook())


@pytest.fixture(scope="module")
def content(document: Document) -> bytes:
    return files_of(document, ("xlsx",))["xlsx"]


@pytest.fixture(scope="module")
def book(content: bytes) -> Any:
    return workbook(content)


def tables_of(document: Document) -> list[Table]:
    values = [block.value for block in document.blocks]
    charts = [value.data if isinstance(value, Chart) else value for value in values]
    return [value for value in charts if isinstance(value, Table)]


def bodies(book: Any) -> list[tuple[tuple[Any, ...], ...]]:
    """Return the cells of every table, without its heads."""
    found = []
    for number in range(1, len(book.defined_names) + 1):
        sheet, _bang, cells = book.defined_names[f"Table_{number}"].attr_text.rpartition("!")
        left, top, right, bottom = range_boundaries(cells)
        found.append(tuple(book[sheet.strip("'").replace("''", "'")].iter_rows(
            top, bottom, left, right)))  # fmt: skip
    return found


def test_every_number_of_every_table_is_a_number_of_the_workbook(document, book) -> None:
    tables = tables_of(document)
    assert len(book.worksheets) == 1 + len(tables) == 1 + len(bodies(book))
    seen = 0
    for table, body in zip(tables, bodies(book), strict=True):
        for row, line in zip(table.rows, body, strict=True):
            assert (line[0].value or "") == row.label
            for expected, found in zip(row.cells, line[1:], strict=False):
                if isinstance(expected.value, int | float):
                    assert found.data_type == "n" and found.value == expected.value
                    assert found.font.italic == expected.small
                    seen += 1
                else:
                    assert found.data_type == "s" and found.value.startswith(expected.text)
    assert seen > 400


def test_a_number_is_written_as_the_report_writes_it() -> None:
    cells = (cell(0.125, "share", digits=1), cell(39000, "money", currency="VND"),
             cell(2.5, "decimal"), cell(-3.0, "points"), cell(118, "index"),
             cell(0.5, "share", digits=0, mark="AB"), cell(None, "share"))  # fmt: skip
    table = Table("t", "T", tuple(Column(f"c{n}") for n in range(7)), (Row("r", cells),))
    for language, money in (("vi", '#,##0 "₫"'), ("en", '"₫"#,##0')):
        made = Document(sample_cover(language=language), "", (Block("t", table),))
        ((line,),) = bodies(workbook(files_of(made, ("xlsx",))["xlsx"]))
        assert [one.number_format for one in line[1:7]] == [
            "0.0%", money, "#,##0.0", "+#,##0.0;-#,##0.0;#,##0.0", "#,##0", '0%" AB"',
        ]  # fmt: skip
        assert [one.value for one in line[1:]] == [0.125, 39000, 2.5, -3, 118, 0.5, "–"]


def test_dates_are_dates() -> None:
    date = Cell("2026-03-05", "05/03/2026", format="date")
    table = Table("t", "T", (Column("day", "date"),), (Row("r", (date,)),))
    made = Document(sample_cover(), "", (Block("t", table),))
    ((line,),) = bodies(workbook(files_of(made, ("xlsx",))["xlsx"]))
    assert line[1].is_date and f"{line[1].value:%Y-%m-%d}" == "2026-03-05"


def test_texts_that_look_like_formulas_stay_texts(book) -> None:
    cells = [one for sheet in book.worksheets for row in sheet.iter_rows() for one in row]
    assert any(str(one.value).startswith("=HYPERLINK") for one in cells)
    assert not [one.coordinate for one in cells if one.data_type == "f"]
    looks = [one for one in cells if isinstance(one.value, str) and one.value[:1] in "=+-@"]
    assert all(one.quotePrefix for one in looks if one.value)


def test_index_leads_to_every_table_and_back(document, book) -> None:
    index = book.worksheets[0]
    links = {one.hyperlink.location: one for row in index.iter_rows() for one in row
             if one.hyperlink}  # fmt: skip
    targets = {f"'{sheet.title.replace(chr(39), chr(39) * 2)}'!A1" for sheet in book.worksheets[1:]}
    assert set(links) == targets
    sections = {index.cell(one.row, 2).value for one in links.values()}
    assert {"Theo nhân khẩu", "Ý kiến nguyên văn"} <= sections
    sections -= {block.value.text for block in document.blocks if isinstance(block.value, Heading)}
    assert not sections
    for sheet in book.worksheets[1:]:
        back = [one.hyperlink.location for row in sheet.iter_rows() for one in row if one.hyperlink]
        assert back == [f"'{index.title}'!A1"]
        assert sheet.freeze_panes and sheet.print_title_rows and sheet.page_setup.fitToWidth == 1


def test_spanners_notes_base_and_source_are_there(book) -> None:
    sheet = next(one for one in book.worksheets if "Nơi mua" in one.title)
    said = {str(one.value) for row in sheet.iter_rows() for one in row if one.value is not None}
    assert {"Giới tính", "Tuổi", "Nam (A)", "Cơ sở: 800 khách hàng", "Nguồn: khảo sát khách hàng",
            "2. In nghiêng: cơ sở dưới 30."} <= said  # fmt: skip
    spans = [one.coord for one in sheet.merged_cells.ranges if one.size["columns"] in (2, 4)]
    assert len(spans) >= 2


def test_a_long_spanner_stands_once_over_its_columns(document) -> None:
    columns = tuple(Column(f"c{n}", spanner="Tỷ lệ người trả lời") for n in range(3))
    table = Table("t", "T", columns, (Row("r", (cell(1, "number"),) * 3),))
    made = replace(document, blocks=(Block("t", table),))
    sheet = workbook(files_of(made, ("xlsx",))["xlsx"]).worksheets[1]
    said = [one.value for row in sheet.iter_rows() for one in row]
    assert said.count("Tỷ lệ người trả lời") == 1


def test_equal_documents_make_equal_bytes(document, content) -> None:
    assert files_of(document, ("xlsx",))["xlsx"] == content
    assert rendered(full_notebook(), ("xlsx",))["xlsx"] == content


def test_any_title_is_the_name_of_a_sheet(document) -> None:
    tables = [replace(long_table(2), title=title) for title in (LONG, LONG, "", "History", "'")]
    made = Document(document.cover, "", tuple(Block("t", table) for table in tables))
    names = workbook(files_of(made, ("xlsx",))["xlsx"]).sheetnames
    assert len({name.casefold() for name in names}) == 6
    assert all(0 < len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in names)


@pytest.mark.parametrize("kind", ["row", "number", "text", "table"])
def test_what_is_lost_on_the_way_stops_the_workbook(document, kind: str) -> None:
    table = long_table(30)
    whole = replace(document, blocks=(Block("t", table),))
    poorer: tuple[Block, ...] = ()
    if kind == "row":
        poorer = (Block("t", replace(table, rows=table.rows[1:])),)
    elif kind != "table":
        row = table.rows[0]
        changed = Cell(7.25, "7", format="number") if kind == "number" else Cell("x", "x")
        place = int(kind == "number")
        cells = (*row.cells[:place], changed, *row.cells[place + 1 :])
        rows = (replace(row, cells=cells), *table.rows[1:])
        poorer = (Block("t", replace(table, rows=rows)),)
    renderer = renderers()["xlsx"]
    files = renderer.files(replace(document, blocks=poorer))
    if kind == "number":  # what must be there is not
        assert list(lost(replace(document, blocks=poorer), renderer, renderer.files(whole)))
    else:
        assert list(lost(whole, renderer, files))


def test_a_text_longer_than_a_cell_ends_in_dots(document) -> None:
    text = "từ " * 15_000
    table = Table("t", "T", (Column("c"),), (Row("r", (Cell(text, text),)),))
    made = replace(document, blocks=(Block("t", table),))
    ((line,),) = bodies(workbook(files_of(made, ("xlsx",))["xlsx"]))
    assert 30_000 < len(line[1].value) < 32_767 and line[1].value.endswith("…")


def test_personal_data_go_into_no_workbook() -> None:
    notebook = full_notebook()
    notebook.cells.append(new_markdown_cell("Hỏi lan@fpt.vn"))
    with pytest.raises(ReportError, match=r"personal data|dữ liệu cá nhân"):
        rendered(notebook, ("xlsx",))


def test_rows_are_as_high_as_their_texts() -> None:
    """Not every program makes them so: heads of two lines ran into the first row."""
    columns = (Column("Tỷ lệ"), Column("Khoảng tin cậy chín mươi lăm phần trăm", format="text"))
    rows = tuple(Row(text, (cell(0.5, "share"), cell("45–55 %")), level=level)
                 for level, text in enumerate(("Ngắn", "Một cái tên dài " * 8)))  # fmt: skip
    made = Document(sample_cover(), "", (Block("t", Table("t", "T", columns, rows)),))
    book = workbook(files_of(made, ("xlsx",))["xlsx"])
    ((short, long),) = bodies(book)
    sheet = book.worksheets[1]
    heights = [sheet.row_dimensions[line[0].row].height for line in (short, long)]
    assert heights[0] is None and heights[1] >= 45
    assert sheet.row_dimensions[short[0].row - 1].height >= 30, "the heads"
    # beside a number, a text keeps its distance; indents count only with a side
    for indented in (short[2], long[0]):
        assert (indented.alignment.horizontal, indented.alignment.indent) == ("left", 1)


def test_money_in_full_fits_its_column() -> None:
    """A page writes ₫720bn; a column as narrow as that shows ### in its place."""
    line = Row("r", (cell(720e9, "short_money", currency="VND", mark="AB"), cell(8.0, "number")))
    table = Table("t", "T", (Column("Sales"), Column("n")), (line,))
    made = Document(sample_cover(language="en"), "", (Block("t", table),))
    sheet = workbook(files_of(made, ("xlsx",))["xlsx"]).worksheets[1]
    assert sheet.column_dimensions["B"].width >= len("₫720,000,000,000 AB") + 1


def test_data_of_a_chart_say_its_base_and_source() -> None:
    data = Table("c", "", (Column("n"),), (Row("r", (cell(8.0, "number"),)),))
    chart = Chart("c", "Title", "", "<svg/>", "alt", "Base: 800", "Source: a.csv", data)
    book = workbook(files_of(Document(sample_cover(), "", (Block("c", chart),)), ("xlsx",))["xlsx"])
    index, sheet = ([one.value for row in page.iter_rows() for one in row if one.value]
                    for page in book.worksheets)  # fmt: skip
    assert "Base: 800" in index and {"Base: 800", "Source: a.csv"} <= set(sheet)
