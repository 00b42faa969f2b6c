"""Findings on stages: who has bought, who may buy, who has lapsed."""

from __future__ import annotations

from analysis.claims.evidence import evidence
from analysis.languages import formats, messages
from analysis.methods.customers.customer_stages import CustomerStages, Stage, StageList
from analysis.values.absent import unless_absent
from analysis.values.finding import Finding

_ = messages(__name__)
ORDER = ("customers", "leads", "respondents")
LISTS = {
    "customers": _.later("people with a customer's id"),
    "leads": _.later("people who enquired"),
    "respondents": _.later("respondents"),
}
BOUGHT = {
    "customers": _.later("{share} of the customer list have bought"),
    "leads": _.later("{share} of those who enquired became customers"),
    "respondents": _.later("{share} of respondents have bought"),
}


@unless_absent
def customer_stages(stages: CustomerStages) -> Finding:
    """Say how many are target customers, actual and potential, and how many have lapsed.

    Parameters
    ----------
    stages : CustomerStages
        Everyone's stage.
    """
    first = next(found for kind in ORDER if (found := stages.of(kind)) is not None)
    others = [found for found in stages.lists if found is not first]
    everyone = first.rows["actual"].people == first.base
    headline = _(BOUGHT[first.kind], share=_share(first.rows["actual"], first))
    if everyone:
        headline = _("The files name nobody who has not bought")
    if first.more_than_usual:
        headline = _(
            "{share} of buyers have not come back for over {days} days",
            days=formats.number(first.lapse.days),
            share=formats.share(first.lapsed.share, first.rows["actual"].people),
        )
    told = [_lapsed(first, stages.level)] if first.lapsed is not None else []
    return Finding(
        name="customer_stages",
        headline=headline,
        text=_sentence(first, stages.level),
        implication=" ".join(
            [*told, *(_sentence(found, stages.level, short=True) for found in others)]
        ),
        question="S1.1",
        strength=0.6 if first.more_than_usual else 0.2 if everyone else 0.5,
    )


def _sentence(found: StageList, level: float, *, short: bool = False) -> str:
    rows = found.rows
    target, actual = rows["target"], rows["actual"]
    if actual.people == found.base:
        return _(
            "All {n} {list} have bought; who may buy is not in the files.",
            n=formats.number(found.base),
            list=_(LISTS[found.kind]),
        )
    if rows["potential"].people:
        text = _(
            "Of {n} {list}, {target} are target customers {evidence}: {actual} have bought, "
            "{potential} need it and can pay but have not.",
            n=formats.number(found.base),
            list=_(LISTS[found.kind]),
            target=_share(target, found),
            evidence=evidence(target.low, target.high, found.base, level),
            actual=_share(actual, found),
            potential=_share(rows["potential"], found),
        )
    else:
        text = _(
            "Of {n} {list}, {actual} have bought {evidence}; of nobody else it is known that they "
            "need it and can pay.",
            n=formats.number(found.base),
            list=_(LISTS[found.kind]),
            actual=_share(actual, found),
            evidence=evidence(actual.low, actual.high, found.base, level),
        )
    if short or not rows["not_known"].people:
        return text
    unknown = _("For {share} need or means are not known.", share=_share(rows["not_known"], found))
    return f"{text} {unknown}"


def _lapsed(found: StageList, level: float) -> str:
    """Say how many have lapsed; that one in twenty waits so long is no news."""
    lapsed = found.lapsed
    dated = found.rows["active"].people + found.rows["lapsed"].people
    text = _(
        "{share} of those who bought have not come back for over {days} days {evidence}.",
        share=formats.share(lapsed.share, dated),
        days=formats.number(found.lapse.days),
        evidence=evidence(lapsed.low, lapsed.high, dated, level),
    )
    verdict = _("That is no more than the usual: few customers are being lost.")
    if found.more_than_usual:
        verdict = _("They are the ones to win back.")
    return f"{text} {verdict}"


def _share(stage: Stage, found: StageList) -> str:
    return formats.share(stage.share, found.base)
