"""How every chart looks: the brand's colours, one font, quiet axes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path

import matplotlib
import seaborn
from matplotlib import font_manager

from analysis.values.chart_roles import Role


@dataclass(frozen=True)
class Palette:
    """Colours by what they mean, as hex codes.

    ``brand`` makes the point, ``context`` stays behind it, ``series`` tell segments or brands
    apart (always in the same order), ``ink`` and ``muted`` are for text, ``paper`` for the ground.
    """

    brand: str = "#0B6E69"
    accent: str = "#C8553D"
    context: str = "#B8C0C2"
    ink: str = "#1F2A2E"
    muted: str = "#5A666B"
    paper: str = "#FFFFFF"
    series: tuple[str, ...] = (
        "#0B6E69", "#D98E04", "#5B5EA6", "#C8553D", "#3C8DBC", "#7A8B2A", "#8C5A7A",
    )  # fmt: skip


READABLE = 4.5  # contrast of text
_DEFAULT = Palette()
_palette: ContextVar[Palette] = ContextVar("palette")


def palette() -> Palette:
    """Return the colours charts are drawn in now."""
    return _palette.get(_DEFAULT)


def segment_colour(segment: int) -> str:
    """Return the segment's fixed colour: the same in every chart, in every wave."""
    series = palette().series
    return series[(segment - 1) % len(series)]


def colour_of(role: Role) -> str:
    """Return the colour of what has a role in a chart; of a segment its own."""
    if not isinstance(role, str):  # a segment's number may be one of numpy's
        return segment_colour(role)
    colours = palette()
    return {
        "brand": colours.brand,
        "accent": colours.accent,
        "context": colours.context,
        "muted": colours.muted,
        "ink": colours.ink,
        "empty": colours.paper,
    }[role]


def text_colour_on(colour: str) -> str:
    """Return black or white, whichever is read better on ``colour``."""
    red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    return "#FFFFFF" if 0.2126 * red + 0.7152 * green + 0.0722 * blue < 0.52 else palette().ink


def readable(colour: str) -> str:
    """Return ``colour`` darkened until text in it reads well on white (4.5 to 1, WCAG AA).

    Parameters
    ----------
    colour : str
        A hex code.
    """
    parts = [int(colour[place : place + 2], 16) for place in (1, 3, 5)]
    while 1.05 / (_luminance(parts) + 0.05) < READABLE:
        parts = [int(part * 0.92) for part in parts]
    return "#" + "".join(f"{part:02X}" for part in parts)


def _luminance(parts: Sequence[int]) -> float:
    shares = [part / 255 for part in parts]
    linear = [s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def use_style(colours: Palette, font_files: Sequence[Path], family: str) -> None:
    """Draw everything from here on in these colours and this font.

    Parameters
    ----------
    colours : Palette
        The brand's colours.
    font_files : sequence of Path
        TTF files of the font.
    family : str
        Its family name; DejaVu Sans fills in letters that it lacks.
    """
    _use_fonts(font_files, family)
    _palette.set(colours)
    seaborn.set_theme(style="white", palette=list(colours.series))
    matplotlib.rcParams.update(
        {
            "font.family": [family, "DejaVu Sans"],
            "font.size": 9,
            "axes.titlesize": 9,
            "axes.labelsize": 9,
            "xtick.labelsize": 8.5,
            "ytick.labelsize": 9,
            "legend.fontsize": 8.5,
            "text.color": colours.ink,
            "axes.labelcolor": colours.muted,
            "xtick.color": colours.muted,
            "ytick.color": colours.ink,
            "axes.edgecolor": colours.context,
            "axes.spines.top": False,
            "axes.spines.right": False,
            "axes.spines.left": False,
            "axes.grid": True,
            "axes.grid.axis": "x",
            "axes.axisbelow": True,
            "grid.color": "#E6EAEB",
            "grid.linewidth": 0.6,
            "lines.linewidth": 1.6,
            "hatch.linewidth": 0.6,
            # an answer such as "$30,000 to $60,000" is no formula
            "text.parse_math": False,
            "svg.fonttype": "none",
            "figure.dpi": 96,
        }
    )


@contextmanager
def style_in_use() -> Iterator[None]:
    """Draw inside a ``with`` block in whatever style it sets, and as before after it."""
    before = _palette.get(_DEFAULT)
    try:
        with matplotlib.rc_context():
            yield
    finally:
        _palette.set(before)


def _use_fonts(files: Sequence[Path], family: str) -> None:
    """Let a family's name mean these files: another brand may have one of the same name."""
    fonts = font_manager.fontManager
    wanted = {str(path) for path in files}
    if wanted != {font.fname for font in fonts.ttflist if font.name == family}:
        fonts.ttflist = [font for font in fonts.ttflist if font.name != family]
        for path in files:
            fonts.addfont(path)
