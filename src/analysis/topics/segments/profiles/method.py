"""What tells segments apart, on what made them and on what describes them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.statistics.answers import category_flags
from analysis.statistics.clustering.variable_order import order_of_variables
from analysis.statistics.group_differences import mean_effect, share_effect
from analysis.statistics.intervals import student_interval
from analysis.statistics.sampling_error import kish_base
from analysis.statistics.shares import share_estimate
from analysis.statistics.thin_tables import is_thin, permutation_p_value
from analysis.topics.segments.profiles.method_markers import is_marker
from analysis.topics.segments.profiles.method_rows import (
    ProfileCell,
    ProfileLine,
    ProfileVariable,
)
from analysis.topics.segments.profiles.method_tests import with_clear_differences
from analysis.topics.segments.sizes.method import placed_respondents
from analysis.values.absent import unless_absent

LEVEL = 0.95
Array = npt.NDArray[np.float64]


@dataclass(frozen=True)
class SegmentProfiles:
    """Profiles of all segments.

    Attributes
    ----------
    variables : tuple of ProfileVariable
        In the order of the columns.
    segments : tuple of int
        Segment numbers.
    role : str
        ``basis`` or ``descriptor``.
    base : int
        Respondents with a segment.
    level : float
        Confidence of the intervals.
    order : tuple of int
        Positions of ``variables`` in the order they are drawn in: of what made the segments
        related ones stand together, family by family; descriptors keep theirs.
    """

    variables: tuple[ProfileVariable, ...]
    segments: tuple[int, ...]
    role: str
    base: int
    level: float
    order: tuple[int, ...]


@unless_absent
def segment_profiles(
    labels: pd.Series,
    frame: pd.DataFrame,
    weights: pd.Series | None = None,
    *,
    role: str = "descriptor",
    families: Mapping[str, str] | None = None,
    level: float = LEVEL,
    seed: int = 0,
) -> SegmentProfiles:
    """Return what the segments answered, against everyone in a segment.

    Descriptors are tested (chi-square for yes/no and categories, F for means, both on Kish's
    effective base) with the false discovery rate held over all of them. Where too few people
    are expected in the cells (Cochran's rule), the p-value of chi-square comes from shuffled
    tables. What the segments were made from is not tested: it differs by construction.

    A segment stands out on a line (``marker``) by the rule of the segment profile plot (see
    `marker_variables.is_marker`); on a descriptor only if the test holds and the total lies
    outside the segment's interval, too.

    Parameters
    ----------
    labels : pandas.Series
        Segment of each respondent.
    frame : pandas.DataFrame
        One row per respondent, one column per variable: booleans or 0/1, numbers, categories.
    weights : pandas.Series, optional
        Survey weights.
    role : {"descriptor", "basis"}
        Whether the variables describe the segments or made them.
    families : mapping of str to str, optional
        Column → family of criteria, which the order to be drawn in does not mix.
    level : float
        Confidence, 0–1; 1 minus it is the false discovery rate.
    seed : int
        Of the shuffled tables.

    References
    ----------
    Dolnicar, S., Grün, B., Leisch, F. (2018). Market Segmentation Analysis. Springer, ch. 8–9.
    Benjamini, Y., Hochberg, Y. (1995). Controlling the false discovery rate. JRSS B 57, 289–300.
    """
    placed, weight, segments = placed_respondents(labels, weights)
    answers = frame.reindex(placed.index)
    variables = [
        _profile(name, answers[name], placed.to_numpy(), weight, segments, level, role, seed)
        for name in answers.columns
    ]
    order = tuple(range(len(variables)))
    if role == "basis":
        order = order_of_variables(answers, weight, families)
    else:
        variables = with_clear_differences(variables, 1 - level)
    return SegmentProfiles(tuple(variables), tuple(segments), role, len(placed), level, order)


def variable_kind(column: pd.Series) -> str:
    """Return how a variable is described: ``share`` (0/1), ``mean`` or ``categories``.

    Parameters
    ----------
    column : pandas.Series
        One row a respondent.
    """
    if pd.api.types.is_bool_dtype(column.dtype):
        return "share"
    if not pd.api.types.is_numeric_dtype(column.dtype):
        return "categories"
    return "share" if column.dropna().isin([0, 1]).all() else "mean"


def _profile(
    name: object,
    column: pd.Series,
    segment: npt.NDArray[np.int64],
    weight: Array,
    segments: list[int],
    level: float,
    role: str,
    seed: int,
) -> ProfileVariable:
    kind = variable_kind(column)
    if kind == "categories":
        flags = category_flags(column)
        parts: list[tuple[str | None, Array]] = [
            (str(label), flags[label].to_numpy(dtype=float)) for label in flags
        ]
    else:
        parts = [(None, column.to_numpy(dtype=float, na_value=np.nan))]
    lines = tuple(
        _line(label, values, segment, weight, segments, kind, level) for label, values in parts
    )
    known = ~np.isnan(parts[0][1]) if parts else np.zeros(len(segment), dtype=bool)
    measures = np.column_stack([values[known] for _label, values in parts]) if parts else None
    effect, p_value, thin = float("nan"), None, False
    if measures is not None and known.sum() > len(segments):
        compare = mean_effect if kind == "mean" else share_effect
        effect, p_value = compare(measures, segment[known], weight[known])
        if p_value is not None and kind != "mean" and role != "basis":
            thin = is_thin(measures, segment[known], weight[known])
            if thin:
                p_value = permutation_p_value(measures, segment[known], weight[known], seed=seed)
    return ProfileVariable(
        variable=str(name),
        kind=kind,
        lines=lines,
        base=int(known.sum()),
        effect=effect,
        effect_name="eta_squared" if kind == "mean" else "cramers_v",
        p_value=None if role == "basis" else p_value,
        thin=thin,
    )


def _line(
    label: str | None,
    values: Array,
    segment: npt.NDArray[np.int64],
    weight: Array,
    segments: list[int],
    kind: str,
    level: float,
) -> ProfileLine:
    known = ~np.isnan(values)
    total = float(np.average(values[known], weights=weight[known])) if known.any() else np.nan
    lowest, highest = 0.0, 1.0
    if kind == "mean" and known.any():
        lowest, highest = float(values[known].min()), float(values[known].max())
    cells = []
    for number in segments:
        mine = known & (segment == number)
        estimate, low, high = estimate_with_interval(values[mine], weight[mine], kind, level)
        marker = is_marker(estimate, total, lowest, highest)
        base = int(mine.sum())
        cells.append(ProfileCell(number, base, estimate, low, high, estimate - total, marker))
    return ProfileLine(label, total, tuple(cells))


def estimate_with_interval(
    values: Array, weight: Array, kind: str, level: float
) -> tuple[float, float, float]:
    """Return a weighted share or mean with its interval.

    Parameters
    ----------
    values : array
        Answers, without missing ones.
    weight : array
        Their weights.
    kind : str
        ``"share"`` (0/1 answers) or ``"mean"``.
    level : float
        Confidence level.
    """
    if not len(values) or not weight.any():
        return float("nan"), float("nan"), float("nan")
    if kind != "mean":
        held = share_estimate(values, weight, level)
        return held.share, held.low, held.high
    mean = float(np.average(values, weights=weight))
    base = kish_base(weight)
    if len(values) < 2 or base <= 1:
        return mean, float("nan"), float("nan")
    spread = np.average(np.square(values - mean), weights=weight) * base / (base - 1)
    return mean, *student_interval(mean, float(np.sqrt(spread / base)), len(values), level)
