"""The line that says where numbers come from, and of which wave they are."""

from __future__ import annotations


class SourceLine(str):
    """The line that says which files numbers come from, and of which wave they are.

    Attributes
    ----------
    wave : str
        The wave's name, which the base line says as well; empty where the numbers are of several.
    """

    wave: str

    def __new__(cls, text: str = "", wave: str = "") -> SourceLine:
        """Return the line ``text`` of numbers of ``wave``."""
        line = super().__new__(cls, text)
        line.wave = wave
        return line


def base_of_wave(base: str, source: str) -> str:
    """Return a base line with the name of the wave that its numbers are of.

    Parameters
    ----------
    base : str
        The base line; may be empty.
    source : str
        The line that says which files the numbers come from, and of which wave.
    """
    wave = source.wave if isinstance(source, SourceLine) else ""
    named = f" · {wave}"
    return base if not wave or not base or base.endswith(named) else f"{base}{named}"
