"""Time the stability study beside a plain scikit-learn loop, and k-means on a million rows.

Run by ``make bench``. Both loops run in the same process on the same machine; CPU seconds stand
beside seconds, because others may use the machine as well.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

from analysis.statistics.clustering.k_means import k_means
from analysis.topics.segments.basis.method_basis import segmentation_basis
from analysis.topics.segments.number.method_choice import choice_of_k

NUMBERS = range(2, 9)
PAIRS, STARTS = 100, 10
PEOPLE, ITEMS = 1_453, 11
PLAIN_PAIRS = 10  # of the plain loop, whose time grows with them; the rest is multiplied
ROWS, COLUMNS, LARGE_STARTS = 1_000_000, 20, 50
Array = np.ndarray


def timed(work: Callable[[], Any]) -> tuple[Any, float, float]:
    """Return what ``work`` returns, its seconds and its CPU seconds."""
    began, used = time.perf_counter(), time.process_time()
    found = work()
    return found, time.perf_counter() - began, time.process_time() - used


def yes_no_answers(rng: np.random.Generator) -> pd.DataFrame:
    """Return answers like those of a survey of images: two trends, and chance."""
    chances = rng.normal(size=(PEOPLE, 2)) @ rng.normal(scale=1.2, size=(2, ITEMS))
    answers = rng.random((PEOPLE, ITEMS)) < 1 / (1 + np.exp(-chances))
    return pd.DataFrame(answers.astype(float)).add_prefix("item_")


def plain_study(values: Array, pairs: int) -> dict[int, Array]:
    """Return the agreement of pairs of bootstrap samples as the book tells it: rows are copied."""
    from sklearn.cluster import KMeans
    from sklearn.metrics import adjusted_rand_score

    rng = np.random.default_rng(1)
    found: dict[int, list[float]] = {k: [] for k in NUMBERS}
    for pair in range(pairs):
        samples = [rng.integers(len(values), size=len(values)) for _ in range(2)]
        for k in NUMBERS:
            models = [KMeans(k, n_init=STARTS, random_state=pair).fit(values[s]) for s in samples]
            found[k].append(adjusted_rand_score(*(model.predict(values) for model in models)))
    return {k: np.array(agreements) for k, agreements in found.items()}


def stability_study() -> None:
    """Print the study's time, the plain loop's, and how far their statistics are apart."""
    basis = segmentation_basis(yes_no_answers(np.random.default_rng(0)))
    values = basis.values.to_numpy()
    # neither's imports and threads' start are timed
    choice_of_k(basis, [2], pairs=2, starts=2)
    plain_study(values, 2)
    choice, seconds, cpu = timed(lambda: choice_of_k(basis, NUMBERS, pairs=PAIRS, starts=STARTS))
    plain, plain_seconds, plain_cpu = timed(lambda: plain_study(values, PLAIN_PAIRS))
    more = PAIRS / PLAIN_PAIRS
    print(f"Stability study, {PEOPLE:,} × {ITEMS} yes/no, k = 2…8, {PAIRS} pairs, {STARTS} starts")
    print(f"  whole study, with silhouettes and clouds  {seconds:7.1f} s {cpu:7.1f} CPU s")
    print(
        f"  plain scikit-learn loop, bootstrap only   {plain_seconds * more:7.1f} s "
        f"{plain_cpu * more:7.1f} CPU s ({PLAIN_PAIRS} pairs timed, × {more:.0f})"
    )
    print(
        f"  {plain_seconds * more / seconds:.1f} times as fast; {plain_cpu * more / cpu:.1f} times "
        "by CPU seconds"
    )
    for trial in choice.candidates:
        other = plain[trial.segments]
        error = np.hypot(trial.agreement_sd / PAIRS**0.5, other.std(ddof=1) / PLAIN_PAIRS**0.5)
        print(
            f"  k = {trial.segments}: mean agreement {trial.agreement:.3f}, plain "
            f"{other.mean():.3f}, {abs(trial.agreement - other.mean()) / error:.1f} standard errors"
        )


def million_rows() -> None:
    """Print seconds, the sample and its gap for every number of clusters, and peak memory.

    Of scikit-learn's starts on all rows one is timed for each number, and multiplied.
    """
    from sklearn.cluster import KMeans

    rng = np.random.default_rng(0)
    middles = rng.normal(size=(6, COLUMNS))
    values = middles[rng.integers(6, size=ROWS)] + rng.normal(size=(ROWS, COLUMNS))
    values = values[np.argsort(values[:, 0], kind="stable")]
    print(f"k-means, {ROWS:,} × {COLUMNS}, {LARGE_STARTS} starts")
    total = total_cpu = plain = plain_cpu = 0.0
    for k in NUMBERS:
        fit, seconds, cpu = timed(lambda k=k: k_means(values, None, k, starts=LARGE_STARTS))
        total, total_cpu = total + seconds, total_cpu + cpu
        print(
            f"  k = {k}: {seconds:6.1f} s {cpu:6.1f} CPU s, within-SS {fit.within_ss:.0f}; starts "
            f"on {fit.sampled:,} rows, gap to full starts {fit.sampling_gap:+.6%}",
            flush=True,
        )
        _fit, seconds, cpu = timed(lambda k=k: KMeans(k, n_init=1, random_state=0).fit(values))
        plain, plain_cpu = plain + seconds * LARGE_STARTS, plain_cpu + cpu * LARGE_STARTS
    print(f"  all {total:6.1f} s {total_cpu:6.1f} CPU s; peak memory {peak_memory()}")
    print(
        f"  plain scikit-learn on all rows {plain:.0f} s {plain_cpu:.0f} CPU s (1 start timed, × "
        f"{LARGE_STARTS}): {plain / total:.0f} times as fast; {plain_cpu / total_cpu:.0f} times by "
        "CPU seconds"
    )


def peak_memory() -> str:
    """Return the most memory the process has held, where the system tells it."""
    if sys.platform == "win32":
        return "unknown"
    import resource

    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return f"{held / (2**30 if sys.platform == 'darwin' else 2**20):.1f} GB"


def main() -> None:
    """Print both."""
    load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    print(f"{os.cpu_count()} cores{load}; Python {sys.version.split()[0]}")
    stability_study()
    million_rows()


if __name__ == "__main__":
    main()
