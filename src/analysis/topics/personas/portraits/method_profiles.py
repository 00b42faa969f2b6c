"""What each segment says of itself, against all customers: the lines of a persona."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.errors import NotEnoughData
from analysis.languages import messages
from analysis.statistics.answers import category_flags
from analysis.statistics.corrections import corrected_p_values
from analysis.statistics.deciding import exceeds
from analysis.topics.segments.profiles.method import variable_kind
from analysis.topics.segments.profiles.method_comparison import compared_with_others
from analysis.topics.segments.sizes.method import placed_respondents
from analysis.values.absent import unless_absent

_ = messages(__name__)
SMALLEST_BASE = 30
Array = npt.NDArray[np.float64]


@dataclass(frozen=True)
class PersonaStatement:
    """One statement about one segment.

    Attributes
    ----------
    segment : int
        1 … k.
    block : str
        Block it belongs to, as given.
    variable, category : str, str or None
        Column, and the category of it the statement is about.
    kind : str
        ``share`` (of those who say so) or ``mean``.
    base, effective_base : int, float
        Respondents of the segment who answered; the same in effective respondents (Kish).
    count : int or None
        How many of them say so, unweighted; None for means.
    estimate, low, high : float
        Weighted share (0–1) or mean in the segment, with its interval.
    all_customers, others : float
        The same among everyone in a segment, and outside this one.
    index, index_low, index_high : float or None
        100 × estimate / all customers, with its interval; None where a ratio has no meaning.
    effect : float
        Segment against the others, signed: Cohen's h for shares, Cohen's d for means.
    p_value, adjusted_p : float or None
        Of the segment against the others; adjusted over all statements of all segments.
    distinctive : bool
        Whether the adjusted p-value is under 1 minus the level and the base is large enough.
    small_base : bool
        Whether the base is under the smallest.
    """

    segment: int
    block: str
    variable: str
    category: str | None
    kind: str
    base: int
    effective_base: float
    count: int | None
    estimate: float
    low: float
    high: float
    all_customers: float
    others: float
    index: float | None
    index_low: float | None
    index_high: float | None
    effect: float
    p_value: float | None
    adjusted_p: float | None
    distinctive: bool
    small_base: bool


@dataclass(frozen=True)
class PersonaProfiles:
    """Every statement about every segment.

    Attributes
    ----------
    statements : tuple of PersonaStatement
        By segment, then in the order of blocks, columns and categories.
    segments : tuple of int
        Segment numbers.
    blocks : tuple of str
        Blocks in their order.
    bases : Mapping of int to int
        Respondents of each segment.
    base : int
        Respondents in a segment.
    smallest_base : int
        Smaller bases are marked and never distinctive.
    level : float
        Confidence of the intervals.
    """

    statements: tuple[PersonaStatement, ...]
    segments: tuple[int, ...]
    blocks: tuple[str, ...]
    bases: Mapping[int, int]
    base: int
    smallest_base: int
    level: float


@unless_absent
def persona_profiles(
    labels: pd.Series,
    statements: Mapping[str, pd.DataFrame],
    weights: pd.Series | None = None,
    *,
    smallest_base: int = SMALLEST_BASE,
    level: float = 0.95,
) -> PersonaProfiles:
    """Return every statement about every segment: its share, base, index and interval.

    Every category of a categorical variable is a statement; of a number it is the mean. The
    interval of the index is made on the log scale by the delta method. A segment is part of
    all customers, so the two are not independent: all customers are written as the segment
    and the others, which are, at the segment's given size.

    The segment is tested against the others (two proportions, Fisher's exact test where fewer
    than 5 are expected; Welch's t for means), on Kish's effective bases, with the false
    discovery rate held over all statements of all segments. Statements that made the segments
    do not belong here: their test would be circular.

    Parameters
    ----------
    labels : pandas.Series
        Segment of each respondent.
    statements : mapping
        Block → frame of its variables, one row per respondent: booleans or 0/1, categories,
        numbers.
    weights : pandas.Series, optional
        Survey weights.
    smallest_base : int
        Fewer respondents than this make no statement distinctive.
    level : float
        Confidence, 0–1; 1 minus it is the false discovery rate.

    Raises
    ------
    NotEnoughData
        If there are fewer than two segments: nothing to tell apart.

    References
    ----------
    Katz, D. et al. (1978). Confidence intervals for the risk ratio in cohort studies.
    Biometrics 34, 469–474. Cohen, J. (1988). Statistical Power Analysis, ch. 2 and 6.
    """
    placed, weight, segments = placed_respondents(labels, weights)
    if len(segments) < 2:
        raise NotEnoughData(_("Personas need at least two segments to compare."))
    member = placed.to_numpy()
    found = []
    for segment in segments:
        for block, frame in statements.items():
            for variable, category, kind, values in _statements_of(frame.reindex(placed.index)):
                compared = compared_with_others(values, member == segment, weight, kind, level)
                if compared is not None:
                    small = compared["base"] < smallest_base
                    found.append(
                        PersonaStatement(
                            segment=segment,
                            block=block,
                            variable=variable,
                            category=category,
                            kind=kind,
                            adjusted_p=None,
                            distinctive=False,
                            small_base=small,
                            **compared,
                        )
                    )
    return PersonaProfiles(
        statements=tuple(_with_false_discovery_rate(found, 1 - level)),
        segments=tuple(segments),
        blocks=tuple(statements),
        bases={segment: int((member == segment).sum()) for segment in segments},
        base=len(member),
        smallest_base=smallest_base,
        level=level,
    )


def _statements_of(frame: pd.DataFrame) -> Iterator[tuple[str, str | None, str, Array]]:
    for name in frame.columns:
        kind = variable_kind(frame[name])
        if kind == "categories":
            flags = category_flags(frame[name])
            for label in flags:
                yield str(name), str(label), "share", flags[label].to_numpy(dtype=float)
        else:
            yield str(name), None, kind, frame[name].to_numpy(dtype=float, na_value=np.nan)


def _with_false_discovery_rate(
    found: list[PersonaStatement], rate: float
) -> list[PersonaStatement]:
    adjusted = corrected_p_values([statement.p_value for statement in found])
    return [
        statement
        if p is None
        else replace(
            statement,
            adjusted_p=p,
            distinctive=bool(exceeds(rate, p)) and not statement.small_base,
        )
        for statement, p in zip(found, adjusted, strict=True)
    ]
