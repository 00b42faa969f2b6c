"""What reports say of customers' value, stages and sales, of results made by hand."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from ruamel.yaml import YAML

from analysis import findings, methods, tables
from analysis.clients.pasted_lines import bands_line, rfm_line
from analysis.clients.value_settings import Value
from analysis.languages.catalog import language_in_use
from analysis.sources.words import Words
from analysis.values.absent import Absent

NONE = Absent("not delivered")
WORDS = Words({}, "customers", "revenue", "VND", "Source: a.csv")


@pytest.fixture(autouse=True)
def english():
    with language_in_use("en"):
        yield


def pasted(text: str) -> dict:
    """Read the line that a note proposes as the client file would."""
    return YAML(typ="safe", pure=True).load(text.split("– ", 1)[1])


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


@pytest.mark.parametrize("language", ["en", "vi"])
def test_proposed_bands_are_pasted_into_the_client_file(shop, language) -> None:
    with language_in_use(language):
        bands = methods.revenue_bands(shop["revenue"], shop["revenue"], draws=50)
        table = tables.revenue_bands(bands, WORDS, band_by="revenue")
        line = pasted(next(note for note in table.notes if "bands:" in note))
    settings = Value(source="transactions", **line)
    again = methods.revenue_bands(shop["revenue"], shop["revenue"], settings.bands, draws=50)
    assert not again.proposed
    assert [row.customers for row in again.rows] == [row.customers for row in bands.rows]
    assert list(settings.bands) == (
        ["Small", "Medium", "Large"] if language == "en" else ["Nhỏ", "Trung bình", "Lớn"]
    )


def test_names_that_yaml_would_misread_are_quoted() -> None:
    names = {"1–5": 1.0, "no": 2.5, "Rất lớn": 1e9, "a: b": 2e9}
    read = YAML(typ="safe", pure=True).load(bands_line(names))
    assert read == {"bands": names}
    assert rfm_line({"recency": [7.0, 30.5]}) == "rfm: {recency: [7, 30.5]}"


def test_equal_bands_say_how_to_decide_or_to_split_anew() -> None:
    money = pd.Series([1.0] * 30 + [10.0] * 3 + [30.0])
    bands = methods.revenue_bands(money, money, {"S": 1, "M": 10, "L": 30}, draws=50)
    important = methods.most_important_source(bands)
    finding = findings.revenue_source(important, bands, WORDS)
    assert "Name a criterion" in finding.implication
    assert "“Small” would bring" in finding.implication or "“Large” would bring" in (
        finding.implication
    )
    assert "bands: {Small: 0, Large: " in finding.implication
    decided = findings.revenue_source(important, bands, WORDS, tie_break="Pays on time")
    assert decided.implication.startswith("The client's own criterion decides: Pays on time.")


def test_very_many_customers_have_their_note() -> None:
    money = pd.Series(np.random.default_rng(0).lognormal(10, 1, 20_001))
    shown = tables.pareto(methods.pareto_share(money), WORDS)
    assert any("linearised" in note for note in shown.notes)
