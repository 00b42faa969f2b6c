"""A persona's avatar: a drawn emblem of its number and colour, which is nobody's likeness."""

from __future__ import annotations

import math

from analysis.report.theme import mixed

_SIZE = 120
_CENTRE = _SIZE / 2


def avatar_svg(number: int, series: tuple[str, ...], paper: str) -> str:
    """Return the emblem of a segment as an SVG without texts or ids.

    Parameters
    ----------
    number : int
        The segment's number: fixes colour and form, in every report and wave.
    series : tuple of str
        Colours of the segments.
    paper : str
        Colour of the ground.
    """
    colour = series[(number - 1) % len(series)]
    light = mixed(colour, paper, 0.16)
    middle = mixed(colour, paper, 0.55)
    count = 3 + (number - 1) % 6
    petals = "".join(_petal(place, count, number, middle) for place in range(count))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_SIZE} {_SIZE}">'
        f'<circle cx="60" cy="60" r="58" fill="{light}"/>{petals}'
        f'<circle cx="60" cy="60" r="15" fill="{colour}"/>'
        f'<circle cx="60" cy="60" r="6" fill="{light}"/></svg>'
    )


def _petal(place: int, count: int, number: int, colour: str) -> str:
    """One of the emblem's equal parts; every second number turns it by half a part."""
    angle = 2 * math.pi * (place + (0.5 if number % 2 == 0 else 0)) / count - math.pi / 2
    reach = 31
    x, y = _CENTRE + reach * math.cos(angle), _CENTRE + reach * math.sin(angle)
    width = min(17, reach * math.sin(math.pi / count) * 0.92)
    turn = math.degrees(angle)
    return (
        f'<ellipse cx="{x:.2f}" cy="{y:.2f}" rx="19" ry="{width:.2f}" fill="{colour}"'
        f' fill-opacity="0.8" transform="rotate({turn:.2f} {x:.2f} {y:.2f})"/>'
    )
