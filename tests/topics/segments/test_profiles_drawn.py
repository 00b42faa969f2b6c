"""Charts of who is in the segments: panels of their criteria, mosaics of their traits."""

from __future__ import annotations

import re

import matplotlib
import numpy as np
import pandas as pd
import pytest
from told import text_of, titled

from analysis.drawing.mosaics import Mosaic, mosaic_plots
from analysis.drawing.profile_plot import profile_panels
from analysis.languages.catalog import language_in_use
from analysis.sources.words import Words
from analysis.topics.segments import profiles as profiled
from analysis.topics.segments.profiles.answer_chart import profiles_drawn
from analysis.topics.segments.profiles.method import segment_profiles
from analysis.topics.segments.profiles.method_mosaics import segment_mosaics
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


@pytest.fixture(scope="module")
def traits(labels) -> pd.DataFrame:
    rng = np.random.default_rng(2)
    city = np.where(rng.uniform(size=PEOPLE) < labels / 4, "Hà Nội", "Huế")
    return pd.DataFrame(
        {
            "city": pd.Categorical(city),
            "owner": (rng.uniform(size=PEOPLE) < labels / 5).astype(float),
        }
    )


@pytest.mark.usefixtures("drawings")
def test_mosaics_shade_and_hatch_what_is_unexpected(labels, traits, words) -> None:
    found = segment_mosaics(labels, traits, segment_profiles(labels, traits))
    finding, figure = profiled.mosaics(found, words)
    assert finding.headline == "“city” tells the segments apart most"
    assert "“Huế” holds for" in finding.text and "of Commuters (n = 200)" in finding.text
    lines = text_of(figure.data)
    assert lines[0] == "city"
    assert lines[1].startswith("Huế") and "▲" in lines[1] and "▼" in lines[1]
    assert [line.split(" | ")[0] for line in lines[3:]] == ["owner", "Yes", "No"]
    assert "city (strength 0." in figure.svg and "Cramér's V" in figure.subtitle
    assert "Segment 3: Hà Nội" in figure.alt and "pattern" in figure.svg  # the hatching


def test_many_answers_stay_on_a_page() -> None:
    answers = [f"answer {n}" for n in range(10)]
    one = Mosaic("t", answers, [0.98, 0.02], [[0.1] * 10] * 2, [[0.0] * 10] * 2)
    drawing = mosaic_plots([one] * 3, ["A long name of a segment", "B"], ["#0B6E69", "#D98E04"])
    assert drawing.get_size_inches()[1] * 2.54 < 20


@pytest.mark.parametrize(("variables", "segments", "rows"), [(27, 8, 1), (20, 6, 2), (9, 3, 1)])
def test_profiles_of_many_criteria_and_segments_fit_the_page(variables, segments, rows) -> None:
    values = np.full((variables, segments), 0.5)
    drawing = profile_panels(
        [f"criterion {n}" for n in range(variables)],
        [f"A segment with a long name {n}" for n in range(segments)],
        values,
        [0.2] * variables,
        values > 0,
        colours=["#0B6E69"] * segments,
        texts=np.full(values.shape, "50%"),
    )
    assert drawing.get_size_inches()[1] * 2.54 < 21
    assert len({round(axis.get_position().y0, 6) for axis in drawing.axes}) == rows


@pytest.mark.usefixtures("drawings")
def test_profile_figure_follows_the_order_and_names_the_strongest_first(
    labels, items, words
) -> None:
    profiles = segment_profiles(labels, items, role="basis")
    figure = profiled.answer(profiles, words).shown[0]
    drawn = re.findall(r">([a-e])<", figure.svg)
    assert drawn[:5] == [items.columns[place] for place in profiles.order]
    assert set(drawn[:2]) != {"a", "c"}  # those answered alike stand together


@pytest.mark.usefixtures("drawings")
def test_dollars_are_no_formula(labels, words) -> None:
    from analysis.drawing.style import Palette, use_style
    from analysis.report.fonts import default_font_folder

    frame = pd.DataFrame({"Spent $10 to $20": (labels == 1) * 1.0, "b": (labels == 2) * 1.0})
    profiles = segment_profiles(labels, frame, role="basis")
    with matplotlib.rc_context():
        files = sorted(default_font_folder().glob("*-Regular.ttf"))
        use_style(Palette(), files, "Source Sans Pro")
        figure = profiles_drawn(profiles, titled(), words)
    assert ">Spent $10 to $20<" in figure.svg


def test_what_is_absent_stays_absent() -> None:
    assert segment_mosaics(NO_DATA, NO_DATA, NO_DATA) is NO_DATA
