"""The PDF reports: tagged, named, with bookmarks and alt texts, and every letter to be had back."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

import pikepdf
import pypdfium2
import pytest
from published_product import REPORTS, Product, Published

from analysis.values.media import BRIEF_MIME, CARD_MIME, CHART_MIME, FINDING_MIME, TABLE_MIME

A4_POINTS = (595.276, 841.89)
# lines break anywhere, hyphens come with it; the reader writes one at a line's end as U+FFFE
_IGNORED = re.compile("[\\s\\-\u2010\u00ad\ufffe]+")


def bare(text: str) -> str:
    return _IGNORED.sub("", unicodedata.normalize("NFC", text))


@pytest.fixture(scope="module", params=REPORTS)
def report(request: pytest.FixtureRequest) -> Published:
    return request.param


@pytest.fixture(scope="module")
def pdf(report: Published, product: Product) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(product.path(report, "pdf")) as document:
        yield document


@pytest.fixture(scope="module")
def pages(report: Published, product: Product) -> list[str]:
    """Text of each page."""
    document = pypdfium2.PdfDocument(product.path(report, "pdf"))
    texts = []
    for page in document:
        textpage = page.get_textpage()
        texts.append(textpage.get_text_range())
        textpage.close()
        page.close()
    document.close()
    return texts


def structure(node, depth: int = 0) -> Iterator[pikepdf.Dictionary]:
    """Go through a PDF's structure elements."""
    children = node.get("/K", [])
    for child in children if isinstance(children, pikepdf.Array) else [children]:
        if isinstance(child, pikepdf.Dictionary) and "/S" in child:
            yield child
            yield from structure(child, depth + 1)


def test_tagged_titled_and_in_its_language(pdf: pikepdf.Pdf, report: Published) -> None:
    root = pdf.Root
    assert bool(root.MarkInfo.Marked) and "/StructTreeRoot" in root
    assert str(root.Lang).split("-")[0] == report.language
    assert str(pdf.docinfo["/Title"]).strip()
    assert bool(root.ViewerPreferences.DisplayDocTitle)
    with pdf.open_metadata() as metadata:
        assert metadata.get("pdfuaid:part") == "1"


def test_bookmarks_for_every_section(pdf: pikepdf.Pdf, report: Published, product: Product) -> None:
    def count(items) -> int:
        return sum(1 + count(item.children) for item in items)

    with pdf.open_outline() as outline:
        assert count(outline.root) >= len(product.headings(report))


def test_every_figure_has_its_alt_text(
    pdf: pikepdf.Pdf, report: Published, product: Product
) -> None:
    alts = [
        str(element.get("/Alt", ""))
        for element in structure(pdf.Root.StructTreeRoot)
        if element.S == "/Figure"
    ]
    assert all(alt.strip() for alt in alts)
    known = [bare(alt) for alt in alts]
    for figure in product.bundles(report, CHART_MIME):
        assert bare(figure["alt"]) in known


def test_pages_are_a4_upright_or_turned(pdf: pikepdf.Pdf) -> None:
    for page in pdf.pages:
        left, bottom, right, top = map(float, page.mediabox)
        size = sorted((right - left, top - bottom))
        assert size == pytest.approx(A4_POINTS, abs=1)


def test_pages_are_numbered(pages: list[str], report: Published) -> None:
    total = len(pages)
    pattern = {"vi": r"(\d+)\s*/\s*{n}|Trang\s+(\d+)", "en": r"(\d+)\s*/\s*{n}|Page\s+(\d+)"}
    numbered = re.compile(pattern[report.language].replace("{n}", str(total)))
    assert total > 3
    missing = [n for n, text in enumerate(pages[1:], 2) if not numbered.search(text)]
    assert not missing


def test_fonts_are_in_the_file(pdf: pikepdf.Pdf) -> None:
    fonts = [
        descriptor.FontDescriptor
        for page in pdf.pages
        for font in page.get("/Resources", {}).get("/Font", {}).values()
        for descriptor in font.get("/DescendantFonts", [])
    ]
    assert fonts
    files = ("/FontFile", "/FontFile2", "/FontFile3")
    assert all(any(name in font for name in files) for font in fonts)


def test_nothing_in_the_file_acts(pdf: pikepdf.Pdf) -> None:
    assert "/OpenAction" not in pdf.Root and "/AA" not in pdf.Root
    assert "/JavaScript" not in pdf.Root.get("/Names", {})
    assert "/EmbeddedFiles" not in pdf.Root.get("/Names", {})


def test_every_letter_can_be_read_back(
    pages: list[str], report: Published, product: Product
) -> None:
    whole = bare("".join(pages))
    assert not set("□\ufffd\uffff\x00") & set(whole)
    lost = [text for text in texts(report, product) if bare(text) not in whole]
    # what is broken over two pages has the running lines between its halves
    assert not [text for text in lost if not over_pages(bare(text), [bare(p) for p in pages])]


def over_pages(text: str, pages: list[str]) -> bool:
    for place in range(len(text) - 1, 0, -1):
        if any(text[:place] in page for page in pages):
            return any(text[place:] in page for page in pages)
    return False


def texts(report: Published, product: Product) -> Iterator[str]:
    """Return every text the notebook showed: findings, tables, figures' titles, cards."""
    for finding in product.bundles(report, FINDING_MIME):
        yield from (finding["text"], finding["implication"])
    for brief in product.bundles(report, BRIEF_MIME):
        yield from (finding["text"] for finding in brief["findings"])
        yield from brief["unanswered"]
    for figure in product.bundles(report, CHART_MIME):
        yield from (figure["title"], figure["subtitle"], figure["base"], figure["source"])
    for table in product.bundles(report, TABLE_MIME):
        yield from (table["title"], table["stub"], table["base"], *table["notes"])
        yield from (column["label"] for column in table["columns"])
        for row in table["rows"]:
            yield row["label"]
            yield from (cell["text"] for cell in row["cells"] if cell["text"])
    for card in product.bundles(report, CARD_MIME):
        yield from (card["title"], card["portrait"], *card["unknown"])
        for block in card["blocks"]:
            yield block["title"]
            yield from (line["statement"] for line in block["lines"])
