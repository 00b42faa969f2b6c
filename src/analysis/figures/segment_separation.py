"""The map of how far segments are apart."""

from __future__ import annotations

from analysis.claims.bases import people_base
from analysis.drawing.figure import finished_figure
from analysis.drawing.measured_text import text_width, wrapped_lines
from analysis.drawing.separation_map import Cloud, separation_map
from analysis.drawing.style import segment_colour
from analysis.languages import formats, messages
from analysis.methods.segments.segment_separation import SegmentSeparation
from analysis.sources.words import Words
from analysis.tables.segment_separation import segment_separation as segment_separation_table
from analysis.values.absent import unless_absent
from analysis.values.chart import Chart
from analysis.values.finding import Finding

_ = messages(__name__)
ACROSS_CM, UPRIGHT_CM = 14.4, 14.5  # room for the words along an axis, or at one end of it


@unless_absent
def segment_separation(separation: SegmentSeparation, finding: Finding, words: Words) -> Chart:
    """Draw people as light points and every segment with its name and an ellipse."""
    people = separation.points
    clouds = [
        Cloud(
            name=words.segments[place.segment],
            colour=segment_colour(place.segment),
            shape=place.segment - 1,
            x=people["x"][people["segment"] == place.segment].to_numpy(),
            y=people["y"][people["segment"] == place.segment].to_numpy(),
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
        data=segment_separation_table(separation, words),
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
