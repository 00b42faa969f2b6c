"""Who changed segment, against published tables, other packages and the planted panel."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from sklearn.metrics import cohen_kappa_score
from statsmodels.stats.proportion import proportion_confint

from analysis.errors import DataError
from analysis.topics.segments.migration.method import segment_migration
from analysis.values.absent import Absent

# Fleiss, Levin and Paik (2003), table 18.1: 100 subjects, kappa 0.68, standard error 0.087
FLEISS = [[75, 1, 4], [5, 4, 1], [0, 0, 10]]


def people(table: list[list[int]]) -> tuple[pd.Series, pd.Series]:
    pairs = [(i, j) for i, row in enumerate(table) for j, n in enumerate(row) for _ in range(n)]
    frame = pd.DataFrame(pairs, columns=["then", "now"]) + 1
    frame.index = [f"p{place:03d}" for place in frame.index]
    return frame["then"], frame["now"].iloc[::-1]


def test_kappa_equals_the_textbook() -> None:
    found = segment_migration(*people(FLEISS))
    assert found.kappa == pytest.approx(0.68, abs=0.005)
    assert (found.kappa_high - found.kappa) / 1.96 == pytest.approx(0.087, abs=0.001)
    counts = [[found.of(before, now).count for now in (1, 2, 3)] for before in (1, 2, 3)]
    assert counts == FLEISS and found.base == 100
    assert [one.count for one in found.then] == [80, 10, 10]
    assert [one.count for one in found.now] == [80, 5, 15]


def test_shares_of_rows_have_wilsons_interval() -> None:
    then, now = people([[30, 12, 0], [6, 40, 4], [1, 2, 2]])
    found = segment_migration(then, now)
    row = found.of(1, 2)
    assert row.share == pytest.approx(12 / 42) and row.count == 12
    assert (row.low, row.high) == pytest.approx(proportion_confint(12, 42, method="wilson"))
    few = [one for one in found.moves if one.before == 3]
    assert {one.share for one in few} == {None}  # five people have no shares
    assert found.of(3, 3).count == 2 and found.of(3, 3).base == 5
    assert found.stayed.share == pytest.approx(72 / 97)
    assert sum(one.of_all for one in found.moves) == pytest.approx(1)
    assert sum(one.share for one in found.then) == pytest.approx(1)
    assert found.kappa == pytest.approx(cohen_kappa_score(then, now.reindex(then.index)))


def test_weights_equal_people_counted_twice() -> None:
    then, now = people([[30, 10], [5, 25]])
    weights = pd.Series(1.0, index=then.index).mask(then == 1, 2.0)
    weighted = segment_migration(then, now, weights=weights)
    double = [
        pd.concat([s, s[then.index[then == 1]].rename(lambda i: f"{i}b")]) for s in (then, now)
    ]
    twice = segment_migration(*double)
    assert weighted.stayed.share == pytest.approx(twice.stayed.share)
    assert weighted.kappa == pytest.approx(twice.kappa)
    pairs = zip(weighted.moves, twice.moves, strict=True)
    assert all(one.of_all == pytest.approx(other.of_all) for one, other in pairs)
    assert weighted.base == 70 and twice.base == 110


def test_only_people_of_both_waves_count() -> None:
    then, now = people([[30, 10], [5, 25]])
    found = segment_migration(then.iloc[5:], now.mask(now.index == "p060"))
    assert (found.base, found.base_before, found.base_now) == (64, 65, 69)


def test_everyone_in_one_segment_has_no_kappa() -> None:
    found = segment_migration(*people([[40]]))
    assert found.stayed.share == 1 and found.kappa is None and found.by_chance == 1


def test_few_or_nobody_in_both_waves_is_said() -> None:
    then, now = people([[20, 2], [1, 6]])
    few = segment_migration(then, now)
    assert isinstance(few, Absent) and few.reason.startswith("Only 29 people")
    none = segment_migration(then, now.rename(lambda i: f"x{i}"))
    assert none.reason.startswith("Nobody was asked in both waves")


def test_an_id_twice_is_refused_with_its_name() -> None:
    then, now = people([[30, 10], [5, 25]])
    with pytest.raises(DataError, match=r"people of this wave: .*1 ids more than once.*p003"):
        segment_migration(then, pd.concat([now, now[["p003"]]]))


def test_planted_panel_of_the_sample_is_found() -> None:
    folder = str(Path(__file__).parents[3] / "data")
    if folder not in sys.path:
        sys.path.insert(0, folder)
    from synthetic import coffee_survey

    waves = [
        pd.Series(coffee_survey.planted_segments(wave), index=coffee_survey._ids(wave))
        for wave in coffee_survey.WAVES
    ]
    found = segment_migration(*waves)
    assert found.base == coffee_survey.PANEL == 240
    stays = [found.of(n, n).share for n in (1, 2, 3, 4)]
    assert stays == pytest.approx(np.diag(coffee_survey.PANEL_MOVES), abs=0.015)
    assert found.kappa_low > 0.55
