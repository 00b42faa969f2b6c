"""Tables of who has bought, who may buy, and of whom that is not known."""

from __future__ import annotations

from analysis.claims.bases import interval_note
from analysis.languages import formats, messages
from analysis.methods.customers.customer_stages import CustomerStages, Stage, StageList
from analysis.methods.customers.purchase_evidence import LapseRule
from analysis.sources.words import Words
from analysis.values.absent import unless_absent
from analysis.values.table import Column, Row, Table, cell

_ = messages(__name__)
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


@unless_absent
def customer_stages(stages: CustomerStages, words: Words, *, source: str = "") -> Table:
    """Return how many people are at every stage; parts stand under the whole they add up to.

    Parameters
    ----------
    stages : CustomerStages
        Everyone's stage.
    words : Words
        What questions are called.
    source : str
        The line that says which files they come from.
    """
    rows = []
    for found in stages.lists:
        rows.append(Row(_(LISTS[found.kind]), kind="group"))
        rows += [_row(found.rows[name], found) for name in STAGES if name in shown_stages(found)]
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
        base=_("Base: {lists}", lists=stages_base(stages)),
        notes=(*_rule_notes(stages, words), interval_note(stages.level)),
        source=source,
    )


def shown_stages(found: StageList) -> list[str]:
    """Return the stages worth a row: activity only where purchases have days, none empty.

    Parameters
    ----------
    found : StageList
        One list.
    """
    dated = found.rows["active"].people or found.rows["lapsed"].people
    hidden = set() if dated else {"active", "lapsed", "activity_not_known"}
    always = {"all", "target", "actual", "potential", "not_known"}
    return [
        name
        for name in STAGES
        if name not in hidden and (name in always or found.rows[name].people)
    ]


def stages_base(stages: CustomerStages) -> str:
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
        notes.append(lapse_note(customers.lapse))
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


def lapse_note(rule: LapseRule) -> str:
    """Return after how many days a customer has lapsed, and how that is known.

    Parameters
    ----------
    rule : LapseRule
        The rule of the customers.
    """
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
