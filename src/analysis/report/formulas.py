"""Formulas in TeX, drawn: the same outlines in HTML and on paper, without a TeX installation."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING
from xml.sax.saxutils import quoteattr

from analysis.errors import Problem, ReportError
from analysis.languages import messages
from analysis.report.letters import STAND_IN

if TYPE_CHECKING:
    import numpy as np
    from matplotlib.textpath import TextToPath

_ = messages(__name__)
_EM = 110.0  # units of the outlines to a font size: their letters are larger than those around
_SIZE = 100.0  # in which matplotlib gives outlines
_ROW_GAP, _COLUMN_GAP = 55.0, 100.0
_LINES = ("align", "aligned", "gather", "gathered", "split", "eqnarray", "equation", "multline")
_ENVIRONMENT = re.compile(r"\\(?:begin|end)\s*\{(?:" + "|".join(_LINES) + r")\*?\}")
_ROWS = re.compile(r"\\\\(?:\[[^\]]*\])?")
_CELLS = re.compile(r"(?<!\\)&")
_SAME = (  # what TeX has two names for, or only sets more closely
    (re.compile(r"\\(?:displaystyle|textstyle|limits|nolimits|nonumber|notag)(?![A-Za-z])"), " "),
    (re.compile(r"\\label\s*\{[^}]*\}"), " "),
    (re.compile(r"\\le(?![A-Za-z])"), r"\\leq"),
    (re.compile(r"\\ge(?![A-Za-z])"), r"\\geq"),
    (re.compile(r"\\[lr]vert(?![A-Za-z])"), "|"),
    (re.compile(r"\\[lr]Vert(?![A-Za-z])"), r"\\Vert"),
    (re.compile(r"\\([td]?frac)\s*(\d)\s*(\d)"), r"\\\1{\2}{\3}"),
    (re.compile(r"\\tfrac(?![A-Za-z])"), r"\\frac"),
    (re.compile("\u00a0"), " "),
)
_FRACTION = re.compile(r"\\frac(?![A-Za-z])")
_BRACES = re.compile(r"((?<!\\)[{}])")
_DUMMY = ord("¤")  # matplotlib's stand-in for a letter that no font has
_WHOLE = re.compile(r"\.0$")
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
_LITERAL = re.compile(r"(\\(?:text|hspace|operatorname|math[a-z]+)\s*\{[^{}]*\})")


@dataclass(frozen=True)
class Formula:
    """A formula as a drawing.

    Attributes
    ----------
    svg : str
        Its outlines, in the colour of the text around it.
    width, height, depth : float
        In units of the font size; ``depth`` is what lies below the base line.
    """

    svg: str
    width: float
    height: float
    depth: float


@dataclass(frozen=True)
class _Part:
    """What stands between two marks of alignment: its path, and its room."""

    path: str
    width: float
    above: float
    below: float


def drawn_formula(tex: str, where: str, display: bool = False) -> Formula:
    """Return a formula as a drawing.

    Parameters
    ----------
    tex : str
        TeX without its dollar signs; lines of ``align`` and its kin are set below each other.
    where : str
        The cell, for messages.
    display : bool
        Whether it stands on a line of its own, where fractions have room.

    Raises
    ------
    ReportError
        If the formula holds what cannot be drawn.
    """
    source = _large_fractions(tex.strip()) if display else tex.strip()
    for pattern, written in _SAME:
        source = pattern.sub(written, source)
    lines = [line for line in _ROWS.split(_ENVIRONMENT.sub(" ", source)) if line.strip()]
    grid = [[cell.strip() for cell in _CELLS.split(line)] for line in lines]
    if not grid or any("\n\n" in line for line in lines):
        raise _refused(tex, where, _("an empty one"))
    if len(grid) == 1 and len(grid[0]) == 1:
        return _whole([[(_part(tex, grid[0][0], where), 0.0)]], tex)
    parts = [[_part(tex, cell, where) for cell in row] for row in grid]
    columns = range(max(map(len, parts)))
    widths = [max((row[x].width for row in parts if x < len(row)), default=0.0) for x in columns]
    return _whole([list(_placed(row, widths)) for row in parts], tex)


def _large_fractions(tex: str) -> str:
    """Write the fractions large that stand in nothing else."""
    depth, parts = 0, []
    for part in _BRACES.split(tex):
        depth += (part == "{") - (part == "}")
        parts.append(_FRACTION.sub(r"\\dfrac", part) if depth == 0 else part)
    return "".join(parts)


def _placed(row: list[_Part], widths: list[float]) -> Iterator[tuple[_Part, float]]:
    """Align pairs of columns at the mark between them: the first to the right, then the left."""
    left = 0.0
    for x, part in enumerate(row):
        yield part, left + (widths[x] - part.width if x % 2 == 0 and len(widths) > 1 else 0.0)
        left += widths[x] + (_COLUMN_GAP if x % 2 else 0.0)


def _whole(rows: list[list[tuple[_Part, float]]], tex: str) -> Formula:
    width = max(left + part.width for row in rows for part, left in row)
    down, paths = 0.0, []
    for row in rows:
        down += max(part.above for part, _left in row)
        for part, left in row:
            place = f"translate({_number(left)} {_number(down)})"
            paths.append(f'<path transform="{place}" d="{part.path}"/>' if part.path else "")
        below = max(part.below for part, _left in row)
        down += below + _ROW_GAP
    height = down - _ROW_GAP
    depth = below if len(rows) == 1 else height / 2 - _SIZE / 4
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label={quoteattr(tex.strip())}'
        f' viewBox="0 0 {_number(width)} {_number(height)}" width="{_number(width / _EM, 3)}em"'
        f' height="{_number(height / _EM, 3)}em" fill="currentColor">{"".join(paths)}</svg>'
    )
    return Formula(svg, width / _EM, height / _EM, depth / _EM)


def _part(tex: str, source: str, where: str) -> _Part:
    from matplotlib.font_manager import FontProperties

    if not source:
        return _Part("", 0.0, 0.0, 0.0)
    outlines = _outlines()
    upright = [
        part if place % 2 else _DIGITS.sub(r"\\mathrm{\g<0>}", part)
        for place, part in enumerate(_LITERAL.split(source))
    ]
    # it has every Vietnamese letter, and signs of sums and roots in all sizes
    text, font = f"${''.join(upright)}$", FontProperties(size=_SIZE, math_fontfamily="dejavusans")
    log = logging.getLogger("matplotlib.mathtext")
    before, log.disabled = log.disabled, True  # a missing letter is refused below
    try:
        found = outlines.mathtext_parser.parse(text, 72, font)
        points, codes = outlines.get_text_path(font, text, ismath=True)
    except ValueError as error:
        reason = str(error).strip().splitlines()[-1]
        raise _refused(tex, where, reason.split(": ", 1)[-1]) from None
    finally:
        log.disabled = before
    dummies = sum(number == _DUMMY for _font, _size, number, *_place in found.glyphs)
    if STAND_IN in source or dummies > tex.count("¤"):
        raise _refused(tex, where, _("a letter that its font does not have"))
    width, height, below = (float(size) for size in (found.width, found.height, found.depth))
    return _Part(_path(points, codes), width, height - below, below)


@cache
def _outlines() -> TextToPath:
    """Return a drawer of its own: one shared with charts would remember their fonts."""
    from matplotlib.textpath import TextToPath

    return TextToPath()


def _path(points: np.ndarray, codes: np.ndarray) -> str:
    from matplotlib.path import Path

    letters = {Path.MOVETO: "M", Path.LINETO: "L", Path.CURVE3: "Q", Path.CURVE4: "C"}
    commands = []
    for values, code in Path(points, codes).iter_segments(simplify=False):
        if code == Path.CLOSEPOLY:
            commands.append("Z")
        elif code in letters:
            numbers = (
                _number(-value if place % 2 else value) for place, value in enumerate(values)
            )
            commands.append(letters[code] + " ".join(numbers))
    return "".join(commands)


def _number(value: float, digits: int = 1) -> str:
    text = _WHOLE.sub("", f"{value:.{digits}f}")
    return "0" if text == "-0" else text


def _refused(tex: str, where: str, reason: str) -> ReportError:
    shown = " ".join(tex.split())
    what = _(
        "a formula must be one that can be drawn, got: {tex} ({reason})",
        tex=shown if len(shown) <= 60 else shown[:60] + "…",
        reason=reason,
    )
    cure = _("Write it with simpler commands, or attach a picture of it. A price’s sign is \\$.")
    return ReportError(Problem(where, what, cure))
