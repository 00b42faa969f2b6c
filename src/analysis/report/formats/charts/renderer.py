"""Charts as a format: a folder of pictures and their numbers, and a list that tells of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from analysis.languages import messages
from analysis.report.renderer import Content, Renderer

if TYPE_CHECKING:
    from analysis.report.blocks import Document

_ = messages(__name__)


class ChartsRenderer(Renderer):
    """A PNG and a CSV file for every chart; the analyst's, not the client's."""

    name = "charts"
    handed_over = False

    @property
    def label(self) -> str:
        """In the active language."""
        return _("Charts")

    def files(self, document: Document) -> dict[str, bytes]:
        """Return the list of charts, and beside it pictures and numbers."""
        from analysis.report.formats.charts.folder import chart_files

        return chart_files(document)

    def needed(self, document: Document) -> Content:
        """Return how many charts and rows there are, with their texts."""
        from analysis.report.formats.charts.content import needed_content

        return needed_content(document)

    def held(self, document: Document, files: Mapping[str, bytes]) -> Content:
        """Return what pictures and files of numbers hold."""
        from analysis.report.formats.charts.content import held_content

        return held_content(files)

    def own_texts(self, document: Document) -> Iterable[str]:
        """Return the names of its files."""
        from analysis.report.formats.charts.folder import charts_of

        return list(charts_of(document))

    def place(self, study: str, file: str) -> str:
        """Return a study's own folder: charts of several studies may have one name."""
        return f"charts/{study}/{file or 'charts.csv'}"


RENDERER = ChartsRenderer()
