"""A chart as a value: its one message, the drawing, and the numbers drawn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self

from analysis.values.chart_forms import Form
from analysis.values.source_line import base_of_wave
from analysis.values.table import Table


@dataclass(frozen=True)
class Chart:
    """A chart of a report.

    Attributes
    ----------
    name : str
        ASCII name, unique in the study; it becomes the anchor.
    title : str
        The chart's one message.
    subtitle : str
        Measure, population, period, unit.
    svg : str
        The drawing, with real text; its ids carry the chart's name.
    alt : str
        The message and the main numbers, for people who cannot see the drawing.
    base, source : str
        Base line, with the wave of the source line, and origin.
    data : Table or None
        The numbers drawn.
    narrow : str
        The same drawn for a phone; empty where the one drawing serves all widths.
    form : Form or None
        What was drawn, as values; None of a drawing that has no such form, and of a chart read
        back: what has left the kernel is drawn.
    """

    name: str
    title: str
    subtitle: str
    svg: str
    alt: str
    base: str = ""
    source: str = ""
    data: Table | None = None
    narrow: str = ""
    form: Form | None = field(default=None, compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "base", base_of_wave(self.base, self.source))

    def to_json(self) -> dict[str, Any]:
        """Return the chart as JSON."""
        left_out = {"form"} if self.narrow else {"form", "narrow"}
        told = {name: value for name, value in vars(self).items() if name not in left_out}
        return {**told, "data": self.data.to_json() if self.data else None}

    @classmethod
    def from_json(cls, json: Mapping[str, Any]) -> Self:
        """Return the chart that `to_json` wrote."""
        data = json.get("data")
        return cls(
            name=json["name"],
            title=json["title"],
            subtitle=json["subtitle"],
            svg=json["svg"],
            alt=json["alt"],
            base=json["base"],
            source=json["source"],
            data=Table.from_json(data) if data else None,
            narrow=json.get("narrow", ""),
        )
