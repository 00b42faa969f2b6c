"""Tables of the segmentation study: what segments are made of, how many, how large."""

from __future__ import annotations

from analysis.claims.bases import interval_note, people_base, segment_base
from analysis.languages import formats, messages
from analysis.methods.dividing.clustering import TAKES_MISSING, SegmentationBasis
from analysis.methods.dividing.segment_number import SegmentNumberDecision
from analysis.methods.dividing.segment_solution import Segments
from analysis.methods.segments.basis_summary import BasisSummary
from analysis.methods.segments.segment_sizes import SegmentSizes
from analysis.sources.words import Words
from analysis.values.absent import Absent, unless_absent
from analysis.values.table import Column, Row, Table, cell

_ = messages(__name__)
FAMILIES = {
    "demographic": _.later("Demographic criteria"),
    "geographic": _.later("Geographic criteria"),
    "psychographic": _.later("Psychographic criteria"),
    "behavioural": _.later("Behavioural criteria"),
    "firmographic": _.later("Firmographic criteria"),
}


@unless_absent
def segmentation_basis(summary: BasisSummary, basis: SegmentationBasis, words: Words) -> Table:
    """Return the variables segments are made of, family by family."""
    rows, seen = [], ""
    for (family, variable), row in summary.rows.iterrows():
        if family != seen:
            rows.append(Row(_(FAMILIES[family]), kind="group"))
        seen = family
        is_share = row["kind"] == "share"
        cells = (
            cell(row["base"], "number"),
            cell(row["missing"], "number"),
            cell(row["estimate"], "share", base=row["base"])
            if is_share
            else cell(row["estimate"], "decimal"),
            cell(_("yes/no") if is_share else _range(row["lowest"], row["highest"])),
        )
        rows.append(Row(words.label(variable), cells, level=1))
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


@unless_absent
def segment_number(decision: SegmentNumberDecision, words: Words) -> Table:
    """Return how every number of segments did in repeated samples."""
    if isinstance(decision.choice, Absent):
        return decision.choice
    choice = decision.choice
    with_bic = any(trial.bic is not None for trial in choice.candidates)
    rows = []
    for trial in choice.candidates:
        signs = [
            *([_("recommended")] if trial.segments == choice.recommended else []),
            *([_("taken")] if trial.segments == decision.segments else []),
        ]
        rows.append(
            Row(
                formats.number(trial.segments),
                (
                    cell(formats.number(trial.agreement, 2)),
                    cell(_two(trial.agreement_low, trial.agreement_high)),
                    cell(formats.number(trial.silhouette, 2)),
                    *([cell(trial.bic, "number")] if with_bic else []),
                    cell(trial.smallest_share, "share", base=choice.base),
                    cell(", ".join(signs)),
                ),
            )
        )
    return Table(
        name="segment_number",
        title=_("How many segments come out again"),
        subtitle=_("Agreement of {n} pairs of repeated samples", n=formats.number(choice.pairs)),
        stub=_("Segments"),
        columns=(
            Column(_("Agreement"), "decimal"),
            Column(_("5–95% of pairs")),
            Column(_("Silhouette"), "decimal"),
            *([Column(_("BIC"), "number")] if with_bic else []),
            Column(_("Smallest segment"), "share"),
            Column(_("Choice")),
        ),
        rows=tuple(rows),
        base=people_base(choice.base, words.unit),
        notes=(
            _(
                "Agreement: adjusted Rand index, 1 where two samples divide everyone alike, 0 by "
                "chance; 0.8 and more is good (Steinley 2004)."
            ),
            _(
                "Segments under {share} of the {unit} count as too small.",
                share=formats.share(choice.smallest_segment, digits=0),
                unit=words.unit,
            ),
            *(
                [_("BIC: how well the model describes the answers for its size; lowest is best.")]
                if with_bic
                else []
            ),
        ),
        source=words.source,
    )


def _two(low: float, high: float) -> str:
    return f"{formats.number(low, 2)}–{formats.number(high, 2)}"


@unless_absent
def segment_sizes(sizes: SegmentSizes, words: Words) -> Table:
    """Return the size of every segment in people and, where known, in money."""
    people = words.unit[:1].upper() + words.unit[1:]
    columns = [
        Column(_("Base"), "number"),
        Column(_("Share"), "share", spanner=people),
        Column(_("Interval"), spanner=people),
    ]
    with_money = all(row.value_share is not None for row in sizes.rows)
    if with_money:
        money = words.money[:1].upper() + words.money[1:]
        columns += [
            Column(_("Share"), "share", spanner=money),
            Column(_("Interval"), spanner=money),
            Column(_("On average"), "short_money", spanner=money),
        ]
    rows = []
    for row in sizes.rows:
        cells = [
            cell(row.base, "number"),
            cell(row.share, "share", base=sizes.base),
            cell(formats.share_interval(row.low, row.high, sizes.base)),
        ]
        if with_money:
            cells += [
                cell(row.value_share, "share", base=sizes.value_base),
                cell(formats.share_interval(row.value_low, row.value_high, sizes.value_base)),
                cell(row.value_per_head, "short_money", currency=words.currency),
            ]
        rows.append(Row(words.segments[row.segment], tuple(cells)))
    notes = [interval_note(sizes.level)]
    if with_money:
        notes.append(
            _(
                "{money} known for {n} {unit}.",
                money=money,
                n=formats.number(sizes.value_base),
                unit=words.unit,
            )
        )
    return Table(
        name="segment_sizes",
        title=_("How large the segments are"),
        stub=_("Customer segment"),
        columns=tuple(columns),
        rows=tuple(rows),
        base=segment_base(sizes.base, sizes.effective_base, words.unit),
        notes=tuple(notes),
        source=(words.money_source if with_money else "") or words.source,
    )


METHODS = {
    "k_means": _.later("k-means"),
    "ward": _.later("k-means started from Ward's tree"),
    "k_medoids": _.later("k-medoids on Gower's distance"),
    "latent_classes": _.later("latent classes"),
    "gaussian_mixture": _.later("Gaussian mixture"),
    "mixed_mixture": _.later("mixture of numbers and choices"),
    "value_bands": _.later("bands of money"),
    "rule": _.later("answers to one question"),
}


@unless_absent
def segmentation_method(segments: Segments, decision: SegmentNumberDecision, words: Words) -> Table:
    """Return how the segments were made."""
    lines = [
        (_("Method"), _(METHODS[segments.method])),
        (_("{unit} in a segment", unit=words.unit), formats.number(segments.base)),
        (_("{unit} left out (answers missing)", unit=words.unit), formats.number(segments.dropped)),
        (_("Segments"), formats.number(segments.segments)),
    ]
    if segments.method in ("k_means", "ward"):
        lines.append((_("Random starts of k-means"), formats.number(segments.starts)))
    if segments.explained_share is not None:
        explained = formats.share(segments.explained_share, digits=0)
        lines.append((_("Differences between people that lie between segments"), explained))
    if segments.log_likelihood is not None:
        lines.append((_("Log-likelihood"), formats.number(segments.log_likelihood, 1)))
    lines += _trial_lines(decision)
    return Table(
        name="segmentation_method",
        title=_("How the segments were made"),
        stub=_("Parameter"),
        columns=(Column(_("Value")),),
        rows=tuple(Row(label[:1].upper() + label[1:], (cell(value),)) for label, value in lines),
        source=words.source,
    )


def _trial_lines(decision: SegmentNumberDecision) -> list[tuple[str, str]]:
    if isinstance(decision.choice, Absent):
        return []
    choice = decision.choice
    return [
        (_("Pairs of repeated samples"), formats.number(choice.pairs)),
        (
            _("Spread within segments, against data without segments"),
            formats.share(choice.tightness, digits=0),
        ),
        (_("Seed"), str(choice.seed)),
    ]
