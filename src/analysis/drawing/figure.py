"""How a form becomes a chart: drawn once, with bytes that depend on nothing else."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import replace

import matplotlib
from matplotlib.figure import Figure as Drawing

from analysis.drawing.forms import drawn, narrowly_drawn
from analysis.values.chart import Chart
from analysis.values.chart_forms import Form
from analysis.values.finding import Finding
from analysis.values.table import Table

_UNDRAWN = '<svg xmlns="http://www.w3.org/2000/svg"/>'
_draws: ContextVar[bool] = ContextVar("draws", default=True)


@contextmanager
def nothing_drawn() -> Iterator[None]:
    """Draw nothing inside a ``with`` block: charts have their forms, and empty drawings.

    Drawing takes as long as all the rest, and what is drawn is the form.
    """
    token = _draws.set(False)
    try:
        yield
    finally:
        _draws.reset(token)


def finished_figure(
    form: Form | Drawing,
    *,
    name: str,
    finding: Finding,
    alt: str,
    subtitle: str = "",
    base: str = "",
    source: str = "",
    data: Table | None = None,
) -> Chart:
    """Return a chart, drawn, whose bytes depend on nothing but what is shown.

    Its title is the headline of the finding it shows, so that both say the same.

    Parameters
    ----------
    form : Form or matplotlib.figure.Figure
        What is shown; a kind of drawing that there is once comes drawn.
    name : str
        ASCII name, unique in the study.
    finding : Finding
        What the chart shows.
    alt : str
        The message and the main numbers.
    subtitle, base, source : str
        Measure and unit; base line; origin of the data.
    data : Table or None
        The numbers drawn.

    Raises
    ------
    ValueError
        If the message or the alt text is empty.
    """
    if not finding.headline.strip() or not alt.strip():
        raise ValueError(f"chart {name} must have a title and an alt text")
    said = Chart(name, finding.headline, subtitle, _UNDRAWN, alt, base, source, data)
    if isinstance(form, Drawing):
        return replace(said, svg=_svg(form, name)) if _draws.get() else said
    if not _draws.get():
        return replace(said, form=form)
    narrow = _svg(narrowly_drawn(form), f"{name}-narrow")
    return replace(said, form=form, svg=_svg(drawn(form), name), narrow=narrow)


def _svg(drawing: Drawing, name: str) -> str:
    buffer = io.StringIO()
    with matplotlib.rc_context({"svg.fonttype": "none", "svg.hashsalt": name}):
        drawing.savefig(
            buffer, format="svg", transparent=True, metadata={"Date": None, "Creator": None}
        )
    text = buffer.getvalue()
    text = text[text.index("<svg") :]
    text = re.sub(r"<metadata>.*?</metadata>", "", text, flags=re.DOTALL)
    return _prefixed(re.sub(r"<!--.*?-->\s*", "", text, flags=re.DOTALL), name)


def _prefixed(svg: str, name: str) -> str:
    """Put the chart's name before every id, or inlined drawings would share ids."""
    svg = re.sub(r'\bid="([^"]+)"', rf'id="{name}-\1"', svg)
    svg = re.sub(r'((?:xlink:)?href)="#([^"]+)"', rf'\1="#{name}-\2"', svg)
    return re.sub(r"url\(#([^)]+)\)", rf"url(#{name}-\1)", svg)
