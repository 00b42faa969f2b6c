"""The recommended number of segments stays the same where chance decides, and says so."""

from __future__ import annotations

import numpy as np
import pytest

from analysis.topics.segments.number.method_recommended import SegmentNumber, recommended_number

PAIRS = 100
NOISE = np.random.default_rng(0).normal(size=PAIRS)
NOISE = (NOISE - NOISE.mean()) / NOISE.std(ddof=1)


def agreements(**means: float) -> dict[int, np.ndarray]:
    """Agreements with these means; each number's pairs scatter by 0.05 in their own way."""
    return {
        int(name[1:]): mean + 0.05 * np.roll(NOISE, 7 * place)
        for place, (name, mean) in enumerate(means.items())
    }


def recommended(
    found: dict[int, np.ndarray],
) -> tuple[SegmentNumber, tuple[str, ...], tuple[int, ...]]:
    tried = [
        SegmentNumber(k, float(a.mean()), float(a.std(ddof=1)), 0.0, 1.0, 0.5, 1.0, 0.2, True)
        for k, a in found.items()
    ]
    return recommended_number(tried, found, 0.05)


def test_clear_cases_are_as_ever() -> None:
    best, reasons, also = recommended(agreements(k2=0.95, k3=0.94, k4=0.6))
    assert (best.segments, reasons, also) == (3, ("finest_of_equally_reproducible",), ())
    best, reasons, also = recommended(agreements(k2=0.6, k3=0.61, k4=0.4))
    assert (best.segments, reasons, also) == (2, ("fewest_of_equally_reproducible",), ())
    best, reasons, also = recommended(agreements(k2=0.5, k3=0.95, k4=0.6))
    assert (best.segments, reasons, also) == (3, ("most_reproducible",), ())


@pytest.mark.parametrize("beside", [-1e-5, 0.0, 1e-5])
def test_a_number_at_the_edge_of_the_equal_ones_never_decides(beside: float) -> None:
    """The margin was 0.00001 in a real survey: the processor chose between 2 and 3 segments."""
    best, _reasons, also = recommended(agreements(k2=0.95, k3=0.93 + beside, k4=0.5))
    assert best.segments == 2 and also == (3,)
    best, _reasons, also = recommended(agreements(k2=0.68 + beside, k3=0.70, k4=0.5))
    assert best.segments == 2 and also == (3,)


@pytest.mark.parametrize("beside", [-1e-5, 0.0, 1e-5])
def test_an_agreement_at_the_edge_of_good_never_decides(beside: float) -> None:
    best, _reasons, also = recommended(agreements(k2=0.8 + beside, k3=0.795 + beside, k4=0.5))
    assert best.segments == 2 and also == (3,)


def test_equal_numbers_of_the_information_criterion_go_to_the_fewest_segments() -> None:
    tried = [
        SegmentNumber(k, 0.9, 0.1, 0.0, 1.0, 0.5, 1.0, 0.2, True, bic)
        for k, bic in ((2, 1000.0 + 1e-8), (3, 1000.0), (4, 1200.0))
    ]
    assert recommended_number(tried, {}, 0.05)[0].segments == 2
