"""What a PDF of ours must hold, and what it does: its tags counted, the text of its pages."""

from __future__ import annotations

import ctypes
import re
from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from analysis.report.blocks import Document, appendix_tables, body_texts, value_texts
from analysis.report.counts import counts_of
from analysis.report.fonts import width_scale
from analysis.report.formats.pdf.tables import table_pages
from analysis.report.renderer import Content
from analysis.values.table import Table

if TYPE_CHECKING:
    from pypdfium2 import PdfPage
    from pypdfium2.raw import FPDF_STRUCTELEMENT

_HEADING = re.compile(r"H[1-6]")


def needed_content(document: Document) -> Content:
    """Return what must stand on the pages, logos and the heads of contents and appendix too."""
    counts = counts_of(document)
    charts = appendix_tables(document)
    brand = document.cover.brand
    logos = sum(logo is not None for logo in (brand.client_logo, brand.agency_logo))
    named = counts["headings"] + counts["personas"]
    needed = {
        "headings": named + bool(named) + bool(charts),  # those of contents and appendix too
        "rows": sum(len(part["rows"]) for part in _parts(document)),
        "figures": counts["figures"] + logos,
    }
    texts = [*body_texts(document), *(text for table in charts for text in value_texts(table))]
    return Content(needed, texts)


def held_content(document: Document, pdf: bytes) -> Content:
    """Return what stands on the pages."""
    tags, pages = _pdf_content(pdf)
    parts = _parts(document)
    rows = tags["TR"] - sum(map(_lines_beside_rows, parts))
    if any(row["breaks"] for part in parts for row in part["rows"]):
        rows = min(rows, sum(len(part["rows"]) for part in parts))  # it counts on each page
    counts = {
        "headings": sum(count for tag, count in tags.items() if _HEADING.fullmatch(tag)),
        "rows": rows,
        "figures": tags["Figure"],
    }
    return Content(counts, pages)


def _parts(document: Document) -> list[dict[str, Any]]:
    """Return the tables as they are set on paper, part by part."""
    scale = width_scale(document.cover.brand)
    tables = [table_pages(table, scale=scale) for table in document.values(Table)]
    tables += [table_pages(d, appendix=True, scale=scale) for d in appendix_tables(document)]
    return [part for table in tables for part in table]


def _lines_beside_rows(part: dict[str, Any]) -> int:
    """Lines of a table that are no rows: those of its head, and a foot kept with its last rows."""
    spanned = any(spanner["text"] for spanner in part["spanners"])
    return 1 + spanned + bool(part["kept"] and part["foot"])


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


def _page_tags(page: PdfPage) -> Iterable[str]:
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


def _tag(element: FPDF_STRUCTELEMENT) -> str:
    import pypdfium2.raw as pdfium

    length = pdfium.FPDF_StructElement_GetType(element, None, 0)
    buffer = ctypes.create_string_buffer(length)
    pdfium.FPDF_StructElement_GetType(element, buffer, length)
    return buffer.raw.decode("utf-16-le").rstrip("\0")
