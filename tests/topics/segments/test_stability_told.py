"""What is said of segments that come out again, of results made by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from told import text_of

from analysis.drawing.style import segment_colour
from analysis.languages.catalog import language_in_use
from analysis.sources.words import Words
from analysis.topics.segments import stability
from analysis.topics.segments.stability.method import SegmentStabilities, SegmentStability
from analysis.topics.segments.stability.method_across import segments_across
from analysis.values.absent import Absent


@pytest.fixture(autouse=True)
def english():
    with language_in_use("en"):
        yield


@pytest.fixture
def words() -> Words:
    names = {number: f"Segment {number}" for number in range(1, 13)} | {1: "Commuters"}
    return Words(names, "customers", "revenue", "VND", "Source: a.csv")


def stabilities(*jaccards: float) -> SegmentStabilities:
    def verdict(value: float) -> str:
        return "stable" if value >= 0.75 else "doubtful" if value >= 0.6 else "unstable"

    rows = tuple(
        SegmentStability(
            n, value, value - 0.1, value + 0.05, value, value - 0.2, value,
            verdict(value - 0.02), verdict(value + 0.02),
        )
        for n, value in enumerate(jaccards, start=1)
    )  # fmt: skip
    return SegmentStabilities(rows, 100, 10, 1, 600, None, "k_means")


@pytest.mark.usefixtures("drawings")
@pytest.mark.parametrize(
    ("jaccards", "headline"),
    [
        ((0.9, 0.8), "Every segment comes out again in repeated samples"),
        ((0.9, 0.7), "Segment 2 comes out again with doubtful borders"),
        ((0.5, 0.7), "Commuters hardly comes out again"),
        ((0.5, 0.4, 0.3), "3 segments hardly come out again"),
        ((0.9, 0.76), "How surely all segments come out again cannot be told"),
    ],
)
def test_segments_that_do_not_come_out_again_are_named(jaccards, headline, words) -> None:
    found = stabilities(*jaccards)
    finding, figure = stability.answer(found, words)
    assert finding.headline == headline and "In 100 repeated samples" in finding.text
    assert ("pattern" in figure.svg) == (min(jaccards) < 0.6)  # hatched
    assert f"Commuters: {jaccards[0]:.2f}" in figure.alt


@pytest.mark.usefixtures("drawings")
def test_flows_across_numbers_of_segments_keep_the_colours_of_those_taken(words) -> None:
    two = pd.Series(np.repeat([1, 2], [300, 200]))
    three = pd.Series(np.repeat([3, 1, 2], [140, 200, 160]))  # 3 comes from 1, 2 from 2
    found = segments_across({2: two, 3: three}, taken=3)
    finding, figure = stability.across_answer(found, words)
    assert finding.headline == "Segment 2 comes whole out of a coarser segment"
    assert all(segment_colour(n).lower() in figure.svg for n in (2, 3))
    assert ">3 (taken)<" in figure.svg and "Segment 3 1.00" in figure.alt
    lines = text_of(figure.data)
    assert lines[0] == "2 segments" and lines[3] == "3 segments (taken)"
    assert lines[6] == "Segment 3 | 140 | 1.00 | 1 (100%)"
    assert isinstance(stability.across_answer(replace(found, taken=2), words), Absent)
