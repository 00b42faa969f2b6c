"""The trial of every number of segments, and how they were made, as tables."""

from __future__ import annotations

from analysis.claims.bases import people_base
from analysis.languages import formats, messages
from analysis.sources.words import Words
from analysis.topics.segments.number.method import SegmentNumberDecision
from analysis.topics.segments.number.method_choice import SegmentNumberChoice
from analysis.topics.segments.solution.method import Segments
from analysis.values.absent import Absent
from analysis.values.table import Cell, Column, Row, Table, cell

_ = messages(__name__)


def trials_table(
    decision: SegmentNumberDecision, choice: SegmentNumberChoice, words: Words
) -> Table:
    """Return how every number of segments did in repeated samples."""
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
                    cell(trial.agreement, "decimal", digits=2),
                    cell(_two(trial.agreement_low, trial.agreement_high)),
                    cell(trial.silhouette, "decimal", digits=2),
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


def how_made(segments: Segments, decision: SegmentNumberDecision, words: Words) -> Table:
    """Return how the segments were made."""
    left_out = _("{unit} left out (answers missing)", unit=words.unit)
    lines = [
        (_("Method"), cell(_(METHODS[segments.method]))),
        (_("{unit} in a segment", unit=words.unit), cell(segments.base, "number")),
        (left_out, cell(segments.dropped, "number")),
        (_("Segments"), cell(segments.segments, "number")),
    ]
    if segments.method in ("k_means", "ward"):
        lines.append((_("Random starts of k-means"), cell(segments.starts, "number")))
    if segments.explained_share is not None:
        explained = cell(segments.explained_share, "share", digits=0)
        lines.append((_("Differences between people that lie between segments"), explained))
    if segments.log_likelihood is not None:
        lines.append((_("Log-likelihood"), cell(segments.log_likelihood, "decimal")))
    lines += _trial_lines(decision)
    return Table(
        name="segmentation_method",
        title=_("How the segments were made"),
        stub=_("Parameter"),
        columns=(Column(_("Value")),),
        rows=tuple(Row(label[:1].upper() + label[1:], (value,)) for label, value in lines),
        source=words.source,
    )


def _trial_lines(decision: SegmentNumberDecision) -> list[tuple[str, Cell]]:
    if isinstance(decision.choice, Absent):
        return []
    choice = decision.choice
    return [
        (_("Pairs of repeated samples"), cell(choice.pairs, "number")),
        (
            _("Spread within segments, against data without segments"),
            cell(choice.tightness, "share", digits=0),
        ),
        (_("Seed"), cell(str(choice.seed))),
    ]
