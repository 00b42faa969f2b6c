"""Corrections of p-values for the number of tests made together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np

Correction = Literal["none", "bonferroni", "fdr"]
CORRECTIONS: tuple[Correction, ...] = ("none", "bonferroni", "fdr")


def corrected_p_values(
    p_values: Sequence[float | None], correction: Correction = "fdr"
) -> list[float | None]:
    """Return p-values corrected for how many they are.

    Parameters
    ----------
    p_values : sequence of float or None
        Of the tests made together, 0–1; None or NaN where nothing could be tested: such a one
        stays None and does not count.
    correction : {"none", "bonferroni", "fdr"}
        ``"bonferroni"`` holds the chance of any false alarm, ``"fdr"`` (Benjamini and
        Hochberg's) the expected share of false ones among the alarms.

    Returns
    -------
    list of float or None
        In the order given, at most 1: a test holds at a level where its entry is below it.

    Raises
    ------
    ValueError
        For any other correction, or a number that is no p-value.

    References
    ----------
    Benjamini, Y., Hochberg, Y. (1995). Controlling the false discovery rate. JRSS B 57, 289–300.
    Dunn, O. J. (1961). Multiple comparisons among means. JASA 56, 52–64 (Bonferroni's).
    """
    if correction not in CORRECTIONS:
        raise ValueError(f"correction must be none, bonferroni or fdr, got: {correction}")
    given = np.array([np.nan if p is None else p for p in p_values], dtype=float)
    tested = ~np.isnan(given)
    found = given[tested]
    if ((found < 0) | (found > 1)).any():
        raise ValueError("p-values must lie from 0 to 1")
    if len(found) and correction != "none":
        given[tested] = _benjamini_hochberg(found) if correction == "fdr" else _bonferroni(found)
    return [float(p) if known else None for p, known in zip(given, tested, strict=True)]


def _bonferroni(p_values: np.ndarray) -> np.ndarray:
    result: np.ndarray = np.minimum(p_values * len(p_values), 1.0)
    return result


def _benjamini_hochberg(p_values: np.ndarray) -> np.ndarray:
    from scipy.stats import false_discovery_control

    result: np.ndarray = false_discovery_control(p_values)
    return result
