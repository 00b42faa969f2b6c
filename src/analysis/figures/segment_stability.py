"""Charts of how well every segment comes out again."""

from __future__ import annotations

from analysis.claims.bases import people_base
from analysis.drawing.charts import Bars, bar_panels
from analysis.drawing.figure import finished_figure
from analysis.drawing.flows import FlowNode, FlowStage, flow_diagram
from analysis.drawing.style import segment_colour
from analysis.languages import formats, messages
from analysis.methods.dividing.segment_stability import STABLE, SegmentStabilities
from analysis.methods.dividing.segments_across import SegmentAcross, SegmentsAcross
from analysis.sources.words import Words
from analysis.tables.segment_stability import segment_name, told_verdict
from analysis.tables.segment_stability import segment_stability as segment_stability_table
from analysis.tables.segment_stability import segments_across as segments_across_table
from analysis.values.absent import unless_absent
from analysis.values.chart import Chart
from analysis.values.finding import Finding

_ = messages(__name__)
PALEST = 0.25  # of a segment's colour where its members come from everywhere
TALL_CM = 9.5


@unless_absent
def segment_stability(stabilities: SegmentStabilities, finding: Finding, words: Words) -> Chart:
    """Draw how well every segment is found again, hatched where it hardly is."""
    rows = stabilities.rows
    labels = [words.segments[found.segment] for found in rows]
    texts = [f"{formats.number(found.jaccard, 2)} {told_verdict(found)}" for found in rows]
    bars = Bars(
        [found.jaccard for found in rows],
        low=[found.jaccard_low for found in rows],
        high=[found.jaccard_high for found in rows],
        texts=texts,
    )
    drawing = bar_panels(
        labels,
        [bars],
        colours=[segment_colour(found.segment) for found in rows],
        small=[found.verdict == "unstable" for found in rows],
        full=1.0,
        reference=STABLE,
    )
    told = "; ".join(f"{label}: {text}" for label, text in zip(labels, texts, strict=True))
    return finished_figure(
        drawing,
        name="segment_stability",
        finding=finding,
        subtitle=_(
            "Mean overlap (Jaccard, 1 = the same) with the segment most like it in {n} repeated "
            "samples, with the middle 90% of samples; dashed: stable from {stable} on",
            n=formats.number(stabilities.samples),
            stable=formats.number(STABLE, 2),
        ),
        alt=f"{finding.headline}. {told}.",
        base=people_base(stabilities.base, words.unit),
        source=words.source,
        data=segment_stability_table(stabilities, words),
    )


@unless_absent
def segments_across(
    across: SegmentsAcross, finding: Finding, words: Words, *, segments: int
) -> Chart:
    """Draw who goes where as the number of segments grows.

    Parameters
    ----------
    across : SegmentsAcross
        Solutions with ever more segments.
    finding : Finding
        What it shows; its headline is the title.
    words : Words
        Names of the segments of the solution taken.
    segments : int
        The number of segments taken.
    """
    colours = _colours(across, segments)
    stages = [
        FlowStage(
            _("{n} (taken)", n=formats.number(k)) if k == segments else formats.number(k),
            tuple(_node(node, across, words, segments, colours) for node in across.of(k)),
        )
        for k in across.solutions
    ]
    named = [node for node in across.of(segments) if node.slsa == node.slsa]
    told = "; ".join(
        f"{words.segments[node.segment]} {formats.number(node.slsa, 2)}"
        for node in sorted(named, key=lambda found: found.segment)
    )
    return finished_figure(
        flow_diagram(stages, _flows(across), height_cm=TALL_CM),
        name="segments_across",
        finding=finding,
        subtitle=_(
            "Segments by their number; beside it SLSa: 1 if all members come from one segment of "
            "the solution before; the paler, the more mixed"
        ),
        alt=f"{finding.headline}. SLSa: {told or '–'}.",
        base=people_base(across.base, words.unit),
        source=words.source,
        data=segments_across_table(across, words, segments=segments),
    )


def _colours(across: SegmentsAcross, segments: int) -> dict[int, str]:
    """Return a colour a line: that of its segment in the solution taken, else the next free."""
    found = {node.line: node.segment for node in across.of(segments)}
    free = max(found.values(), default=0)
    for line in sorted({node.line for node in across.nodes} - found.keys()):
        free += 1
        found[line] = free
    return {line: segment_colour(number) for line, number in found.items()}


def _node(
    node: SegmentAcross,
    across: SegmentsAcross,
    words: Words,
    segments: int,
    colours: dict[int, str],
) -> FlowNode:
    """Outer solutions have room for names; in the inner ones number and SLSa share a label."""
    known = node.slsa == node.slsa
    text = formats.number(node.slsa, 2) if known else ""
    outer = node.segments in (across.solutions[0], across.solutions[-1])
    label = segment_name(node, words, segments) if outer else str(node.segment)
    return FlowNode(
        label=label if outer or not known else f"{label} · {text}",
        size=node.base / across.base,
        colour=_paler(colours[node.line], max(PALEST, node.slsa) if known else 1.0),
        text=text if outer else "",
    )


def _flows(across: SegmentsAcross) -> list[list[tuple[int, int, float]]]:
    places = {(node.segments, node.segment): node.place - 1 for node in across.nodes}
    found = []
    for before in across.solutions[:-1]:
        mine = across.flows[across.flows["segments"] == before]
        found.append(
            [
                (
                    places[before, int(row.segment)],
                    places[int(row.to_segments), int(row.to_segment)],
                    float(row.base) / across.base,
                )
                for row in mine.itertuples()
            ]
        )
    return found


def _paler(colour: str, part: float) -> str:
    parts = [int(colour[place : place + 2], 16) for place in (1, 3, 5)]
    return "#" + "".join(f"{round(255 - (255 - one) * part):02X}" for one in parts)
