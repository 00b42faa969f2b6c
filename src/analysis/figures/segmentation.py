"""Figures of the segmentation study."""

from __future__ import annotations

from analysis.claims.bases import people_base
from analysis.drawing.charts import line_with_points
from analysis.drawing.figure import finished_figure
from analysis.languages import formats, messages
from analysis.methods.dividing.segment_number import SegmentNumberDecision
from analysis.sources.words import Words
from analysis.tables.segmentation import segment_number as segment_number_table
from analysis.values.absent import Absent, unless_absent
from analysis.values.chart import Chart
from analysis.values.finding import Finding

_ = messages(__name__)


@unless_absent
def segment_number(decision: SegmentNumberDecision, finding: Finding, words: Words) -> Chart:
    """Draw the agreement of repeated samples by the number of segments."""
    if isinstance(decision.choice, Absent):
        return decision.choice
    choice = decision.choice
    trials = choice.candidates
    drawing = line_with_points(
        [trial.segments for trial in trials],
        [trial.agreement for trial in trials],
        low=[trial.agreement_low for trial in trials],
        high=[trial.agreement_high for trial in trials],
        chosen=decision.segments,
        x_label=_("Number of segments"),
        y_label=_("Agreement"),
        y_text=lambda value: formats.number(value, 2),
        y_range=(0, 1.08),
    )
    numbers = "; ".join(
        _(
            "{n} segments {value}",
            n=formats.number(trial.segments),
            value=formats.number(trial.agreement, 2),
        )
        for trial in trials
    )
    return finished_figure(
        drawing,
        name="segment_number",
        finding=finding,
        subtitle=_(
            "Agreement of {n} pairs of repeated samples, with the middle 90% of pairs; "
            "filled: the number taken",
            n=formats.number(choice.pairs),
        ),
        alt=f"{finding.headline}. {numbers}.",
        base=people_base(choice.base, words.unit),
        source=words.source,
        data=segment_number_table(decision, words),
    )
