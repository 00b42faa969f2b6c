"""What reports say of revenue bands, of results made by hand."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from ruamel.yaml import YAML

from analysis.clients.pasted_lines import bands_line, rfm_line
from analysis.clients.value_settings import Value
from analysis.languages.catalog import language_in_use
from analysis.sources.purchases import Purchases
from analysis.sources.words import Words
from analysis.topics.customers import revenue_bands
from analysis.topics.customers.revenue_bands.method import CustomerBands, customers_by_band
from analysis.topics.customers.values.method import customer_values
from analysis.values.absent import Absent
from analysis.values.source_line import SourceLine

WORDS = Words({}, "customers", "revenue", "VND", SourceLine())


@pytest.fixture(autouse=True)
def english():
    with language_in_use("en"):
        yield


def pasted(text: str) -> dict:
    """Read the line that a note proposes as the client file would."""
    return YAML(typ="safe", pure=True).load(text.split("– ", 1)[1])


def banded(revenue: list[float], *args: object, **more: object) -> CustomerBands | Absent:
    """Put customers who brought so much into bands by it."""
    names = [f"{number:03}" for number in range(len(revenue))]
    frame = pd.DataFrame({"customer": names, "revenue": revenue})
    return customers_by_band(customer_values(Purchases("totals", frame)), "revenue", *args, **more)


@pytest.mark.parametrize("language", ["en", "vi"])
def test_proposed_bands_are_pasted_into_the_client_file(language) -> None:
    rng = np.random.default_rng(4)
    revenue = (rng.geometric(0.3, 150) * rng.lognormal(12, 0.8, 150)).round(-3).tolist()
    with language_in_use(language):
        proposed = banded(revenue)
        _told, chart = revenue_bands.answer(proposed, WORDS)
        line = pasted(next(note for note in chart.data.notes if "bands:" in note))
    settings = Value(source="transactions", **line)
    again = banded(revenue, settings.bands).bands
    assert proposed.bands.proposed and not again.proposed
    assert [row.customers for row in again.rows] == [row.customers for row in proposed.bands.rows]
    assert list(settings.bands) == (
        ["Small", "Medium", "Large"] if language == "en" else ["Nhỏ", "Trung bình", "Lớn"]
    )


def test_names_that_yaml_would_misread_are_quoted() -> None:
    names = {"1–5": 1.0, "no": 2.5, "Rất lớn": 1e9, "a: b": 2e9}
    read = YAML(typ="safe", pure=True).load(bands_line(names))
    assert read == {"bands": names}
    assert rfm_line({"recency": [7.0, 30.5]}) == "rfm: {recency: [7, 30.5]}"


def test_bronze_is_the_most_important_source() -> None:
    """The worked example of S3.2: 20 Bronze, 3 Silver, 1 Gold."""
    packages = {"Bronze": 0, "Silver": 7.5e6, "Gold": 15e6}
    found = banded([5e6] * 20 + [10e6] * 3 + [20e6], packages)
    finding, chart = revenue_bands.answer(found, WORDS)
    assert finding.headline == "“Bronze” brings 66.7% of revenue"
    assert "n = 24" in finding.text and "83% of customers" in finding.text
    assert finding.implication.startswith("It brings more than half")
    assert "Bronze: 83% – 66.7%" in chart.alt
    first = chart.data.rows[0]
    assert [first.label, *(cell.text for cell in first.cells[:3])] == [
        "Gold", "from ₫15m", "1", "4%",
    ]  # fmt: skip


def test_equal_bands_say_how_to_decide_or_to_split_anew() -> None:
    money, bounds = [1.0] * 30 + [10.0] * 3 + [30.0], {"S": 1, "M": 10, "L": 30}
    finding, _chart = revenue_bands.answer(banded(money, bounds), WORDS)
    assert "Name a criterion" in finding.implication
    assert "“Small” would bring" in finding.implication or "“Large” would bring" in (
        finding.implication
    )
    assert "bands: {Small: 0, Large: " in finding.implication
    decided, _chart = revenue_bands.answer(banded(money, bounds, tie_break="Pays on time"), WORDS)
    assert decided.implication.startswith("The client's own criterion decides: Pays on time.")


def test_a_tie_is_decided_by_the_clients_criterion() -> None:
    bounds = {"Small ones": 0, "Large ones": 7}
    found = banded([5.0] * 20 + [10.0] * 10, bounds, tie_break="Pays on time")
    finding, _chart = revenue_bands.answer(found, WORDS)
    assert "bring about equal revenue" in finding.headline
    assert finding.implication == "The client's own criterion decides: Pays on time."


def test_a_band_of_a_single_customer_says_so() -> None:
    found = banded([1.0 + n / 100 for n in range(40)] + [900.0], {"Small": 0, "Large": 100})
    finding, _chart = revenue_bands.answer(found, WORDS)
    assert finding.implication.endswith("It rests on 1 customer only.")


def test_bands_of_what_the_purchases_do_not_hold_are_absent() -> None:
    frame = pd.DataFrame({"customer": ["a", "b"], "revenue": [5.0, 7.0]})
    values = customer_values(Purchases("totals", frame))
    found = customers_by_band(values, "price")
    assert isinstance(found, Absent) and "puts customers into bands by" in found.reason
    assert revenue_bands.answer(found, WORDS) is found
