"""Which studies a client gets, and why not."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.clients.loading import load_client
from analysis.languages import LANGUAGES, messages
from analysis.languages.catalog import language_in_use
from analysis.pipeline.plan import NEEDS, STUDIES, Task, make_plan, skipped_studies, start_order
from analysis.report.titles import TITLES


def client(project, sources: str):
    head = "name: A\nkind: b2c\nlanguages: [en]\nwaves: {w1: {}, w2: {}}\nsources:\n"
    Path(project.client, "client.yml").write_text(head + sources, "utf-8")
    return load_client("acme")


REVIEWS = "  reviews: {file: r.csv, columns: {text: text}}\n"
COMPETITORS = "  competitors: {file: c.csv, columns: {name: name}}\n"


@pytest.mark.parametrize(
    ("sources", "possible"),
    [(REVIEWS, {"market_research"}), (COMPETITORS, {"competitor_analysis"})],
)
def test_study_whose_source_is_missing_is_left_out(project, sources, possible) -> None:
    skipped = {one.study for one in skipped_studies(client(project, sources))}
    assert skipped == set(STUDIES) - possible


def test_tasks_are_every_wave_and_study_in_order(project) -> None:
    found = make_plan(client(project, REVIEWS + COMPETITORS))
    assert found.tasks == (
        Task("acme", "w1", "market_research", "en"),
        Task("acme", "w1", "competitor_analysis", "en"),
        Task("acme", "w2", "market_research", "en"),
        Task("acme", "w2", "competitor_analysis", "en"),
    )


def test_plan_keeps_to_what_was_asked_for(project) -> None:
    found = make_plan(
        client(project, REVIEWS),
        waves=["w2"],
        studies=["market_research"],
        languages=["vi"],
    )
    assert found.tasks == (Task("acme", "w2", "market_research", "vi"),)


def test_every_study_says_what_it_needs_in_both_languages() -> None:
    assert list(NEEDS) == list(TITLES)
    for language in LANGUAGES:
        with language_in_use(language):
            say = messages("analysis.pipeline.plan")
            assert len({say(needs.reason) for needs in NEEDS.values()}) == len(NEEDS)


def test_what_others_look_up_starts_first_and_its_second_language_later() -> None:
    tasks = [Task("a", "w", study, language) for study in STUDIES for language in ("vi", "en")]
    started = [(task.study, task.language) for task in sorted(tasks, key=start_order)]
    assert started[0] == ("segmentation", "vi")
    assert started.index(("segmentation", "en")) >= len(STUDIES)
