"""Seeded draws close to their planted shares, so that small samples show what is planted."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

import numpy as np

SEED = 20260101


def stream(*parts: str) -> np.random.Generator:
    """Return the random stream of one part of the data.

    Every part has a stream of its own, named by what it makes, so that a change to one part
    leaves all others as they are.
    """
    return np.random.default_rng([SEED, zlib.crc32("/".join(parts).encode())])


def even_draw(rng: np.random.Generator, n: int, shares: Sequence[float]) -> np.ndarray:
    """Draw ``n`` positions 0 … k-1 whose counts are as near to ``n × shares`` as can be."""
    bounds = np.cumsum(np.asarray(shares, dtype=float) / np.sum(shares))
    drawn = np.searchsorted(bounds, (rng.permutation(n) + rng.random(n)) / max(n, 1), side="right")
    return np.minimum(drawn, len(bounds) - 1)


def even_by_group(
    rng: np.random.Generator, groups: np.ndarray, shares: Sequence[Sequence[float]]
) -> np.ndarray:
    """Draw positions for each row with the shares of its group (0 … g-1)."""
    drawn = np.zeros(len(groups), dtype=int)
    for group, row in enumerate(shares):
        members = np.flatnonzero(groups == group)
        drawn[members] = even_draw(rng, len(members), row)
    return drawn


def systematic(rng: np.random.Generator, chances: np.ndarray) -> np.ndarray:
    """Draw yes/no for each row with its own chance; the number of yes is the sum of chances ± 1."""
    order = rng.permutation(len(chances))
    start = rng.random()
    sums = np.concatenate([[start], start + np.cumsum(np.clip(chances[order], 0, 1))])
    hits = np.zeros(len(chances), dtype=bool)
    hits[order] = np.diff(np.floor(sums)) >= 1
    return hits


def scaled_to(chances: np.ndarray, target: float, weights: np.ndarray | None = None) -> np.ndarray:
    """Scale chances so that their (weighted) mean is the target; none becomes greater than 0.97."""
    for _ in range(20):
        chances = np.clip(chances * (target / np.average(chances, weights=weights)), 0, 0.97)
    return chances


def fitted_table(table: Sequence[Sequence[float]], rows: Sequence[float], columns: Sequence[float]):
    """Fit a table to row and column sums (Deming & Stephan, 1940); returns shares within rows."""
    fitted = np.asarray(table, dtype=float)
    for _ in range(200):
        fitted = fitted * (np.asarray(columns) / fitted.sum(axis=0))
        fitted = fitted * (np.asarray(rows) / fitted.sum(axis=1))[:, None]
    return fitted / fitted.sum(axis=1, keepdims=True)


def pick(rng: np.random.Generator, items: Sequence, shares: Sequence[float] | None = None):
    """Pick one item."""
    bounds = np.cumsum(shares if shares is not None else np.ones(len(items)))
    place = int(np.searchsorted(bounds, rng.random() * bounds[-1], side="right"))
    return items[min(place, len(items) - 1)]


def spread(rng: np.random.Generator, n: int, width: float) -> np.ndarray:
    """Draw ``n`` factors around 1 with a long right tail (log-normal, median 1)."""
    return np.exp(width * rng.standard_normal(n))
