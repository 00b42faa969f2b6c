"""The map of how far segments are apart."""

from __future__ import annotations

from analysis.figures.figure import Figure, finished_figure
from analysis.figures.measured_text import wrapped_lines
from analysis.figures.segmentation import segment_colour
from analysis.figures.separation_map import Cloud, separation_map
from analysis.languages import _, formats
from analysis.methods.segments.segment_separation import SegmentSeparation
from analysis.sources.absent import unless_absent
from analysis.sources.words import Words
from analysis.tables.bases import people_base
from analysis.tables.segment_separation import segment_separation as segment_separation_table

AXIS_CM = (13.0, 7.5)  # room for the words along the axes
LEAST_SHARE = 0.005


@unless_absent
def segment_separation(separation: SegmentSeparation, words: Words, *, title: str) -> Figure:
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
    axes = separation.axes
    names = [
        _axis_name(ends, share, room)
        for ends, share, room in zip(separation.ends, axes.shares, AXIS_CM, strict=True)
    ]
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
        separation_map(clouds, (names[0], names[1])),
        name="segment_separation",
        title=title,
        subtitle=_subtitle(separation),
        alt=f"{title}. {borders}.",
        base=people_base(separation.base, words.unit),
        source=words.source,
        data=segment_separation_table(separation, words),
    )


def _subtitle(separation: SegmentSeparation) -> str:
    drawn = formats.number(len(separation.points))
    if separation.axes.method == "principal":
        text = _(
            "{n} people drawn at random, near to each other where they answered alike; ellipse: "
            "the middle half of a segment",
            n=drawn,
        )
    else:
        text = _(
            "{n} people drawn at random, seen from the side on which the segments are farthest "
            "apart; ellipse: the middle half of a segment",
            n=drawn,
        )
    if separation.kept:
        text = _("{text}; axes of the reference wave", text=text)
    return text


def _axis_name(ends: tuple[tuple[str, ...], tuple[str, ...]], share: float, room: float) -> str:
    """Return what rises towards either end, each name cut to its part of the axis."""
    each = room / max(1, sum(len(names) for names in ends))
    low, high = (", ".join(wrapped_lines(name, each, 1)[0] for name in names) for names in ends)
    parts = [f"← {low}" if low else "", f"{high} →" if high else ""]
    text = " | ".join(part for part in parts if part)
    if share >= LEAST_SHARE:
        text = f"{text} ({formats.share(share, digits=0)})".strip()
    return text
