"""How far segments are apart: the sentence, the map and the numbers behind it."""

from __future__ import annotations

from analysis.claims.bases import people_base
from analysis.claims.evidence import evidence
from analysis.drawing.figure import finished_figure
from analysis.drawing.measured_text import text_width, wrapped_lines
from analysis.drawing.separation_map import Cloud, separation_map
from analysis.drawing.style import segment_colour
from analysis.languages import formats, messages
from analysis.sources.words import Words
from analysis.topics.segments.separation.method import NO_STRUCTURE, SegmentSeparation
from analysis.values.absent import unless_absent
from analysis.values.answer import Answer
from analysis.values.chart import Chart
from analysis.values.finding import Finding
from analysis.values.table import Column, Row, Table, cell

_ = messages(__name__)
WITHOUT_GAPS = 0.2
ACROSS_CM, UPRIGHT_CM = 14.4, 14.5  # room for the words along an axis, or at one end of it


@unless_absent
def answer(separation: SegmentSeparation, words: Words) -> Answer:
    """Say whether segments lie apart, touch or overlap, and show them on a map."""
    finding = _told(separation, words)
    return Answer((finding,), (_drawn(separation, finding, words),))


def _told(separation: SegmentSeparation, words: Words) -> Finding:
    """Say whether segments lie apart, touch or overlap, and which two most."""
    closest = separation.pairs[0]
    names = {
        "first": words.segments[closest.first],
        "second": words.segments[closest.second],
    }
    shown = {
        "share": formats.share(separation.between, separation.measured),
        "unit": words.unit,
        "evidence": evidence(separation.between_low, separation.between_high, separation.measured),
    }
    if separation.yes_no:
        text = _(
            "{share} of {unit} stand half-way between two segments {evidence}. Of yes/no answers "
            "that is few in any case; how alike people of a segment are tells more: silhouette "
            "{silhouette} of 1, and up to {limit} there are no gaps.",
            **shown,
            silhouette=formats.number(separation.silhouette, 2),
            limit=formats.number(NO_STRUCTURE, 2),
        )
    else:
        text = _(
            "{share} of {unit} stand half-way between two segments {evidence}; where there are no "
            "gaps at all it is about {cloud}.",
            **shown,
            cloud=formats.share(WITHOUT_GAPS, digits=0),
        )
    if separation.verdict != "apart":
        text = _(
            "{text} Most of them: between {first} and {second} ({pair} of these two).",
            text=text,
            pair=formats.share(closest.between, digits=0),
            **names,
        )
    if separation.verdict == "overlap":
        headline = _("No gaps: most overlap {first} and {second}", **names)
        implication = _(
            "The borders are drawn, not found: {unit} half-way can be won for either segment.",
            unit=words.unit,
        )
    elif separation.verdict == "touch":
        headline = _("The segments touch, most {first} and {second}", **names)
        implication = _(
            "At the borders {unit} could as well be in the next segment.", unit=words.unit
        )
    else:
        headline = _("The segments lie apart")
        implication = _("Few {unit} could be in another segment as well.", unit=words.unit)
    return Finding(
        name="segment_separation",
        headline=headline,
        text=text,
        implication=implication,
        question="S0.2",
        strength=0.4,
    )


def _drawn(separation: SegmentSeparation, finding: Finding, words: Words) -> Chart:
    """Draw people as light points and every segment with its name and an ellipse."""
    clouds = [
        Cloud(
            name=words.segments[place.segment],
            colour=segment_colour(place.segment),
            shape=place.segment - 1,
            x=[one.x for one in separation.points if one.segment == place.segment],
            y=[one.y for one in separation.points if one.segment == place.segment],
            centre=(place.x, place.y),
            ellipse=(place.length, place.width, place.angle),
        )
        for place in separation.places
    ]
    (left, right), (low, high) = (
        tuple(", ".join(map(words.label, codes)) for codes in ends) for ends in separation.ends
    )
    across = (_beside(left, right), _beside(right, left))
    upright = (_cut(low, UPRIGHT_CM), _cut(high, UPRIGHT_CM))
    borders = "; ".join(
        _(
            "{segment}: {share} half-way to another",
            segment=words.segments[border.segment],
            share=formats.share(border.between, border.base),
        )
        for border in separation.borders
        if border.base
    )
    return finished_figure(
        separation_map(clouds, (across, upright)),
        name="segment_separation",
        finding=finding,
        subtitle=_subtitle(separation, words),
        alt=f"{finding.headline}. {borders}.",
        base=people_base(separation.base, words.unit),
        source=words.source,
        data=_table(separation, words),
    )


def _subtitle(separation: SegmentSeparation, words: Words) -> str:
    shown = {"n": formats.number(len(separation.points)), "unit": words.unit}
    who = _("{n} {unit} drawn at random", **shown)
    if len(separation.points) == separation.base:
        who = _("All {n} {unit}", **shown)
    if separation.axes.method == "principal":
        text = _(
            "{who}, near to each other where they answered alike; ellipse: the middle half of a "
            "segment",
            who=who,
        )
    else:
        text = _(
            "{who}, seen from the side on which the segments are farthest apart; ellipse: the "
            "middle half of a segment",
            who=who,
        )
    if separation.kept:
        text = _("{text}; axes of the reference wave", text=text)
    return text


def _beside(text: str, other: str) -> str:
    """Return the words at one end of an axis, cut to what the other end leaves of it."""
    return _cut(text, max(ACROSS_CM / 2, ACROSS_CM - text_width(other)))


def _cut(text: str, room: float) -> str:
    """Return a text in one line of so many centimetres."""
    return wrapped_lines(text, room, 1)[0] if text else ""


def _table(separation: SegmentSeparation, words: Words) -> Table:
    """Return how sharp the borders of every segment are."""
    rows = [
        Row(
            words.segments[border.segment],
            (
                cell(border.base, "number"),
                cell(border.silhouette, "decimal", digits=2),
                cell(
                    border.between,
                    "share",
                    base=border.base,
                    small=border.base < words.smallest_base,
                ),
                cell(None if border.neighbour is None else words.segments[border.neighbour]),
            ),
        )
        for border in separation.borders
    ]
    return Table(
        name="segment_separation",
        title=_("How far the segments are apart"),
        stub=_("Customer segment"),
        columns=(
            Column(_("Base"), "number"),
            Column(_("Silhouette"), "decimal"),
            Column(_("Between segments"), "share"),
            Column(_("Nearest neighbour")),
        ),
        rows=tuple(rows),
        base=people_base(separation.measured, words.unit),
        notes=(
            _(
                "Between segments: in the middle fifth of the way from the own segment's centre to "
                "another's, in all criteria; where there are no gaps at all it is about 20%."
            )
            if not separation.yes_no
            else _(
                "Between segments: in the middle fifth of the way from the own segment's centre to "
                "another's, in all criteria; of yes/no answers few are there in any case."
            ),
            _(
                "Silhouette: 1 where the people of a segment are far from all others, 0 on the "
                "border (Rousseeuw 1987)."
            ),
        ),
        source=words.source,
    )
