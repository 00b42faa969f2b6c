"""How often is a planted number of segments found, and nothing called natural in shapeless data?

Run by hand: minutes. Seeds and settings stand here before anything is measured; the figures are
in docs/benchmarks.md. An argument limits the repetitions of every setting.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable

import numpy as np
import pandas as pd

from analysis.topics.segments.basis.method_basis import segmentation_basis
from analysis.topics.segments.number.method_choice import choice_of_k

PEOPLE = 400
CANDIDATES = (2, 3, 4, 5, 6)
PLANTED_SEEDS, SHAPELESS_SEEDS = range(1000, 1005), range(2000, 2010)
Maker = Callable[[np.random.Generator], np.ndarray]


def members(rng: np.random.Generator, k: int) -> np.ndarray:
    """Return the segment of every person: sizes differ by up to a factor of two."""
    sizes = np.linspace(1.0, 2.0, k)
    return rng.choice(k, PEOPLE, p=sizes / sizes.sum())


def normals(rng: np.random.Generator, k: int) -> np.ndarray:
    """Return normal segments whose centres are at least six standard deviations apart."""
    while True:
        centres = rng.uniform(0, 12, size=(k, 3))
        gaps = np.linalg.norm(centres[:, None] - centres, axis=2)[np.triu_indices(k, 1)]
        if gaps.min() >= 6:
            return centres[members(rng, k)] + rng.normal(size=(PEOPLE, 3))


def profiles(rng: np.random.Generator, k: int) -> np.ndarray:
    """Return yes and no to twelve items; any two segments differ on half of them or more."""
    while True:
        likes = rng.random((k, 12)) < 0.5
        differing = (likes[:, None] != likes).sum(axis=2)[np.triu_indices(k, 1)]
        if differing.min() >= 6:
            chance = np.where(likes, 0.9, 0.1)[members(rng, k)]
            return (rng.random(chance.shape) < chance).astype(float)


def scales(rng: np.random.Generator, k: int) -> np.ndarray:
    """Return answers from 1 to 5 to eight items: segments like or dislike half of them."""
    while True:
        likes = rng.random((k, 8)) < 0.5
        differing = (likes[:, None] != likes).sum(axis=2)[np.triu_indices(k, 1)]
        if differing.min() >= 4:
            middle = np.where(likes, 4.5, 1.5)[members(rng, k)]
            return np.clip(np.round(middle + 0.7 * rng.normal(size=middle.shape)), 1, 5)


PLANTED: dict[str, tuple[int, Maker]] = {
    f"{maker.__name__} {k}": (k, lambda rng, maker=maker, k=k: maker(rng, k))
    for maker, numbers in ((normals, (2, 3, 4, 5)), (profiles, (2, 3, 4, 5)), (scales, (2, 3, 4)))
    for k in numbers
}


def trend(rng: np.random.Generator, items: int, strength: float) -> np.ndarray:
    """Return the pull of one trend on every item: someone says yes to all, someone to none."""
    return strength * rng.normal(size=(PEOPLE, 1)) + rng.normal(size=(PEOPLE, items))


def ball(rng: np.random.Generator, columns: int) -> np.ndarray:
    away = rng.normal(size=(PEOPLE, columns))
    away /= np.linalg.norm(away, axis=1, keepdims=True)
    return away * rng.random((PEOPLE, 1)) ** (1 / columns)


def on_scale(values: np.ndarray) -> np.ndarray:
    return np.clip(np.round(3 + values), 1, 5)


SHAPELESS: dict[str, Maker] = {
    **{f"box {c}": lambda rng, c=c: rng.random((PEOPLE, c)) for c in (2, 4, 8)},
    **{f"ball {c}": lambda rng, c=c: ball(rng, c) for c in (2, 5)},
    **{f"normal {c}": lambda rng, c=c: rng.normal(size=(PEOPLE, c)) for c in (2, 5, 10)},
    "ellipse 4": lambda rng: rng.normal(size=(PEOPLE, 4)) * [4, 2, 1, 1],
    "skewed 3": lambda rng: np.exp(rng.normal(size=(PEOPLE, 3))),
    **{f"yes or no {c}": lambda rng, c=c: (rng.random((PEOPLE, c)) < 0.4) * 1.0 for c in (6, 12)},
    **{f"yes to all {s}": lambda rng, s=s: (trend(rng, 9, s) > 0) * 1.0 for s in (1, 2)},
    "scales 8": lambda rng: on_scale(rng.normal(size=(PEOPLE, 8))),
    "scales of a trend 8": lambda rng: on_scale(trend(rng, 8, 1)),
    "ends of scales 6": lambda rng: rng.choice([1.0, 2, 3, 4, 5], (PEOPLE, 6),
                                              p=[0.35, 0.1, 0.1, 0.1, 0.35]),
}  # fmt: skip


def asked(values: np.ndarray, seed: int):
    frame = pd.DataFrame(values, columns=[f"v{number}" for number in range(values.shape[1])])
    return choice_of_k(segmentation_basis(frame), CANDIDATES, seed=seed)


def told(choice) -> str:
    if choice.structure == choice.perhaps:
        return choice.structure
    return f"{choice.structure} or {choice.perhaps}"


def main(most: int) -> None:
    found: dict[str, Counter] = {"planted": Counter(), "shapeless": Counter()}
    for number in range(max(len(PLANTED_SEEDS), len(SHAPELESS_SEEDS))):
        for name, (k, maker) in PLANTED.items():
            if number < min(most, len(PLANTED_SEEDS)):
                seed = PLANTED_SEEDS[number]
                choice = asked(maker(np.random.default_rng(seed)), seed)
                off = np.sign(choice.recommended - k)
                right = {0: "right", -1: "too low", 1: "too high"}[int(off)]
                found["planted"].update(
                    [right, told(choice), *["others named"] * bool(choice.also)]
                )
                print(
                    "planted", name, seed, choice.recommended, choice.also, told(choice), flush=True
                )
        for name, maker in SHAPELESS.items():
            if number < min(most, len(SHAPELESS_SEEDS)):
                seed = SHAPELESS_SEEDS[number]
                choice = asked(maker(np.random.default_rng(seed)), seed)
                found["shapeless"].update([told(choice)])
                print("shapeless", name, seed, choice.recommended, told(choice), flush=True)
        print(
            f"after {number + 1}:",
            {kind: dict(counts) for kind, counts in found.items()},
            flush=True,
        )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10)
