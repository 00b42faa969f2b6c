"""The page *In brief* out of a study's answers."""

from __future__ import annotations

from collections.abc import Iterable

from analysis.statistics.deciding import in_order
from analysis.values.absent import Absent
from analysis.values.answer import Answer
from analysis.values.finding import Brief, Finding

MOST_IN_BRIEF = 7


def brief(answers: Iterable[Answer | Finding | Absent]) -> Brief:
    """Return the page *In brief* of a study.

    Parameters
    ----------
    answers : iterable of Answer, Finding or Absent
        All answers of the study, in the order of its questions; the seven strongest findings are
        shown, and every reason for a missing answer once, but for what does not apply.
    """
    told = [one for answer in answers for one in _findings(answer)]
    found = [one for one in told if isinstance(one, Finding)]
    strongest = in_order(found, lambda finding: -finding.strength)[:MOST_IN_BRIEF]
    reasons = [one.reason for one in told if isinstance(one, Absent) and one.gap]
    return Brief(tuple(strongest), tuple(dict.fromkeys(reasons)))


def _findings(answer: Answer | Finding | Absent) -> tuple[Finding | Absent, ...]:
    return answer.findings if isinstance(answer, Answer) else (answer,)
