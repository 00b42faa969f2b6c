"""How sure a share of money is."""

from __future__ import annotations

import numpy as np
import pytest

from analysis.statistics.money_shares import money_share_intervals


def test_linearised_intervals_of_money_are_the_bootstraps_limit():
    rng = np.random.default_rng(1)
    money, group = rng.lognormal(10, 1.2, 20_001), rng.choice(3, 20_001, p=[0.6, 0.39, 0.01])
    limit = money_share_intervals(money, group, 3)
    drawn = money_share_intervals(money[:-1], group[:-1], 3, draws=400)
    for one, other in zip(limit, drawn, strict=True):
        width = other[1] - other[0]
        assert one == pytest.approx(other, abs=width / 8)
