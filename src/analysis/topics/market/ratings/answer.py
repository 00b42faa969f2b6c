"""How the client's brand is rated: sentence, chart and the numbers behind it."""

from __future__ import annotations

from analysis.claims.bases import people_base
from analysis.drawing.figure import finished_figure
from analysis.languages import formats, messages
from analysis.sources.words import Words
from analysis.topics.market.ratings.method import TOTAL, RatedGroup, RatingSummary
from analysis.values.absent import unless_absent
from analysis.values.answer import Answer
from analysis.values.chart import Chart
from analysis.values.chart_forms import BarChart, Bars
from analysis.values.chart_roles import highlighted
from analysis.values.finding import Finding
from analysis.values.table import Column, Row, Table, cell

_ = messages(__name__)
MOST_GROUPS = 12
STARS = (1, 5)
UNKNOWN = float("nan")
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
def answer(summary: RatingSummary, words: Words) -> Answer:
    """Say how the client's brand (or everything) is rated in reviews, and show every group."""
    finding = _told(summary, words)
    return Answer((finding,), (_drawn(summary, finding, words),))


def _told(summary: RatingSummary, words: Words) -> Finding:
    subject = summary.of(words.own) or summary.total
    name = _named(subject, words)
    _mean, low, high = _points(subject)
    mean = formats.number(_mean, 1)
    highest = formats.number(summary.scale[1])
    headline, text = _RATED_IN_STARS if summary.scale == STARS else _RATED_IN_POINTS
    return Finding(
        name="ratings",
        headline=_(headline, name=name, mean=mean, highest=highest),
        text=_(
            text,
            name=name,
            mean=mean,
            highest=highest,
            base=formats.number(subject.base),
            level=formats.share(summary.level, digits=0),
            low=formats.number(low, 1),
            high=formats.number(high, 1),
            share=formats.share(subject.bottom.share, subject.base),
        ),
        implication=_("Reviews are not a sample: who writes is not everyone who buys."),
        question="S4.2",
        strength=0.5,
    )


def _named(one: RatedGroup, words: Words) -> str:
    return _("All reviews") if one.group == TOTAL else words.label(one.group)


def _points(one: RatedGroup) -> tuple[float, float, float]:
    """Return mean and interval; one rating has neither."""
    mean = one.mean
    return (UNKNOWN,) * 3 if mean is None else (mean.mean, mean.low, mean.high)


def _drawn(summary: RatingSummary, finding: Finding, words: Words) -> Chart:
    """Draw the mean rating of every brand or product, the client's own in its colour."""
    groups = summary.best_of_most_rated(MOST_GROUPS)
    labels = [_named(one, words) for one in groups]
    means, lows, highs = zip(*map(_points, groups), strict=True)
    texts = [
        f"{formats.number(mean, 1)}  (n = {formats.number(one.base)})"
        for one, mean in zip(groups, means, strict=True)
    ]
    own = [one.group == words.own for one in groups]
    form = BarChart(
        labels,
        [Bars(means, "", lows, highs, texts)],
        highlighted(own) if any(own) else None,
        small=[one.base < words.smallest_base for one in groups],
        full=float(summary.scale[1]),
    )
    listed = "; ".join(f"{label} {text}" for label, text in zip(labels, texts, strict=True))
    return finished_figure(
        form,
        name="ratings",
        finding=finding,
        subtitle=_("Mean of the ratings given, with intervals; hatched: few reviews"),
        alt=f"{finding.headline}. {listed}.",
        base=people_base(summary.total.base, _("reviews with a rating")),
        source=words.source,
        data=_table(summary, words),
    )


def _table(summary: RatingSummary, words: Words) -> Table:
    """Return mean rating and shares of high and low ratings by group."""
    lowest, highest = (formats.number(end) for end in summary.scale)
    return Table(
        name="ratings",
        title=_("Ratings in reviews"),
        subtitle=_("Ratings from {lowest} to {highest}", lowest=lowest, highest=highest),
        stub=_("Brand or product"),
        columns=(
            Column(_("Reviews"), "number"),
            Column(_("Mean rating"), "decimal"),
            Column(_("Two highest"), "share"),
            Column(_("Two lowest"), "share"),
        ),
        rows=tuple(_row(one, words) for one in summary.groups),
        base=people_base(summary.total.base, _("reviews with a rating")),
        source=words.source,
    )


def _row(one: RatedGroup, words: Words) -> Row:
    small = one.base < words.smallest_base
    cells = (
        cell(one.base, "number"),
        cell(_points(one)[0], "decimal", small=small),
        cell(one.top.share, "share", base=one.base, small=small),
        cell(one.bottom.share, "share", base=one.base, small=small),
    )
    return Row(_named(one, words), cells, kind="total" if one.group == TOTAL else "data")
