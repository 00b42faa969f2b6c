"""The brand as HTML and PDF need it: colours that can be read, as CSS and for Typst."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.report.fonts import FALLBACK_FAMILY
from analysis.values.cover import BrandLook

READABLE = 4.5  # WCAG 2 AA: contrast of text against its ground
_WHITE, _BLACK = "#FFFFFF", "#111111"


@dataclass(frozen=True)
class Theme:
    """Colours by their use; every text colour is readable on its ground.

    ``primary`` fills, ``primary_text`` writes in the brand's colour on paper, ``on_primary``
    writes on the filled colour, ``wash`` is a breath of it for quiet grounds, ``rule`` draws
    thin lines.
    """

    primary: str
    primary_text: str
    on_primary: str
    accent: str
    ink: str
    muted: str
    paper: str
    wash: str
    rule: str
    tint: str
    series: tuple[str, ...]
    family: str

    def css(self) -> str:
        """Return the theme as CSS variables."""
        names = "primary primary_text on_primary accent ink muted paper wash rule tint"
        colours = "".join(
            f"--{name.replace('_', '-')}:{getattr(self, name)};" for name in names.split()
        )
        family = self.family.replace("\\", "").replace('"', "").replace("<", "")
        return f':root{{{colours}--family:"{family}","{FALLBACK_FAMILY}",sans-serif}}'


def theme_of(brand: BrandLook) -> Theme:
    """Return the brand's theme."""
    paper = brand.paper
    wash = mixed(brand.primary, paper, 0.06)
    return Theme(
        primary=brand.primary,
        primary_text=readable(brand.primary, wash),
        on_primary=_WHITE if contrast(_WHITE, brand.primary) >= READABLE else _BLACK,
        accent=readable(brand.accent, wash),
        ink=readable(brand.ink, wash),
        muted=readable(brand.muted, wash),
        paper=paper,
        wash=wash,
        rule=mixed(brand.ink, paper, 0.16),
        tint=mixed(brand.primary, paper, 0.22),
        series=brand.series or (brand.primary,),
        family=brand.font_family,
    )


def contrast(one: str, other: str) -> float:
    """Return the WCAG contrast of two colours, 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def mixed(colour: str, ground: str, part: float) -> str:
    """Return ``part`` (0–1) of a colour on a ground."""
    pairs = zip(_channels(colour), _channels(ground), strict=True)
    return "#" + "".join(f"{round(a * part + b * (1 - part)):02X}" for a, b in pairs)


def readable(colour: str, ground: str) -> str:
    """Return the colour, darkened (or lightened on a dark ground) until text in it can be read."""
    target = _BLACK if _luminance(ground) > 0.18 else _WHITE
    for step in range(21):
        candidate = mixed(target, colour, step / 20)
        if contrast(candidate, ground) >= READABLE:
            return candidate
    return target


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    parts = [value / 255 for value in _channels(colour)]
    linear = [v / 12.92 if v <= 0.03928 else ((v + 0.055) / 1.055) ** 2.4 for v in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
