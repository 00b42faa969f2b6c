"""What the study says of its basis and of how far segments are apart."""

from __future__ import annotations

import re
from dataclasses import replace

import matplotlib
import numpy as np
import pandas as pd
import pytest
from titled import titled

from analysis.drawing.mosaics import Mosaic, mosaic_plots
from analysis.drawing.profile_plot import profile_panels
from analysis.languages.catalog import language_in_use
from analysis.sources.words import Words
from analysis.topics.segments import basis, separation
from analysis.topics.segments import profiles as profiled
from analysis.topics.segments.basis.method import basis_structure
from analysis.topics.segments.basis.method_answer_style import answer_style
from analysis.topics.segments.profiles.answer_chart import profiles_drawn
from analysis.topics.segments.profiles.method import segment_profiles
from analysis.topics.segments.profiles.method_mosaics import segment_mosaics
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


def structure_of(frame: pd.DataFrame):
    return basis_structure(frame, frame, dict.fromkeys(frame.columns, "behavioural"))


def text_of(table) -> list[str]:
    return [
        " | ".join([row.label, *(f"{c.text} {c.mark}".strip() for c in row.cells)])
        for row in table.rows
    ]


def test_a_sound_basis_is_said_to_be_sound(items, words) -> None:
    finding, _table = basis.answer(structure_of(items), words)
    assert finding.headline == "Nothing speaks against segmenting by these criteria"
    assert finding.text.startswith("All 5 criteria are known of 600 customers, 120 for each")


def test_what_to_beware_of_is_said_in_three_sentences_at_most(items, words) -> None:
    frame = items.assign(twin=items["a"], rare=(np.arange(PEOPLE) < 6).astype(float))
    frame.iloc[:90, 1] = np.nan
    found = structure_of(frame)
    finding, table = basis.answer(found, words)
    assert finding.headline == "Many left something out"
    assert "90 customers (15.0%) did not answer everything" in finding.implication
    assert "“a” and “twin” (1.00)" in finding.implication
    assert f"{finding.text} {finding.implication}".count(". ") <= 2
    lines = text_of(table)
    assert "a – twin | phi 1.00 | from 0.8; yes/no and choices from 0.6" in lines
    assert "Chosen by hardly anyone or everyone | rare (1.0%) | 5–95%" in lines


def test_style_is_told_from_content(labels, items, words) -> None:
    (content,) = basis.style_answer(answer_style(labels, items), words)
    assert content.headline == "The segments differ in what, not in how much"
    rng = np.random.default_rng(3)
    level = labels.to_numpy()[:, None] / 4
    style = pd.DataFrame((rng.uniform(size=(PEOPLE, 6)) < level).astype(float))
    (finding,) = basis.style_answer(answer_style(labels, style), words)
    assert finding.headline == "The segments differ mostly in how much, not in what"
    assert "style of answering" in finding.implication


def test_one_segment_on_one_side_is_named(labels, words) -> None:
    rng = np.random.default_rng(4)
    level = np.kron([[0.9, 0.1], [0.1, 0.9], [0.95, 0.95]], np.ones((1, 4)))[labels - 1]
    frame = pd.DataFrame((rng.uniform(size=(PEOPLE, 8)) < level).astype(float))
    (finding,) = basis.style_answer(answer_style(labels, frame), words)
    assert finding.headline == "On one side throughout: Segment 3 (high)"


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


def test_profile_figure_follows_the_order_and_names_the_strongest_first(
    labels, items, words
) -> None:
    profiles = segment_profiles(labels, items, role="basis")
    figure = profiled.answer(profiles, words).shown[0]
    drawn = re.findall(r">([a-e])<", figure.svg)
    assert drawn[:5] == [items.columns[place] for place in profiles.order]
    assert set(drawn[:2]) != {"a", "c"}  # those answered alike stand together


def test_thin_tables_are_marked(words) -> None:
    labels = pd.Series(np.repeat([1, 2], 12))
    frame = pd.DataFrame({"x": np.r_[np.arange(12) < 7, np.zeros(12, dtype=bool)].astype(float)})
    (table,) = profiled.descriptors(segment_profiles(labels, frame), words).shown
    assert text_of(table)[1].endswith("*†") and table.notes[-1].startswith("† Few people")


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


def test_what_is_absent_stays_absent(words) -> None:
    assert basis_structure(NO_DATA, NO_DATA, NO_DATA) is NO_DATA
    found = segment_separation(NO_DATA, NO_DATA)
    assert separation.answer(found, words) is NO_DATA
    assert segment_mosaics(NO_DATA, NO_DATA, NO_DATA) is NO_DATA
