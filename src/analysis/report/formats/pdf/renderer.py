"""PDF as a format: tagged pages, and what is found in them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from analysis.report.renderer import Content, Renderer

if TYPE_CHECKING:
    from analysis.report.blocks import Document


class PDFRenderer(Renderer):
    """The report on paper."""

    name = "pdf"
    menu = "Client report (PDF)"
    mime = "application/pdf"
    usual = True

    @property
    def label(self) -> str:
        """The same in every language."""
        return "PDF"

    def files(self, document: Document) -> dict[str, bytes]:
        """Return the PDF."""
        from analysis.report.formats.pdf.page import page_pdf

        return {self.name: page_pdf(document)}

    def needed(self, document: Document) -> Content:
        """Return what must stand on its pages; data of charts that a table shows, once."""
        from analysis.report.formats.pdf.content import needed_content

        return needed_content(document)

    def held(self, document: Document, files: Mapping[str, bytes]) -> Content:
        """Return what its tags and pages hold."""
        from analysis.report.formats.pdf.content import held_content

        return held_content(document, files[self.name])


RENDERER = PDFRenderer()
