"""What a kernel shows of values: the same as `answers`, and nothing of other libraries' values."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from IPython.core.formatters import DisplayFormatter
from report_notebooks import bar_figure, persona_card, sample_brief, sample_cover, spanner_table

from analysis.report.display import bundle_of, show_in_notebook
from analysis.values.absent import Absent
from analysis.values.card import Cards
from analysis.values.note import Note


@pytest.fixture
def formatter(monkeypatch: pytest.MonkeyPatch) -> DisplayFormatter:
    shell = SimpleNamespace(display_formatter=DisplayFormatter())
    monkeypatch.setattr("IPython.get_ipython", lambda: shell)
    show_in_notebook()
    return shell.display_formatter


@pytest.mark.parametrize(
    ("make", "beside"),
    [
        (spanner_table, {"text/html", "text/plain"}),
        (bar_figure, {"image/svg+xml", "text/plain"}),
        (lambda: persona_card(1), {"text/html", "text/plain"}),
        (sample_brief, {"text/html", "text/plain"}),
        (lambda: sample_brief().findings[0], {"text/html", "text/plain"}),
        (sample_cover, {"text/html", "text/plain"}),
        (lambda: Absent("No survey."), {"text/plain"}),
        (lambda: Note("One sign was replaced."), {"text/plain"}),
    ],
)
def test_ipython_shows_what_reports_need_and_what_any_frontend_can(formatter, make, beside) -> None:
    value = make()
    shown, metadata = formatter.format(value)
    assert shown == bundle_of(value) and not metadata
    (own,) = {mime for mime in shown if mime.startswith("application/vnd.analysis.")}
    assert set(shown) == {own} | beside


def test_each_card_is_an_output_of_its_own(formatter, monkeypatch) -> None:
    displayed = []
    monkeypatch.setattr("IPython.display.display", displayed.append)
    cards = Cards((persona_card(1), persona_card(2)))
    assert formatter.format(cards) == ({}, {})
    assert tuple(displayed) == cards.cards


def test_values_of_other_libraries_are_shown_by_ipython(formatter) -> None:
    class Own:
        def _repr_html_(self) -> str:
            return "<b>own</b>"

    shown, _metadata = formatter.format(Own())
    assert shown["text/html"] == "<b>own</b>"
    assert formatter.format(3) == ({"text/plain": "3"}, {})


def test_without_a_shell_nothing_is_registered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("IPython.get_ipython", lambda: None)
    show_in_notebook()
