"""Every key of the client file does something, and every optional one may be left out."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import matplotlib.figure
import pytest
from client_keys import Key, changed, keys_of, without
from key_clients import CLIENTS
from product import ask, research
from small_clients import SmallClient, new_project

GROUPS = 4
# what studies a source's keys reach, where not all of the client's
REACH = {
    ("market", "reviews"): ("market_research", "competitor_analysis"),
    ("market", "prices"): ("competitor_analysis",),
    ("market", "web_analytics"): ("market_research",),
    ("market", "search_queries"): ("market_research",),
    ("market", "competitors"): ("competitor_analysis",),
}
# left out, each of these means what stands in the file: a default, or what the data say anyway
AS_LEFT_OUT = {
    "languages": "what run makes, not what a study says",
    "sources.survey.questions.motive.family": "the basis names the family",
    "sources.survey.questions.sex.family": "speaks where segments are made by a rule only",
    "sources.survey.questions.level.ordered": "counts in the basis of Gower's distance only",
    "sources.survey.questions.spend.bands": "the question is no descriptor",
    "segmentation.method": "the default",
    "segmentation.segments": "the recommended number",
    "segmentation.smallest_segment": "the default",
    "segmentation.standardise": "what is right for yes/no answers",
    "segmentation.reference_wave": "the first wave",
    "segmentation.choice.attractiveness.tv.weight": "the default",
    "segmentation.choice.fit.size.weight": "the default",
}
# … and changed, they do something
CHANGED = [
    ("segments", "segmentation.method", "ward"),
    ("segments", "segmentation.segments", 3),
    ("segments", "segmentation.smallest_segment", 0.48),
    ("segments", "segmentation.reference_wave", "w2"),
    ("segments", "segmentation.choice.attractiveness.tv.weight", 5),
    ("segments", "segmentation.choice.fit.size.weight", 5),
    ("market", "sources.reviews.scale", [0, 10]),
    ("market", "sources.prices.columns.price", "price_2"),
    ("market", "sources.competitors.sheet", "Fewer"),
    ("market", "sources.competitors.sales_unit", 7),
    ("market", "sources.competitors.columns.name", "name_2"),
    ("market", "sources.web_analytics.columns.channel", "channel_2"),
    ("market", "sources.search_queries.columns.query", "query_2"),
    ("market", "sources.search_queries.columns.clicks", "clicks_2"),
    ("market", "sources.search_queries.columns.impressions", "impressions_2"),
    ("market", "tables.smallest_base", 60),
    ("market", "tables.confidence", 0.8),
    ("market", "vocabulary.Search", {"vi": "Tìm", "en": "Looked up"}),
    ("value", "seed", 99),
    ("value", "value.band_by", "price"),
    ("value", "value.goal", "growth"),
    ("value", "value.rfm.recency", [5, 60]),
    ("value", "value.rfm.frequency", [2, 9]),
    ("value", "value.rfm.monetary", [200, 1500]),
    ("value", "value.lapsed_after_days", 4),
    ("value", "value.tie_break", "Pays late"),
    ("value", "sources.transactions.columns.customer", "who_2"),
    ("value", "sources.transactions.columns.date", "day_2"),
    ("value", "sources.transactions.columns.amount", "amount_2"),
    ("sales", "sources.deals.columns.amount", "amount_2"),
    ("sales", "sources.deals.columns.outcome", "state_2"),
    ("sales", "sources.deals.outcomes.won", ["lost"]),
    ("sales", "sources.leads.converted_values", ["No"]),
    ("sales", "sources.leads.bant.budget.at_least", 15),
    ("sales", "sources.leads.bant.timeline.at_most", 20),
]


@pytest.fixture(autouse=True)
def _undrawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Spare the drawing, which takes as long as all the rest: numbers are what is compared."""
    blank = "<svg></svg>"
    monkeypatch.setattr(
        matplotlib.figure.Figure, "savefig", lambda _, file, **__: file.write(blank)
    )


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return new_project(tmp_path_factory.mktemp("keys"))


@pytest.fixture(scope="module")
def schema(project: Path) -> dict[str, Any]:
    return json.loads(research(project, "schema").out)


def written(project: Path, name: str) -> tuple[SmallClient, tuple[str, ...]]:
    """Write a client and return it with the studies it has."""
    make, studies = CLIENTS[name]
    small = make()
    small.write(project, name)
    return small, studies


def optional(schema: dict[str, Any], small: SmallClient) -> list[Key]:
    return [key for key in keys_of(schema, small.settings) if not key.required]


def accepted(
    project: Path, name: str, small: SmallClient, keys: list[Key]
) -> Iterator[tuple[Key, ...]]:
    """Yield sets of keys without which the check passes, as large as they can be by halving."""
    small.with_settings(without(small.settings, *keys)).write_settings(project, name)
    if research(project, "check", name).code == 0:
        yield tuple(keys)
    elif len(keys) > 1:
        half = len(keys) // 2
        yield from accepted(project, name, small, keys[:half])
        yield from accepted(project, name, small, keys[half:])


def outermost(keys: list[Key]) -> list[Key]:
    """Return the keys that stand inside none of the others."""
    paths = {key.path for key in keys}
    return [key for key in keys if not any(key.path[:n] in paths for n in range(1, len(key.path)))]


@pytest.mark.parametrize("name", ["sales", "market"])
def test_optional_keys_are_left_out_together(
    project: Path, schema: dict[str, Any], name: str, tmp_path: Path
) -> None:
    small, studies = written(project, name)
    columns = [key for key in optional(schema, small) if "columns" in key.path[:-1]]
    for keys in accepted(project, name, small, outermost(columns)):
        small.with_settings(without(small.settings, *keys)).write_settings(project, name)
        for study in studies:
            assert ask(project, study, name, cache=str(tmp_path)).shown


@pytest.mark.long
@pytest.mark.parametrize("name", CLIENTS)
def test_every_optional_key_may_be_left_out_and_says_something(
    project: Path, schema: dict[str, Any], name: str, tmp_path: Path
) -> None:
    small, studies = written(project, name)
    cache = str(tmp_path)
    whole = {study: ask(project, study, name, cache=cache).text for study in studies}
    shown = research(project, "check", name).out
    crashed, silent = [], []
    for key in optional(schema, small):
        small.with_settings(without(small.settings, key)).write_settings(project, name)
        said = research(project, "check", name)
        if said.code:
            assert "must" in said.err and "client.yml" in said.err, said.err
            continue
        says = said.out != shown
        for study in REACH.get((name, str(key.path[1:2] and key.path[1])), studies):
            try:
                says |= ask(project, study, name, cache=cache).text != whole[study]
            except Exception as error:
                crashed.append(f"{key.name}, {study}: {error!r}")
        if not says and key.name not in AS_LEFT_OUT:
            silent.append(key.name)
    assert (crashed, silent) == ([], [])


@pytest.mark.long
@pytest.mark.parametrize(("name", "path", "value"), CHANGED, ids=lambda part: str(part)[:60])
def test_a_changed_key_changes_what_is_said(
    project: Path, name: str, path: str, value: Any, tmp_path: Path
) -> None:
    small, studies = written(project, name)
    reach = REACH.get((name, path.split(".")[1]), studies) if "." in path else studies
    before = {study: ask(project, study, name, cache=str(tmp_path)).text for study in reach}
    small.with_settings(changed(small.settings, path, value)).write_settings(project, name)
    if research(project, "check", name).code:
        return  # the check says so
    after = {study: ask(project, study, name, cache=str(tmp_path)).text for study in reach}
    assert before != after
