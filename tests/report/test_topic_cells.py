"""Which cells of a notebook show a topic, and what they need of those before them."""

from __future__ import annotations

import ast
from typing import Any

from analysis.report.topic_cells import _code, _needed, topics_shown

SETUP = """\
from analysis import open_study
from analysis.topics.survey import banner as groups, net_promoter
study = open_study("market_research", client=client)
study"""


def cell(source: str, *tags: str) -> dict[str, Any]:
    return {"cell_type": "code", "source": source, "metadata": {"tags": list(tags)}}


NOTEBOOK = [
    cell('client: str = "acme"', "parameters"),
    cell(SETUP, "setup"),
    cell("asked = groups.result(study)\nnotes = []\nnotes.append(asked)\ndisplay(notes)"),
    cell("told = groups.answer(asked, groups.words(study))\ndisplay(told)"),
    cell("display(net_promoter.answer(net_promoter.result(study), notes))\nprint(asked)"),
    cell("%time told"),
    cell("groups.answer(asked, notes)", "setup"),
]


def test_a_cell_shows_the_topics_whose_answers_it_displays() -> None:
    """Neither one that only asks a topic, nor set-up, nor a magic that no Python reads."""
    assert topics_shown(NOTEBOOK) == {"survey/banner": (3,), "survey/net_promoter": (4,)}


def test_of_other_cells_runs_what_sets_or_changes_a_name_that_is_needed() -> None:
    needed = _needed(_code(NOTEBOOK), (4,))
    told = {place: [ast.unparse(one) for one in body] for place, body in needed.items()}
    assert told[0] == ["client: str = 'acme'"]
    assert [line.split(" import")[0].split(" = ")[0] for line in told[1]] == [
        "from analysis", "from analysis.topics.survey", "study",
    ]  # fmt: skip
    assert told[2] == ["asked = groups.result(study)", "notes = []", "notes.append(asked)"]
    assert 3 not in told and len(told[4]) == 2
