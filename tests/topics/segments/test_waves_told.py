"""What reports say of segments over time, of results made by hand; and the flow diagram."""

from __future__ import annotations

import itertools
import re

import numpy as np
import pandas as pd
import pytest
from matplotlib.text import Text

from analysis.drawing.canvas import WIDTH_CM
from analysis.drawing.flows import FlowNode, FlowStage, flow_diagram
from analysis.languages.catalog import language_in_use
from analysis.sources.words import Words
from analysis.statistics.shares import share_estimate
from analysis.topics.segments import migration as migration_topic
from analysis.topics.segments import waves
from analysis.topics.segments.migration.method import segment_migration
from analysis.topics.segments.waves.method_verdicts import (
    MovedTrait,
    NewSegment,
    SegmentWaves,
    WaveSegment,
)
from analysis.values.absent import Absent

WAVES = ("2026-1", "2026-2")


def wave_finding(result, words):
    return waves.answer(result, words, waves=WAVES).findings[0]


@pytest.fixture(autouse=True)
def english():
    with language_in_use("en"):
        yield


@pytest.fixture
def words() -> Words:
    names = {1: "Commuters", 2: "Families", 3: "Students", 4: "Night owls"}
    return Words(names, "respondents", "spending", "VND", "Source: a.sav")


def share(count: int, base: int = 400):
    return share_estimate(np.repeat([1.0, 0.0], [count, base - count]), np.ones(base))


def segment(number: int, verdict: str = "held", size: str = "same", **given) -> WaveSegment:
    before, now = share(120), share(given.pop("now", 120))
    change = now.share - before.share
    values = {
        "p_value": 0.5, "adjusted_p_value": 0.6, "jaccard": 0.92, "refit_segment": number,
        "distance": 0.05, "drift_p_value": 0.4, "adjusted_drift_p_value": 0.5, "traits": (),
        "parts": (), "merged_with": (),
    }  # fmt: skip
    return WaveSegment(
        number, verdict, given.pop("perhaps", verdict), size, before, now, change, change - 0.05,
        change + 0.05, **(values | given),
    )  # fmt: skip


def result(*segments: WaveSegment, new=(), agreement=0.9, keep=True, perhaps=None) -> SegmentWaves:
    might = keep if perhaps is None else perhaps
    return SegmentWaves(
        segments, tuple(new), agreement, keep, might, 400, 400, 400.0, 380.0, 0.95, 1
    )


def test_what_chance_leaves_open_is_told(words) -> None:
    rows = segment(1), segment(2, perhaps="drifted")
    found = wave_finding(result(*rows, agreement=0.79, keep=False, perhaps=True), words)
    assert "Whether the answers of Families moved cannot be told" in found.text
    assert found.implication.startswith("Whether the old segments still fit cannot be told: 0.79")
    table = waves.answer(result(*rows), words, waves=WAVES).shown[0].data
    assert [row.cells[-1].text for row in table.rows][:2] == ["held", "held or drifted"]


def test_all_held_is_said_with_bases_and_agreement(words) -> None:
    found = wave_finding(result(segment(1), segment(2)), words)
    assert found.headline == "All 2 segments held"
    assert "(n = 400 and 400; the old division and a new one agree to 0.90 of 1)" in found.text
    assert found.implication.startswith("Keep the segments as they are: numbers stay")


def test_growth_of_one_segment_is_the_headline(words) -> None:
    grown = segment(2, size="grew", now=160)
    found = wave_finding(result(segment(1), grown), words)
    assert found.headline == "All 2 segments held; Families grew"
    assert (
        "Families grew from 30.0% to 40.0% of respondents (+10.0 points, 95% CI +5.0 to +15.0)."
        in found.text
    )


def test_a_drifted_segment_is_described_anew(words) -> None:
    traits = (
        MovedTrait("quiet", 0.82, 0.55, -0.6, True),
        MovedTrait("visits", 2.0, 3.5, 0.5, False),
    )
    drifted = segment(2, "drifted", traits=traits, distance=0.4, adjusted_drift_p_value=0.001)
    found = wave_finding(result(segment(1), drifted), words)
    assert found.headline == "1 of 2 segments held; Families drifted"
    assert "Families drifted: quiet 82% → 55% and visits 2.0 → 3.5." in found.text
    assert found.implication == "Keep the segments as they are, and describe Families anew."


def test_segments_that_drifted_together_are_there_still(words) -> None:
    trait = (MovedTrait("quiet", 0.82, 0.55, -0.6, True),)
    moved = [segment(n, "drifted", traits=trait, adjusted_drift_p_value=0.001) for n in (1, 2)]
    found = wave_finding(result(*moved), words)
    assert found.headline == "All 2 segments are found again, 2 with other answers"
    assert "0 of them with the same answers" in found.text and "0 of the 2" not in found.text


def test_what_no_longer_fits_is_to_be_made_anew(words) -> None:
    new = NewSegment(5, share(60), 1)
    rows = (
        segment(1, "split", parts=(1, 4)),
        segment(2, "merged", merged_with=(3,)),
        segment(3, "merged", merged_with=(2,)),
        segment(4, "vanished", "shrank", now=4),
    )
    found = wave_finding(result(*rows, new=[new], agreement=0.4, keep=False), words)
    assert found.headline == "0 of 4 segments held"
    assert found.text.count("Families and Students merged into one group.") == 1
    assert "Commuters split into 2 groups." in found.text
    assert "Night owls vanished: 30.0% then, 1.0% now." in found.text and "shrank" not in found.text
    assert "A new group (5) holds 15.0% of respondents (n = 400, 95% CI" in found.text
    assert "this wave (2026-2) segmentation.reference_wave" in found.implication


def test_a_practical_division_is_kept_though_borders_differ(words) -> None:
    redrawn = segment(1, "dissolved", jaccard=0.3)
    found = wave_finding(result(redrawn, segment(2), agreement=0.3, keep=False), words)
    assert "does not find it again (overlap 0.30)" in found.text
    assert "practical division" in found.implication


@pytest.mark.usefixtures("drawings")
def test_table_and_figure_show_verdicts_and_arrows(words) -> None:
    rows = result(segment(1), segment(2, size="grew", now=160), new=[NewSegment(3, share(40), 1)])
    figure = waves.answer(rows, words, waves=WAVES).shown[0]
    lines = [[f"{c.text} {c.mark}".strip() for c in row.cells] for row in figure.data.rows]
    assert lines[1][:1] + lines[1][3:] == [
        "30.0%", "+10.0 ▲", "+5.0 to +15.0", "0.05", "0.92", "held",
    ]  # fmt: skip
    assert lines[2] == ["–", "10.0%", "7.4–13.3%", "–", "–", "–", "–", "new"]
    assert "Families: 30.0% → 40.0%, held; New group 3: – → 10.0%, new." in figure.alt
    assert "held" in figure.svg and "(effective base 400), 400 in 2026-2 (380)" in figure.base


@pytest.fixture
def migration():
    pairs = np.repeat([(1, 1), (1, 2), (2, 2), (2, 1)], [60, 20, 110, 10], axis=0)
    then, now = (pd.Series(pairs[:, side]) for side in (0, 1))
    return segment_migration(then, now)


def test_stay_is_told_with_chance_and_the_largest_move(migration, words) -> None:
    found = migration_topic.answer(migration, words, waves=WAVES).findings[0]
    assert found.headline == "85.0% of those asked twice stayed in their segment"
    assert (
        "Of 200 respondents asked in both waves, 85.0% stayed in their segment (95% CI"
        in found.text
    )
    assert "by chance it would be 53.0%." in found.text
    assert "25% of Commuters are now in Families (n = 80, 95% CI 17–35%)" in found.text


def test_stay_by_chance_is_called_so(words) -> None:
    pairs = np.repeat([(1, 1), (1, 2), (2, 2), (2, 1)], 20, axis=0)
    then, now = (pd.Series(pairs[:, side]) for side in (0, 1))
    found = migration_topic.answer(segment_migration(then, now), words, waves=WAVES).findings[0]
    assert found.headline == "No more people stayed in their segment than by chance"


@pytest.mark.usefixtures("drawings")
def test_migration_table_and_figure(migration, words) -> None:
    figure = migration_topic.answer(migration, words, waves=WAVES).shown[0]
    rows = [(row.label, [c.text for c in row.cells]) for row in figure.data.rows]
    assert rows[0] == ("Commuters", ["80", "75%", "25%", "65–83%"])
    assert rows[2][1][:3] == ["200", "35.0%", "65.0%"]
    assert figure.alt == f"{figure.title}. Commuters: 75% stayed; Families: 92% stayed."
    assert "Commuters · 40.0%" in figure.svg


def test_nothing_before_stays_absent(words) -> None:
    nothing = Absent("This is the first wave.")
    assert waves.answer(nothing, words, waves=WAVES) is nothing
    assert migration_topic.answer(nothing, words, waves=WAVES) is nothing


def test_vietnamese_texts_carry_no_english(words, migration) -> None:
    with language_in_use("vi"):
        found = wave_finding(result(segment(1), segment(2, size="grew", now=160)), words)
        assert found.headline == "Cả 2 phân khúc giữ nguyên; Families tăng"
        figure = migration_topic.answer(migration, words, waves=WAVES).shown[0]
        assert "ở lại" in figure.alt and "stayed" not in figure.alt


# -- flow diagram ------------------------------------------------------------------------------

NAMES = ["Dân văn phòng làm việc tại quán", "Gặp gỡ bạn bè, chụp ảnh", "Mua mang đi", "Gia đình"]


def stage(count: int, named: bool) -> FlowStage:
    nodes = [
        FlowNode(NAMES[n % 4] if named else str(n + 1), 1 / count, "#0B6E69", n == 1, "12,5 %")
        for n in range(count)
    ]
    return FlowStage(f"{count} phân khúc", nodes)


def test_texts_of_seven_stages_stay_apart_and_on_the_page() -> None:
    counts = range(2, 9)
    stages = [stage(k, named=k in (2, 8)) for k in counts]
    flows = [
        [(i, j, 1 / (k * (k + 1))) for i in range(k) for j in range(k + 1)]
        for k in list(counts)[:-1]
    ]
    drawing = flow_diagram(stages, flows)
    drawing.draw_without_rendering()
    boxes = [t.get_window_extent() for t in drawing.findobj(Text) if t.get_text().strip()]
    assert len(boxes) == 7 + sum(counts)  # heads, and a name for every node
    page = drawing.bbox
    assert all(box.x0 >= 0 and box.x1 <= page.width and box.y0 >= 0 for box in boxes)
    overlaps = [
        1 for a, b in itertools.combinations(boxes, 2)
        if min(a.x1, b.x1) - max(a.x0, b.x0) > 1 and min(a.y1, b.y1) - max(a.y0, b.y0) > 2
    ]  # fmt: skip
    assert not overlaps


def test_ribbons_are_as_thick_as_their_flows() -> None:
    left = FlowStage("A", [FlowNode("a", 0.75, "#0B6E69"), FlowNode("b", 0.25, "#D98E04")])
    right = FlowStage("B", [FlowNode("c", 1.0, "#5B5EA6")])
    drawing = flow_diagram([left, right], [[(0, 0, 0.75), (1, 0, 0.25)]])
    patches = drawing.axes[0].patches
    ribbons = [patch.get_path().vertices for patch in patches if len(patch.get_path().vertices) > 6]
    thick = [shape[:, 1][-2] - shape[0, 1] for shape in ribbons]
    assert thick[0] == pytest.approx(3 * thick[1])
    assert len({round(float(np.ptp(shape[:, 0])), 6) for shape in ribbons}) == 1
    assert drawing.get_size_inches()[0] * 2.54 == pytest.approx(WIDTH_CM)


def test_flows_must_fit_the_stages() -> None:
    with pytest.raises(ValueError, match=re.escape("two stages or more")):
        flow_diagram([stage(2, True)], [])


def test_change_is_drawn_row_by_row_and_marked_where_it_is_no_chance(words) -> None:
    rows = result(segment(1), segment(2, size="grew", now=160), new=[NewSegment(3, share(40), 1)])
    drawn = waves.answer(rows, words, waves=WAVES).shown[0].form
    assert drawn.heads == ("2026-1 → 2026-2", "Verdict")
    assert [(row.label, row.role, row.changed) for row in drawn.rows] == [
        ("Commuters", 1, False), ("Families", 2, True), ("New group 3", "ink", False),
    ]  # fmt: skip
    assert [row.now[0] for row in drawn.rows] == pytest.approx([0.3, 0.4, 0.1])
    assert drawn.rows[2].before is None and drawn.rows[1].texts == ("30.0% → 40.0%", "held")
