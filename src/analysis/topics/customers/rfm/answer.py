"""Who buys lately and often, and who is being lost: sentence, chart and two tables."""

from __future__ import annotations

from analysis.claims.bases import interval_note, people_base
from analysis.claims.evidence import evidence
from analysis.clients.pasted_lines import rfm_line
from analysis.drawing.figure import finished_figure
from analysis.errors import NotEnoughData
from analysis.languages import formats, messages
from analysis.sources.words import Words
from analysis.statistics.deciding import reaches
from analysis.topics.customers.rfm.method import RfmGroup, RfmScores
from analysis.topics.customers.wording import bars_listed, customers_beside_money, money_note
from analysis.values.absent import Absent, unless_absent
from analysis.values.answer import Answer
from analysis.values.chart import Chart
from analysis.values.finding import Finding
from analysis.values.table import Column, Row, Table, cell

_ = messages(__name__)
MUCH_AT_RISK = 0.1  # of revenue
FEW_OVERDUE = 0.5  # under half of those at risk have stayed away twice their usual wait
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
def answer(scores: RfmScores, words: Words) -> Answer:
    """Say how much came from customers who bought often but not lately, and show every group."""
    told, bounds = _told(scores, words), _bounds_table(scores, words)
    if isinstance(told, Absent):
        return Answer((told,), (bounds,))
    return Answer((told,), (_drawn(scores, told, words), bounds))


@unless_absent
def _told(scores: RfmScores, words: Words) -> Finding:
    """Say how much revenue came from customers who bought often but not lately."""
    groups = {group.group: group for group in scores.groups}
    at_risk, champions = groups["at_risk"], groups["champions"]
    if not at_risk.customers and not champions.customers:
        raise NotEnoughData(
            _("Too few customers bought more than once to tell who buys often or is being lost.")
        )
    best = _(
        "{share} of {unit} bought lately and often; they bring {revenue} of revenue {evidence}.",
        **_group_told(champions, scores, words),
    )
    if not at_risk.customers:
        return Finding(
            name="rfm_groups",
            headline=_(
                "Customers who buy lately and often bring {revenue}",
                revenue=_group_told(champions, scores, words)["revenue"],
            ),
            text=best,
            question="S4.4",
            strength=0.5,
        )
    risk = _group_told(at_risk, scores, words)
    headline = _("{revenue} of revenue came from customers now at risk", revenue=risk["revenue"])
    call = _("Win these back first.")
    if at_risk.overdue < FEW_OVERDUE:
        # scores rank customers: where all buy often, the last of them are not lost
        headline = _("Customers who bring {revenue} bought less lately", revenue=risk["revenue"])
        call = _(
            "They bought less lately than others, but few are lost: {overdue} of them have stayed "
            "away twice as long as they usually wait.",
            overdue=formats.share(at_risk.overdue, at_risk.customers),
        )
    return Finding(
        name="rfm_groups",
        headline=headline,
        text=_(
            "{share} of {unit} used to buy often but have not bought lately; they brought "
            "{revenue} of revenue {evidence}.",
            **risk,
        ),
        implication=" ".join([call, best]),
        question="S4.4",
        strength=0.66 if reaches(at_risk.revenue_share, MUCH_AT_RISK) else 0.5,
    )


def _group_told(group: RfmGroup, scores: RfmScores, words: Words) -> dict[str, str]:
    return {
        "share": formats.share(group.share, scores.base),
        "unit": words.unit,
        "revenue": formats.share(group.revenue_share, scores.base),
        "evidence": evidence(group.revenue_low, group.revenue_high, scores.base, scores.level),
    }


def _drawn(scores: RfmScores, finding: Finding, words: Words) -> Chart:
    """Draw customers beside revenue by RFM group; in colour those at risk, or the champions."""
    groups = scores.groups
    at_risk = any(group.group == "at_risk" and group.customers for group in groups)
    labels = [_(RFM_GROUPS[group.group]) for group in groups]
    shown = "at_risk" if at_risk else "champions"
    form = customers_beside_money(
        groups,
        labels,
        (group.group == shown for group in groups),
        words,
        base=scores.base,
        money_base=scores.base,
    )
    return finished_figure(
        form,
        name="rfm_groups",
        finding=finding,
        subtitle=_(
            "Share by group, with {level} intervals; hatched: under {n} {unit}",
            level=formats.share(scores.level, digits=0),
            n=formats.number(words.smallest_base),
            unit=words.unit,
        ),
        alt=f"{finding.headline}. {bars_listed(labels, *form.panels)}.",
        base=people_base(scores.base, words.unit),
        source=words.source,
        data=_groups_table(scores, words),
    )


def _groups_table(scores: RfmScores, words: Words) -> Table:
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


def _bounds_table(scores: RfmScores, words: Words) -> Table:
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
        if place == 0:
            return _("up to {high}", high=text(bounds[0]))
        if place == len(bounds):
            return _("over {low}", low=text(bounds[-1]))
        low, high = bounds[place - 1], bounds[place]
        return (
            formats.MISSING
            if low == high
            else _("over {low} to {high}", low=text(low), high=text(high))
        )
    if score == 1:
        return _("under {high}", high=text(bounds[0]))
    if score > len(bounds):
        return _("from {low}", low=text(bounds[-1]))
    low, high = bounds[score - 2], bounds[score - 1]
    if low == high:
        return formats.MISSING
    return _("{low} to under {high}", low=text(low), high=text(high))


def _plain(value: float) -> str:
    return formats.number(value, 0 if float(value).is_integer() else 1)
