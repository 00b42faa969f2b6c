"""Answers of three planted habits, for tests of segments."""

from __future__ import annotations

import numpy as np
import pandas as pd

HABITS = {
    "early": (0.9, 0.1, 0.1, 0.9, 0.1, 0.9),
    "late": (0.1, 0.9, 0.1, 0.1, 0.9, 0.9),
    "rare": (0.1, 0.1, 0.9, 0.9, 0.9, 0.1),
}


def planted(people: int = 300, seed: int = 5) -> tuple[pd.DataFrame, np.ndarray]:
    """Return 0/1 answers of three planted habits, shares 50, 30 and 20 %."""
    rng = np.random.default_rng(seed)
    habit = rng.choice(3, size=people, p=[0.5, 0.3, 0.2])
    chance = np.array(list(HABITS.values()))[habit]
    answers = pd.DataFrame(
        (rng.uniform(size=chance.shape) < chance).astype(int), columns=[f"q{i}" for i in range(6)]
    )
    return answers.set_index(pd.Index([f"r{i:03}" for i in range(people)])), habit
