"""Findings on what people write and search for, and how they reach the client."""

from __future__ import annotations

from analysis.claims.evidence import evidence
from analysis.errors import NotEnoughData
from analysis.languages import formats, messages
from analysis.methods.market.ratings import RatingSummary
from analysis.methods.market.traffic import ChannelSummary, SearchQuerySummary
from analysis.methods.survey.crosstabs import TOTAL
from analysis.sources.words import Words
from analysis.statistics.deciding import exceeds, first_largest
from analysis.values.absent import unless_absent
from analysis.values.finding import Finding

_ = messages(__name__)
STARS = (1, 5)
_RATED_IN_STARS = (
    _.later("{name}: {mean} of {highest} stars"),
    _.later(
        "{name}: {mean} stars on average (n = {base}, {level} CI {low}–{high}); {share} give "
        "one of the two lowest ratings."
    ),
)
_RATED_IN_POINTS = (
    _.later("{name}: {mean} of {highest} points"),
    _.later(
        "{name}: {mean} of {highest} points on average (n = {base}, {level} CI {low}–{high}); "
        "{share} give one of the two lowest ratings."
    ),
)


@unless_absent
def ratings(summary: RatingSummary, words: Words, *, own: str | None) -> Finding:
    """Say how the client's brand (or everything) is rated in reviews."""
    groups = summary.groups
    subject = own if own in groups.index else TOTAL
    row = groups.loc[subject]
    name = words.label(own) if subject == own else _("All reviews")
    mean = formats.number(row["mean"], 1)
    highest = formats.number(summary.scale[1])
    stars = summary.scale == STARS
    headline, text = _RATED_IN_STARS if stars else _RATED_IN_POINTS
    return Finding(
        name="ratings",
        headline=_(headline, name=name, mean=mean, highest=highest),
        text=_(
            text,
            name=name,
            mean=mean,
            highest=highest,
            base=formats.number(row["base"]),
            level=formats.share(summary.level, digits=0),
            low=formats.number(row["mean_low"], 1),
            high=formats.number(row["mean_high"], 1),
            share=formats.share(row["bottom"], row["base"]),
        ),
        implication=_("Reviews are not a sample: who writes is not everyone who buys."),
        question="S4.2",
        strength=0.5,
    )


@unless_absent
def channels(summary: ChannelSummary, words: Words) -> Finding:
    """Say which channel converts best, if its interval is clear of the average.

    Raises
    ------
    NotEnoughData
        If no visit led to a conversion.
    """
    rows = summary.channels
    if summary.conversions is None:
        return _most_visits(summary, words)
    if summary.conversions == 0:
        raise NotEnoughData(_("No visit of the website led to a conversion."))
    best = rows.index[int(first_largest(rows["conversion_rate"].fillna(-1.0)))]
    row, channel = rows.loc[best], words.label(best)
    average = formats.share(summary.conversion_rate)
    shown = evidence(row["low"], row["high"], row["sessions"], summary.level)
    if exceeds(row["low"], summary.conversion_rate):
        headline = _("Visits through {channel} convert best", channel=channel)
        text = _(
            "Visits through {channel} convert at {rate} {evidence}, against {average} on average.",
            channel=channel,
            rate=formats.share(row["conversion_rate"]),
            evidence=shown,
            average=average,
        )
    else:
        headline = _("No channel clearly converts better than average")
        text = _(
            "On average {average} of visits convert; even the best channel, {channel} ({rate}), "
            "is not clearly above that {evidence}.",
            average=average,
            channel=channel,
            rate=formats.share(row["conversion_rate"]),
            evidence=shown,
        )
    return Finding(
        name="channels",
        headline=headline,
        text=text,
        implication=_(
            "It brings {share} of all visits.", share=formats.share(row["session_share"])
        ),
        question="S1.6",
        strength=0.5,
    )


def _most_visits(summary: ChannelSummary, words: Words) -> Finding:
    """Where the export has no conversions, say where the visits come from."""
    channel, row = words.label(summary.channels.index[0]), summary.channels.iloc[0]
    share = formats.share(row["session_share"])
    return Finding(
        name="channels",
        headline=_("{share} of visits come through {channel}", share=share, channel=channel),
        text=_(
            "{share} of {sessions} visits come through {channel}; how many of them lead to a "
            "conversion is not in the data.",
            share=share,
            channel=channel,
            sessions=formats.number(summary.sessions),
        ),
        question="S1.6",
        strength=0.3,
    )


@unless_absent
def search_queries(summary: SearchQuerySummary) -> Finding:
    """Say how many clicks come from people who already search for the brand by name."""
    total = formats.number(summary.clicks)
    if "brand" not in summary.split.index:
        return Finding(
            name="search_queries",
            headline=_("No search names the brand"),
            text=_("None of the queries behind {clicks} clicks names the brand.", clicks=total),
            question="S1.5",
            strength=0.3,
        )
    row = summary.split.loc["brand"]
    share = formats.share(row["click_share"])
    return Finding(
        name="search_queries",
        headline=_("{share} of search clicks name the brand", share=share),
        text=_(
            "{share} of {clicks} search clicks come from queries that name the brand.",
            share=share,
            clicks=total,
        ),
        implication=_("The other queries show what people look for before they think of a brand."),
        question="S1.5",
        strength=0.35,
    )
