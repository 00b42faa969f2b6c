"""Texts of charts can be read."""

from __future__ import annotations

from analysis.drawing.style import readable


def test_text_in_a_series_colour_is_darkened_until_it_reads_well() -> None:
    assert readable("#0B6E69") == "#0B6E69"
    assert readable("#E69F00") != "#E69F00"
