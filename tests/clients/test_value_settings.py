"""What a client file says of customers' value is checked, with its line and what to do."""

from __future__ import annotations

import pytest

from analysis.clients.loading import load_client
from analysis.errors import ClientError
from analysis.languages.catalog import language_in_use

FILE = """\
name: A
kind: b2c
waves: {w1: {}}
sources:
  transactions: {file: a.csv, columns: {customer: c, date: d, amount: m}}
value:
  source: transactions
  """


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (
            "rfm: {recency: [30, 7], frequency: [2, 5], monetary: [1, 9]}",
            "value.rfm.recency must hold 1 to 8 numbers from 0 on that ascend",
        ),
        (
            "rfm: {recency: [7, 30], frequency: [2], monetary: [1, 9]}",
            "value.rfm must hold as many bounds for each of the three, got: 2, 1, 2. "
            "One bound fewer",
        ),
        ("rfm: {recency: [7], frequency: [2], monetary: []}", "value.rfm.monetary must hold 1"),
        ("rfm: {recency: [7], frequency: [2], monetary: [-1]}", "value.rfm.monetary must hold 1"),
        (
            "rfm: {recency: [7], frequency: [2], monetary: [.inf]}",
            "value.rfm.monetary[1] must be a number",
        ),
        ("rfm: {recency: [7], frequency: [two], monetary: [1]}", "value.rfm.frequency"),
        ("rfm: {recency: [7], frequency: [2]}", "value.rfm.monetary must be given"),
        ("lapsed_after_days: 0", "value.lapsed_after_days must be"),
        ("lapsed_after_days: soon", "value.lapsed_after_days must be"),
    ],
)
def test_bounds_that_cannot_be_used_have_place_and_cure(tmp_path, monkeypatch, line, message):
    monkeypatch.setenv("ANALYSIS_PROJECT", str(tmp_path))
    folder = tmp_path / "data" / "a"
    (folder / "w1").mkdir(parents=True)
    (tmp_path / "notebooks").mkdir()
    (folder / "client.yml").write_text(f"{FILE}{line}\n", encoding="utf-8")
    with pytest.raises(ClientError) as error:
        load_client("a")
    assert message in str(error.value)
    assert "client.yml, line 8" in str(error.value)
    with language_in_use("vi"), pytest.raises(ClientError) as error:
        load_client("a")
    assert " must " not in str(error.value)
