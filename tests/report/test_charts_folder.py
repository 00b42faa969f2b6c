"""The folder of charts for an analyst's slides: pictures, numbers, a list of all."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest
from PIL import Image
from report_notebooks import full_notebook

from analysis.errors import ReportError
from analysis.pipeline.manifest import report_file
from analysis.report.blocks import Document
from analysis.report.document import document_of
from analysis.report.renderer import renderers
from analysis.report.rendering import files_of
from analysis.values.chart import Chart


@pytest.fixture(scope="module")
def document() -> Document:
    return document_of(full_notebook())


@pytest.fixture(scope="module")
def files(document: Document) -> dict[str, bytes]:
    return files_of(document, ("charts",))


def lines(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


def width_in_points(chart: Chart) -> float:
    return float(chart.svg.partition('width="')[2].partition("pt")[0])


def test_every_chart_is_a_picture_of_twice_a_screens_pixels(document, files) -> None:
    charts = document.values(Chart)
    pictures = [Image.open(io.BytesIO(c)) for name, c in files.items() if name.endswith(".png")]
    assert len(pictures) == len(charts) == 2
    for chart, picture in zip(charts, pictures, strict=True):
        assert picture.width == pytest.approx(2 * width_in_points(chart) * 96 / 72, abs=2)
        assert picture.convert("L").getextrema() != (255, 255)


def test_its_numbers_are_those_drawn(document, files) -> None:
    data = document.values(Chart)[0].data
    heads, *rows = lines(files["charts/segment-sizes.csv"])
    assert heads == ["Nhóm", "Tỷ lệ", "n"]
    assert rows == [[row.label, *(f"{one.value:g}" for one in row.cells)] for row in data.rows]


def test_the_list_tells_title_and_words_of_each(document, files) -> None:
    _heads, *rows = lines(files["charts"])
    assert [row[:3] for row in rows] == [
        ["segment-sizes.png", "segment-sizes.csv", document.values(Chart)[0].title],
        ["awareness.png", "", document.values(Chart)[1].title],
    ]
    assert rows[0][-1].startswith("Biểu đồ thanh")


def test_they_are_the_analysts_not_the_clients() -> None:
    assert report_file("s", "vi", "charts") == "internal/vi/charts/s/charts.csv"
    assert report_file("s", "vi", "charts/x.png") == "internal/vi/charts/s/x.png"
    assert report_file("s", "vi", "xlsx") == "client/vi/s.xlsx"
    assert report_file("s", "vi", "typing_tool.xlsx") == "client/vi/typing_tool.xlsx"


def test_equal_documents_make_equal_bytes(document, files) -> None:
    assert files_of(document, ("charts",)) == files


@pytest.mark.parametrize("kind", ["picture", "row"])
def test_what_is_lost_on_the_way_stops_it(document, files, kind, monkeypatch) -> None:
    poorer = dict(files)
    if kind == "picture":
        del poorer["charts/awareness.png"]
    else:
        whole = poorer["charts/segment-sizes.csv"].decode("utf-8").splitlines(keepends=True)
        poorer["charts/segment-sizes.csv"] = "".join(whole[:-1]).encode("utf-8")
    monkeypatch.setattr(type(renderers()["charts"]), "files", lambda self, document: poorer)
    with pytest.raises(ReportError):
        files_of(document, ("charts",))


def test_texts_that_look_like_formulas_stay_texts(document) -> None:
    blocks = tuple(
        replace(block, value=replace(block.value, title="=1+1"))
        for block in document.blocks
        if isinstance(block.value, Chart)
    )
    listed = lines(files_of(replace(document, blocks=blocks), ("charts",))["charts"])
    assert listed[1][2] == "'=1+1"
