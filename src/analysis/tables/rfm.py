"""Tables of customers by how lately, how often and for how much they bought."""

from __future__ import annotations

from analysis.claims.bases import interval_note, people_base
from analysis.clients.pasted_lines import rfm_line
from analysis.languages import formats, messages
from analysis.methods.customers.rfm import RfmScores
from analysis.sources.words import Words
from analysis.tables.customer_value import money_note
from analysis.values.absent import unless_absent
from analysis.values.table import Column, Row, Table, cell

_ = messages(__name__)
RFM_GROUPS = {
    "champions": _.later("Champions"),
    "loyal": _.later("Loyal"),
    "new": _.later("New"),
    "fading": _.later("Fading"),
    "at_risk": _.later("At risk"),
    "lost": _.later("Lost"),
}
RFM_MEANINGS = {
    "champions": _.later("bought lately and often"),
    "loyal": _.later("buy regularly"),
    "new": _.later("bought lately, not often yet"),
    "fading": _.later("not often, and not lately"),
    "at_risk": _.later("used to buy often, not lately"),
    "lost": _.later("bought seldom and long ago"),
}
RFM_MEASURES = {
    "recency": _.later("Recency: days since the last purchase"),
    "frequency": _.later("Frequency: orders"),
    "monetary": _.later("Monetary: revenue"),
}


@unless_absent
def rfm_groups(scores: RfmScores, words: Words) -> Table:
    """Return customers by how lately and how often they bought."""
    rows = [
        Row(
            _(RFM_GROUPS[group.group]),
            (
                cell(_(RFM_MEANINGS[group.group])),
                cell(group.customers, "number"),
                cell(group.share, "share", base=scores.base),
                cell(formats.share_interval(group.low, group.high, scores.base)),
                cell(group.revenue_share, "share", base=scores.base),
                cell(formats.share_interval(group.revenue_low, group.revenue_high, scores.base)),
                cell(group.median_days_since_last, "number"),
                cell(group.median_orders, "number"),
            ),
        )
        for group in scores.groups
    ]
    people = words.unit[:1].upper() + words.unit[1:]
    return Table(
        name="rfm_groups",
        title=_("Customers by how lately and how often they bought"),
        stub=_("Group"),
        columns=(
            Column(_("Meaning")),
            Column(_("Number"), "number", spanner=people),
            Column(_("Share"), "share", spanner=people),
            Column(_("Interval"), spanner=people),
            Column(_("Share"), "share", spanner=_("Revenue")),
            Column(_("Interval"), spanner=_("Revenue")),
            Column(_("Days since last"), "number", spanner=_("Median")),
            Column(_("Orders"), "number", spanner=_("Median")),
        ),
        rows=tuple(rows),
        base=people_base(scores.base, words.unit),
        notes=(
            _scores_note(scores),
            interval_note(scores.level),
            *money_note(scores.interval),
        ),
        source=words.source,
    )


def _scores_note(scores: RfmScores) -> str:
    if scores.method == "fixed":
        return _(
            "Scores 1–{bins} go by the client's own bounds: they mean the same in every wave.",
            bins=formats.number(scores.bins),
        )
    return _(
        "Scores 1–{bins} compare customers with one another, so the groups describe this "
        "wave's customers, not a fixed standard.",
        bins=formats.number(scores.bins),
    )


@unless_absent
def rfm_bounds(scores: RfmScores, words: Words) -> Table:
    """Return what every score means, how many customers have it, and lines that fix it."""
    rows = [
        Row(
            formats.number(score),
            tuple(
                found
                for measure in RFM_MEASURES
                for found in (
                    cell(_score_bounds(scores, measure, score, words.currency)),
                    cell(scores.sizes[measure][score - 1], "number"),
                )
            ),
        )
        for score in range(scores.bins, 0, -1)
    ]
    people = words.unit[:1].upper() + words.unit[1:]
    return Table(
        name="rfm_bounds",
        title=_("What the scores mean"),
        stub=_("Score"),
        columns=tuple(
            column
            for label in RFM_MEASURES.values()
            for column in (
                Column(_("Bounds"), spanner=_(label)),
                Column(people, "number", spanner=_(label)),
            )
        ),
        rows=tuple(rows),
        base=people_base(scores.base, words.unit),
        notes=(_scores_note(scores), _fixing_note(scores)),
        source=words.source,
    )


def _fixing_note(scores: RfmScores) -> str:
    line = rfm_line(scores.proposed_bounds)
    if scores.method == "fixed":
        return _(
            "Equal parts of this wave's customers would be made by these bounds – {line}", line=line
        )
    return _(
        "To let scores mean the same in every wave, put this line under value: in client.yml "
        "(money rounded) – {line}",
        line=line,
    )


def _score_bounds(scores: RfmScores, measure: str, score: int, currency: str) -> str:
    bounds = scores.bounds[measure]

    def text(value: float) -> str:
        return formats.short_money(value, currency) if measure == "monetary" else _plain(value)

    if measure == "recency":  # fewer days are better: the highest score ends at the lowest bound
        place = scores.bins - score
        low = bounds[place - 1] if place else None
        high = bounds[place] if place < len(bounds) else None
        if low is None:
            return _("up to {high}", high=text(high))
        if high is None:
            return _("over {low}", low=text(low))
        return (
            formats.MISSING
            if low == high
            else _("over {low} to {high}", low=text(low), high=text(high))
        )
    low = bounds[score - 2] if score > 1 else None
    high = bounds[score - 1] if score <= len(bounds) else None
    if low is None:
        return _("under {high}", high=text(high))
    if high is None:
        return _("from {low}", low=text(low))
    if low == high:
        return formats.MISSING
    return _("{low} to under {high}", low=text(low), high=text(high))


def _plain(value: float) -> str:
    return formats.number(value, 0 if float(value).is_integer() else 1)
