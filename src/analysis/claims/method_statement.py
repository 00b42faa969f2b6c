"""How a study was made, told in lines that say what was done and nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from analysis.languages import formats, messages
from analysis.statistics.weighting import Weighting
from analysis.values.absent import Absent
from analysis.values.method_statement import MethodLine, MethodStatement

_ = messages(__name__)


def method_statement(lines: Iterable[tuple[str, Sequence[str]]]) -> MethodStatement | Absent:
    """Return the statement of those lines that have anything to say; `Absent` without any.

    Parameters
    ----------
    lines : iterable of tuple
        Label and sentences of each line; without a sentence it is left out.
    """
    told = ((label, " ".join(filter(None, sentences))) for label, sentences in lines)
    found = tuple(MethodLine(label, text) for label, text in told if text)
    return MethodStatement(found) if found else Absent(_("Nothing was computed."), gap=False)


def is_there(result: object) -> bool:
    """Return whether a result was found: neither `Absent` nor None."""
    return result is not None and not isinstance(result, Absent)


def is_weighted(weightings: Sequence[Weighting]) -> bool:
    """Return whether the answers of any wave were weighted."""
    return any(one.weighted for one in weightings)


def weighting_sentences(weightings: Sequence[Weighting]) -> list[str]:
    """Return how the answers were weighted, wave by wave, or once that they were not.

    Parameters
    ----------
    weightings : sequence of Weighting
        One a wave whose respondents were counted; empty where there were none.
    """
    if not weightings:
        return []
    if not is_weighted(weightings):
        return [_("The data were not weighted.")]
    several = len(weightings) > 1
    return [
        _("{wave}: {sentence}", wave=one.wave, sentence=sentence) if several else sentence
        for one in weightings
        for sentence in [" ".join(_weighting(one))]
    ]


def interval_sentence(weightings: Sequence[Weighting]) -> str:
    """Return how intervals of respondents' shares were made."""
    if is_weighted(weightings):
        return _(
            "Intervals of shares are Wilson's on the effective base; standard errors are "
            "linearised (Taylor)."
        )
    return _("Intervals of shares are Wilson's.")


def _weighting(one: Weighting) -> list[str]:
    if not one.weighted:
        return [_("The data were not weighted.")]
    worth = _(
        "The {n} respondents are worth {effective} equally weighted ones (effective base).",
        n=formats.number(one.summary.base),
        effective=formats.number(one.summary.effective_base),
    )
    if one.kind == "given":
        return [_("Answers are weighted by the weights delivered with the survey."), worth]
    population = (one.population or _("the shares of the population that were given")).rstrip(".")
    how = _(
        "Answers are weighted so that the sample matches {population} by {questions} (raking).",
        population=population,
        questions=formats.and_list(one.questions),
    )
    return [how, *_limits(one), worth]


def _limits(one: Weighting) -> list[str]:
    if one.limits is None:
        return []
    lower, upper = one.limits
    return [
        _.plural(
            "Weights are kept between {lower} and {upper} times the average: {n} was cut.",
            "Weights are kept between {lower} and {upper} times the average: {n} were cut.",
            one.trimmed,
            n=formats.number(one.trimmed),
            lower=f"{lower:g}" if lower == int(lower) else formats.number(lower, 1),
            upper=f"{upper:g}" if upper == int(upper) else formats.number(upper, 1),
        )
    ]
