"""The typing tool as table, chart, sentence and workbook; the workbook's formulas are computed."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from openpyxl import load_workbook
from sheet_formulas import Sheets
from told import titled

from analysis.errors import ReportError
from analysis.languages.catalog import language_in_use
from analysis.report.blocks import Document
from analysis.report.bundles import bundle_block
from analysis.report.display import bundle_of
from analysis.report.downloads import downloads, embedded
from analysis.report.formats.html.blocks import Look, block_html
from analysis.report.labels import labels
from analysis.report.rendering import rendered
from analysis.report.theme import theme_of
from analysis.report.typing_workbook import typing_workbook
from analysis.sources.words import Words
from analysis.topics.segments import typing
from analysis.topics.segments.typing.answer_tables import typing_workbook as typing_download
from analysis.topics.segments.typing.method import TypingTool, typing_tool
from analysis.topics.segments.typing.method_formula import assigned
from analysis.values.absent import Absent
from analysis.values.cover import ReportCover
from analysis.values.download import Download
from analysis.values.media import DOWNLOAD_MIME
from analysis.values.typing_formula import TypingFormula, TypingQuestion

EVIL = '=HYPERLINK("http://x";"y")'
NAMES = {1: "Commuters", 2: EVIL, 3: "Phân khúc ba"}


@pytest.fixture(autouse=True)
def english():
    with language_in_use("en"):
        yield


@pytest.fixture(scope="module")
def words() -> Words:
    return Words(NAMES, "respondents", "spending", "VND", "Source: a.sav")


@pytest.fixture(scope="module")
def tool() -> TypingTool:
    rng = np.random.default_rng(6)
    frame = pd.DataFrame(
        {
            "Age": rng.integers(18, 70, 300).astype(float),
            "=Place, or *": pd.Categorical(rng.choice(["18-24", "+North", "*", "a~b"], 300)),
            "Loyal": rng.integers(0, 2, 300).astype(float),
        }
    )
    scores = np.c_[
        (frame["Age"] - 44) / 3,
        np.where(frame["=Place, or *"].isin(["+North", "*"]), 6, -4),
        frame["Loyal"] * 8 - 4,
    ]
    labels_ = pd.Series((scores + rng.normal(size=(300, 3))).argmax(axis=1) + 1)
    weights = pd.Series(rng.uniform(0.5, 2, 300))
    return typing_tool(labels_, frame, weights, most_questions=3, seed=1)


def said(tool, words):
    return typing.answer(tool, words, client="A", wave="1")


def text_of(table) -> list[str]:
    return [" | ".join([row.label, *(cell.text for cell in row.cells)]) for row in table.rows]


def test_table_shows_confusion_recall_and_precision(tool, words) -> None:
    table = said(tool, words).shown[2]
    assert [column.label for column in table.columns][3:] == list(NAMES.values())
    for line, one, placed in zip(text_of(table), tool.segments, tool.confusion, strict=False):
        assert f"| {one.base} |" in line and f"{one.recall:.0%}" in line
        assert line.endswith(" | ".join(map(str, placed)))
    assert table.rows[-1].kind == "total" and f"{tool.accuracy:.1%}" in text_of(table)[-1]
    assert any("Cohen's kappa" in note for note in table.notes)
    assert any("before, shares after weighting" in note for note in table.notes)


def test_line_goes_up_to_all_questions_and_the_number_asked_is_filled(tool, words) -> None:
    drawn = said(tool, words).shown[0].form
    assert drawn.x == [step.questions for step in tool.steps]
    assert drawn.y == [step.accuracy for step in tool.steps]
    assert drawn.texts == [f"{step.accuracy:.0%}" for step in tool.steps]
    assert drawn.chosen == len(tool.formula.questions)
    assert drawn.yardstick == (tool.baseline, "largest segment for everybody")


def test_questions_and_points(tool, words) -> None:
    steps = said(tool, words).shown[1]
    assert [row.cells[-1].text for row in steps.rows].count("asked") == len(tool.formula.questions)
    points = said(tool, words).shown[3]
    lines = text_of(points)
    assert lines[0].startswith("Everybody starts with | ")
    assert any(line.startswith("Loyal: yes | ") for line in lines)
    assert any(line.startswith("Age: for each 10 | ") for line in lines)
    assert [row.label for row in points.rows if row.kind == "group"] == ["=Place, or *"]


def test_finding_says_how_few_how_well_and_what_for(tool, words) -> None:
    found = said(tool, words).findings[0]
    share = f"{tool.accuracy:.0%}"
    assert found.headline == f"3 questions place {share} of people in their segment"
    assert f"{tool.accuracy:.1%}" in found.text and "n = 300, 95% CI" in found.text
    weak = replace(
        tool,
        kappa=0.4,
        kappa_low=0.35,
        kappa_high=0.45,
        segments=(replace(tool.segments[0], recall=0.31), *tool.segments[1:]),
    )
    poor = said(weak, words).findings[0]
    assert "do not place people reliably" in poor.headline
    assert "Too weak to place single people" in poor.implication
    assert "too few members of Commuters (31%)" in poor.implication
    good = replace(tool, kappa=0.85, kappa_low=0.81, kappa_high=0.9)
    assert "screen and recruit" in said(good, words).findings[0].implication


def test_what_chance_leaves_open_of_the_tool_is_told(tool, words) -> None:
    near = replace(tool, kappa=0.6, kappa_low=0.55, kappa_high=0.65, between=(2, 5))
    found = said(near, words).findings[0]
    assert found.headline.startswith("Whether 3 questions place people reliably cannot be told")
    assert found.implication.startswith("Use it for rough counts only")
    assert "0.60 of 1 (95% CI 0.55 to 0.65; 0.6 and 0.8 are asked for)" in found.implication
    assert "a tool of 2 to 5 questions" in found.implication


@pytest.mark.usefixtures("drawings")
def test_figure_marks_the_number_asked(tool, words) -> None:
    figure = said(tool, words).shown[0]
    assert figure.alt.startswith(f"{figure.title}. 1 question ") and "; 3 questions " in figure.alt
    assert figure.data and len(figure.data.rows) == 3
    assert "largest segment for everybody" in figure.svg


def test_absent_stays_absent(words) -> None:
    nothing = Absent("No survey.")
    assert said(nothing, words) is nothing


# -- the workbook ----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def download(tool, words):
    with language_in_use("en"):
        return typing_download(tool, titled("Good"), words, client=EVIL, wave="w1")


@pytest.fixture(scope="module")
def document(download) -> Document:
    with language_in_use("en"):
        block = bundle_block(DOWNLOAD_MIME, download.to_json(), str)
        return Document(ReportCover(study="segmentation", title="A", language="en"), "", (block,))


@pytest.fixture(scope="module")
def content(document) -> bytes:
    return downloads(document)["typing_tool.xlsx"]


@pytest.fixture
def sheets(content) -> Sheets:
    return Sheets(load_workbook(io.BytesIO(content)))


PEOPLE = [
    {"Age": 25.0, "=Place, or *": "18-24", "Loyal": 1.0},
    {"Age": 69.0, "=Place, or *": "*", "Loyal": 0.0},
    {"Age": 44.0, "=Place, or *": "+North", "Loyal": None},
    {"Age": None, "=Place, or *": "a~b", "Loyal": 1.0},
    {"Age": 500.0, "=Place, or *": None, "Loyal": None},
    {"Age": 30.0, "=Place, or *": "somewhere else", "Loyal": 0.0},
]


def test_one_person_typed_in_is_placed_as_by_the_formula(tool, sheets) -> None:
    expected = assigned(tool.formula, pd.DataFrame(PEOPLE))
    order = [question.name for question in tool.formula.questions]
    below = 6 + len(order) + 1
    for person, (_row, should) in zip(PEOPLE, expected.iterrows(), strict=True):
        for place, name in enumerate(order):
            value = person[name]
            if name == "Loyal" and value is not None:
                value = "Yes" if value else "No"
            sheets.type("One person", f"B{6 + place}", value)
        shown = [sheets.value("One person", f"B{below + n}") for n in range(5)]
        assert shown[0] == NAMES[should["segment"]] and shown[2] == NAMES[should["second_segment"]]
        assert shown[1] == pytest.approx(should["probability"], abs=1e-9)
        assert shown[3] == pytest.approx(should["second_probability"], abs=1e-9)
        assert shown[4] == len(order) - should["unanswered"]
        rows = range(below + 7, below + 10)
        chances = [sheets.value("One person", f"B{row}") for row in rows]
        assert sum(chances) == pytest.approx(1) and max(chances) == pytest.approx(shown[1])
        bars = [sheets.value("One person", f"C{row}") for row in rows]
        assert [len(bar) for bar in bars] == [round(chance * 25) for chance in chances]
    hints = [sheets.value("One person", f"C{6 + place}") for place in range(3)]
    assert "This is no answer to the question: it is not counted." in hints


def test_nothing_typed_shows_nothing(sheets) -> None:
    assert sheets.value("One person", "B10") == "" and sheets.value("One person", "B14") == 0
    assert sheets.value("Many people", "E6") == "" and sheets.value("Many people", "I505") == 0


def test_many_people_are_placed_as_by_the_formula(tool, sheets) -> None:
    expected = assigned(tool.formula, pd.DataFrame(PEOPLE))
    order = [question.name for question in tool.formula.questions]
    for row, person in enumerate(PEOPLE, start=6):
        for column, name in zip("BCD", order, strict=True):
            sheets.type("Many people", f"{column}{row}", person[name])
    for row, (_index, should) in enumerate(expected.iterrows(), start=6):
        shown = [sheets.value("Many people", f"{column}{row}") for column in "EFGHI"]
        assert shown[0] == NAMES[should["segment"]] and shown[2] == NAMES[should["second_segment"]]
        assert shown[1::2] == pytest.approx(
            [should["probability"], should["second_probability"]], abs=1e-9
        )
        assert shown[4] == 3 - should["unanswered"]


def test_equal_scores_go_to_the_first_segment() -> None:
    question = TypingQuestion("q", "yes_no", (), (0.5,))
    formula = TypingFormula((1, 2, 3), (question,), (0.0, 0.0, -1.0), ((1.0, 1.0, 0.0),))
    found = Sheets(load_workbook(io.BytesIO(typing_workbook(formula, NAMES, title="A", people=2))))
    found.type("One person", "B6", "yes")
    assert found.value("One person", "B8") == "Commuters"
    assert found.value("One person", "B10") == EVIL
    assert assigned(formula, pd.DataFrame({"q": [1.0]}))["second_segment"].tolist() == [2]


def test_texts_of_clients_are_never_formulas(sheets) -> None:
    ours = ("IF(", "SUM(", "'", "EXP(")
    for sheet in sheets.book:
        for line in sheet.iter_rows():
            for cell in line:
                if isinstance(cell.value, str) and cell.value.startswith(("=", "+", "-", "@")):
                    if cell.data_type == "f":
                        assert cell.value[1:].startswith(ours), cell.value
                        assert "HYPERLINK" not in cell.value and "North" not in cell.value
                    else:
                        assert cell.quotePrefix, cell.value
    assert sheets.book["One person"]["A2"].value == f"{EVIL} · w1"


def test_only_plain_functions_and_no_link_or_macro(content) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = archive.namelist()
        text = "".join(archive.read(name).decode() for name in names if name.endswith(".xml"))
    assert not [name for name in names if "vba" in name or "external" in name.lower()]
    assert "_xlfn" not in text and "http://x" in text and "hyperlink " not in text.lower()


def test_inputs_are_open_and_formulas_guarded_without_password(sheets, tool) -> None:
    one, many = sheets.book["One person"], sheets.book["Many people"]
    for sheet in sheets.book:
        assert sheet.protection.sheet and not sheet.protection.password
    assert not one["B6"].protection.locked and one["B10"].protection.locked
    assert not many["D505"].protection.locked and many["E6"].protection.locked
    rules = {str(rule.sqref): rule for rule in one.data_validations.dataValidation}
    kinds = {q.name: rules[f"B{6 + n}"] for n, q in enumerate(tool.formula.questions)}
    assert kinds["Age"].type == "whole" and kinds["Age"].formula1 == "18"
    assert kinds["=Place, or *"].type == kinds["Loyal"].type == "list"
    for rule in (kinds["=Place, or *"], kinds["Loyal"]):
        sheet, cells = rule.formula1.split("!")
        listed = [c.value for line in sheets.book[sheet.strip("'")][cells] for c in line]
        assert listed in (["*", "+North", "18-24", "a~b"], ["Yes", "No"])


def test_quality_is_told_in_numbers(sheets, tool) -> None:
    sheet = sheets.book["How good it is"]
    values = [cell.value for line in sheet.iter_rows() for cell in line if cell.value is not None]
    assert "Good." in values and any(value == pytest.approx(tool.accuracy) for value in values
                                     if isinstance(value, float))  # fmt: skip
    assert any("for others they are lower" in str(value) for value in values)


def test_bytes_are_the_same_again(document, content, tool) -> None:
    from analysis.report import downloads as module

    module._written.cache_clear()
    assert downloads(document)["typing_tool.xlsx"] == content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(2020, 1, 1, 0, 0, 0)}
        assert b"2020-01-01T00:00:00Z" in archive.read("docProps/core.xml")
    assert len(content) < 250_000


def test_vietnamese_workbook(tool, words) -> None:
    with language_in_use("vi"):
        found = typing_workbook(tool.formula, NAMES, title="Người này là ai?", people=3)
    book = load_workbook(io.BytesIO(found))
    assert book.sheetnames == ["Một người", "Nhiều người", "Độ tin cậy", "Công thức"]
    sheets = Sheets(book)
    places = [question.name for question in tool.formula.questions]
    sheets.type("Một người", f"B{6 + places.index('Loyal')}", "Không")
    expected = assigned(tool.formula, pd.DataFrame([{**PEOPLE[0], "Age": None,
                        "=Place, or *": None, "Loyal": 0.0}]))  # fmt: skip
    assert sheets.value("Một người", "B10") == NAMES[expected["segment"].iloc[0]]


# -- in the report -----------------------------------------------------------------------------


def test_page_carries_the_file(document, download) -> None:
    look = Look(labels(), theme_of(document.cover.brand), embedded(document))
    html = block_html(document.blocks[0], look)
    assert 'download="typing_tool.xlsx"' in html and "spreadsheetml.sheet;base64,UEsD" in html
    assert "Save typing_tool.xlsx" in html
    bare = block_html(document.blocks[0], Look(labels(), theme_of(document.cover.brand)))
    assert "href" not in bare and "typing_tool.xlsx" in bare


def test_whole_page_is_complete_and_holds_the_file(download) -> None:
    cell = {
        "cell_type": "code",
        "source": "",
        "metadata": {},
        "outputs": [{"output_type": "display_data", "data": bundle_of(download)}],
    }
    made = {"cells": [cell], "metadata": {"title": "A study"}}
    page = rendered(made, ("html",))["html"].decode("utf-8")
    assert page.count("data:application/vnd.openxmlformats") == 1


@pytest.mark.parametrize(
    "change", [{"file": "../evil.xlsx"}, {"file": "a.exe"}, {"kind": "macro"}, {"content": {1}}]
)
def test_other_files_are_refused(download, change) -> None:
    with pytest.raises(ReportError):
        bundle_block(DOWNLOAD_MIME, {**download.to_json(), **change}, str)


def test_block_says_what_the_file_is_for(document) -> None:
    assert isinstance(document.blocks[0].value, Download)
    assert "type a person's answers and see the segment" in document.blocks[0].value.text
