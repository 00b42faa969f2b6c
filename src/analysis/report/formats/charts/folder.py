"""The files of the charts: the drawing of each as pixels, its numbers, and a list of all."""

from __future__ import annotations

from analysis.errors import Problem, ReportError
from analysis.languages import messages
from analysis.languages.catalog import language_in_use
from analysis.report.blocks import Document
from analysis.report.formats.charts.numbers import csv_bytes, number_lines, safe
from analysis.report.typesetting import pixels
from analysis.values.chart import Chart
from analysis.values.cover import BrandLook

_ = messages(__name__)
_PPI = 192  # two pixels for each one of a screen


def chart_files(document: Document) -> dict[str, bytes]:
    """Return the list of charts, and of each chart ``<name>.png`` and ``<name>.csv``."""
    files, listed = {}, []
    with language_in_use(document.cover.language):
        for name, chart in charts_of(document).items():
            files[f"charts/{name}.png"] = _png(name, chart, document.cover.brand)
            if chart.data:
                files[f"charts/{name}.csv"] = csv_bytes(number_lines(chart.data))
            numbers = f"{name}.csv" if chart.data else ""
            listed.append((f"{name}.png", numbers, *told(chart)))
        heads = (_("Picture"), _("Numbers"), _("Title"), _("What is shown"), _("Base"),
                 _("Source"), _("In words"))  # fmt: skip
    return {"charts": csv_bytes([heads, *listed]), **files}


def charts_of(document: Document) -> dict[str, Chart]:
    """Return the charts in reading order, by the names of their files."""
    return {
        block.anchor.removeprefix("figure-"): block.value
        for block in document.blocks
        if isinstance(block.value, Chart)
    }


def told(chart: Chart) -> tuple[str, ...]:
    """Return what the list says of a chart."""
    return tuple(map(safe, (chart.title, chart.subtitle, chart.base, chart.source, chart.alt)))


def _png(name: str, chart: Chart, brand: BrandLook) -> bytes:
    import typst

    try:
        return pixels(chart.svg.encode("utf-8"), "svg", brand, _PPI)
    except typst.TypstError as error:
        what = _("a chart must be one that can be drawn, got: {value}", value=error.message)
        raise ReportError(Problem(name, what)) from error
