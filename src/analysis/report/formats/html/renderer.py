"""HTML as a format: one page, and what is found in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING

from analysis.report.renderer import Content, Renderer

if TYPE_CHECKING:
    from analysis.report.blocks import Document


class HTMLRenderer(Renderer):
    """The report as one page."""

    name = "html"
    menu = "Client report (HTML)"
    mime = "text/html"
    usual = True

    @property
    def label(self) -> str:
        """The same in every language."""
        return "HTML"

    def files(self, document: Document) -> dict[str, bytes]:
        """Return the page."""
        from analysis.report.formats.html.page import page_html

        return {self.name: page_html(document).encode("utf-8")}

    def needed(self, document: Document) -> Content:
        """Return all there is: the data of charts, too."""
        from analysis.report.blocks import texts_of
        from analysis.report.counts import counts_of

        return Content(counts_of(document), list(texts_of(document)))

    def held(self, document: Document, files: Mapping[str, bytes]) -> Content:
        """Return what the page's elements and their classes say."""
        from lxml import html

        main = html.document_fromstring(files[self.name].decode("utf-8"))
        classes = Counter(
            name for element in main.iter() for name in str(element.get("class", "")).split()
        )
        counts = {
            "headings": classes["section"],
            "tables": sum(1 for _table in main.iter("table")),
            "rows": sum(1 for body in main.iter("tbody") for _row in body.iter("tr")),
            "figures": sum(classes[kind] for kind in ("chart", "image", "formula", "inline")),
            "findings": classes["finding"],
            "personas": classes["persona"],
        }
        for element in list(main.iter("style", "script")):
            element.drop_tree()
        return Content(counts, [main.text_content()])


RENDERER = HTMLRenderer()
