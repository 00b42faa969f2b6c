"""How well every segment comes out again, and where it comes from, drawn."""

from __future__ import annotations

from analysis.claims.bases import people_base
from analysis.drawing.figure import finished_figure
from analysis.drawing.flows import FlowNode, FlowStage, flow_diagram
from analysis.drawing.style import segment_colour
from analysis.languages import formats, messages
from analysis.sources.words import Words
from analysis.topics.segments.stability.answer_tables import (
    across_table,
    segment_name,
    stability_table,
    told_verdict,
)
from analysis.topics.segments.stability.method import STABLE, SegmentStabilities
from analysis.topics.segments.stability.method_across import SegmentAcross, SegmentsAcross
from analysis.values.chart import Chart
from analysis.values.chart_forms import BarChart, Bars
from analysis.values.finding import Finding

_ = messages(__name__)
PALEST = 0.25  # of a segment's colour where its members come from everywhere
TALL_CM = 9.5


def stability_drawn(stabilities: SegmentStabilities, finding: Finding, words: Words) -> Chart:
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
    form = BarChart(
        labels,
        [bars],
        [found.segment for found in rows],
        small=[found.verdict == "unstable" for found in rows],
        full=1.0,
        reference=STABLE,
    )
    told = "; ".join(f"{label}: {text}" for label, text in zip(labels, texts, strict=True))
    return finished_figure(
        form,
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
        data=stability_table(stabilities, words),
    )


def across_drawn(across: SegmentsAcross, finding: Finding, words: Words) -> Chart:
    """Draw who goes where as the number of segments grows."""
    colours = _colours(across)
    stages = [
        FlowStage(
            _("{n} (taken)", n=formats.number(k)) if k == across.taken else formats.number(k),
            tuple(_node(node, across, words, colours) for node in across.of(k)),
        )
        for k in across.solutions
    ]
    named = [node for node in across.of(across.taken) if node.slsa is not None]
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
        data=across_table(across, words),
    )


def _colours(across: SegmentsAcross) -> dict[int, str]:
    """Return a colour a line: that of its segment in the solution taken, else the next free."""
    found = {node.line: node.segment for node in across.of(across.taken)}
    free = max(found.values(), default=0)
    for line in sorted({node.line for node in across.nodes} - found.keys()):
        free += 1
        found[line] = free
    return {line: segment_colour(number) for line, number in found.items()}


def _node(
    node: SegmentAcross, across: SegmentsAcross, words: Words, colours: dict[int, str]
) -> FlowNode:
    """Outer solutions have room for names; in the inner ones number and SLSa share a label."""
    text = "" if node.slsa is None else formats.number(node.slsa, 2)
    outer = node.segments in (across.solutions[0], across.solutions[-1])
    label = segment_name(node, words, across.taken) if outer else str(node.segment)
    return FlowNode(
        label=label if outer or not text else f"{label} · {text}",
        size=node.base / across.base,
        colour=_paler(colours[node.line], 1.0 if node.slsa is None else max(PALEST, node.slsa)),
        text=text if outer else "",
    )


def _flows(across: SegmentsAcross) -> list[list[tuple[int, int, float]]]:
    places = {(node.segments, node.segment): node.place - 1 for node in across.nodes}
    return [
        [
            (
                places[before, flow.segment],
                places[flow.to_segments, flow.to_segment],
                flow.base / across.base,
            )
            for flow in across.flows
            if flow.segments == before
        ]
        for before in across.solutions[:-1]
    ]


def _paler(colour: str, part: float) -> str:
    parts = [int(colour[place : place + 2], 16) for place in (1, 3, 5)]
    return "#" + "".join(f"{round(255 - (255 - one) * part):02X}" for one in parts)
