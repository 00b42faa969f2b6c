"""What the segments were made from, drawn."""

from __future__ import annotations

from analysis.claims.bases import people_base
from analysis.drawing.figure import finished_figure
from analysis.drawing.profile_plot import profile_panels
from analysis.drawing.style import segment_colour
from analysis.languages import formats, messages
from analysis.sources.words import Words
from analysis.statistics.deciding import in_order
from analysis.topics.segments.profiles.answer_tables import profile_table
from analysis.topics.segments.profiles.method import SegmentProfiles
from analysis.topics.segments.profiles.method_rows import ProfileCell, ProfileLine, ProfileVariable
from analysis.values.chart import Chart
from analysis.values.finding import Finding

_ = messages(__name__)
MOST_NAMED = 4  # traits a segment in the alternative text


def profiles_drawn(profiles: SegmentProfiles, finding: Finding, words: Words) -> Chart:
    """Draw what made the segments, a panel a segment; coloured where it stands out."""
    ordered = [profiles.variables[place] for place in profiles.order]
    lines = [(v, line) for v in ordered for line in v.lines]
    scales = [_scale(variable, line.total, line.cells) for variable, line in lines]
    values = [
        [_scaled(found.estimate, scale) for found in line.cells]
        for (_v, line), scale in zip(lines, scales, strict=True)
    ]
    totals = [_scaled(line.total, scale) for (_v, line), scale in zip(lines, scales, strict=True)]
    markers = [[found.marker for found in line.cells] for _v, line in lines]
    texts = [[_text(found, variable) for found in line.cells] for variable, line in lines]
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
        f"{name}: " + ", ".join(_standing(lines, place, labels, [row[place] for row in texts]))
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
        data=profile_table(profiles, words),
    )


def _standing(
    lines: list[tuple[ProfileVariable, ProfileLine]],
    place: int,
    labels: list[str],
    texts: list[str],
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
