"""Small inputs the documents allow: read, reported, and nothing ends in a traceback."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from product import FIGURE, FINDING, TABLE, ask, research
from small_clients import SmallClient, new_project

PEOPLE = 60


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return new_project(tmp_path_factory.mktemp("inputs"))


def client(sources: dict[str, Any], files: dict[str, pd.DataFrame], **more: Any) -> SmallClient:
    """Return a client with one wave."""
    settings = {"name": "Acme", "kind": "b2c", "languages": ["en"], "waves": {"w1": {}}}
    return SmallClient({**settings, "sources": sources, **more}, {"w1": files})


def written(project: Path, name: str, small: SmallClient) -> str:
    """Write a client whose check must be clean, and return its name."""
    small.write(project, name)
    said = research(project, "check", name)
    assert said.code == 0, said.err
    return name


# -- reviews -----------------------------------------------------------------------------------

RATINGS = [10] * 300 + [9] * 60 + [5] * 60 + [3] * 21


@pytest.mark.parametrize("study", ["market_research", "competitor_analysis"])
def test_ratings_from_0_to_10_count_in_full(project: Path, study: str) -> None:
    reviews = pd.DataFrame({"text": [f"t{i}" for i in range(441)], "rating": RATINGS})
    reviews["brand"] = "Acme"
    columns = {name: name for name in reviews}
    sources: dict[str, Any] = {
        "reviews": {"file": "r.csv", "columns": columns, "scale": [0, 10]},
        "prices": {"file": "p.csv", "columns": {"brand": "brand", "price": "price"}},
    }
    prices = pd.DataFrame({"brand": ["Acme", "Other"] * 20, "price": range(10, 50)})
    small = client(sources, {"r.csv": reviews, "p.csv": prices}, own_brand="Acme", currency="USD")
    name = written(project, f"tens-{study.split('_')[0]}", small)
    (finding,) = ask(project, study, name).of(FINDING, "ratings")
    mean = sum(RATINGS) / len(RATINGS)
    assert finding["headline"] == f"Acme: {mean:.1f} of 10 points"
    assert "n = 441" in finding["text"]


@pytest.mark.parametrize("scale", [[5], [1, 5, 7], [1, 2], [5, 1], [0.5, 5.5], []])
def test_scale_of_reviews_that_cannot_be_used_is_refused(project: Path, scale: list) -> None:
    reviews = pd.DataFrame({"text": [f"t{i}" for i in range(20)], "rating": [1, 2] * 10})
    source = {"file": "r.csv", "columns": {"text": "text", "rating": "rating"}, "scale": scale}
    client({"reviews": source}, {"r.csv": reviews}).write(project, "scales")
    said = research(project, "check", "scales")
    assert said.code == 1 and "sources.reviews.scale must" in said.err
    assert "data/scales/client.yml, line " in said.err


# -- search queries, web analytics, competitors ------------------------------------------------


def test_search_queries_without_their_position(project: Path) -> None:
    queries = pd.DataFrame({"query": [f"query {i}" for i in range(30)]})
    queries["clicks"], queries["impressions"] = range(30), range(100, 130)
    source = {"file": "q.csv", "columns": {name: name for name in queries}}
    name = written(project, "queries", client({"search_queries": source}, {"q.csv": queries}))
    (table,) = ask(project, "market_research", name).of(TABLE, "search_queries")
    assert [column["label"] for column in table["columns"]] == [
        "Clicks",
        "Impressions",
        "Click rate",
    ]


def test_web_analytics_without_conversions_say_where_visits_come_from(project: Path) -> None:
    visits = pd.DataFrame({"channel": ["Search", "Search", "Social"] * 10, "visits": [30] * 30})
    source = {"file": "w.csv", "columns": {"channel": "channel", "sessions": "visits"}}
    name = written(project, "visits", client({"web_analytics": source}, {"w.csv": visits}))
    (finding,) = ask(project, "market_research", name).of(FINDING, "channels")
    assert finding["headline"] == "66.7% of visits come through Search"


def test_competitors_figures_in_words_stay_words(project: Path) -> None:
    facts = pd.DataFrame(
        {
            "name": [f"Brand {i}" for i in range(6)],
            "customers": ["about 2 million", "500", "many", "few", "unknown", "1,000"],
            "sales": ["12", "30", "n. a.", "over 5", "7", "8"],
            "outlets": [1, 2, 3, 4, 5, 6],
        }
    )
    source = {"file": "c.csv", "columns": {name: name for name in facts}}
    name = written(project, "words", client({"competitors": source}, {"c.csv": facts}))
    (table,) = ask(project, "competitor_analysis", name).of(TABLE, "competitors")
    rows = {row["label"]: [cell["text"] for cell in row["cells"]] for row in table["rows"]}
    assert rows["Brand 0"] == ["about 2 million", "12", "1"]
    assert rows["Brand 3"] == ["few", "over 5", "4"]


# -- the funnel --------------------------------------------------------------------------------


def funnel_client(answers: dict[str, list[Any]]) -> SmallClient:
    """Return a survey of two stages; ``answers`` are the columns of the items."""
    frame = pd.DataFrame({"id": range(1, PEOPLE + 1), **answers})
    stages = sorted({column.split("_")[0] for column in answers})
    questions = {
        stage: {
            "type": "multiple",
            "columns": f"{stage}_*",
            "label": stage.title(),
            "items": {
                column: f"Brand {column[-1]}" for column in answers if column.startswith(stage)
            },
        }
        for stage in stages
    }
    survey = {"file": "s.csv", "id": "id", "questions": questions, "funnel": stages}
    return client({"survey": survey}, {"s.csv": frame}, own_brand="Brand 1")


HALF, THIRD, NONE = [1, 0] * 30, [1, 0, 0] * 20, [None] * PEOPLE


@pytest.mark.parametrize(
    "answers",
    [
        {"a_1": HALF, "a_2": THIRD, "a_3": NONE, "b_1": THIRD, "b_2": THIRD, "b_3": NONE},
        {"a_1": HALF, "a_2": THIRD, "a_3": HALF, "b_1": THIRD, "b_2": THIRD, "b_3": NONE},
        {"a_1": NONE, "a_2": THIRD, "a_3": HALF, "b_1": NONE, "b_2": THIRD, "b_3": THIRD},
    ],
    ids=["of both stages", "of the second stage", "the client's own"],
)
def test_funnel_item_without_any_answer_was_not_asked(project: Path, answers: dict) -> None:
    name = written(project, "funnel", funnel_client(answers))
    for study in ("market_research", "competitor_analysis"):
        found = ask(project, study, name)
        assert len(found.of(FINDING, "brand_funnel")) == 1
        assert "not asked" in repr(found.of(FIGURE, "brand_funnel"))


def test_funnel_item_that_nobody_chose_is_nobody(project: Path) -> None:
    none = [0] * PEOPLE
    columns = {"a_1": HALF, "a_2": THIRD, "a_3": none, "b_1": THIRD, "b_2": THIRD, "b_3": none}
    name = written(project, "nobody", funnel_client(columns))
    figures = ask(project, "market_research", name).of(FIGURE, "brand_funnel")
    assert len(figures) == 1 and "not asked" not in repr(figures)


def test_funnel_of_one_brand_compares_nothing(project: Path) -> None:
    name = written(project, "alone", funnel_client({"a_1": HALF, "b_1": THIRD}))
    assert (
        "People were asked about one brand only." in ask(project, "competitor_analysis", name).text
    )


# -- settings of two values, and a score with a scale of its own ---------------------------------


def questions_client(**survey: Any) -> SmallClient:
    """Return a survey with a choice and a rating, and further settings of the survey."""
    frame = pd.DataFrame(
        {"id": range(PEOPLE), "sex": ["m", "f"] * 30, "rate": [1, 2, 3, 4, 5] * 12}
    )
    questions = {
        "sex": {"type": "single", "column": "sex", "label": "Sex"},
        "rate": {"type": "scale", "column": "rate", "label": "Rating", "scale": [1, 5]},
    }
    source = {"file": "s.csv", "id": "id", "questions": questions, "banner": ["sex"], **survey}
    return client({"survey": source}, {"s.csv": frame})


def test_scale_to_5_as_net_promoter_is_refused_by_the_check(project: Path) -> None:
    questions_client(net_promoter="rate").write(project, "stars")
    said = research(project, "check", "stars")
    assert said.code == 1
    assert "sources.survey.net_promoter must be a question whose scale is [0, 10]" in said.err


PAIRS = {
    "waves.w1.fieldwork": "2026-01-01",
    "sources.survey.questions.rate.scale": 5,
    "segmentation.candidates": 3,
    "sources.survey.weighting.trim": 0.5,
}


@pytest.mark.parametrize("entries", [0, 1, 3])
@pytest.mark.parametrize("place", PAIRS)
def test_settings_of_two_values_need_two(project: Path, place: str, entries: int) -> None:
    small = questions_client(weighting={"targets": {"sex": {"m": 0.5, "f": 0.5}}})
    small.settings["segmentation"] = {"source": "survey", "basis": {"behavioural": ["rate"]}}
    *path, key = place.split(".")
    part = small.settings
    for step in path:
        part = part[step]
    part[key] = [PAIRS[place]] * entries
    small.write(project, "pairs")
    said = research(project, "check", "pairs")
    assert said.code == 1
    assert f"{place} must have 2 entries, got: [" in said.err
    assert "data/pairs/client.yml, line " in said.err


@pytest.mark.parametrize("trim", [[3, 0.3], [0.2, 0.9], [1.5, 3], [-1, 2]])
def test_limits_of_weights_lie_on_both_sides_of_their_mean(project: Path, trim: list) -> None:
    targets = {"sex": {"m": 0.5, "f": 0.5}}
    questions_client(weighting={"targets": targets, "trim": trim}).write(project, "trims")
    said = research(project, "check", "trims")
    assert said.code == 1 and "sources.survey.weighting.trim must be [smallest" in said.err
