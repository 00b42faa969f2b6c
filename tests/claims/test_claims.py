"""The page *In brief* and headline numbers, of results made by hand."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from analysis import claims
from analysis.languages.catalog import language_in_use
from analysis.topics.competitors import brand_map, competitor_analysis
from analysis.topics.segments import segmentation
from analysis.values.absent import Absent
from analysis.values.finding import Finding


@pytest.fixture(autouse=True)
def english():
    with language_in_use("en"):
        yield


def test_brief_takes_the_strongest_and_every_reason_once() -> None:
    found = [Finding(f"f{n}", "h", f"text {n}", strength=n / 10) for n in range(9)]
    gone = Absent("No survey.")
    page = claims.brief([*found, gone, gone])
    assert [finding.name for finding in page.findings] == [f"f{n}" for n in range(8, 1, -1)]
    assert page.unanswered == ("No survey.",)


def test_headline_lines_do_not_depend_on_the_language() -> None:
    with language_in_use("vi"):
        lines = claims.headline(share=0.76109084649, base=np.int64(4853), gone=Absent("x"))
    assert lines == "share: 0.761091\nbase: 4853\ngone: absent"


def test_what_a_study_could_not_compute_is_absent_in_its_headline() -> None:
    gone = Absent("No survey.")
    mentions = pd.DataFrame({"cheap": [9.0, 1.0, 3.0], "good": [2.0, 8.0, 3.0], "near": [1, 2, 9]})
    mapped = brand_map.method.brand_map(mentions.set_axis(["A", "B", "C"]))
    lines = competitor_analysis.headline_numbers(
        "A", funnel=gone, prices=gone, brand_map=mapped
    ).splitlines()
    assert lines[:4] == [
        f"{name}: absent" for name in ("awareness", "offers", "reference_price", "brands_priced")
    ]
    assert lines[4].startswith("map_inertia: 0.") and lines[5] == "mentions: 38"
    segments = segmentation.headline_numbers(
        number=gone, sizes=gone, typing=gone, bands=gone, concentration=gone
    )
    assert {line.partition(": ")[2] for line in segments.splitlines()} == {"absent"}
