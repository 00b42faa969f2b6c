"""Count what the notebook holds against what the renderings show; nothing may be lost."""

from __future__ import annotations

import ctypes
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import singledispatch
from typing import Any

from analysis.errors import Problem, ReportError
from analysis.languages import messages
from analysis.report.blocks import (
    Document,
    Heading,
    Image,
    Prose,
    appendix_tables,
    body_texts,
    texts_of,
    value_texts,
)
from analysis.report.fonts import width_scale
from analysis.report.markdown import drawn_nodes
from analysis.report.pdf_tables import table_pages
from analysis.values.card import Card
from analysis.values.chart import Chart
from analysis.values.finding import Brief, Finding
from analysis.values.table import Table

_ = messages(__name__)
_SHOWN = 60  # letters of a lost text that the message quotes
_TELLING = 12  # letters from which on a text is counted, not only looked for
_IGNORED = re.compile(r"[\s\u00ad\u2010\u2011\ufffe\u0002-]+")
_HEADING = re.compile(r"H[1-6]")


def check_complete(document: Document, html: str, pdf: bytes) -> None:
    """Refuse renderings that lack anything of the document.

    Parameters
    ----------
    document : Document
        What the notebook holds.
    html, pdf : str, bytes
        Its renderings.

    Raises
    ------
    ReportError
        Lists every kind of block whose count differs, and every text that is missing.
    """
    problems = [*_html_problems(document, html), *_pdf_problems(document, pdf)]
    if problems:
        raise ReportError(problems)


def check_html(document: Document, html: str) -> None:
    """Refuse an HTML page that lacks anything of the document; raises `ReportError`."""
    if problems := list(_html_problems(document, html)):
        raise ReportError(problems)


def check_pdf(document: Document, pdf: bytes) -> None:
    """Refuse a PDF that lacks anything of the document; raises `ReportError`."""
    if problems := list(_pdf_problems(document, pdf)):
        raise ReportError(problems)


def _html_problems(document: Document, html: str) -> Iterator[Problem]:
    from lxml import html as lxml_html

    main = lxml_html.document_fromstring(html)
    classes = Counter(
        name for element in main.iter() for name in str(element.get("class", "")).split()
    )
    rows = sum(1 for body in main.iter("tbody") for _row in body.iter("tr"))
    found = Counter(
        headings=classes["section"],
        tables=sum(1 for _table in main.iter("table")),
        rows=rows,
        figures=classes["chart"] + classes["image"] + classes["formula"] + classes["inline"],
        findings=classes["finding"],
        personas=classes["persona"],
    )
    yield from _count_problems("HTML", _expected(document), found)
    for element in list(main.iter("style", "script")):
        element.drop_tree()
    yield from _text_problems("HTML", texts_of(document), [main.text_content()])


def _pdf_problems(document: Document, pdf: bytes) -> Iterator[Problem]:
    expected = _expected(document)
    charts = appendix_tables(document)
    brand = document.cover.brand
    scale = width_scale(brand)
    parts = [table_pages(table, scale=scale) for table in document.values(Table)]
    parts += [table_pages(data, appendix=True, scale=scale) for data in charts]
    logos = sum(logo is not None for logo in (brand.client_logo, brand.agency_logo))
    tags, pages = _pdf_content(pdf)
    named = expected["headings"] + expected["personas"]
    needed = {
        "headings": named + bool(named) + bool(charts),  # those of contents and appendix too
        "rows": sum(len(part["rows"]) for table in parts for part in table),
        "figures": expected["figures"] + logos,
    }
    heads = sum(_lines_beside_rows(part) for table in parts for part in table)
    found = {
        "headings": sum(count for tag, count in tags.items() if _HEADING.fullmatch(tag)),
        "rows": tags["TR"] - heads,
        "figures": tags["Figure"],
    }
    if any(row["breaks"] for table in parts for part in table for row in part["rows"]):
        found["rows"] = min(found["rows"], needed["rows"])  # such a row counts on each page
    yield from _count_problems("PDF", needed, found)
    texts = [*body_texts(document), *(text for table in charts for text in value_texts(table))]
    yield from _text_problems("PDF", texts, pages)


def _lines_beside_rows(part: dict[str, Any]) -> int:
    """Lines of a table that are no rows: those of its head, and a foot kept with its last rows."""
    spanned = any(spanner["text"] for spanner in part["spanners"])
    return 1 + spanned + bool(part["kept"] and part["foot"])


_KINDS = ("headings", "tables", "rows", "figures", "findings", "personas")


def _expected(document: Document) -> dict[str, int]:
    """Count what the document holds, by kind."""
    total: Counter[str] = Counter()
    for block in document.blocks:
        total.update(_counts(block.value))
    return {kind: total[kind] for kind in _KINDS}


@singledispatch
def _counts(value: object) -> dict[str, int]:
    """Count what a rendering of a value holds; nothing of what is words only."""
    return {}


@_counts.register
def _heading_counts(value: Heading) -> dict[str, int]:
    return {"headings": 1}


@_counts.register
def _table_counts(value: Table) -> dict[str, int]:
    return {"tables": 1, "rows": len(value.rows)}


@_counts.register
def _chart_counts(value: Chart) -> dict[str, int]:
    """The data of a chart is a table too."""
    return {"figures": 1, **(_table_counts(value.data) if value.data else {})}


@_counts.register
def _image_counts(value: Image) -> dict[str, int]:
    return {"figures": 1}


@_counts.register
def _prose_counts(value: Prose) -> dict[str, int]:
    return {"figures": sum(1 for _node in drawn_nodes(list(value.nodes)))}


@_counts.register
def _finding_counts(value: Finding) -> dict[str, int]:
    return {"findings": 1}


@_counts.register
def _brief_counts(value: Brief) -> dict[str, int]:
    return {"findings": len(value.findings)}


@_counts.register
def _card_counts(value: Card) -> dict[str, int]:
    return {"personas": 1}


def _count_problems(
    where: str, expected: dict[str, int], found: dict[str, int]
) -> Iterator[Problem]:
    names = {
        "headings": _("headings"),
        "tables": _("tables"),
        "rows": _("table rows"),
        "figures": _("figures"),
        "findings": _("findings"),
        "personas": _("personas"),
    }
    for kind, count in expected.items():
        if found[kind] != count:
            what = _(
                "must hold {expected} {kind}, got: {found}",
                expected=count,
                kind=names[kind],
                found=found[kind],
            )
            yield Problem(where, what)


def _text_problems(where: str, texts: Iterable[str], pages: list[str]) -> Iterator[Problem]:
    """Every text must be there, wherever lines or pages break."""
    bare = [_bare(page) for page in pages]
    whole = "".join(bare)
    needed = Counter(texts)
    lost = [
        text for text, times in needed.items() if not _is_there(_bare(text), times, whole, bare)
    ]
    for text in lost[:20]:
        quoted = text if len(text) <= _SHOWN else text[:_SHOWN] + "…"
        yield Problem(where, _("must show every text, got none of: {text}", text=quoted))
    if len(lost) > 20:
        more = _.plural("{n} more text is lost", "{n} more texts are lost", len(lost) - 20)
        yield Problem(where, more)


def _is_there(text: str, times: int, whole: str, pages: list[str]) -> bool:
    """Whether a text stands there as often as it must; a short one is part of many others."""
    if len(text) < _TELLING:
        return text in whole
    found = whole.count(text)
    return found >= times or (found >= times - 1 and _over_pages(text, pages))


def _over_pages(text: str, pages: list[str]) -> bool:
    """Whether a long text stands on two pages or more, running lines between its parts."""
    rest = text
    for page in pages:
        if text in page:  # that one is whole, and counted already
            continue
        part = _longest_start(rest, page)
        if part >= min(20, len(rest)):
            rest = rest[part:]
        if not rest:
            return True
    return False


def _longest_start(text: str, page: str) -> int:
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if text[:middle] in page else (low, middle - 1)
    return low


def _bare(text: str) -> str:
    """The letters alone: line breaks, hyphens at their ends and spaces differ by rendering."""
    return _IGNORED.sub("", unicodedata.normalize("NFC", text))


def _pdf_content(pdf: bytes) -> tuple[Counter[str], list[str]]:
    """Count the tags of a PDF and read the text of its pages."""
    import pypdfium2

    tags: Counter[str] = Counter()
    texts = []
    document = pypdfium2.PdfDocument(pdf)
    try:
        for page in document:
            tags.update(_page_tags(page))
            textpage = page.get_textpage()
            texts.append(textpage.get_text_range())
            textpage.close()
            page.close()
    finally:
        document.close()
    return tags, texts


def _page_tags(page) -> Iterable[str]:
    import pypdfium2.raw as pdfium

    tree = pdfium.FPDF_StructTree_GetForPage(page)
    if not tree:
        return []
    tags: list[str] = []
    waiting = [
        pdfium.FPDF_StructTree_GetChildAtIndex(tree, place)
        for place in range(pdfium.FPDF_StructTree_CountChildren(tree))
    ]
    while waiting:
        element = waiting.pop()
        if not element:
            continue
        tags.append(_tag(element))
        waiting += [
            pdfium.FPDF_StructElement_GetChildAtIndex(element, place)
            for place in range(pdfium.FPDF_StructElement_CountChildren(element))
        ]
    pdfium.FPDF_StructTree_Close(tree)
    return tags


def _tag(element) -> str:
    import pypdfium2.raw as pdfium

    length = pdfium.FPDF_StructElement_GetType(element, None, 0)
    buffer = ctypes.create_string_buffer(length)
    pdfium.FPDF_StructElement_GetType(element, buffer, length)
    return buffer.raw.decode("utf-16-le").rstrip("\0")
