"""What reports say of RFM scores, of results made by hand."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from ruamel.yaml import YAML

from analysis.clients.value_settings import Value
from analysis.languages.catalog import language_in_use
from analysis.sources.words import Words
from analysis.topics.customers import rfm
from analysis.topics.customers.rfm.method import rfm_scores
from analysis.values.source_line import SourceLine

WORDS = Words({}, "customers", "revenue", "VND", SourceLine())


@pytest.fixture(autouse=True)
def english():
    with language_in_use("en"):
        yield


def pasted(text: str) -> dict:
    """Read the line that a note proposes as the client file would."""
    return YAML(typ="safe", pure=True).load(text.split("– ", 1)[1])


def texts(table) -> list[list[str]]:
    return [[row.label, *(cell.text for cell in row.cells)] for row in table.rows]


@pytest.fixture(scope="module")
def shop() -> pd.DataFrame:
    rng = np.random.default_rng(4)
    orders = rng.geometric(0.3, 150)
    return pd.DataFrame(
        {
            "days_since_last": rng.integers(0, 365, 150),
            "orders": orders,
            "revenue": (orders * rng.lognormal(12, 0.8, 150)).round(-3),
        }
    )


def test_rfm_bounds_are_pasted_and_score_alike(shop) -> None:
    scores = rfm_scores(shop, draws=50)
    _told, _chart, table = rfm.answer(scores, WORDS)
    assert "compare customers with one another" in table.notes[0]
    settings = Value(source="transactions", **pasted(table.notes[1]))
    fixed = rfm_scores(shop, settings.rfm.model_dump(), draws=50)
    assert (fixed.customers["cell"] == scores.customers["cell"]).mean() > 0.95
    _told, chart, shown = rfm.answer(fixed, WORDS)
    assert "mean the same in every wave" in shown.notes[0]
    assert [row.label for row in shown.rows] == ["5", "4", "3", "2", "1"]
    assert "mean the same" in chart.data.notes[0]


def test_frequent_buyers_who_are_not_overdue_are_not_called_at_risk() -> None:
    frame = pd.DataFrame(
        {"days_since_last": range(50), "orders": [1] * 25 + [60] * 25, "revenue": 9.0}
    )
    lost, *_shown = rfm.answer(rfm_scores(frame, draws=9), WORDS)
    assert "at risk" in lost.headline and "Win these back" in lost.implication
    often = frame.assign(days_between_orders=30.0)
    kept, *_shown = rfm.answer(rfm_scores(often, draws=9), WORDS)
    assert "bought less lately" in kept.headline and "few are lost: 0%" in kept.implication


def test_every_score_has_its_bounds_in_words() -> None:
    frame = pd.DataFrame(
        {"days_since_last": [5, 40, 9], "orders": [1, 7, 1], "revenue": [1e5, 9e6, 2e6]}
    )
    bounds = {"recency": [30, 90], "frequency": [2, 2], "monetary": [500_000, 2_000_000]}
    *_others, table = rfm.answer(rfm_scores(frame, bounds, draws=2), WORDS)
    assert texts(table) == [
        ["3", "up to 30", "2", "from 2", "1", "from ₫2m", "2"],
        ["2", "over 30 to 90", "1", "–", "0", "₫500k to under ₫2m", "0"],
        ["1", "over 90", "0", "under 2", "2", "under ₫500k", "1"],
    ]
