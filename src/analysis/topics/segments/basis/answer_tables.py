"""What segments are made of, and what a look at the criteria found, as tables."""

from __future__ import annotations

from analysis.claims.bases import people_base
from analysis.languages import formats, messages
from analysis.sources.words import Words
from analysis.statistics.deciding import in_order
from analysis.topics.segments.basis.method import (
    ENOUGH_PER_VARIABLE,
    LEAST_PER_VARIABLE,
    BasisStructure,
)
from analysis.topics.segments.basis.method_basis import TAKES_MISSING, SegmentationBasis
from analysis.topics.segments.basis.method_summary import BasisSummary
from analysis.values.table import Cell, Column, Row, Table, cell

_ = messages(__name__)
MOST_LISTED = 5
SAMPLES = {
    "enough": _.later("enough"),
    "tight": _.later("tight"),
    "too_few": _.later("too few"),
}
MEASURES = {
    "correlation": _.later("correlation"),
    "phi": _.later("phi"),
    "cramers_v": _.later("Cramér's V"),
    "eta": _.later("eta"),
}
FAMILIES = {
    "demographic": _.later("Demographic criteria"),
    "geographic": _.later("Geographic criteria"),
    "psychographic": _.later("Psychographic criteria"),
    "behavioural": _.later("Behavioural criteria"),
    "firmographic": _.later("Firmographic criteria"),
}


def structure_table(structure: BasisStructure, words: Words) -> Table:
    """Return every check of the answers with what was found and the rule it is held against."""
    return Table(
        name="basis_structure",
        title=_("What was looked at before segmenting"),
        stub=_("Check"),
        columns=(Column(_("Found")), Column(_("Rule"))),
        rows=(
            *_sample_rows(structure, words),
            *_redundancy_rows(structure, words),
            *_style_rows(structure),
            *_missing_rows(structure, words),
        ),
        base=people_base(structure.rows, words.unit),
        notes=(
            _(
                "{least} and {enough} answers a criterion: studies with simulated data (Dolnicar "
                "et al. 2014, 2016). Different things: parallel analysis (Horn 1965).",
                least=formats.number(LEAST_PER_VARIABLE),
                enough=formats.number(ENOUGH_PER_VARIABLE),
            ),
        ),
        source=words.source,
    )


def _row(label: str, found: str | Cell, rule: str = "") -> Row:
    shown = found if isinstance(found, Cell) else cell(found)
    return Row(label, (shown, cell(rule)), level=1)


def _sample_rows(structure: BasisStructure, words: Words) -> list[Row]:
    per = formats.number(structure.per_variable)
    return [
        Row(_("Sample"), kind="group"),
        _row(_("Complete answers"), cell(structure.base, "number")),
        _row(_("Criteria"), cell(structure.criteria, "number")),
        *_answers_of_choices(structure),
        _row(
            _("Answers a criterion"),
            _("{n}: {verdict}", n=per, verdict=_(SAMPLES[structure.sample])),
            _(
                "from {enough}; under {least} too few",
                enough=formats.number(ENOUGH_PER_VARIABLE),
                least=formats.number(LEAST_PER_VARIABLE),
            ),
        ),
    ]


def _answers_of_choices(structure: BasisStructure) -> list[Row]:
    columns = len(structure.variables)
    if columns == structure.criteria:
        return []
    return [_row(_("With each answer of a choice by itself"), cell(columns, "number"))]


def _redundancy_rows(structure: BasisStructure, words: Words) -> list[Row]:
    rows = [Row(_("Do criteria say the same?"), kind="group")]
    if structure.criteria > 1:
        measured = _(
            "{n} of {criteria}",
            n=formats.number(structure.dimensions.dimensions),
            criteria=formats.number(len(structure.variables)),
        )
        rows.append(_row(_("Different things measured"), measured))
    rule = _("from 0.8; yes/no and choices from 0.6")
    for pair in structure.pairs[:MOST_LISTED]:
        found = f"{_(MEASURES[pair.measure])} {formats.number(pair.association, 2)}"
        names = f"{words.label(pair.first)} – {words.label(pair.second)}"
        rows.append(_row(names, found, rule))
        rule = ""
    if not structure.pairs:
        rows.append(_row(_("Pairs that say nearly the same or the opposite"), _("none"), rule))
    rest = len(structure.pairs) - MOST_LISTED
    if rest > 0:
        rows.append(_row(_("Further pairs"), cell(rest, "number")))
    rare = [variable for variable in structure.variables if variable.frequency]
    names = ", ".join(
        f"{words.label(variable.variable)} ({formats.share(variable.share, structure.rows)})"
        for variable in rare[:MOST_LISTED]
    )
    if len(rare) > MOST_LISTED:
        more = formats.number(len(rare) - MOST_LISTED)
        names = _("{names} and {n} more", names=names, n=more)
    rows.append(_row(_("Chosen by hardly anyone or everyone"), names or _("none"), _("5–95%")))
    return rows


def _style_rows(structure: BasisStructure) -> list[Row]:
    rows = []
    for battery in structure.batteries:
        items = formats.number(len(battery.items))
        if battery.kind == "yes_no":
            found = (
                (_("Yes to nearly all of {items}", items=items), battery.nearly_all, True),
                (_("Yes to none of {items}", items=items), battery.none, False),
            )
        else:
            found = (
                (_("One answer to all of {items}", items=items), battery.alike, True),
                (_("Agreement with nearly all of {items}", items=items), battery.nearly_all, False),
            )
        for label, share, held in found:
            shown = cell(share, "share", base=battery.base)
            rows.append(_row(label, shown, _("under 10%") if held else ""))
    if structure.level_share is not None:
        rows.append(
            _row(
                _("Differences along the sum of all criteria"),
                cell(structure.level_share, "share", digits=0),
                _("under half"),
            )
        )
    return [Row(_("How do people answer?"), kind="group"), *rows] if rows else []


def _missing_rows(structure: BasisStructure, words: Words) -> list[Row]:
    left_out = structure.incomplete.left_out
    part = formats.share(left_out / structure.rows, structure.rows)
    worst = in_order(structure.variables, lambda variable: -variable.missing)[0]
    rows = [
        Row(_("What is missing?"), kind="group"),
        _row(
            _("{unit} with an answer missing", unit=words.unit[:1].upper() + words.unit[1:]),
            f"{formats.number(left_out)} ({part})",
            _("under 10%"),
        ),
    ]
    if worst.missing > 0:
        share = formats.share(worst.missing, structure.rows)
        rows.append(_row(_("Most often missing"), f"{words.label(worst.variable)} ({share})"))
    if left_out:
        rows.append(_row(_("Do they differ from the others?"), _difference(structure, words)))
    return rows


def _difference(structure: BasisStructure, words: Words) -> str:
    incomplete = structure.incomplete
    if not incomplete.compared:
        return _("not tested: fewer than 30 of one kind, or no traits")
    if incomplete.differing:
        traits = map(words.label, incomplete.differing[:MOST_LISTED])
        return _("yes, in: {traits}", traits=", ".join(traits))
    return _.plural(
        "no clear difference in {n} trait",
        "no clear difference in {n} traits",
        incomplete.compared,
        n=formats.number(incomplete.compared),
    )


def criteria_table(summary: BasisSummary, basis: SegmentationBasis, words: Words) -> Table:
    """Return the variables segments are made of, family by family."""
    rows, seen = [], ""
    for found in summary.rows:
        if found.family != seen:
            rows.append(Row(_(FAMILIES[found.family]), kind="group"))
        seen = found.family
        is_share = found.kind == "share"
        cells = (
            cell(found.base, "number"),
            cell(found.missing, "number"),
            cell(found.estimate, "share", base=found.base)
            if is_share
            else cell(found.estimate, "decimal"),
            cell(_("yes/no") if is_share else _range(found.lowest, found.highest)),
        )
        rows.append(Row(words.label(found.variable), cells, level=1))
    return Table(
        name="segmentation_basis",
        title=_("What the segments are made of"),
        subtitle=_("Segmentation criteria by family; share of yes, or mean, before weighting")
        if basis.weights.nunique() > 1
        else _("Segmentation criteria by family; share of yes, or mean"),
        stub=_("Criterion"),
        columns=(
            Column(_("Answered"), "number"),
            Column(_("Missing"), "number"),
            Column(_("Share or mean"), "share"),
            Column(_("Scale")),
        ),
        rows=tuple(rows),
        base=people_base(basis.base, words.unit),
        notes=(_used(summary, basis, words),),
        source=words.source,
    )


def _used(summary: BasisSummary, basis: SegmentationBasis, words: Words) -> str:
    """Say who is used, and how much the criteria count beside each other."""
    scale = _("criteria are used in their own units")
    if basis.method == "k_medoids":
        scale = _("numbers count by their range, choices by being alike or not (Gower)")
    elif basis.method in ("latent_classes", "mixed_mixture", "rule", "value_bands"):
        scale = _("answers are used as they are")
    elif basis.standardised:
        scale = _("numbers count in units of their standard deviation")
    shown = {
        "used": formats.number(basis.base),
        "all": formats.number(summary.base),
        "unit": words.unit,
        "scale": scale,
    }
    if basis.method in TAKES_MISSING:
        return _(
            "Used: {used} of {all} {unit}, with half of the answers at least; {scale}.", **shown
        )
    return _("Used: {used} of {all} {unit} with a complete set of answers; {scale}.", **shown)


def _range(low: float, high: float) -> str:
    digits = 0 if low == round(low) and high == round(high) else 1
    return f"{formats.number(low, digits)}–{formats.number(high, digits)}"
