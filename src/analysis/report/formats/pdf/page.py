"""The report as PDF: the document as data for our own Typst template, compiled in a sandbox."""

from __future__ import annotations

import json
import shutil
import tempfile
from pathlib import Path
from typing import Any

from analysis.errors import Problem, ReportError
from analysis.languages import messages
from analysis.languages.catalog import language_in_use
from analysis.report.blocks import Document
from analysis.report.fonts import FALLBACK_FAMILY
from analysis.report.formats.pdf.blocks import Files, pdf_blocks
from analysis.report.labels import cover_facts, labels, run_line
from analysis.report.pictures import shown_picture
from analysis.report.theme import theme_of
from analysis.report.typesetting import report_fonts
from analysis.values.cover import Logo

_ = messages(__name__)
TEMPLATES = Path(__file__).parent / "templates"
_FIXED_TIME = 946_684_800  # the file must not tell when it was made: 2000-01-01


def page_pdf(document: Document) -> bytes:
    """Return the PDF, tagged for PDF/UA-1.

    Raises
    ------
    ReportError
        If Typst refuses it, a missing alt text or a letter without a glyph included.
    """
    import typst

    files = Files()
    data = _data(document, files)
    with tempfile.TemporaryDirectory(prefix="report-") as name:
        root = Path(name)
        for template in sorted(TEMPLATES.glob("*.typ")):
            shutil.copyfile(template, root / template.name)
        (root / "doc.json").write_text(json.dumps(data, ensure_ascii=False), "utf-8")
        for path, content in files.contents.items():
            (root / path).write_bytes(content)
        try:
            return typst.compile(
                str(root / "report.typ"),
                root=str(root),
                font_paths=report_fonts(document.cover.brand, root),
                ignore_system_fonts=True,
                format="pdf",
                pdf_standards=["ua-1"],
                timestamp=_FIXED_TIME,
            )
        except typst.TypstError as error:
            hints = "; ".join([error.message, *error.hints])
            what = _("must be accepted as PDF/UA-1, got: {value}", value=hints)
            raise ReportError(Problem("PDF", what)) from error


def _data(document: Document, files: Files) -> dict[str, Any]:
    cover = document.cover
    theme = theme_of(cover.brand)
    with language_in_use(cover.language):
        words = labels()
        blocks, appendix = pdf_blocks(document, files, theme)
        return {
            "title": cover.title,
            "lead": document.lead,
            "client": cover.client,
            "about": cover.about,
            "agency": cover.agency,
            "language": cover.language,
            "synthetic": cover.synthetic,
            "facts": cover_facts(cover, words) if cover.client else [],
            "run": run_line(cover, words),
            "words": words,
            "theme": {**vars(theme), "fallback": FALLBACK_FAMILY},
            "logos": _logos(document, files, words),
            "blocks": blocks,
            "appendix": appendix,
        }


def _logos(document: Document, files: Files, words: dict[str, str]) -> dict[str, Any]:
    cover = document.cover
    logos: dict[str, Any] = {"client": None, "agency": None}
    for whose in logos:
        logo: Logo | None = getattr(cover.brand, f"{whose}_logo")
        if logo is None:
            continue
        shown = shown_picture(logo.content(), whose, whose, logo.mime)
        path = files.picture(f"logo-{whose}", shown.data, shown.mime)
        alt = f"{words[f'{whose}_logo']} {getattr(cover, whose)}".strip()
        logos[whose] = {"path": path, "alt": alt}
    return logos
