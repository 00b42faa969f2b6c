"""How rates of conversion are drawn and written, the same in every answer on leads."""

from __future__ import annotations

from analysis.languages import formats, messages
from analysis.topics.prospects.conversion.method import Conversion, LeadConversion
from analysis.values.chart_forms import Bars
from analysis.values.table import Cell, Column, Row, RowKind, cell

_ = messages(__name__)
NOT_DRAWN = 10  # leads under which a rate is not drawn
AGAINST_OTHERS = {
    "higher": _.later("higher"),
    "lower": _.later("lower"),
    "no_clear_difference": _.later("no clear difference"),
    None: _.later("not tested"),
}


def rate_bars(rows: list[Conversion]) -> Bars:
    """Return the bars of conversion; rates on very few leads stay empty."""
    drawn = [row.base >= NOT_DRAWN for row in rows]
    return Bars(
        [drawn_rate(row.share, on) for row, on in zip(rows, drawn, strict=True)],
        "",
        [drawn_rate(row.low, on) for row, on in zip(rows, drawn, strict=True)],
        [drawn_rate(row.high, on) for row, on in zip(rows, drawn, strict=True)],
        [
            formats.share(row.share, row.base) if on else formats.MISSING
            for row, on in zip(rows, drawn, strict=True)
        ],
    )


def drawn_rate(value: float | None, on: bool) -> float:
    """Return a rate as a bar takes it: NaN where it is not known or not to be drawn."""
    return value if on and value is not None else float("nan")


def listed(labels: list[str], rows: list[Conversion]) -> str:
    """Return the rates as one line, for who cannot see the chart."""
    return "; ".join(
        f"{label}: {formats.share(row.share, row.base)}"
        for label, row in zip(labels, rows, strict=True)
        if row.base >= NOT_DRAWN
    )


def rate_cells(found: Conversion | None) -> tuple[Cell, ...]:
    """Return a rate, its interval and the leads behind it as cells."""
    if found is None:
        return cell(None), cell(None), cell(0, "number")
    return (
        cell(found.share, "share", base=found.base, small=found.small_base),
        cell(rate_interval(found.low, found.high, found.base), small=found.small_base),
        cell(found.base, "number"),
    )


def rate_interval(low: float | None, high: float | None, base: int) -> str:
    """Return an interval as text; a dash where there is none."""
    return formats.MISSING if low is None else formats.share_interval(low, high, base)


def conversion_columns() -> tuple[Column, ...]:
    """Return the columns that `conversion_row` fills."""
    return (
        Column(_("Leads"), "number"),
        Column(_("Became customers"), "share"),
        Column(_("Interval")),
        Column(_("Known outcome"), "number"),
        Column(_("Against the others")),
    )


def conversion_row(row: Conversion, label: str, kind: RowKind, level: int = 0) -> Row:
    """Return one group of leads as a row: leads, rate, and how it stands to the others."""
    verdict = "" if kind == "total" else _(AGAINST_OTHERS[row.against_others])
    cells = (cell(row.leads, "number"), *rate_cells(row), cell(verdict))
    return Row(label, cells, level=level, kind=kind)


def is_tested(conversion: LeadConversion) -> bool:
    """Return whether any group was tested against the others."""
    return any(row.against_others for row in conversion.rows)
