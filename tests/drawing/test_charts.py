"""What charts show, read from their forms, and that drawings show what the forms say."""

from __future__ import annotations

import datetime as dt
import math
import re
from dataclasses import replace
from functools import cache

import pytest
from matplotlib.colors import to_hex

from analysis.drawing.figure import finished_figure, nothing_drawn
from analysis.drawing.forms import drawn, narrowly_drawn
from analysis.drawing.style import (
    Palette,
    colour_of,
    palette,
    segment_colour,
    style_in_use,
    use_style,
)
from analysis.languages.catalog import language_in_use
from analysis.report.fonts import default_font_folder
from analysis.values.chart import Chart
from analysis.values.chart_forms import (
    BarChart,
    BarPart,
    Bars,
    ChangeChart,
    ChangeRow,
    NestedBarChart,
    NestedBars,
    RangeChart,
    StackedBarChart,
    StackedPart,
)
from analysis.values.chart_roles import Axis, highlighted
from analysis.values.finding import Finding
from analysis.values.line_forms import (
    Crossing,
    CrossingChart,
    Curve,
    EqualityChart,
    Line,
    LineChart,
    TrackChart,
)

SAID = Finding("prices", "Dear", "It is dear.", "", "S1.5", 0.5)
BARS = BarChart(
    ["Ours", "Theirs", "Others"],
    [
        Bars([0.5, 0.25, math.nan], "Know", [0.4, 0.2, math.nan], [0.6, 0.3, math.nan],
             ["50%", "25%", "–"]),
        Bars([0.1, 0.05, 0.0], "Buy"),
    ],
    highlighted([True, False, False]),
    small=[False, True, False],
    full=1.0,
    reference=0.3,
)  # fmt: skip
STACKED = StackedBarChart(
    ["Total", "Women"],
    [StackedPart("No", [0.2, 0.3], "muted"), StackedPart("Yes", [0.8, 0.7], "brand")],
    ["+60", "+40"],
    "Score",
)
NESTED = NestedBarChart(
    [
        NestedBars(
            "Customers (n = 80)",
            [
                [BarPart(1.0, "All 100%", "empty")],
                [BarPart(0.7, "Active 70%", "brand"), BarPart(0.3, "Lapsed 30%", "accent")],
            ],
        )
    ]
)
RANGES = RangeChart(
    ["Ours", "Theirs"], [30.0, 40.0], [(25.0, 35.0), (38.0, 45.0)], [(10.0, 60.0), (30.0, 50.0)],
    ["30", "40"], ["brand", "muted"], [False, True], Axis(),
)  # fmt: skip
CHANGE = ChangeChart(
    [
        ChangeRow("Families", 1, (0.3, 0.25, 0.35), (0.4, 0.35, 0.45), True, ("30 → 40", "held")),
        ChangeRow("Newcomers", "ink", None, (0.1, 0.07, 0.13), False, ("– → 10", "new")),
    ],
    ("then → now", "Verdict"),
)
LINE = LineChart(
    [1, 2, 3], [0.4, 0.6, 0.7], ["40%", "60%", "70%"], Axis("Questions"),
    Axis("Right", "share", limits=(0, 1.08)), [0.3, 0.5, 0.6], [0.5, 0.7, 0.8], 2,
    (0.35, "largest"),
)  # fmt: skip
TRACK = TrackChart(
    [dt.date(2026, 1, 7), dt.date(2026, 1, 14), dt.date(2026, 1, 21)],
    Line("Actual", [90, 80, 70]),
    Line("Expected", [85, 84, 72]),
    ("not seen", dt.date(2026, 1, 14)),
)
EQUALITY = EqualityChart(
    [0, 0.5, 1], [0, 0.8, 1], Axis("Customers", "share"), Axis("Revenue", "share"),
    (0.2, 0.5, "best 20%: 50%"),
)  # fmt: skip
CROSSING = CrossingChart(
    [10, 20, 30],
    [Curve("too cheap", [1, 0.5, 0], "brand"), Curve("too dear", [0, 0.5, 1], "accent", True)],
    [Crossing(20, 0.5, "OPP 20")], (15, 25), 30, Axis(),
)  # fmt: skip
FORMS = {
    "bars": BARS, "stacked": STACKED, "nested": NESTED, "ranges": RANGES, "change": CHANGE,
    "line": LINE, "track": TRACK, "equality": EQUALITY, "crossing": CROSSING,
}  # fmt: skip


@pytest.fixture(autouse=True)
def english():
    with language_in_use("en"):
        yield


def texts_of(form) -> list[str]:
    """Return every text of a form, in its order."""
    if isinstance(form, str):
        return [form]
    if isinstance(form, (list, tuple)):
        return [text for one in form for text in texts_of(one)]
    return texts_of(list(vars(form).values())) if hasattr(form, "__dict__") else []


@cache
def chart_of(name: str) -> Chart:
    return finished_figure(FORMS[name], name="prices", finding=SAID, alt="Dear.")


@pytest.mark.parametrize("name", FORMS)
def test_a_drawing_shows_every_text_of_its_form(name: str) -> None:
    chart, form = chart_of(name), FORMS[name]
    words = {"share", "number", "brand", "context", "muted", "ink", "accent", "empty"}
    missed = [text for text in texts_of(form) if text not in words and f">{text}<" not in chart.svg]
    assert missed == [] or missed == [""] * len(missed)
    assert chart.form is form and chart.title == "Dear"


@pytest.mark.parametrize("name", FORMS)
def test_a_drawing_for_a_phone_says_the_same(name: str) -> None:
    chart, form = chart_of(name), FORMS[name]
    # what has no room in its part stands under its bar, with its like
    texts = re.findall(r"<text[^>]*>([^<]*)</text>", chart.narrow)
    missed = [word for word in texts_of(form) if not any(word in text for text in texts)]
    assert set(missed) <= {"share", "number", "brand", "context", "muted", "ink", "accent", "empty"}
    ids = re.findall(r'\bid="([^"]+)"', chart.narrow)
    assert all(one.startswith("prices-narrow-") for one in ids)


def test_a_legend_of_four_long_names_stays_on_the_phone() -> None:
    names = ("too cheap to trust", "not cheap", "not expensive", "too expensive to buy")
    curves = [Curve(name, [1, 0.5, 0], "brand") for name in names]
    fonts = sorted(default_font_folder().glob("SourceSansPro-*.ttf"))
    with style_in_use():  # as reports are drawn, whatever was drawn before
        use_style(Palette(), fonts, "Source Sans Pro")
        narrow = narrowly_drawn(replace(CROSSING, curves=curves))
        narrow.canvas.draw()
        (legend,) = narrow.legends
        assert legend.get_window_extent().x1 <= narrow.bbox.x1


@pytest.mark.parametrize("name", FORMS)
def test_the_same_form_has_the_same_drawing(name: str) -> None:
    one = chart_of(name)
    other = finished_figure(FORMS[name], name="prices", finding=SAID, alt="Dear.")
    assert one.svg == other.svg and one.narrow == other.narrow


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_where_nothing_is_drawn_the_form_is_there(form, monkeypatch) -> None:
    monkeypatch.setattr("matplotlib.figure.Figure.__init__", None)  # drawing anything would fail
    with nothing_drawn():
        chart = finished_figure(form, name="prices", finding=SAID, alt="Dear.")
    assert chart.form is form and "<text" not in chart.svg and not chart.narrow
    assert "form" not in chart.to_json()


def test_drawing_goes_on_after_nothing_was_drawn() -> None:
    with nothing_drawn():
        empty = finished_figure(STACKED, name="prices", finding=SAID, alt="Dear.")
    full = finished_figure(STACKED, name="prices", finding=SAID, alt="Dear.")
    assert len(full.svg) > 10 * len(empty.svg)


def test_bars_are_as_long_as_their_values_in_the_order_of_the_rows() -> None:
    know, buy = drawn(BARS).axes
    assert [bar.get_width() for bar in know.patches] == [0.5, 0.25, 0.0]
    assert [bar.get_width() for bar in buy.patches] == [0.1, 0.05, 0.0]
    tops = [bar.get_y() for bar in know.patches]
    assert tops == sorted(tops) and know.yaxis_inverted()  # the first row stands at the top
    assert [label.get_text() for label in know.get_yticklabels()] == list(BARS.labels)
    assert [to_hex(bar.get_facecolor()).upper() for bar in know.patches] == [
        palette().brand, palette().context, palette().context,
    ]  # fmt: skip
    assert [bar.get_hatch() for bar in know.patches] == [None, "////", None]
    assert [text.get_text() for text in know.texts] == ["50%", "25%", "–"]


def test_stacked_bars_begin_where_the_part_before_ends() -> None:
    (axis,) = drawn(STACKED).axes
    no, yes = axis.containers
    assert [bar.get_width() for bar in no] == [0.2, 0.3]
    assert [bar.get_x() for bar in yes] == [0.2, 0.3]
    assert [bar.get_x() + bar.get_width() for bar in yes] == pytest.approx([1, 1])
    assert [text.get_text() for text in axis.texts] == [
        "20%", "30%", "80%", "70%", "+60", "+40", "Score",
    ]  # fmt: skip


def test_change_is_filled_and_has_an_arrow_only_where_it_is_more_than_chance() -> None:
    same = ChangeRow("Night owls", 2, (0.3, 0.25, 0.35), (0.31, 0.26, 0.36), False, ("", ""))
    (axis,) = drawn(ChangeChart([*CHANGE.rows, same], CHANGE.heads)).axes
    points = {line.get_xdata()[0]: line for line in axis.lines if line.get_markersize() == 8}
    assert list(points) == [0.4, 0.1, 0.31]
    hollow = [line.get_markerfacecolor() == palette().paper for line in points.values()]
    assert hollow == [False, False, True]
    assert sum(getattr(text, "arrow_patch", None) is not None for text in axis.texts) == 1


def test_lines_go_through_their_points_and_the_chosen_one_is_filled() -> None:
    (axis,) = drawn(LINE).axes
    line, *points = axis.lines
    assert list(line.get_xdata()) == [1, 2, 3] and list(line.get_ydata()) == [0.4, 0.6, 0.7]
    filled = [point.get_markerfacecolor() == palette().brand for point in points[:3]]
    assert filled == [False, True, False]
    assert points[3].get_ydata()[0] == 0.35


def test_segments_keep_their_colour_and_roles_have_the_brands() -> None:
    assert colour_of(3) == segment_colour(3)
    assert colour_of(1 + len(palette().series)) == colour_of(1)
    assert colour_of("empty") == palette().paper and colour_of("accent") == palette().accent
