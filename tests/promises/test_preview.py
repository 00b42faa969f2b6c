"""`research preview` shows one topic as the report will, and nothing of the others."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from lxml import html
from product import FINDING, ask, research
from small_clients import new_project, small_coffee

from analysis.drawing.figure import nothing_drawn
from analysis.report.topic_cells import topics_shown

CLIENT, WAVE, STUDY = "coffee", "2026-1", "market_research"
HEADING = "Would customers recommend the brand?"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with the coffee chain, small."""
    project = new_project(tmp_path_factory.mktemp("preview"))
    small_coffee((WAVE,)).write(project, CLIENT)
    return project


def page(project: Path, study: str, topic: str, language: str = "en") -> html.HtmlElement:
    path = project / "reports" / ".preview" / CLIENT / WAVE / language / f"{study}.{topic}.html"
    return html.document_fromstring(path.read_text("utf-8"))


def words(document: html.HtmlElement) -> str:
    for element in document.xpath("//style|//script"):
        element.drop_tree()
    return " ".join(document.text_content().split())


def test_a_page_shows_the_topic_as_the_study_does_and_no_other(project: Path) -> None:
    said = research(project, "preview", CLIENT, "--topic", "net_promoter", "--language", "en")
    assert said.code == 0, said.err
    assert f"{STUDY}.survey.net_promoter.html" in said.out
    shown = page(project, STUDY, "survey.net_promoter")
    assert [one.text_content().strip() for one in shown.xpath("//main//h2")] == [HEADING]
    told = words(shown)
    with nothing_drawn():
        whole = ask(project, STUDY, CLIENT)
    for section, bundle in whole.shown:
        if FINDING in bundle:
            assert (bundle[FINDING]["text"] in told) == (section == HEADING), section
    # nothing of it stands where a client's reports are
    assert {one.name for one in (project / "reports").iterdir()} == {".preview"}


def test_a_topic_of_several_sections_and_studies_has_a_page_for_each_study(project: Path) -> None:
    said = research(project, "preview", CLIENT, "--topic", "market/ratings", "--wave", WAVE)
    assert said.code == 0, said.err
    assert re.findall(r"(\w+)\.market\.ratings\.html", said.out) == [STUDY, "competitor_analysis"]
    language = "vi"  # the client's first one
    assert "Khách" in words(page(project, STUDY, "market.ratings", language))
    research(project, "preview", CLIENT, "--topic", "statements", "--language", "en")
    found = page(project, STUDY, "survey.statements").xpath("//main//h2")
    assert len(found) == 4  # goals, sources, pains, barriers


def test_what_the_cells_need_of_other_topics_is_made_and_not_shown(project: Path) -> None:
    """Profiles need segments: only studies that display profiles show them, and no segments."""
    said = research(project, "preview", CLIENT, "--topic", "profiles", "--language", "en")
    assert said.code == 0, said.err
    assert re.findall(r"(\w+)\.segments\.profiles\.html", said.out) == ["segmentation"]
    shown = page(project, "segmentation", "segments.profiles")
    headings = [one.text_content().strip() for one in shown.xpath("//main//h2|//main//h3")]
    assert headings == [
        "What makes the segments differ?", "3. Draw the portrait: who are the segments?",
    ]  # fmt: skip


def test_an_edit_shows_in_the_next_page(project: Path) -> None:
    path = project / "notebooks" / f"{STUDY}.ipynb"
    before = path.read_text("utf-8")
    path.write_text(before.replace(HEADING, "Would they?"), "utf-8")
    try:
        research(project, "preview", CLIENT, "--topic", "net_promoter", "--language", "en")
    finally:
        path.write_text(before, "utf-8")
    assert "Would they?" in words(page(project, STUDY, "survey.net_promoter"))


def test_an_unknown_topic_is_told_with_those_there_are(project: Path) -> None:
    said = research(project, "preview", CLIENT, "--topic", "net_promotor")
    assert said.code == 1
    cells = json.loads((project / "notebooks" / f"{STUDY}.ipynb").read_text("utf-8"))["cells"]
    assert all(topic in said.err for topic in topics_shown(cells))
    assert "net_promoter" in said.err.rpartition("got: ")[2]
    assert "Traceback" not in said.err


def test_what_the_data_do_not_answer_is_told(project: Path) -> None:
    client = small_coffee((WAVE,))
    del client.settings["sources"]["survey"]["net_promoter"]
    client.write(project, "mute")
    said = research(project, "preview", "mute", "--topic", "net_promoter")
    assert said.code == 0, said.err
    assert "The recommendation question was not asked." in said.out or "giới thiệu" in said.out


def test_a_study_the_client_cannot_have_is_told_with_the_reason(project: Path) -> None:
    client = small_coffee((WAVE,))
    for key in ("segmentation", "personas", "value"):
        client.settings.pop(key, None)
    client.write(project, "undivided")
    said = research(project, "preview", "undivided", "--topic", "separation")
    assert said.code == 1
    assert "segmentation" in said.err
