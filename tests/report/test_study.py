"""What an opened study gives a notebook: rows of sources, by their names."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.errors import ClientError
from analysis.report.opening import open_study
from analysis.study import Study
from analysis.values.absent import Absent

FILE = """\
name: Shop
kind: b2c
waves: {w1: {}}
sources:
  prices: {file: prices.csv, columns: {brand: brand, price: price}}
  competitors: {file: competitors.csv, columns: {name: name}}
"""


@pytest.fixture
def study(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Study:
    monkeypatch.setenv("ANALYSIS_PROJECT", str(tmp_path))
    (tmp_path / "notebooks").mkdir()
    folder = tmp_path / "data" / "shop" / "w1"
    folder.mkdir(parents=True)
    (folder.parent / "client.yml").write_text(FILE, "utf-8")
    prices = "".join(f"{brand},{price}\n" for brand in "AB" for price in range(10, 20))
    (folder / "prices.csv").write_text("brand,price\n" + prices, "utf-8")
    (folder / "competitors.csv").write_text("name\nA\nB\n", "utf-8")
    return open_study("competitor_analysis", client="shop", language="en")


def test_rows_of_a_source_are_among_those_used(study: Study) -> None:
    assert study.provenance == ()
    assert list(study.frame("prices")["price"]) == [*range(10, 20)] * 2
    assert [one.file for one in study.provenance] == ["prices.csv"]


def test_a_source_that_was_not_delivered_is_absent(study: Study) -> None:
    assert study.frame("reviews") == Absent("The client delivered no reviews.")
    assert isinstance(study.survey, Absent)


def test_a_slip_of_the_pen_is_told(study: Study) -> None:
    with pytest.raises(ClientError, match=r"must be one of .*, got: price.* Did you mean prices"):
        study.frame("price")
    with pytest.raises(AttributeError):
        study.price  # noqa: B018
