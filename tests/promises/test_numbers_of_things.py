"""Numbers of products are no numbers of people: what the check lets pass, reports can show."""

from __future__ import annotations

from pathlib import Path

import pytest
from product import research
from small_clients import new_project

CLIENT = """\
name: Chợ Thử
kind: b2c
waves: {w1: {}}
sources:
  reviews:
    file: reviews.csv
    columns: {review: review_id, text: content, rating: rating, product: PRODUCT}
"""
NUMBERS = (101782486, 117238177, 13419678)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return new_project(tmp_path / "project")


def written(project: Path, title: str) -> Path:
    """Write a client whose reviews are about products called by numbers, under a title."""
    folder = project / "data" / "market"
    (folder / "w1").mkdir(parents=True)
    (folder / "client.yml").write_text(CLIENT.replace("PRODUCT", title), "utf-8")
    rows = [f"{n},rất tốt {n},{3 + n % 3},{NUMBERS[n % 3]}" for n in range(90)]
    text = "\n".join([f"review_id,content,rating,{title}", *rows]) + "\n"
    (folder / "w1" / "reviews.csv").write_text(text, "utf-8")
    return project


def test_numbers_under_a_title_of_things_are_shown_as_such(project: Path) -> None:
    written(project, "product_id")
    assert research(project, "check", "market").code == 0
    made = research(project, "run", "market", "--study", "market_research", "--language", "en",
                    "--format", "html")  # fmt: skip
    assert made.code == 0, made.err
    page = next((project / "reports").rglob("market_research.html")).read_text("utf-8")
    assert all(f"#{number}" in page for number in NUMBERS)


def test_numbers_that_nothing_explains_are_told_by_the_check(project: Path) -> None:
    written(project, "about")
    said = research(project, "check", "market")
    assert said.code == 1
    assert 'column "about"' in said.err + said.out
