"""What is remembered equals what is computed."""

from __future__ import annotations

import inspect

import pandas as pd

from analysis.methods.memory import remembered


def test_nothing_is_remembered_without_a_folder(monkeypatch):
    monkeypatch.delenv("ANALYSIS_CACHE", raising=False)
    calls = []

    @remembered
    def doubled(frame: pd.DataFrame) -> pd.DataFrame:
        calls.append(1)
        return frame * 2

    doubled(pd.DataFrame({"a": [1]}))
    doubled(pd.DataFrame({"a": [1]}))
    assert len(calls) == 2


def test_a_second_call_is_looked_up_and_equal(monkeypatch, tmp_path):
    from planted_habits import planted

    from analysis.methods.dividing.clustering import segmentation_basis
    from analysis.methods.dividing.segment_solution import segment_solution

    answers, _ = planted()
    basis = segmentation_basis(answers)
    monkeypatch.delenv("ANALYSIS_CACHE", raising=False)
    plain = segment_solution(basis, 3)
    monkeypatch.setenv("ANALYSIS_CACHE", str(tmp_path))
    first = segment_solution(basis, 3)
    monkeypatch.setitem(
        inspect.unwrap(segment_solution).__globals__, "fit_segments", None
    )  # must not be needed any more
    second = segment_solution(segmentation_basis(answers.copy()), 3)
    for found in (first, second):
        pd.testing.assert_series_equal(found.labels, plain.labels)
        pd.testing.assert_frame_equal(found.centers, plain.centers)
        assert found.within_ss == plain.within_ss


def test_other_code_remembers_elsewhere(monkeypatch, tmp_path):
    from planted_habits import planted

    from analysis.methods import memory
    from analysis.methods.dividing.clustering import segmentation_basis
    from analysis.methods.dividing.segment_solution import segment_solution

    monkeypatch.setenv("ANALYSIS_CACHE", str(tmp_path))
    basis = segmentation_basis(planted()[0])
    segment_solution(basis, 2)
    memory._memory.cache_clear()
    monkeypatch.setattr(memory, "_code_digest", lambda: "other")
    segment_solution(basis, 2)
    memory._memory.cache_clear()
    assert len(list(tmp_path.iterdir())) == 2
