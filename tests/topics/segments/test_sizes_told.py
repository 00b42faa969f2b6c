"""What the study says of how large its segments are and what they bring."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from told import text_of

from analysis.languages.catalog import language_in_use
from analysis.sources.purchases import Purchases
from analysis.sources.words import Words
from analysis.topics.customers.values.method import customer_values
from analysis.topics.segments import sizes as sized
from analysis.topics.segments.sizes.method import segment_sizes
from analysis.topics.segments.sizes.method_money import money_of_people
from analysis.values.absent import Absent


@pytest.fixture(autouse=True)
def english():
    with language_in_use("en"):
        yield


@pytest.fixture
def words() -> Words:
    names = {number: f"Segment {number}" for number in range(1, 13)} | {1: "Commuters"}
    return Words(names, "customers", "revenue", "VND", "Source: a.csv")


@pytest.fixture
def labels() -> pd.Series:
    return pd.Series(np.repeat([1, 2], [120, 80]), name="segment")


def sizes(labels, first: float, second: float):
    money = pd.Series(np.where(labels == 1, first, second))
    return segment_sizes(labels, value=money + np.arange(len(labels)) % 7, seed=1)


def test_a_segment_brings_more_only_where_intervals_part(labels, words) -> None:
    more = sized.value(sizes(labels, 100, 900), words).findings[0]
    assert more.headline.startswith("Segment 2: 40.0% of customers, 8")
    same = sized.value(sizes(labels, 100, 101), words).findings[0]
    assert same.headline == "No segment brings clearly more revenue than its size"


def test_largest_segment_is_named_only_if_it_clearly_is(labels, words) -> None:
    clear = sized.answer(sizes(labels, 1, 1), words).findings[0]
    assert clear.headline == "Commuters is the largest segment: 60.0%"
    even = segment_sizes(pd.Series(np.repeat([1, 2], [101, 99])))
    assert "No segment is clearly the largest" in sized.answer(even, words).findings[0].headline


@pytest.mark.usefixtures("drawings")
def test_sizes_without_money_show_people_only(labels, words) -> None:
    found = segment_sizes(labels)
    assert isinstance(sized.value(found, words).findings[0], Absent)
    assert text_of(sized.answer(found, words).shown[0].data) == [
        "Commuters | 120 | 60.0% | 53.1–66.5%",
        "Segment 2 | 80 | 40.0% | 33.5–46.9%",
    ]
    figure = sized.answer(found, words).shown[0]
    assert "Share of customers" in figure.svg and "Share of revenue" not in figure.svg


def test_money_of_people_is_looked_up_among_customers_only() -> None:
    class FakePeople:
        value = Absent("none")

    customers = pd.DataFrame({"customer": ["a", "c"]})
    totals = pd.DataFrame({"customer": ["a", "b"], "revenue": [3.0, 4.0]})
    values = customer_values(Purchases("totals", totals))
    people = FakePeople()
    assert money_of_people(people, Absent("respondents"), values) is None
    found = money_of_people(people, customers, values)
    assert found.tolist() == [3.0, 0.0]
