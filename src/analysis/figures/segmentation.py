"""Figures of the segmentation study."""

from __future__ import annotations

import numpy as np

from analysis.claims.bases import people_base, segment_base
from analysis.drawing.charts import Bars, bar_panels, line_with_points
from analysis.drawing.figure import finished_figure
from analysis.drawing.profile_plot import profile_panels
from analysis.drawing.style import segment_colour
from analysis.languages import formats, messages
from analysis.methods.dividing.segment_number import SegmentNumberDecision
from analysis.methods.segments.segment_profiles import (
    ProfileCell,
    ProfileLine,
    ProfileVariable,
    SegmentProfiles,
)
from analysis.methods.segments.segment_sizes import SegmentSizes
from analysis.sources.words import Words
from analysis.statistics.deciding import in_order
from analysis.tables.segment_profiles import segment_profiles as segment_profiles_table
from analysis.tables.segmentation import segment_number as segment_number_table
from analysis.tables.segmentation import segment_sizes as segment_sizes_table
from analysis.values.absent import Absent, unless_absent
from analysis.values.chart import Chart
from analysis.values.finding import Finding

_ = messages(__name__)
MOST_NAMED = 4  # traits a segment in the alternative text


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


@unless_absent
def segment_sizes(sizes: SegmentSizes, finding: Finding, words: Words) -> Chart:
    """Draw every segment's share of people and, where known, of the money."""
    rows = sizes.rows
    labels = [words.segments[row.segment] for row in rows]
    panels = [
        Bars(
            [row.share for row in rows],
            _("Share of {unit}", unit=words.unit),
            [row.low for row in rows],
            [row.high for row in rows],
            [formats.share(row.share, sizes.base) for row in rows],
        )
    ]
    if all(row.value_share is not None for row in rows):
        panels.append(
            Bars(
                [row.value_share for row in rows],
                _("Share of {unit}", unit=words.money),
                [row.value_low for row in rows],
                [row.value_high for row in rows],
                [formats.share(row.value_share, sizes.value_base) for row in rows],
            )
        )
    drawing = bar_panels(
        labels,
        panels,
        colours=[segment_colour(row.segment) for row in rows],
        small=[row.base < words.smallest_base for row in rows],
    )
    numbers = "; ".join(
        f"{label}: " + " – ".join((panel.texts or [""])[place] for panel in panels)
        for place, label in enumerate(labels)
    )
    return finished_figure(
        drawing,
        name="segment_sizes",
        finding=finding,
        subtitle=_(
            "Share by segment, with {level} intervals", level=formats.share(sizes.level, digits=0)
        ),
        alt=f"{finding.headline}. {numbers}.",
        base=segment_base(sizes.base, sizes.effective_base, words.unit),
        source=(words.money_source if len(panels) > 1 else "") or words.source,
        data=segment_sizes_table(sizes, words),
    )


@unless_absent
def segment_profiles(profiles: SegmentProfiles, finding: Finding, words: Words) -> Chart:
    """Draw what made the segments, a panel a segment; coloured where it stands out."""
    ordered = [profiles.variables[place] for place in profiles.order]
    lines = [(v, line) for v in ordered for line in v.lines]
    scales = [_scale(variable, line.total, line.cells) for variable, line in lines]
    values = np.array(
        [
            [_scaled(found.estimate, scale) for found in line.cells]
            for (_v, line), scale in zip(lines, scales, strict=True)
        ]
    )
    totals = [_scaled(line.total, scale) for (_v, line), scale in zip(lines, scales, strict=True)]
    markers = np.array([[found.marker for found in line.cells] for _v, line in lines])
    texts = np.array([[_text(found, variable) for found in line.cells] for variable, line in lines])
    names = [words.segments[segment] for segment in profiles.segments]
    labels = [words.label(line.category or variable.variable) for variable, line in lines]
    drawing = profile_panels(
        labels,
        names,
        values,
        totals,
        markers,
        colours=[segment_colour(segment) for segment in profiles.segments],
        texts=texts,
    )
    standing = "; ".join(
        f"{name}: " + ", ".join(_standing(lines, place, labels, texts[:, place]))
        for place, name in enumerate(names)
    )
    return finished_figure(
        drawing,
        name="segment_profiles",
        finding=finding,
        subtitle=_(
            "Share or mean by segment; dot: everyone; in colour: departs by a quarter of the "
            "scale or half of everyone's value; criteria answered alike stand together"
        ),
        alt=f"{finding.headline}. {standing}.",
        base=people_base(profiles.base, words.unit),
        source=words.source,
        data=segment_profiles_table(profiles, words),
    )


def _standing(
    lines: list[tuple[ProfileVariable, ProfileLine]],
    place: int,
    labels: list[str],
    texts: np.ndarray,
) -> list[str]:
    """Return what stands out most in one segment: what is above everyone, if anything is."""
    marked = [row for row, (_v, line) in enumerate(lines) if line.cells[place].marker]
    above = [row for row in marked if lines[row][1].cells[place].difference > 0] or marked
    above = in_order(above, lambda row: -_departure(*lines[row], place))
    return [f"{labels[row]} {texts[row]}" for row in above[:MOST_NAMED]] or ["–"]


def _departure(variable: ProfileVariable, line: ProfileLine, place: int) -> float:
    """Return how far a segment is from everyone, as part of what is drawn."""
    low, high = _scale(variable, line.total, line.cells)
    found = abs(line.cells[place].difference)
    return found / (high - low) if high > low else 0.0


def _scale(
    variable: ProfileVariable, total: float, cells: tuple[ProfileCell, ...]
) -> tuple[float, float]:
    """Shares are drawn as they are; means from the lowest to the highest that is drawn."""
    if variable.kind != "mean":
        return 0.0, 1.0
    drawn = [0.0, total, *(found.estimate for found in cells)]
    return min(drawn), max(drawn)


def _scaled(value: float, scale: tuple[float, float]) -> float:
    low, high = scale
    return (value - low) / (high - low) if high > low else 0.0


def _text(found: ProfileCell, variable: ProfileVariable) -> str:
    if variable.kind == "mean":
        return formats.number(found.estimate, 1 if abs(found.estimate) < 100 else 0)
    return formats.share(found.estimate, digits=0)
