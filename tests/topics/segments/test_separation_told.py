"""What the study says of how far its segments are apart."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from told import text_of

from analysis.languages.catalog import language_in_use
from analysis.sources.words import Words
from analysis.topics.segments import separation
from analysis.topics.segments.separation.method import segment_separation
from analysis.values.absent import Absent

NO_DATA = Absent("The client delivered no survey.")
PEOPLE = 600


@pytest.fixture(autouse=True)
def english():
    with language_in_use("en"):
        yield


@pytest.fixture(scope="module")
def words() -> Words:
    names = {number: f"Segment {number}" for number in range(1, 13)} | {1: "Commuters"}
    return Words(names, "customers", "revenue", "VND", "Source: a.csv")


@pytest.fixture(scope="module")
def labels() -> pd.Series:
    return pd.Series(np.repeat([1, 2, 3], PEOPLE // 3))


@pytest.fixture(scope="module")
def items(labels) -> pd.DataFrame:
    rng = np.random.default_rng(1)
    level = np.array([[0.8, 0.8, 0.2, 0.2, 0.5], [0.2, 0.2, 0.8, 0.8, 0.5], [0.3, 0.7] * 2 + [0.5]])
    chosen = rng.uniform(size=(PEOPLE, 5)) < level[labels - 1]
    return pd.DataFrame(chosen.astype(float), columns=list("abcde"))


@pytest.mark.usefixtures("drawings")
def test_map_names_segments_and_says_who_overlaps(labels, items, words) -> None:
    found = segment_separation(labels, items, standardise=False)
    finding, figure = separation.answer(found, words)
    pair = found.pairs[0]
    assert finding.headline == (
        f"No gaps: most overlap {words.segments[pair.first]} and {words.segments[pair.second]}"
    )
    assert re.search(r"\(n = 600, 95% CI [\d.]+–[\d.]+%\)", finding.text)
    assert all(f">{words.segments[n]}<" in figure.svg for n in (1, 2, 3))
    assert "Commuters: " in figure.alt and figure.base == "Base: 600 customers"
    assert text_of(figure.data)[0].startswith("Commuters | 200 | 0.")


def test_map_of_a_later_wave_says_whose_axes_it_has(labels, items, words) -> None:
    first = segment_separation(labels, items)
    same = segment_separation(labels, items, axes=first.axes)
    (figure,) = separation.answer(same, words).shown
    assert figure.subtitle.startswith("All 600 customers, ")
    assert "axes" not in figure.subtitle
    later = segment_separation(labels[:300], items[:300], axes=first.axes)
    (figure,) = separation.answer(later, words).shown
    assert figure.subtitle.endswith("; axes of the reference wave")
    drawn = replace(later, points=later.points[:200])
    (figure,) = separation.answer(drawn, words).shown
    assert figure.subtitle.startswith("200 customers drawn at random, ")


def test_what_is_absent_stays_absent(words) -> None:
    found = segment_separation(NO_DATA, NO_DATA)
    assert separation.answer(found, words) is NO_DATA
