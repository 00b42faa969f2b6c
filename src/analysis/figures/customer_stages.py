"""Figure of stages: every bar is a part of the one above it."""

from __future__ import annotations

from matplotlib.axes import Axes

from analysis.drawing.figure import blank_drawing, finished_figure
from analysis.drawing.style import palette
from analysis.languages import formats, messages
from analysis.methods.customers.customer_stages import PARTS, CustomerStages, StageList
from analysis.sources.words import Words
from analysis.statistics.deciding import reaches
from analysis.tables.customer_stages import LISTS, STAGES, shown_stages, stages_base
from analysis.tables.customer_stages import customer_stages as customer_stages_table
from analysis.values.absent import unless_absent
from analysis.values.chart import Chart
from analysis.values.finding import Finding

_ = messages(__name__)
ROW_CM = 1.25
HEAD_CM = 0.9
NARROWEST = 0.22  # a part under it has no room for its name, which then stands at the end
WIDTH = 1.34  # of the longest bar with what stands at its end
SHORT = {
    "target": _.later("Target"),
    "actual": _.later("Have bought"),
    "active": _.later("Active"),
    "lapsed": _.later("Lapsed"),
    "activity_not_known": _.later("Not dated"),
    "potential": _.later("Potential"),
    "not_target": _.later("Not target"),
    "not_known": _.later("Not known"),
}


@unless_absent
def customer_stages(
    stages: CustomerStages, finding: Finding, words: Words, *, source: str = ""
) -> Chart:
    """Draw every list as nested bars: everyone, the target customers, those who have bought.

    Parameters
    ----------
    stages : CustomerStages
        Everyone's stage.
    finding : Finding
        What it shows; its headline is the title.
    words : Words
        What questions are called.
    source : str
        The line that says which files they come from.
    """
    bars = [_bars(found) for found in stages.lists]
    rows = sum(len(found) for found in bars)
    drawing, axis = blank_drawing(HEAD_CM * len(bars) + ROW_CM * rows)
    place = 0.0
    for found, parts in zip(stages.lists, bars, strict=True):
        axis.text(
            0, place - 0.15, f"{_(LISTS[found.kind])} (n = {formats.number(found.base)})",
            fontsize=9, fontweight="bold", va="bottom", color=palette().ink,
        )  # fmt: skip
        for names in parts:
            _draw(axis, found, names, place + 0.3)
            place += 0.85
        place += 0.7
    axis.set_xlim(0, WIDTH)
    axis.set_ylim(place - 0.7, -0.65)
    axis.set_axis_off()
    return finished_figure(
        drawing,
        name="customer_stages",
        finding=finding,
        subtitle=_("Share of the people in each list; every bar divides a part of the one above"),
        alt=f"{finding.headline}. {'. '.join(_listed(found) for found in stages.lists)}.",
        base=_("Base: {lists}", lists=stages_base(stages)),
        source=source,
        data=customer_stages_table(stages, words, source=source),
    )


def _bars(found: StageList) -> list[tuple[str, ...]]:
    shown = set(shown_stages(found))
    bars = [tuple(name for name in parts if name in shown) for parts in PARTS.values()]
    whole = found.rows
    return [names for names in bars if names and any(whole[name].people for name in names)]


def _draw(axis: Axes, found: StageList, names: tuple[str, ...], place: float) -> None:
    colours = palette()
    fills = {
        "target": colours.brand, "actual": colours.brand, "active": colours.brand,
        "lapsed": colours.accent, "potential": colours.context,
    }  # fmt: skip
    left, beside = 0.0, []
    for name in names:
        share = found.rows[name].share
        fill = fills.get(name, colours.paper)
        axis.barh(
            place, share, left=left, height=0.5, color=fill, linewidth=0.8,
            edgecolor=colours.paper if name in fills else colours.context,
        )  # fmt: skip
        text = f"{_(SHORT[name])} {formats.share(share, found.base)}"
        if reaches(share, NARROWEST):
            axis.text(
                left + share / 2, place, text, ha="center", va="center", fontsize=8.5,
                color=colours.paper if fill in (colours.brand, colours.accent) else colours.ink,
            )  # fmt: skip
        elif share > 0:
            beside.append(text)
        left += share
    axis.text(left + 0.01, place, "; ".join(beside), va="center", fontsize=8.5, color=colours.ink)


def _listed(found: StageList) -> str:
    shown = [name for name in shown_stages(found) if name != "all"]
    parts = "; ".join(
        f"{_(STAGES[name])} {formats.share(found.rows[name].share, found.base)}" for name in shown
    )
    return f"{_(LISTS[found.kind])}: {parts}"
