"""Findings as values: what the numbers say, as sentences a person would say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self


@dataclass(frozen=True)
class Finding:
    """One answer.

    Attributes
    ----------
    name : str
        ASCII name; the table and chart of the same thing share it.
    headline : str
        The message in about ten words: the chart's title.
    text : str
        A full sentence with its number, interval and base.
    implication : str
        What follows from it; may be empty.
    question : str
        The question it answers, by its id (``S3.2``), or empty.
    strength : float
        0–1, how much it matters: orders the page *In brief*.
    """

    name: str
    headline: str
    text: str
    implication: str = ""
    question: str = ""
    strength: float = 0.5

    def to_json(self) -> dict[str, Any]:
        """Return the finding as JSON."""
        return dict(vars(self))

    @classmethod
    def from_json(cls, json: Mapping[str, Any]) -> Self:
        """Return the finding that `to_json` wrote."""
        return cls(**json)


@dataclass(frozen=True)
class Brief:
    """The page *In brief*: the strongest findings first, then what could not be answered."""

    findings: tuple[Finding, ...]
    unanswered: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        """Return the page as JSON."""
        return {
            "findings": [finding.to_json() for finding in self.findings],
            "unanswered": list(self.unanswered),
        }

    @classmethod
    def from_json(cls, json: Mapping[str, Any]) -> Self:
        """Return the page that `to_json` wrote."""
        return cls(tuple(map(Finding.from_json, json["findings"])), tuple(json["unanswered"]))
