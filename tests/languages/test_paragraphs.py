"""Markdown is translated paragraph by paragraph; an analyst's own stays as it is written."""

from __future__ import annotations

import json

import pytest

from analysis.languages import language_in_use
from analysis.languages.paragraphs import paragraphs, parts, translated
from analysis.languages.said import NOTEBOOKS

QUESTION = "Would customers recommend the brand?"
TEXT = (
    "The net promoter score is the share of promoters less the share of detractors; it says how "
    "customers feel, not why."
)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("# Title\nText of it\ngoes on\n\nNext\n", ["# Title", "Text of it\ngoes on", "Next"]),
        ("# One\n## Two", ["# One", "## Two"]),
        ("- a\n- b\n  - c\n\n|x|y|\n|-|-|\n|1|2|", ["- a\n- b\n  - c", "|x|y|\n|-|-|\n|1|2|"]),
        ("```\n# no heading\n\ncode\n```\nText", ["```\n# no heading\n\ncode\n```", "Text"]),
        ("$$\na\n\nb\n$$\n\n$$c$$\nText", ["$$\na\n\nb\n$$", "$$c$$\nText"]),
        ("", []),
        (" \n\n", []),
    ],
)  # fmt: skip
def test_blocks_are_parted_and_nothing_is_lost(source, expected) -> None:
    assert paragraphs(source) == expected
    assert "".join(parts(source)) == source


def test_a_changed_paragraph_does_not_cost_its_neighbours_their_translation() -> None:
    source = f"## {QUESTION}\n\n{TEXT.replace(';', ',')}\n\n\n{TEXT}\n"
    with language_in_use("vi"):
        first, own, known = translated(source, "market_research").split("\n\n", 2)
    assert first.startswith("## ") and QUESTION not in first
    assert own == TEXT.replace(";", ",")
    assert known.startswith("\nNPS là") and known.endswith(".\n")
    with language_in_use("en"):
        assert translated(source, "market_research") == source


def test_a_cell_taken_from_another_study_is_translated_too() -> None:
    with language_in_use("vi"):
        assert translated(TEXT, "personas") == translated(TEXT, "market_research") != TEXT
        assert translated(TEXT, "") != TEXT


def test_no_english_is_left_of_the_studies_own_notebooks() -> None:
    for path in NOTEBOOKS.glob("*.ipynb"):
        for cell in json.loads(path.read_text("utf-8"))["cells"]:
            if cell["cell_type"] == "markdown":
                source = "".join(cell["source"])
                with language_in_use("vi"):
                    kept = set(paragraphs(source)) & set(paragraphs(translated(source, path.stem)))
                assert not kept
