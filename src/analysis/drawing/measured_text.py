"""How wide a text is in print, and where it breaks: for drawings that leave it exact room."""

from __future__ import annotations

from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path

POINTS = 8.5
_CM_PER_POINT = 2.54 / 72


def text_width(text: str, points: float = POINTS) -> float:
    """Return the width of one line of text in the style's font, in centimetres of the print.

    Parameters
    ----------
    text : str
        The line.
    points : float
        Size of the font.
    """
    # by the font's outlines: no screen, and so no resolution, has a part in it
    width, _height, _descent = text_to_path.get_text_width_height_descent(
        text, FontProperties(size=points), ismath=False
    )
    return float(width) * _CM_PER_POINT


def wrapped_lines(text: str, width: float, most: int) -> list[str]:
    """Break a text into lines of at most ``width`` centimetres.

    Parameters
    ----------
    text : str
        Words parted by blanks.
    width : float
        Room in centimetres.
    most : int
        Lines at most; what is left over ends in an ellipsis.
    """
    lines: list[str] = []
    for word in text.split():
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(joined) <= width:
            lines[-1] = joined
        else:
            lines.append(word)
    if len(lines) > most:
        lines = [*lines[: most - 1], " ".join(lines[most - 1 :])]
    return [_shortened(line, width) for line in lines]


def _shortened(line: str, width: float) -> str:
    if text_width(line) <= width:
        return line
    while len(line) > 1 and text_width(f"{line}…") > width:
        line = line[:-1].rstrip()
    return f"{line}…"
