"""How many have bought, may buy and have stopped: sentence, nested bars and their numbers."""

from __future__ import annotations

from analysis.claims.bases import interval_note
from analysis.claims.evidence import evidence
from analysis.drawing.figure import finished_figure
from analysis.languages import formats, messages
from analysis.sources.words import Words
from analysis.topics.customers.stages.method import PARTS, CustomerStages, Stage, StageList
from analysis.topics.customers.stages.method_evidence import LapseRule
from analysis.values.absent import unless_absent
from analysis.values.answer import Answer
from analysis.values.chart import Chart
from analysis.values.chart_forms import BarPart, NestedBarChart, NestedBars
from analysis.values.chart_roles import Role
from analysis.values.finding import Finding
from analysis.values.table import Column, Row, Table, cell

_ = messages(__name__)
ORDER = ("customers", "leads", "respondents")
ROLES: dict[str, Role] = {
    "target": "brand",
    "actual": "brand",
    "active": "brand",
    "lapsed": "accent",
    "potential": "context",
}
LISTS_SAID = {
    "customers": _.later("people with a customer's id"),
    "leads": _.later("people who enquired"),
    "respondents": _.later("respondents"),
}
BOUGHT = {
    "customers": _.later("{share} of the customer list have bought"),
    "leads": _.later("{share} of those who enquired became customers"),
    "respondents": _.later("{share} of respondents have bought"),
}
LISTS = {
    "customers": _.later("People with a customer's id"),
    "leads": _.later("People who enquired (leads)"),
    "respondents": _.later("Respondents of the survey"),
}
STAGES = {
    "all": _.later("Everyone"),
    "target": _.later("Target customers"),
    "actual": _.later("Actual: have bought"),
    "active": _.later("active"),
    "lapsed": _.later("lapsed"),
    "activity_not_known": _.later("last purchase not known"),
    "potential": _.later("Potential: need it, can pay, have not bought"),
    "not_target": _.later("Not target: do not need it or cannot pay"),
    "not_known": _.later("Need or means not known"),
}
LEVELS = {"actual": 1, "potential": 1, "active": 2, "lapsed": 2, "activity_not_known": 2}
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
def answer(stages: CustomerStages, words: Words) -> Answer:
    """Say how many are target customers, actual and potential, and how many have lapsed."""
    finding = _told(stages)
    return Answer((finding,), (_drawn(stages, finding, words),))


def _told(stages: CustomerStages) -> Finding:
    """Say how many are target customers, actual and potential, and how many have lapsed."""
    first = next(found for kind in ORDER if (found := stages.of(kind)) is not None)
    others = [found for found in stages.lists if found is not first]
    everyone = first.rows["actual"].people == first.base
    headline = _(BOUGHT[first.kind], share=_share(first.rows["actual"], first))
    if everyone:
        headline = _("The files name nobody who has not bought")
    if first.more_than_usual and first.lapsed is not None:
        headline = _(
            "{share} of buyers have not come back for over {days} days",
            days=formats.number(first.lapse.days),
            share=formats.share(first.lapsed.share, first.rows["actual"].people),
        )
    told = [_lapsed(first, first.lapsed, stages.level)] if first.lapsed is not None else []
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
            list=_(LISTS_SAID[found.kind]),
        )
    if rows["potential"].people:
        text = _(
            "Of {n} {list}, {target} are target customers {evidence}: {actual} have bought, "
            "{potential} need it and can pay but have not.",
            n=formats.number(found.base),
            list=_(LISTS_SAID[found.kind]),
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
            list=_(LISTS_SAID[found.kind]),
            actual=_share(actual, found),
            evidence=evidence(actual.low, actual.high, found.base, level),
        )
    if short or not rows["not_known"].people:
        return text
    unknown = _("For {share} need or means are not known.", share=_share(rows["not_known"], found))
    return f"{text} {unknown}"


def _lapsed(found: StageList, lapsed: Stage, level: float) -> str:
    """Say how many have lapsed; that one in twenty waits so long is no news."""
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


def _drawn(stages: CustomerStages, finding: Finding, words: Words) -> Chart:
    """Draw every list as nested bars: everyone, the target customers, those who have bought."""
    lists = [
        NestedBars(
            f"{_(LISTS[found.kind])} (n = {formats.number(found.base)})",
            [[_part(found, name) for name in names] for names in _bars(found)],
        )
        for found in stages.lists
    ]
    return finished_figure(
        NestedBarChart(lists),
        name="customer_stages",
        finding=finding,
        subtitle=_("Share of the people in each list; every bar divides a part of the one above"),
        alt=f"{finding.headline}. {'. '.join(_listed(found) for found in stages.lists)}.",
        base=_("Base: {lists}", lists=_base(stages)),
        source=words.source,
        data=_table(stages, words),
    )


def _part(found: StageList, name: str) -> BarPart:
    share = found.rows[name].share
    text = f"{_(SHORT[name])} {formats.share(share, found.base)}"
    return BarPart(share, text, ROLES.get(name, "empty"))


def _bars(found: StageList) -> list[tuple[str, ...]]:
    shown = set(_shown_stages(found))
    bars = [tuple(name for name in parts if name in shown) for parts in PARTS.values()]
    whole = found.rows
    return [names for names in bars if names and any(whole[name].people for name in names)]


def _listed(found: StageList) -> str:
    shown = [name for name in _shown_stages(found) if name != "all"]
    parts = "; ".join(
        f"{_(STAGES[name])} {formats.share(found.rows[name].share, found.base)}" for name in shown
    )
    return f"{_(LISTS[found.kind])}: {parts}"


def _table(stages: CustomerStages, words: Words) -> Table:
    """Return how many people are at every stage; parts stand under the whole they add up to."""
    rows = []
    for found in stages.lists:
        rows.append(Row(_(LISTS[found.kind]), kind="group"))
        rows += [_row(found.rows[name], found) for name in STAGES if name in _shown_stages(found)]
    return Table(
        name="customer_stages",
        title=_("People by stage"),
        stub=_("Stage"),
        columns=(
            Column(_("Number"), "number"),
            Column(_("Share"), "share"),
            Column(_("Interval")),
        ),
        rows=tuple(rows),
        base=_("Base: {lists}", lists=_base(stages)),
        notes=(*_rule_notes(stages, words), interval_note(stages.level)),
        source=words.source,
    )


def _shown_stages(found: StageList) -> list[str]:
    """Return the stages worth a row: activity only where purchases have days, none empty."""
    dated = found.rows["active"].people or found.rows["lapsed"].people
    hidden = set() if dated else {"active", "lapsed", "activity_not_known"}
    always = {"all", "target", "actual", "potential", "not_known"}
    return [
        name
        for name in STAGES
        if name not in hidden and (name in always or found.rows[name].people)
    ]


def _base(stages: CustomerStages) -> str:
    """Return every list with its number of people."""
    return "; ".join(
        _("{n} {list}", n=formats.number(found.base), list=_(LISTS[found.kind]).lower())
        for found in stages.lists
    )


def _row(stage: Stage, found: StageList) -> Row:
    whole = stage.stage == "all"
    return Row(
        _(STAGES[stage.stage]),
        (
            cell(stage.people, "number"),
            cell(stage.share, "share", base=found.base),
            cell("" if whole else formats.share_interval(stage.low, stage.high, found.base)),
        ),
        level=0 if whole else 1 + LEVELS.get(stage.stage, 0),
        kind="total" if whole else "data",
    )


def _rule_notes(stages: CustomerStages, words: Words) -> tuple[str, ...]:
    ways = {
        "deals": _("an open deal"),
        "leads": _("a lead with need and budget"),
        "survey": _("a respondent who buys from another brand"),
    }
    potential = [way for source, way in ways.items() if source in stages.sources]
    notes = [_("Actual: paid in any file. Unknown is not no.")]
    if potential:
        known = formats.or_list(potential)
        notes = [_("Actual: paid in any file. Potential: {ways}. Unknown is not no.", ways=known)]
    customers, respondents = stages.of("customers"), stages.of("respondents")
    if customers is not None:
        notes.append(_lapse_note(customers.lapse))
        if customers.merged:
            notes.append(
                _(
                    "{n} leads carry a customer's id and are counted once, as customers.",
                    n=formats.number(customers.merged),
                )
            )
        if customers.left_out:
            notes.append(_("{n} deals name no customer.", n=formats.number(customers.left_out)))
    if respondents is not None:
        weighted = abs(respondents.effective_base - respondents.base) > 1e-6 * respondents.base
        asked = {"question": words.label(respondents.bought)}
        notes.append(
            _(
                "Respondents have bought if they say so in “{question}”; shares are weighted.",
                **asked,
            )
            if weighted
            else _("Respondents have bought if they say so in “{question}”.", **asked)
        )
    if len(stages.lists) > 1:
        notes.append(_("The lists are not added up: a person may stand in two of them."))
    return tuple(notes)


def _lapse_note(rule: LapseRule) -> str:
    """Return after how many days a customer has lapsed, and how that is known."""
    if rule.reason == "client":
        return _("Lapsed: no purchase for over {days} days.", days=formats.number(rule.days))
    if rule.reason == "waits":
        return _(
            "Lapsed: no purchase for over {days} days; 95% of the times between two purchases are "
            "not longer ({n} customers who bought again). The client's own bound: "
            "lapsed_after_days under value: in client.yml.",
            days=formats.number(rule.days),
            n=formats.number(rule.repeat_customers),
        )
    if rule.reason == "few":
        return _(
            "Who has lapsed is not known: only {n} customers bought on two days or more.",
            n=formats.number(rule.repeat_customers),
        )
    if rule.reason == "short":
        return _("Who has lapsed is not known: the files cover too short a time.")
    return _("Who has lapsed is not known: no purchase has a date.")
