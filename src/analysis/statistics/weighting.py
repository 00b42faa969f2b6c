"""Rim weights: make the sample's margins equal to known shares of the population."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from analysis.errors import DataError, NotEnoughData
from analysis.languages import messages
from analysis.languages.formats import number
from analysis.languages.formats import share as share_text
from analysis.statistics.answers import category_label
from analysis.statistics.raking import (
    CLOSE_ENOUGH,
    largest_miss,
    raked_from,
    raked_from_equal,
    trimmed_weights,
)
from analysis.statistics.sampling_error import kish_base, respondent_weights
from analysis.values.absent import unless_absent

_ = messages(__name__)
ALIKE = 1e-9  # weights that differ by less are all the same
ROUNDING = 0.005  # published shares are rounded, so they may miss a sum of 1 by this much


@dataclass(frozen=True)
class WeightSummary:
    """What weighting costs.

    Attributes
    ----------
    base : int
        Respondents with a weight above zero.
    effective_base : float
        Equally weighted respondents they are worth (Kish).
    design_effect : float
        ``base / effective_base``; 1 is none.
    efficiency : float
        ``effective_base / base``, 0–1.
    smallest, largest : float
        Extreme weights, in their own scale.
    """

    base: int
    effective_base: float
    design_effect: float
    efficiency: float
    smallest: float
    largest: float

    @property
    def weighted(self) -> bool:
        """Whether anyone counts more than another."""
        return self.largest > self.smallest * (1 + ALIKE)


@dataclass(frozen=True, eq=False)
class RakedWeights:
    """Weights that bring the sample to its targets.

    Attributes
    ----------
    weights : pandas.Series
        One weight a respondent, mean 1, on the index of the sample.
    margins : pandas.DataFrame
        One row a target (index ``variable``, ``category``): ``target``, ``achieved`` and
        ``unweighted`` shares (0–1) among those whose category is known, and ``base``.
    unknown : pandas.Series
        Respondents without a category, by variable; there the variable does not move them.
    iterations : int
        Rounds over all variables.
    converged : bool
        Whether every target was met (before trimming) to 0.000001.
    trimmed : int
        Respondents whose weight was cut to the limits.
    summary : WeightSummary
        Effective base and efficiency.
    """

    weights: pd.Series
    margins: pd.DataFrame
    unknown: pd.Series
    iterations: int
    converged: bool
    trimmed: int
    summary: WeightSummary


@dataclass(frozen=True)
class Weighting:
    """How the respondents of a wave were weighted.

    Attributes
    ----------
    kind : str
        ``none``; ``given``: a column of the survey's file; ``targets``: raked to the client's.
    summary : WeightSummary
        Base, effective base and efficiency.
    questions : tuple of str
        ``targets``: labels of the questions whose margins were met.
    population : str or None
        ``targets``: where the targets come from.
    limits : tuple of float or None
        ``targets``: smallest and largest weight allowed, as multiples of the mean.
    trimmed : int
        Respondents whose weight was cut to the limits.
    wave : str
        The wave's name; empty where there is only one.
    """

    kind: str
    summary: WeightSummary
    questions: tuple[str, ...] = ()
    population: str | None = None
    limits: tuple[float, float] | None = None
    trimmed: int = 0
    wave: str = ""

    @property
    def weighted(self) -> bool:
        """Whether anyone counts more than another."""
        return self.summary.weighted


@unless_absent
def raked_weights(
    frame: pd.DataFrame,
    targets: Mapping[str, Mapping[Any, float]],
    start: pd.Series | None = None,
    *,
    lower: float | None = None,
    upper: float | None = None,
) -> RakedWeights:
    """Return rim weights by iterative proportional fitting.

    Parameters
    ----------
    frame : pandas.DataFrame
        One row a respondent; holds a column for every variable of ``targets``.
    targets : mapping of str to mapping of category to float
        Population shares (0–1) of every category, by variable; each variable sums to 1.
    start : pandas.Series, optional
        Design weights to start from; equal ones by default.
    lower, upper : float, optional
        Limits of a weight, as multiples of the mean weight. What is cut off is spread evenly
        over the others, so that the margins may then miss their targets a little.

    Raises
    ------
    NotEnoughData
        If a category with a target has no respondents.
    DataError
        If the targets are not shares that sum to 1, or lack a category the data have.

    References
    ----------
    Deming, W. E. and Stephan, F. F. (1940). Ann. Math. Statist. 11, 427–444.
    Lumley, T. (2010). Complex Surveys, ch. 7 (``rake`` and ``trimWeights`` of R's survey).
    """
    coded, shares = _coded_targets(frame, targets)
    if start is None or start.nunique() == 1:
        raw, rounds = raked_from_equal(coded, shares)
    else:
        raw, rounds = raked_from(respondent_weights(frame.index, start), coded, shares)
    raw = raw / raw.mean()
    converged = largest_miss(raw, coded, shares) <= CLOSE_ENOUGH
    final = trimmed_weights(raw, lower, upper)
    weights = pd.Series(final, index=frame.index, name="weight")
    return RakedWeights(
        weights=weights,
        margins=_margins(frame, targets, final),
        unknown=frame[list(targets)].isna().sum(),
        iterations=rounds,
        converged=converged,
        trimmed=int((~np.isclose(final, raw) & ((raw < final.min()) | (raw > final.max()))).sum()),
        summary=weight_summary.__wrapped__(weights),
    )


@unless_absent
def weight_summary(weights: pd.Series) -> WeightSummary:
    """Return effective base, design effect and efficiency of weights.

    Parameters
    ----------
    weights : pandas.Series
        One weight a respondent, any scale; respondents with weight 0 do not count.

    Raises
    ------
    NotEnoughData
        If nobody has a weight.

    References
    ----------
    Kish, L. (1965). Survey Sampling. Wiley, ch. 11.7.
    """
    values = weights.dropna().to_numpy(dtype=float)
    values = values[values > 0]
    if not len(values):
        raise NotEnoughData(_("There are no weights."))
    effective = kish_base(values)
    return WeightSummary(
        base=len(values),
        effective_base=effective,
        design_effect=len(values) / effective,
        efficiency=effective / len(values),
        smallest=float(values.min()),
        largest=float(values.max()),
    )


def _coded_targets(
    frame: pd.DataFrame, targets: Mapping[str, Mapping[Any, float]]
) -> tuple[pd.DataFrame, list[np.ndarray]]:
    """Return categories as codes 0, 1 … and the shares in the order of the codes.

    Respondents without a category form one more, which keeps the share it has.
    """
    columns: dict[str, np.ndarray] = {}
    shares: list[np.ndarray] = []
    for position, (variable, wanted) in enumerate(targets.items()):
        _check_targets(frame[variable], variable, wanted)
        used = [category for category in wanted if wanted[category] > 0]
        codes = pd.Categorical(frame[variable], categories=used).codes.astype(int)
        share = np.array([float(wanted[category]) for category in used])
        share = share / share.sum()
        unknown = codes < 0
        if unknown.any():
            codes = np.where(unknown, len(used), codes)
            share = np.append(share * (1 - unknown.mean()), unknown.mean())
        columns[f"v{position}"] = codes
        shares.append(share)
    return pd.DataFrame(columns), shares


def _check_targets(column: pd.Series, variable: str, wanted: Mapping[Any, float]) -> None:
    total = sum(wanted.values())
    if min(wanted.values(), default=-1) < 0 or abs(total - 1) > ROUNDING:
        raise DataError(
            _(
                "The weight targets of “{variable}” must be shares that sum to 100%, got: {total}.",
                variable=variable,
                total=share_text(total),
            )
        )
    counts = column.value_counts()
    counts = counts[counts > 0]
    stray = [category for category in counts.index if wanted.get(category, 0) == 0]
    if stray:
        raise DataError(
            _(
                "“{category}” of “{variable}” has {n} respondents in the data"
                " but no weight target.",
                category=category_label(stray[0]),
                variable=variable,
                n=number(int(counts[stray[0]])),
            )
        )
    empty = [category for category in wanted if wanted[category] > 0 and category not in counts]
    if empty:
        raise NotEnoughData(
            _(
                "“{category}” of “{variable}” has a weight target of {target} but no respondents,"
                " so the sample cannot be weighted. Merge it with another category.",
                category=category_label(empty[0]),
                variable=variable,
                target=share_text(wanted[empty[0]]),
            )
        )


def _margins(
    frame: pd.DataFrame, targets: Mapping[str, Mapping[Any, float]], weights: np.ndarray
) -> pd.DataFrame:
    rows = []
    for variable, wanted in targets.items():
        known = frame[variable].notna().to_numpy()
        total = sum(wanted.values())
        for category, target in wanted.items():
            here = known & (frame[variable] == category).fillna(False).to_numpy(dtype=bool)
            rows.append(
                {
                    "variable": variable,
                    "category": category_label(category),
                    "target": target / total,
                    "achieved": weights[here].sum() / weights[known].sum(),
                    "unweighted": here.sum() / known.sum(),
                    "base": int(here.sum()),
                }
            )
    return pd.DataFrame(rows).set_index(["variable", "category"])
