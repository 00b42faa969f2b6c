"""How well every segment comes out again, and where it comes from, as tables."""

from __future__ import annotations

from analysis.claims.bases import people_base
from analysis.languages import formats, messages
from analysis.sources.words import Words
from analysis.topics.segments.stability.method import (
    DOUBTFUL,
    STABLE,
    SegmentStabilities,
    SegmentStability,
)
from analysis.topics.segments.stability.method_across import SegmentAcross, SegmentsAcross
from analysis.values.table import Cell, Column, Row, Table, cell

_ = messages(__name__)
VERDICTS = {
    "stable": _.later("stable"),
    "doubtful": _.later("doubtful"),
    "unstable": _.later("unstable"),
}


def stability_table(stabilities: SegmentStabilities, words: Words) -> Table:
    """Return how well every segment is found again in repeated samples."""
    rows = [
        Row(
            words.segments[found.segment],
            (
                cell(found.jaccard, "decimal", digits=2),
                cell(_between(found.jaccard_low, found.jaccard_high)),
                cell(found.slsw, "decimal", digits=2),
                cell(_between(found.slsw_low, found.slsw_high)),
                cell(told_verdict(found)),
            ),
        )
        for found in stabilities.rows
    ]
    drawn, everyone = _("Those drawn (Jaccard)"), _("Everyone (SLSw)")
    return Table(
        name="segment_stability",
        title=_("How well every segment comes out again"),
        subtitle=_("{n} repeated samples", n=formats.number(stabilities.samples)),
        stub=_("Customer segment"),
        columns=(
            Column(_("Mean"), "decimal", spanner=drawn),
            Column(_("5–95% of samples"), spanner=drawn),
            Column(_("Median"), "decimal", spanner=everyone),
            Column(_("5–95% of samples"), spanner=everyone),
            Column(_("Verdict")),
        ),
        rows=tuple(rows),
        base=people_base(stabilities.base, words.unit),
        notes=(
            _(
                "Share of people in both the segment and its like in a sample, of the people in "
                "either: stable from {stable}, doubtful from {doubtful} (Hennig 2007); SLSw: "
                "Dolnicar and Leisch 2017. Stable means found again, not that there are gaps.",
                stable=formats.number(STABLE, 2),
                doubtful=formats.number(DOUBTFUL, 2),
            ),
            *_left_open(stabilities),
        ),
        source=words.source,
    )


def _left_open(stabilities: SegmentStabilities) -> tuple[str, ...]:
    if not any(found.open for found in stabilities.rows):
        return ()
    return (
        _(
            "Two verdicts: the mean lies so near to a bound that other samples might put it on the "
            "other side."
        ),
    )


def told_verdict(found: SegmentStability) -> str:
    """Return the verdict in words: both of them where chance leaves it open."""
    if not found.open:
        return _(VERDICTS[found.verdict])
    return _("{less} or {more}", less=_(VERDICTS[found.verdict]), more=_(VERDICTS[found.perhaps]))


def across_table(across: SegmentsAcross, words: Words) -> Table:
    """Return where the segments of every solution come from."""
    rows = []
    for k in across.solutions:
        head = _("{n} segments", n=formats.number(k))
        rows.append(
            Row(_("{head} (taken)", head=head) if k == across.taken else head, kind="group")
        )
        for node in sorted(across.of(k), key=lambda found: found.segment):
            cells = (
                cell(node.base, "number"),
                cell(node.slsa, "decimal", digits=2),
                _origin(across, node),
            )
            rows.append(Row(segment_name(node, words, across.taken), cells, level=1))
    return Table(
        name="segments_across",
        title=_("Where segments come from as their number grows"),
        stub=_("Customer segment"),
        columns=(
            Column(_("Base"), "number"),
            Column(_("SLSa"), "decimal"),
            Column(_("Most members come from")),
        ),
        rows=tuple(rows),
        base=people_base(across.base, words.unit),
        notes=(
            _(
                "SLSa: 1 where all members come from one segment of the solution before, 0 where "
                "they come from all alike (Dolnicar and Leisch 2017)."
            ),
        ),
        source=words.source,
    )


def segment_name(node: SegmentAcross, words: Words, taken: int) -> str:
    """Return the segment's name in the solution taken, its number in the others."""
    return words.segments[node.segment] if node.segments == taken else str(node.segment)


def _origin(across: SegmentsAcross, node: SegmentAcross) -> Cell:
    here = (node.segments, node.segment)
    into = [flow for flow in across.flows if (flow.to_segments, flow.to_segment) == here]
    if not into:
        return cell(None)
    first = min(into, key=lambda flow: (-flow.base, flow.segment))
    share = formats.share(first.base / node.base, node.base, digits=0)
    return cell(f"{first.segment} ({share})")


def _between(low: float, high: float) -> str:
    return f"{formats.number(low, 2)}–{formats.number(high, 2)}"
