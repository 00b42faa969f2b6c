"""Rows of charts on a phone: a name above its marks instead of left of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes

from analysis.drawing.canvas import EDGE_CM, NARROW_CM
from analysis.drawing.measured_text import text_width, wrapped_lines
from analysis.drawing.style import palette

LINE_CM = 0.36  # a line of text
_MOST_LINES, _NAME_GAP_CM, _GAP_CM = 2, 0.14, 0.16


@dataclass(frozen=True)
class NamedRows:
    """Rows drawn at 0, 1, 2 … from the top, all equally high.

    Attributes
    ----------
    labels : sequence of str
        Their names.
    marks_cm : float
        Height of what is drawn under a name.
    room_cm : float
        Width that names have.
    """

    labels: Sequence[str]
    marks_cm: float = 0.4
    room_cm: float = NARROW_CM - EDGE_CM

    @property
    def names(self) -> list[str]:
        """The names, broken so that they keep to their room."""
        return ["\n".join(wrapped_lines(label, self.room_cm, _MOST_LINES)) for label in self.labels]

    @property
    def name_cm(self) -> float:
        """Height of the highest name."""
        lines = max((name.count("\n") + 1 for name in self.names), default=1)
        return LINE_CM * lines + _NAME_GAP_CM

    @property
    def row_cm(self) -> float:
        """Height of a row with its name and the gap under it."""
        return self.name_cm + self.marks_cm + _GAP_CM

    @property
    def height_cm(self) -> float:
        """Height of all rows."""
        return self.row_cm * len(self.labels)

    @property
    def marks(self) -> float:
        """Height of the marks, in rows."""
        return self.marks_cm / self.row_cm

    def frame(self, axis: Axes) -> None:
        """Give an axis the rows' height, and no names."""
        half = self.marks / 2
        bottom = len(self.labels) - 1 + half + _GAP_CM / self.row_cm
        axis.set_ylim(bottom, -half - self.name_cm / self.row_cm)
        axis.set_yticks([])
        axis.tick_params(length=0)

    def write(self, axis: Axes) -> None:
        """Write every row's name above its marks, from the left edge of an axis on."""
        for row, name in enumerate(self.names):
            axis.annotate(
                name, (0, row - self.marks / 2), xycoords=("axes fraction", "data"),
                xytext=(0, 2.5), textcoords="offset points", va="bottom", ha="left",
                fontsize=9, linespacing=1.1, color=palette().ink, in_layout=False,
                # a line of reference does not cross the name
                bbox={"facecolor": palette().paper, "edgecolor": "none", "pad": 0.6},
            )  # fmt: skip


def end_room(texts: Sequence[str], width_cm: float) -> float:
    """Return by what to multiply an axis's end so that these texts fit beside its marks."""
    room = max(map(text_width, texts), default=0.0) + 0.35
    return width_cm / max(width_cm - room, width_cm / 4)
