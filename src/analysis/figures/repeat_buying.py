"""The chart of repeat buying: what the model expected beside what customers did."""

from __future__ import annotations

import matplotlib.dates as mdates
import numpy as np
import seaborn
from matplotlib.ticker import FuncFormatter, MaxNLocator

from analysis.claims.bases import people_base
from analysis.drawing.figure import blank_drawing, finished_figure
from analysis.drawing.style import palette, readable
from analysis.languages import formats, messages
from analysis.methods.customers.repeat_buying import RepeatBuying
from analysis.sources.words import Words
from analysis.tables.repeat_buying import repeat_buying as repeat_buying_table
from analysis.values.absent import unless_absent
from analysis.values.chart import Chart
from analysis.values.finding import Finding

_ = messages(__name__)
HEIGHT_CM = 7.4
DATES = 5  # on the axis


@unless_absent
def repeat_buying(repeat: RepeatBuying, finding: Finding, words: Words) -> Chart:
    """Draw actual and expected repeat purchases, and from where on the model had not seen them."""
    return finished_figure(
        _drawing(repeat),
        name="repeat_buying",
        finding=finding,
        subtitle=_.plural(
            "Repeat purchases in every {n} day; right of the line the model had not seen them",
            "Repeat purchases in every {n} days; right of the line the model had not seen them",
            repeat.period_days,
            n=formats.number(repeat.period_days),
        ),
        alt=_(
            "{title}. Up to {day} the lines show what the model learnt from; after it expected "
            "{expected} repeat purchases and there were {actual}.",
            title=finding.headline,
            day=formats.date(repeat.calibration_end),
            expected=formats.number(repeat.holdout_expected),
            actual=formats.number(repeat.holdout_actual),
        ),
        base=people_base(repeat.customers, words.unit),
        source=words.source,
        data=repeat_buying_table(repeat, words),
    )


def _drawing(repeat: RepeatBuying):
    drawing, axis = blank_drawing(HEIGHT_CM)
    colours, track = palette(), repeat.tracking
    # plain day numbers: seaborn's own handling of dates depends on the process's settings
    days = mdates.date2num(track["end"].to_numpy())
    seaborn.lineplot(
        x=days, y=track["actual"], ax=axis, color=colours.brand, errorbar=None,
        marker="o", markersize=4.5, markeredgewidth=0, label=_("Actual"), legend=False,
    )  # fmt: skip
    # dashed and without points, so that the two are told apart in black and white
    axis.plot(
        days, track["expected"], color=colours.accent, linestyle=(0, (5, 2)), label=_("Expected")
    )
    edge = mdates.date2num(repeat.calibration_end)
    axis.axvline(edge, color=colours.muted, linewidth=0.9)
    axis.annotate(
        _("not seen by the model"), (edge, 1.0), xycoords=("data", "axes fraction"),
        xytext=(5, -3), textcoords="offset points", va="top", fontsize=8.5,
        color=readable(colours.muted),
    )  # fmt: skip
    highest = float(np.max([track["actual"].max(), track["expected"].max(), 1]))
    axis.set(xlabel="", ylabel="", ylim=(0, highest * 1.2))
    shown = np.unique(np.linspace(0, len(days) - 1, min(DATES, len(days))).round().astype(int))
    ends = [formats.date(track["end"].iloc[place].date()) for place in shown]
    axis.set_xticks(days[shown], ends)
    axis.margins(x=0.08)
    axis.yaxis.set_major_locator(MaxNLocator(5, integer=True))
    axis.yaxis.set_major_formatter(FuncFormatter(lambda value, _position: formats.number(value)))
    axis.grid(axis="y")
    axis.grid(visible=False, axis="x")
    axis.tick_params(length=0)
    drawing.legend(loc="outside upper left", ncols=2, frameon=False, columnspacing=1.6)
    return drawing
