"""Findings: what the numbers say, as sentences a person would say."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from html import escape
from typing import Any

from analysis.methods.deciding import in_order
from analysis.sources.absent import Absent

FINDING_MIME = "application/vnd.analysis.finding+json"
BRIEF_MIME = "application/vnd.analysis.brief+json"
MOST_IN_BRIEF = 7


@dataclass(frozen=True)
class Finding:
    """One answer.

    Attributes
    ----------
    name : str
        ASCII name; the table and figure of the same thing share it.
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

    def _repr_mimebundle_(self, **_: object) -> dict[str, Any]:
        html = f"<p><strong>{escape(self.text)}</strong> {escape(self.implication)}</p>"
        return {FINDING_MIME: asdict(self), "text/html": html, "text/plain": self.text}


@dataclass(frozen=True)
class Brief:
    """The page *In brief*: the strongest findings first, then what could not be answered."""

    findings: tuple[Finding, ...]
    unanswered: tuple[str, ...]

    def _repr_mimebundle_(self, **_: object) -> dict[str, Any]:
        lines = [f"{finding.text} {finding.implication}".strip() for finding in self.findings]
        html = "".join(f"<li>{escape(line)}</li>" for line in [*lines, *self.unanswered])
        bundle = {
            "findings": [asdict(finding) for finding in self.findings],
            "unanswered": list(self.unanswered),
        }
        return {BRIEF_MIME: bundle, "text/html": f"<ul>{html}</ul>", "text/plain": "\n".join(lines)}


def brief(answers: Iterable[Finding | Absent]) -> Brief:
    """Return the page *In brief* of a study.

    Parameters
    ----------
    answers : iterable of Finding or Absent
        All answers of the study, in the order of its questions; the seven strongest are shown,
        and every reason for a missing answer once, but for what does not apply.
    """
    answers = list(answers)
    found = [answer for answer in answers if isinstance(answer, Finding)]
    strongest = in_order(found, lambda finding: -finding.strength)[:MOST_IN_BRIEF]
    reasons = [one.reason for one in answers if isinstance(one, Absent) and one.gap]
    return Brief(tuple(strongest), tuple(dict.fromkeys(reasons)))
