"""Mosaic plots: columns as wide as groups are large, cut by their answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure as Drawing
from matplotlib.patches import Rectangle

from analysis.drawing.canvas import WIDTH_CM, blank_drawing
from analysis.drawing.measured_text import text_width, wrapped_lines
from analysis.drawing.style import palette, readable
from analysis.languages import formats

GAP_CM = 0.07
LINE_CM = 0.38
TITLE_CM = 0.75
WIDEST_LABEL_CM = 4.2
ANSWER_CM, LEAST_CM = 0.75, 2.5  # height of a mosaic by its answers
TALLEST_CM = 18.5
CLEARLY, STRONGLY = 2.0, 4.0  # Pearson residuals
LEAST_TEXT_CM = 0.36
BOLD = 1.1  # bold letters are wider than the measured ones
Grid = Sequence[Sequence[float]]


@dataclass(frozen=True)
class Mosaic:
    """One mosaic; grids go by group, then by answer from the top.

    Attributes
    ----------
    title : str
        What is answered.
    answers : sequence of str
        The answers.
    widths : sequence of float
        Share of every group, 0–1.
    shares : grid of float
        Share of every answer within its group.
    residuals : grid of float
        How unexpected: 2 clearly, 4 strongly more; negative: less.
    """

    title: str
    answers: Sequence[str]
    widths: Sequence[float]
    shares: Grid
    residuals: Grid


def mosaic_plots(
    mosaics: Sequence[Mosaic], groups: Sequence[str], colours: Sequence[str]
) -> Drawing:
    """Draw mosaics below each other, with one set of group names over each.

    More than expected is filled in the group's own colour (light from 2, full from 4), less is
    hatched; the rest stays pale.

    Parameters
    ----------
    mosaics : sequence of Mosaic
        From the top.
    groups : sequence of str
        Names of the columns.
    colours : sequence of str
        Their fixed colours.
    """
    label = min(
        WIDEST_LABEL_CM, max(text_width(name) for mosaic in mosaics for name in mosaic.answers)
    )
    room = WIDTH_CM - label - 0.35
    heads = [_heads(mosaic, groups, room) for mosaic in mosaics]
    tall = [max(LEAST_CM, ANSWER_CM * len(mosaic.answers)) for mosaic in mosaics]
    over = [TITLE_CM + LINE_CM * max(map(len, lines)) + 0.1 for lines in heads]
    between = sum(over) + 0.35 * (len(mosaics) - 1) + 0.1
    if sum(tall) + between > TALLEST_CM:  # more than a page is drawn closer
        fits = (TALLEST_CM - between) / sum(tall)
        tall = [max(LEAST_CM * 0.6, high * fits) for high in tall]
    height = sum(tall) + between
    drawing, axis = blank_drawing(height)
    drawing.set_layout_engine("none")
    axis.set_position((0, 0, 1, 1))
    axis.set(xlim=(0, WIDTH_CM), ylim=(height, 0))
    axis.axis("off")
    top = 0.0
    for mosaic, lines, high, head in zip(mosaics, heads, tall, over, strict=True):
        axis.text(0.0, top + 0.3, mosaic.title, fontsize=9.5, fontweight="bold", va="center")
        _columns(axis, mosaic, lines, colours, (label + 0.25, top + head, room, high))
        top += head + high + 0.35
    return drawing


def _heads(mosaic: Mosaic, groups: Sequence[str], room: float) -> list[list[str]]:
    """Break the names to their columns; one that does not fit at all is left to its number."""
    widths = [width * room - GAP_CM for width in mosaic.widths]
    return [
        wrapped_lines(name, max(width, 0.9) / BOLD, 4)
        for name, width in zip(groups, widths, strict=True)
    ]


def _columns(
    axis: Axes,
    mosaic: Mosaic,
    heads: Sequence[Sequence[str]],
    colours: Sequence[str],
    frame: tuple[float, float, float, float],
) -> None:
    left, top, room, high = frame
    x = left
    inner = high - GAP_CM * (len(mosaic.answers) - 1)
    for column, width in enumerate(mosaic.widths):
        wide = max(width * (room - GAP_CM * (len(mosaic.widths) - 1)), 0.02)
        axis.text(
            x, top - 0.1, "\n".join(heads[column]), va="bottom", fontsize=8.5, fontweight="bold",
            color=readable(colours[column]), linespacing=1.05,
        )  # fmt: skip
        y, middles = top, []
        for share, residual in zip(mosaic.shares[column], mosaic.residuals[column], strict=True):
            deep = max(share * inner, 0.0)
            _cell(axis, (x, y, wide, deep), share, residual, colours[column])
            middles.append(y + deep / 2)
            y += deep + GAP_CM
        if column == 0:
            _answers(axis, mosaic.answers, middles, left - 0.12, top + high - LINE_CM / 2)
        x += wide + GAP_CM


def _cell(
    axis: Axes,
    place: tuple[float, float, float, float],
    share: float,
    residual: float,
    colour: str,
) -> None:
    x, y, wide, deep = place
    fill, ink, hatch, edge = "#EEF1F2", palette().ink, None, "#EEF1F2"
    if residual >= CLEARLY:
        fill = colour if residual >= STRONGLY else _lighter(colour)
        edge = fill
        ink = palette().paper if residual >= STRONGLY and _is_dark(fill) else palette().ink
    elif residual <= -CLEARLY:
        fill, hatch = palette().paper, "//////" if residual <= -STRONGLY else "///"
        edge = palette().muted
    axis.add_patch(
        Rectangle(
            (x, y), wide, max(deep, 0.015), facecolor=fill, edgecolor=edge, hatch=hatch,
            linewidth=0.5,
        )
    )  # fmt: skip
    text = formats.share(share, digits=0)
    if deep >= LEAST_TEXT_CM and wide >= text_width(text) + 0.1:
        ground = {"facecolor": palette().paper, "edgecolor": "none", "pad": 0.8}
        axis.text(
            x + wide / 2, y + deep / 2, text, ha="center", va="center", fontsize=8.5, color=ink,
            bbox=ground if hatch else None,
        )  # fmt: skip


def _answers(
    axis: Axes, names: Sequence[str], middles: Sequence[float], right: float, lowest: float
) -> None:
    """Write the answers beside the first column, moved apart where they would cover each other."""
    places = list(middles)
    for place in range(1, len(places)):
        places[place] = max(places[place], places[place - 1] + LINE_CM)
    places[-1] = min(places[-1], lowest)
    for place in range(len(places) - 2, -1, -1):
        places[place] = min(places[place], places[place + 1] - LINE_CM)
    for name, y in zip(names, places, strict=True):
        axis.text(
            right, y, wrapped_lines(name, WIDEST_LABEL_CM, 1)[0], ha="right", va="center",
            fontsize=8.5,
        )  # fmt: skip


def _lighter(colour: str) -> str:
    parts = [int(colour[place : place + 2], 16) for place in (1, 3, 5)]
    return "#" + "".join(f"{round(part * 0.45 + 255 * 0.55):02X}" for part in parts)


def _is_dark(colour: str) -> bool:
    return readable(colour) == colour.upper()
