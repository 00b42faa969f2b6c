"""Figures of what people write and how they reach the client."""

from __future__ import annotations

from analysis.claims.bases import people_base
from analysis.drawing.charts import Bars, bar_panels
from analysis.drawing.figure import finished_figure
from analysis.languages import formats, messages
from analysis.methods.market.ratings import RatingSummary
from analysis.methods.market.traffic import ChannelSummary
from analysis.methods.survey.crosstabs import TOTAL
from analysis.sources.words import Words
from analysis.tables.voices import channels as channels_table
from analysis.tables.voices import ratings as ratings_table
from analysis.values.absent import unless_absent
from analysis.values.chart import Chart
from analysis.values.finding import Finding

_ = messages(__name__)
MOST_GROUPS = 12


@unless_absent
def ratings(
    summary: RatingSummary,
    finding: Finding,
    words: Words,
    *,
    own: str | None,
) -> Chart:
    """Draw the mean rating of every brand or product, the client's own in its colour."""
    groups = summary.groups
    if len(groups) > 1:
        groups = groups.drop(index=TOTAL)
    groups = groups.sort_values("base", ascending=False, kind="stable").head(MOST_GROUPS)
    groups = groups.sort_values("mean", ascending=False, kind="stable")
    codes = [str(group) for group in groups.index]
    labels = [_("All reviews") if code == TOTAL else words.label(code) for code in codes]
    texts = [
        f"{formats.number(mean, 1)}  (n = {formats.number(base)})"
        for mean, base in zip(groups["mean"], groups["base"], strict=True)
    ]
    drawing = bar_panels(
        labels,
        [Bars(groups["mean"], "", groups["mean_low"], groups["mean_high"], texts)],
        highlighted=[code == own for code in codes] if own in codes else None,
        small=[bool(base < words.smallest_base) for base in groups["base"]],
        full=float(summary.scale[1]),
    )
    listed = "; ".join(f"{label} {text}" for label, text in zip(labels, texts, strict=True))
    return finished_figure(
        drawing,
        name="ratings",
        finding=finding,
        subtitle=_("Mean of the ratings given, with intervals; hatched: few reviews"),
        alt=f"{finding.headline}. {listed}.",
        base=people_base(int(summary.groups["base"].iloc[0]), _("reviews with a rating")),
        source=words.source,
        data=ratings_table(summary, words),
    )


@unless_absent
def channels(summary: ChannelSummary, finding: Finding, words: Words) -> Chart:
    """Draw share of sessions by channel and, where it is known, the conversion rate."""
    rows = summary.channels.head(MOST_GROUPS)
    labels = [words.label(channel) for channel in rows.index]
    panels = [Bars(rows["session_share"], _("Share of sessions"))]
    told = "session_share"
    if summary.conversions is not None:
        told = "conversion_rate"
        panels.append(Bars(rows[told], _("Conversion rate"), rows["low"], rows["high"]))
    best = rows[told].idxmax()
    drawing = bar_panels(labels, panels, highlighted=[channel == best for channel in rows.index])
    listed = "; ".join(
        f"{label} {formats.share(share)}" for label, share in zip(labels, rows[told], strict=True)
    )
    return finished_figure(
        drawing,
        name="channels",
        finding=finding,
        subtitle=_("By channel; conversions as a share of sessions, with intervals")
        if summary.conversions is not None
        else _("Share of sessions by channel"),
        alt=f"{finding.headline}. {listed}.",
        base=people_base(summary.sessions, _("sessions")),
        source=words.source,
        data=channels_table(summary, words),
    )
