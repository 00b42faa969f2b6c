"""What is remembered equals what is computed."""

from __future__ import annotations

import ast
import inspect
from functools import cache
from pathlib import Path

import pandas as pd
import pytest

from analysis.languages.catalog import language_in_use
from analysis.topics import method_memory as memory
from analysis.topics.method_memory import remembered
from analysis.topics.segments.stability.method import segment_stability
from analysis.topics.segments.stability.method_across import segment_stability_across

PACKAGE = Path(memory.__file__).parents[1]


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

    from analysis.topics.segments.basis.method_basis import segmentation_basis
    from analysis.topics.segments.solution.method import segment_solution

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

    from analysis.topics.segments.basis.method_basis import segmentation_basis
    from analysis.topics.segments.solution.method import segment_solution

    monkeypatch.setenv("ANALYSIS_CACHE", str(tmp_path))
    basis = segmentation_basis(planted()[0])
    segment_solution(basis, 2)
    memory._memory.cache_clear()
    monkeypatch.setattr(memory, "_code_digest", lambda module: "other")
    segment_solution(basis, 2)
    memory._memory.cache_clear()
    assert len(list(tmp_path.iterdir())) == 2


def test_other_code_is_that_of_every_module_a_result_can_depend_on():
    """Whatever a module with a remembered method imports, and what that imports, is digested."""
    methods = [path for path in PACKAGE.rglob("*.py") if "@remembered" in path.read_text("utf-8")]
    assert len(methods) > 5
    for method in methods:
        reached: set[Path] = set()
        wanted = [method]
        while wanted:
            path = wanted.pop()
            if path not in reached:
                reached.add(path)
                wanted += imported_files(path)
        # the package's own front door opens studies; no result passes through it
        assert set(memory._sources(named(method))) == reached - {PACKAGE / "__init__.py"}
        assert any(path.parent.name in ("statistics", "clustering") for path in reached)


def test_a_method_that_another_one_does_not_reach_is_not_its_code():
    """Who edits a topic does not wait for segments to be made anew."""
    segments = PACKAGE / "topics" / "segments" / "solution" / "method.py"
    own = memory._sources(named(segments))
    assert segments in own
    assert PACKAGE / "topics" / "segments" / "profiles" / "method.py" not in own


def test_no_text_is_remembered():
    """Memory knows no language: what says why there is nothing stands before it."""
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            named = [ast.unparse(one) for one in getattr(node, "decorator_list", ())]
            if "remembered" in named:
                assert node.returns and "Absent" not in ast.unparse(node.returns), node.name


@pytest.mark.parametrize("method", ["rule", "value_bands"])
def test_given_segments_are_told_in_the_language_of_the_report(tmp_path, monkeypatch, method):
    monkeypatch.setenv("ANALYSIS_CACHE", str(tmp_path))
    labels = pd.Series([1, 2], name="segment")
    said = []
    for language in ("vi", "en"):
        with language_in_use(language):
            said.append(segment_stability(object(), labels, method=method).reason)
            said.append(segment_stability_across(object(), (2,), method=method).reason)
    assert said[0] == said[1] != said[2] == said[3]
    assert said[2].startswith("The client file says")


def named(path: Path) -> str:
    return ".".join(("analysis", *path.relative_to(PACKAGE).with_suffix("").parts))


@cache
def imported_files(path: Path) -> list[Path]:
    found = []
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("analysis."):
            names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
            for name in names:
                place = PACKAGE.joinpath(*name.split(".")[1:])
                found += [place / "__init__.py", place.with_suffix(".py")]
    return [file for file in found if file.is_file()]
