"""Findings on stages: who has bought, who may buy, who has lapsed."""

from __future__ import annotations

from analysis.findings.evidence import evidence
from analysis.findings.finding import Finding
from analysis.languages import _, formats, translatable
from analysis.methods.customer_stages import CustomerStages, Stage, StageList
from analysis.sources.absent import unless_absent

ORDER = ("customers", "leads", "respondents")
LISTS = {
    "customers": translatable("people with a customer's id"),
    "leads": translatable("people who enquired"),
    "respondents": translatable("respondents"),
}
BOUGHT = {
    "customers": translatable("{share} of the customer list have bought"),
    "leads": translatable("{share} of those who enquired became customers"),
    "respondents": translatable("{share} of respondents have bought"),
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
    lapsed = first.rows["lapsed"]
    actual = first.rows["actual"]
    headline = _(BOUGHT[first.kind], share=_share(actual, first))
    if lapsed.people:
        headline = _(
            "{share} of the customers who bought have lapsed",
            share=formats.share(lapsed.people / actual.people, actual.people),
        )
    told = [_lapsed(first)] if lapsed.people else []
    return Finding(
        name="customer_stages",
        headline=headline,
        text=_sentence(first, stages.level),
        implication=" ".join([*told, *(_sentence(found, stages.level) for found in others)]),
        question="S1.1",
        strength=0.6 if lapsed.people else 0.5,
    )


def _sentence(found: StageList, level: float) -> str:
    rows = found.rows
    text = _(
        "Of {n} {list}, {target} are target customers {evidence}: {actual} have bought, "
        "{potential} need it and can pay but have not.",
        n=formats.number(found.base),
        list=_(LISTS[found.kind]),
        target=_share(rows["target"], found),
        evidence=evidence(rows["target"].low, rows["target"].high, found.base, level),
        actual=_share(rows["actual"], found),
        potential=_share(rows["potential"], found),
    )
    if not rows["not_known"].people:
        return text
    unknown = _("Of {share} need or means are not known.", share=_share(rows["not_known"], found))
    return f"{text} {unknown}"


def _lapsed(found: StageList) -> str:
    lapsed, actual = found.rows["lapsed"], found.rows["actual"]
    return _(
        "{lapsed} of the {actual} who bought have not come back for over {days} days: win them "
        "back before looking for new ones.",
        lapsed=formats.number(lapsed.people),
        actual=formats.number(actual.people),
        days=formats.number(found.lapse.days),
    )


def _share(stage: Stage, found: StageList) -> str:
    return formats.share(stage.share, found.base)
