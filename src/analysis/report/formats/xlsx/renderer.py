"""XLSX as a format: a workbook with every table, and what is found in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from analysis.languages import messages
from analysis.report.renderer import Content, Renderer

if TYPE_CHECKING:
    from analysis.report.blocks import Document

_ = messages(__name__)


class XLSXRenderer(Renderer):
    """Every table, and the data of every chart, on a sheet of its own."""

    name = "xlsx"
    menu = "Tables of the client report (XLSX)"
    mime = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

    @property
    def label(self) -> str:
        """In the active language."""
        return _("Tables (XLSX)")

    def files(self, document: Document) -> dict[str, bytes]:
        """Return the workbook."""
        from analysis.report.formats.xlsx.book import tables_workbook

        return {self.name: tables_workbook(document)}

    def needed(self, document: Document) -> Content:
        """Return tables, rows, texts and numbers."""
        from analysis.report.formats.xlsx.content import needed_content

        return needed_content(document)

    def held(self, document: Document, files: Mapping[str, bytes]) -> Content:
        """Return what the sheets hold."""
        from analysis.report.formats.xlsx.content import held_content

        return held_content(files[self.name])

    def own_texts(self, document: Document) -> Iterable[str]:
        """Return the names of its sheets."""
        from analysis.report.formats.xlsx.parts import table_parts

        return [part.sheet for part in table_parts(document)]


RENDERER = XLSXRenderer()
