"""Who goes where: stages side by side, ribbons between them (a Sankey diagram)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure as Drawing
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path as Outline

from analysis.drawing.canvas import WIDTH_CM, blank_drawing
from analysis.drawing.measured_text import POINTS, text_width, wrapped_lines
from analysis.drawing.style import palette, readable
from analysis.statistics.deciding import in_order

BAR_CM = 0.36  # width of a node
LINE_CM = 0.37  # a line of text
GAP_CM, WIDEST_GAP_CM = 0.22, 0.55  # between the nodes of a stage
AIR_CM = 0.12  # between a bar and its label
NARROWEST_CM = 1.25  # ribbons between two stages, at least
WIDEST_LABEL_CM = 5.2
LEAST_HEIGHT_CM = 6.0
EDGED_CM = 0.06  # thinner ribbons would vanish behind their light edge
Flow = tuple[int, int, float]


@dataclass(frozen=True)
class FlowNode:
    """One bar of a stage.

    Attributes
    ----------
    label : str
        Its name.
    size : float
        Share of everyone, 0–1.
    colour : str
        Hex code; the ribbons that leave it have it too.
    hatched : bool
        Whether it is marked: unstable, or a small base.
    text : str
        A number under the name, such as its share.
    """

    label: str
    size: float
    colour: str
    hatched: bool = False
    text: str = ""


@dataclass(frozen=True)
class FlowStage:
    """One column of bars, from the top, under its head."""

    head: str
    nodes: Sequence[FlowNode]


@dataclass(frozen=True)
class _Bar:
    """Where a node stands, in centimetres from the upper left corner."""

    node: FlowNode
    left: float
    top: float
    height: float

    @property
    def middle(self) -> float:
        return self.top + self.height / 2


@dataclass(frozen=True)
class _Page:
    """The measures of one diagram in centimetres: first bar, distance of bars, top and bottom."""

    first: float
    step: float
    top: float
    bottom: float

    @property
    def room(self) -> float:
        """Width of the ribbons between two stages."""
        return self.step - BAR_CM


def flow_diagram(
    stages: Sequence[FlowStage],
    flows: Sequence[Sequence[Flow]],
    *,
    height_cm: float | None = None,
) -> Drawing:
    """Draw stages of bars and the ribbons between neighbouring stages.

    Parameters
    ----------
    stages : sequence of FlowStage
        Two to seven, from the left; up to about eight nodes each.
    flows : sequence of sequence of (int, int, float)
        One entry between every two stages: place of the node left (from 0), place of the node
        right, and the share of everyone that goes there, in the unit of the nodes' sizes.
    height_cm : float, optional
        Height in print; left out, what the labels need.

    Raises
    ------
    ValueError
        If there are fewer than two stages, or not one set of flows between every two.
    """
    if len(stages) < 2 or len(flows) != len(stages) - 1:
        raise ValueError("a flow diagram needs two stages or more and the flows between them")
    widest = min(WIDEST_LABEL_CM, (WIDTH_CM - len(stages) * (BAR_CM + NARROWEST_CM)) / 2)
    outer = (stages[0], stages[-1])
    sides = [_side_labels(stage, widest) for stage in outer]
    columns = [_column(stage, lines) for stage, lines in zip(outer, sides, strict=True)]
    step = (WIDTH_CM - sum(columns) - BAR_CM) / (len(stages) - 1)
    widths = [columns[0] + BAR_CM, *[step * 0.94] * (len(stages) - 2), columns[1] + BAR_CM]
    heads = [
        wrapped_lines(stage.head, width, 3) for stage, width in zip(stages, widths, strict=True)
    ]
    top = 0.15 + LINE_CM * max(map(len, heads)) + 0.15
    height = height_cm or max(LEAST_HEIGHT_CM, top + 0.2 + max(map(_needed, sides)))
    page = _Page(columns[0], step, top, height - 0.15)
    drawing, axis = _canvas(height)
    bars = _placed(stages, page)
    for place, between in enumerate(flows):
        _ribbons(axis, bars[place], bars[place + 1], between)
    _draw_bars(axis, bars)
    _draw_heads(axis, heads, page)
    _draw_side(axis, bars[0], sides[0], page, left=True)
    _draw_side(axis, bars[-1], sides[1], page, left=False)
    for inner in bars[1:-1]:
        _draw_inner(axis, inner, page)
    return drawing


def _canvas(height: float) -> tuple[Drawing, Axes]:
    """Return a drawing whose axes count centimetres from the upper left corner."""
    drawing, axis = blank_drawing(height)
    drawing.set_layout_engine("none")
    axis.set_position((0, 0, 1, 1))
    axis.set(xlim=(0, WIDTH_CM), ylim=(height, 0))
    axis.axis("off")
    return drawing, axis


def _side_labels(stage: FlowStage, width: float) -> list[list[str]]:
    """Return the lines beside every node of an outer stage, its number in the last one."""
    found = []
    for node in stage.nodes:
        lines = wrapped_lines(node.label, width, 2)
        if node.text and lines and text_width(f"{lines[-1]} · {node.text}") <= width:
            lines[-1] = f"{lines[-1]} · {node.text}"
        elif node.text:
            lines.append(node.text)
        found.append(lines)
    return found


def _column(stage: FlowStage, labels: list[list[str]]) -> float:
    """Return the width that an outer stage's labels and the words of its head take."""
    words = max((text_width(word) for word in stage.head.split()), default=0.0)
    lines = [text_width(line) for lines in labels for line in lines]
    return max([words - BAR_CM, *lines]) + AIR_CM + 0.1


def _needed(labels: list[list[str]]) -> float:
    return sum(LINE_CM * max(len(lines), 1) + GAP_CM for lines in labels)


def _placed(stages: Sequence[FlowStage], page: _Page) -> list[list[_Bar]]:
    """Place all nodes on one scale; stages with fewer nodes have wider gaps, or stand midway."""
    tall = page.bottom - page.top
    sums = [sum(node.size for node in stage.nodes) for stage in stages]
    scale = min(
        (tall - GAP_CM * (len(stage.nodes) - 1)) / size
        for stage, size in zip(stages, sums, strict=True)
        if size > 0
    )
    placed = []
    for column, (stage, size) in enumerate(zip(stages, sums, strict=True)):
        gaps = max(len(stage.nodes) - 1, 1)
        gap = min(WIDEST_GAP_CM, (tall - scale * size) / gaps)
        top = page.top + (tall - scale * size - gap * (len(stage.nodes) - 1)) / 2
        bars = []
        for node in stage.nodes:
            bars.append(_Bar(node, page.first + column * page.step, top, scale * node.size))
            top += scale * node.size + gap
        placed.append(bars)
    return placed


def _spread(middles: Sequence[float], heights: Sequence[float], page: _Page) -> list[float]:
    """Move label blocks apart by as little as possible; their order stays."""
    tops = [middle - height / 2 for middle, height in zip(middles, heights, strict=True)]
    free = page.top - LINE_CM / 4
    for place, height in enumerate(heights):
        tops[place] = free = max(tops[place], free)
        free += height
    end = page.bottom + LINE_CM / 4
    for place in reversed(range(len(tops))):
        tops[place] = min(tops[place], end - heights[place])
        end = tops[place]
    return [top + height / 2 for top, height in zip(tops, heights, strict=True)]


def _ribbons(axis: Axes, left: list[_Bar], right: list[_Bar], flows: Sequence[Flow]) -> None:
    """Draw ribbons, the widest first; at a node they stand in the order of the other side."""
    starts, ends, drawn = [bar.top for bar in left], [bar.top for bar in right], []
    for source, target, size in sorted(flows):
        scale = left[source].height / left[source].node.size if left[source].node.size else 0.0
        thick = size * scale
        if thick > 0:
            drawn.append((thick, source, target, starts[source], ends[target]))
        starts[source] += thick
        ends[target] += thick
    for thick, source, target, start, end in in_order(drawn, lambda flow: -flow[0]):
        near, far = left[source].left + BAR_CM, right[target].left
        half = (near + far) / 2
        corners = [
            (near, start), (half, start), (half, end), (far, end),
            (far, end + thick), (half, end + thick), (half, start + thick), (near, start + thick),
            (near, start),
        ]  # fmt: skip
        codes = [Outline.MOVETO, *[Outline.CURVE4] * 3, Outline.LINETO, *[Outline.CURVE4] * 3]
        outline = Outline(corners, [*codes, Outline.CLOSEPOLY])
        ribbon = PathPatch(
            outline, facecolor=left[source].node.colour, alpha=0.32, edgecolor=palette().paper,
            linewidth=0.5 if thick > EDGED_CM else 0,
        )  # fmt: skip
        axis.add_patch(ribbon)


def _draw_bars(axis: Axes, bars: Sequence[Sequence[_Bar]]) -> None:
    for stage in bars:
        for bar in stage:
            drawn = Rectangle(
                (bar.left, bar.top), BAR_CM, max(bar.height, 0.03), linewidth=0,
                facecolor=bar.node.colour, edgecolor=palette().paper,
                hatch="////" if bar.node.hatched else None,
            )  # fmt: skip
            axis.add_patch(drawn)


def _draw_heads(axis: Axes, heads: Sequence[list[str]], page: _Page) -> None:
    last = len(heads) - 1
    for place, lines in enumerate(heads):
        left = page.first + place * page.step
        x, side = left + BAR_CM / 2, "center"
        if place in (0, last):
            x, side = (left + BAR_CM, "right") if place == 0 else (left, "left")
        axis.text(
            x, page.top - 0.15, "\n".join(lines), ha=side, va="bottom", fontsize=POINTS,
            color=palette().muted, linespacing=1.15,
        )  # fmt: skip


def _draw_side(
    axis: Axes, bars: Sequence[_Bar], labels: list[list[str]], page: _Page, *, left: bool
) -> None:
    heights = [LINE_CM * max(len(lines), 1) + 0.06 for lines in labels]
    middles = _spread([bar.middle for bar in bars], heights, page)
    for bar, lines, middle in zip(bars, labels, middles, strict=True):
        edge = bar.left if left else bar.left + BAR_CM
        x = edge - AIR_CM if left else edge + AIR_CM
        if not bar.top - 0.1 <= middle <= bar.top + bar.height + 0.1:  # beside another bar
            axis.plot([edge, x], [bar.middle, middle], color=palette().muted, linewidth=0.6)
        axis.text(
            x, middle, "\n".join(lines), ha="right" if left else "left", va="center",
            fontsize=POINTS, color=palette().ink, linespacing=1.15,
        )  # fmt: skip


def _draw_inner(axis: Axes, bars: Sequence[_Bar], page: _Page) -> None:
    """Write names into the bars where they fit, else over them, else beside; else nowhere."""
    above = page.top
    for bar in bars:
        label, colour = bar.node.label, palette().ink
        width, gap = text_width(label), bar.top - above
        above = bar.top + bar.height
        x, y, side = bar.left + BAR_CM / 2, bar.middle, "center"
        if width <= BAR_CM - 0.06 and bar.height >= LINE_CM * 0.75:
            dark = readable(bar.node.colour) == bar.node.colour.upper()
            colour = palette().paper if dark and not bar.node.hatched else palette().ink
        elif gap >= LINE_CM and width <= page.room:
            y = bar.top - LINE_CM / 2
        elif bar.height >= LINE_CM and width + AIR_CM <= page.room:
            x, side = bar.left + BAR_CM + AIR_CM / 2, "left"
        else:
            continue
        axis.text(x, y, label, ha=side, va="center", fontsize=POINTS, color=colour)
