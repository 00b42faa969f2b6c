"""The client's report: the same content and the same bytes as HTML and as PDF."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from dataclasses import replace

import nbformat
import pikepdf
import pytest
from lxml import html as lxml_html
from report_notebooks import (
    HOSTILE,
    VIETNAMESE,
    failed_notebook,
    foreign_notebook,
    full_notebook,
    long_table,
    sample_cover,
)

from analysis.errors import ReportError
from analysis.report import document_of, rendered
from analysis.report.blocks import Block, Heading, Prose, texts_of
from analysis.report.completeness import lost
from analysis.report.formats.html.page import page_html
from analysis.report.renderer import renderers, usual_formats
from analysis.report.rendering import files_of
from analysis.values.absent import Absent
from analysis.values.chart import Chart
from analysis.values.cover import BrandLook, ReportCover
from analysis.values.finding import Brief, Finding
from analysis.values.note import Note
from analysis.values.table import Table


@pytest.fixture(scope="module")
def notebook():
    return full_notebook()


@pytest.fixture(scope="module")
def document(notebook):
    return document_of(notebook)


@pytest.fixture(scope="module")
def files(notebook) -> dict[str, bytes]:
    return rendered(notebook, ("html", "pdf"))


@pytest.fixture(scope="module")
def html(files) -> str:
    return files["html"].decode("utf-8")


@pytest.fixture(scope="module")
def pdf(files) -> bytes:
    return files["pdf"]


@pytest.fixture(scope="module")
def pdf_text(pdf) -> str:
    """Everything that can be read out of the PDF, without spaces."""
    import pypdfium2

    pages = pypdfium2.PdfDocument(pdf)
    return "".join("".join(page.get_textpage().get_text_range().split()) for page in pages)


def missing(document, name: str, content: bytes | None = None) -> list:
    """Return what one format's file lacks of a document: its own file, or another one's."""
    renderer = renderers()[name]
    return list(lost(document, renderer, {name: content} if content else renderer.files(document)))


def bare(text: str) -> str:
    return "".join(text.split())


def test_title_stands_on_the_cover_and_not_again(document):
    assert document.cover.title == "Phân khúc khách hàng"
    assert document.lead.startswith("Khách hàng chia thành")
    assert "Phân khúc khách hàng" not in [one.text for one in document.values(Heading)]


def test_in_brief_comes_first_and_equal_notes_once(document):
    assert [type(block.value) for block in document.blocks[:2]] == [Heading, Brief]
    assert len(document.values(Absent)) == 1
    (note,) = document.values(Note)
    assert "90" in note.text  # 30 lines with two signs and a family of three people


def test_anchors_are_ascii_and_unique(document):
    anchors = [block.anchor for block in document.blocks if block.anchor]
    assert "khach-hang-biet-den-thuong-hieu-ra-sao" in anchors
    assert all(re.fullmatch(r"[a-z0-9-]+", anchor) for anchor in anchors)
    assert len(set(anchors)) == len(anchors)


def test_code_streams_and_headline_are_not_shown(html, pdf_text):
    text = lxml_html.document_fromstring(html).text_content()
    for hidden in ("client = 'ca-phe-may'", "đang tải dữ liệu", "k = 4", "cảnh báo"):
        assert hidden not in text
        assert bare(hidden) not in pdf_text
    assert "một dòng in ra" in text


def test_same_bytes_whenever_and_wherever(tmp_path, html, pdf):
    nbformat.write(full_notebook(), tmp_path / "executed.ipynb")
    code = (
        "import sys, nbformat, hashlib\n"
        "from analysis.report import rendered\n"
        "notebook = nbformat.read('executed.ipynb', as_version=4)\n"
        "for part in rendered(notebook, ('html', 'pdf')).values():\n"
        "    print(hashlib.sha256(part).hexdigest())\n"
        "assert 'matplotlib.figure' not in sys.modules\n"  # charts come drawn
    )
    environment = {**os.environ, "TZ": "Asia/Ho_Chi_Minh", "LC_ALL": "C", "PYTHONHASHSEED": "7"}
    environment["SOURCE_DATE_EPOCH"] = "86400"
    run = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", code], cwd=tmp_path, env=environment, check=True,
        capture_output=True, text=True,
    )  # fmt: skip
    from hashlib import sha256

    expected = [sha256(part).hexdigest() for part in (html.encode("utf-8"), pdf)]
    assert run.stdout.split() == expected


def test_html_needs_nothing_else_and_runs_nothing(html):
    page = lxml_html.document_fromstring(html)
    assert not list(page.iter("script", "link", "iframe", "object"))
    assert "default-src 'none'" in html
    for element in page.iter():
        for name, value in element.attrib.items():
            assert not name.startswith("on")
            if name in ("src", "href", "xlink:href"):
                assert value.startswith(("#", "data:")), value
    assert not re.search(r"url\((?!#|data:|['\"]?#)", html)
    ids = [element.get("id") for element in page.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    assert {a.get("href")[1:] for a in page.iter("a")} <= set(ids)
    assert page.get("lang") == "vi"
    assert page.findtext(".//title").startswith("Phân khúc khách hàng")


def test_hostile_texts_stay_visible_texts(html, pdf_text):
    assert HOSTILE in lxml_html.document_fromstring(html).text_content()
    assert bare(HOSTILE) in pdf_text


def test_every_vietnamese_text_can_be_read_out_of_the_pdf(document, pdf_text):
    assert bare(VIETNAMESE) in pdf_text
    assert bare("Café decomposed và ghép dấu") in pdf_text
    for title in (b.text for b in document.blocks if isinstance(b, Heading)):
        assert bare(title) in pdf_text


def test_pdf_is_tagged_titled_and_described(document, pdf):
    with pikepdf.open(io.BytesIO(pdf)) as file:
        assert bool(file.Root.MarkInfo.Marked)
        assert str(file.Root.Lang) == "vi"
        with file.open_metadata() as facts:
            assert facts["dc:title"] == "Phân khúc khách hàng"
            assert facts["pdfuaid:part"] == "1"
        with file.open_outline() as outline:
            titles = [item.title for item in outline.root]
        assert "Chân dung khách hàng" in titles
        figures = [tag for tag in _tags(file.Root.StructTreeRoot) if tag.get("/S") == "/Figure"]
        drawn = len(document.values(Chart))
        assert len(figures) == drawn + 2  # and two logos
        assert all(str(tag.get("/Alt", "")).strip() for tag in figures)
        assert len(file.pages) > 8


def _tags(tag):
    yield tag
    children = tag.get("/K", [])
    for child in children if isinstance(children, pikepdf.Array) else [children]:
        if isinstance(child, pikepdf.Dictionary):
            yield from _tags(child)


def test_tables_never_shrink_under_seven_points(document):
    from analysis.report.formats.pdf.tables import LANDSCAPE_PT, PORTRAIT_PT, table_pages

    for table in document.values(Table):
        parts = table_pages(table)
        for part in parts:
            room = LANDSCAPE_PT if part["landscape"] else PORTRAIT_PT
            assert part["size"] >= 7
            assert sum(part["widths"]) <= room + 0.5
        assert sum(len(part["heads"]) for part in parts) == len(table.columns)


@pytest.mark.parametrize("kind", ["row", "figure", "heading", "finding", "text"])
@pytest.mark.parametrize("name", usual_formats())
def test_what_is_lost_on_the_way_stops_the_report(document, name, kind, monkeypatch):
    poorer, renderer = _without(document, kind), renderers()[name]
    files = renderer.files(poorer)
    assert {problem.where for problem in lost(document, renderer, files)} == {renderer.label}
    assert not missing(poorer, name, files[name])
    monkeypatch.setattr(type(renderer), "files", lambda self, document: files)
    with pytest.raises(ReportError, match=renderer.label):
        files_of(document, (name,))


def _is_lost(value, lost: str) -> bool:
    kinds = {"figure": Chart, "text": Prose, "heading": Heading}
    return isinstance(value, kinds.get(lost, ())) and getattr(value, "level", 2) == 2


def _without(document, lost):
    kept = []
    for block in document.blocks:
        value = block.value
        if lost == "row" and isinstance(value, Table) and value.name == "verbatims":
            value = replace(value, rows=value.rows[:5] + value.rows[6:])
        elif _is_lost(value, lost):
            continue
        elif lost == "finding" and isinstance(value, Finding):
            value = Note("…")
        kept.append(Block(block.anchor, value))
    return replace(document, blocks=tuple(kept))


def test_a_failed_cell_stops_the_report():
    with pytest.raises(ReportError, match="k must be positive"):
        document_of(failed_notebook())


def test_a_broken_bundle_stops_the_report(notebook):
    broken = nbformat.reads(nbformat.writes(notebook), as_version=4)
    for cell in broken.cells:
        for output in cell.get("outputs", ()):
            output.get("data", {}).get("application/vnd.analysis.table+json", {}).pop("rows", None)
    with pytest.raises(ReportError, match="KeyError"):
        document_of(broken)


@pytest.mark.parametrize(
    "brand",
    [
        {"primary": "red"},
        {"ink": "#12345"},
        {"client_logo": {"mime": "image/svg+xml", "data": "not base64!"}},
        {"agency_logo": {"mime": "text/html", "data": "eA=="}},
        {"font_files": {"regular": "?"}},
    ],
)
def test_a_brand_that_cannot_be_shown_is_refused(brand):
    with pytest.raises(ReportError):
        ReportCover.from_json({"title": "x", "brand": brand})


def test_a_cover_travels_unchanged():
    cover = sample_cover()
    assert ReportCover.from_json(cover.to_json()) == cover


def test_english_report_and_a_light_brand(notebook):
    look = BrandLook(primary="#FFE08A", accent="#FFD0C0")
    document = document_of(full_notebook(language="en", synthetic=False, brand=look))
    html = page_html(document)
    assert not [*missing(document, "html", html.encode("utf-8")), *missing(document, "pdf")]
    assert "What could not be answered" in html
    assert "Synthetic" not in html.split("</style>")[1]


def test_every_text_of_a_verbatim_longer_than_a_page_arrives():
    table = long_table(3)
    said = " ".join(f"từ{n}" for n in range(3000))
    long_cell = replace(table.rows[0].cells[0], value=said, text=said)
    row = replace(table.rows[0], cells=(long_cell, table.rows[0].cells[1]))
    block = Block("table-x", replace(table, rows=(row, *table.rows[1:])))
    document = replace(document_of(foreign_notebook()), blocks=(block,))
    assert not missing(document, "pdf")


def test_notebook_of_another_house():
    document = document_of(foreign_notebook())
    html = page_html(document)
    assert not [*missing(document, "html", html.encode("utf-8")), *missing(document, "pdf")]
    text = lxml_html.document_fromstring(html).text_content()
    assert document.cover.title == "Monthly sales"
    assert "<script>alert(1)</script>" in text
    assert "0x7f00deadbeef" not in text
    assert "javascript" not in html
    assert "Sales by month" in html
    assert "example.org" not in html
    table = next(iter(document.values(Table)))
    assert [row.label for row in table.rows] == ["0", "1"]
    assert [cell.text for cell in table.rows[0].cells] == ["Hà Nội", "1,250.5"]
    texts = list(texts_of(document))
    assert "2 rows × 2 columns" in texts
