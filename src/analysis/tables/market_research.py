"""Tables of the market research study."""

from __future__ import annotations

import pandas as pd

from analysis.claims.bases import interval_note, respondents_base, small_base_note
from analysis.languages import formats, messages
from analysis.methods.survey.crosstabs import TOTAL, Crosstab
from analysis.methods.survey.net_promoter_groups import NetPromoterGroups
from analysis.methods.survey.sample_profile import SampleProfile
from analysis.methods.survey.statement_shares import StatementShares
from analysis.methods.survey.weighting import WeightSummary
from analysis.sources.words import Words
from analysis.values.absent import unless_absent
from analysis.values.table import Column, Row, Table, cell

_ = messages(__name__)
BLOCKS = {
    "demographics": _.later("Demographics"),
    "goals": _.later("Goals and values"),
    "information": _.later("Information sources"),
    "pains": _.later("Challenges and pains"),
    "barriers": _.later("Barriers and role in the purchase"),
}
CORRECTIONS = {
    "none": _.later("without correction for many comparisons"),
    "bonferroni": _.later("Bonferroni-corrected"),
    "fdr": _.later("corrected for many comparisons (false discovery rate)"),
}


@unless_absent
def sample_profile(
    profile: SampleProfile,
    weighting: WeightSummary,
    words: Words,
    *,
    population: str | None = None,
) -> Table:
    """Return the composition of the sample, before and after weighting where there was any."""
    rows: list[Row] = []
    seen = ""
    shares = ("unweighted_share", *(["weighted_share"] if weighting.weighted else []))
    heads = (_("Unweighted"), _("Weighted")) if weighting.weighted else (_("Share"),)
    for (question, answer), row in profile.rows.iterrows():
        if question != seen:
            rows.append(Row(words.label(question), kind="group"))
        seen = question
        cells = (
            cell(row["base"], "number"),
            *(cell(row[name], "share", base=profile.base) for name in shares),
        )
        rows.append(Row(words.label(answer), cells, level=1))
    return Table(
        name="sample_profile",
        title=_("The sample before and after weighting") if weighting.weighted else _("The sample"),
        stub=_("Question and answer"),
        columns=(
            Column(_("Respondents"), "number"),
            *(Column(head, "share") for head in heads),
        ),
        rows=tuple(rows),
        base=respondents_base(weighting.base, weighting.effective_base),
        notes=_weighting_notes(weighting, population) if weighting.weighted else (),
        source=words.source,
    )


def _weighting_notes(weighting: WeightSummary, population: str | None) -> tuple[str, ...]:
    efficiency = _(
        "Weighting efficiency {efficiency}: the weighted sample is worth {effective} "
        "equally weighted respondents (design effect {effect}).",
        efficiency=formats.share(weighting.efficiency),
        effective=formats.number(weighting.effective_base),
        effect=formats.number(weighting.design_effect, 2),
    )
    if not population:
        return (efficiency,)
    targets = _("Targets of the weights: {population}.", population=population.rstrip("."))
    return (efficiency, targets)


@unless_absent
def banner(crosstab: Crosstab, words: Words) -> Table:
    """Return a banner table: items by groups, with the letters of the column tests."""
    heads = crosstab.columns
    columns, keys = [], []
    for (spanner, category), head in heads.iterrows():
        is_total = spanner == TOTAL
        keys.append((spanner, category))
        columns.append(
            Column(
                _("Total") if is_total else words.label(category),
                "share",
                spanner="" if is_total else words.label(spanner),
                letter=head["letter"],
            )
        )
    items = list(dict.fromkeys(crosstab.cells.index.get_level_values("item")))
    bases = tuple(
        cell(heads.loc[key, "base"], "number", small=bool(heads.loc[key, "small"])) for key in keys
    )
    rows = [Row(_("Base"), bases, kind="base")]
    weighted = is_weighted(heads)
    if weighted:
        effective = tuple(cell(heads.loc[key, "effective_base"], "number") for key in keys)
        rows = [
            Row(_("Base (unweighted)"), bases, kind="base"),
            Row(_("Effective base"), effective, kind="base"),
        ]
    for item in items:
        cells = (_banner_cell(crosstab, key, item) for key in keys)
        rows.append(Row(words.label(item), tuple(cells)))
    return Table(
        name="banner",
        title=_("Answers by group"),
        subtitle=_("Share of respondents, column percentages"),
        stub=_("Answer"),
        columns=tuple(columns),
        rows=tuple(rows),
        notes=(
            *_test_note(crosstab, weighted),
            *small_base_note(rows, crosstab.smallest_base),
        ),
        source=words.source,
    )


def is_weighted(bases: pd.DataFrame) -> bool:
    """Return whether respondents were weighted: their effective base is not their number."""
    return bool((bases["base"] - bases["effective_base"]).abs().gt(1e-6 * bases["base"]).any())


def _test_note(crosstab: Crosstab, weighted: bool) -> tuple[str, ...]:
    """Say how columns were tested, and whether any letter was found."""
    if crosstab.pairs.empty:
        return ()
    tests = {
        "level": formats.share(crosstab.level, digits=0),
        "correction": _(CORRECTIONS[crosstab.correction]),
    }
    how = (
        _("two-sided z test at {level}, {correction}, on effective bases", **tests)
        if weighted
        else _("two-sided z test at {level}, {correction}", **tests)
    )
    if not crosstab.cells["letters"].fillna("").astype(bool).any():
        return (_("No column differs from another of its group: {test}.", test=how),)
    lower = _("A letter names a column of the same group that is significantly lower: {test}.",
              test=how)  # fmt: skip
    return (lower,)


def _banner_cell(crosstab: Crosstab, key: tuple[str, str], item: object):
    value = crosstab.cells.loc[(*key, item)]
    head = crosstab.columns.loc[key]
    return cell(
        None if head["suppressed"] else value["share"],
        "share",
        base=head["base"],
        mark=str(value["letters"]),
        small=bool(head["small"]),
    )


@unless_absent
def net_promoter(groups: NetPromoterGroups, words: Words) -> Table:
    """Return the net promoter score in total and by group."""
    rows, seen = [], ""
    for (question, answer), row in groups.rows.iterrows():
        if question and question != seen:
            rows.append(Row(words.label(question), kind="group"))
        seen = question
        small = bool(row["base"] < words.smallest_base)
        cells = (
            cell(row["base"], "number"),
            *(
                cell(row[part], "share", base=row["base"], small=small)
                for part in ("promoters", "passives", "detractors")
            ),
            cell(row["score"] * 100, "points", small=small),
            cell(_points_range(row["low"], row["high"]), small=small),
        )
        kind, level = ("data", 1) if question else ("total", 0)
        label = words.label(answer) if question else _("Total")
        rows.append(Row(label, cells, level=level, kind=kind))
    return Table(
        name="net_promoter",
        title=_("Net promoter score by group"),
        stub=_("Group"),
        columns=(
            Column(_("Base"), "number"),
            Column(_("Promoters (9–10)"), "share"),
            Column(_("Passives (7–8)"), "share"),
            Column(_("Detractors (0–6)"), "share"),
            Column(_("Score"), "points"),
            Column(_("Interval"), "text"),
        ),
        rows=tuple(rows),
        base=respondents_base(groups.base, groups.effective_base),
        notes=(interval_note(groups.level), *small_base_note(rows, words.smallest_base)),
        source=words.source,
    )


def _points_range(low: float, high: float) -> str:
    if low != low:
        return formats.MISSING
    return f"{formats.points(low * 100, 0)} … {formats.points(high * 100, 0)}"


@unless_absent
def statements(shares: StatementShares, words: Words, *, block: str) -> Table:
    """Return what people say on one block of questions, from the most frequent on."""
    rows = [
        Row(
            words.label(statement),
            (
                cell(row["share"], "share", base=row["base"]),
                cell(formats.share_interval(row["low"], row["high"], row["base"])),
                cell(row["base"], "number"),
            ),
        )
        for statement, row in shares.rows.loc[block].iterrows()
    ]
    return Table(
        name=f"statements_{block}",
        title=_("{block}: share of respondents", block=_(BLOCKS[block])),
        stub=_("Statement"),
        columns=(Column(_("Share"), "share"), Column(_("Interval")), Column(_("Base"), "number")),
        rows=tuple(rows),
        notes=(interval_note(shares.level),),
        source=words.source,
    )
