"""The tool that imitates other processors does so, and tells which it cannot."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from processors import KERNELS, Processor, differences, executable, not_executable, run_under

PRINTED = """
import json
import numpy as np
numbers = np.random.default_rng(0).normal(size=(200, 200))
print(json.dumps({"whole": 3, "digest": (numbers @ numbers).tobytes().hex()[:4000],
                  "sum": float((numbers @ numbers).sum())}))
"""


@pytest.fixture
def script(tmp_path: Path) -> Path:
    path = tmp_path / "script.py"
    path.write_text(PRINTED, "utf-8")
    return path


def test_kernels_differ_in_their_last_digits_only(script: Path) -> None:
    first, *others = executable(Processor(kernel) for kernel in KERNELS)
    results = [run_under(processor, script) for processor in (first, *others)]
    assert len({found["digest"] for found in results}) > 1, "no kernel was really changed"
    for found in results[1:]:
        assert not differences(results[0] | {"digest": ""}, found | {"digest": ""})


def test_instructions_and_threads_are_switched_off(script: Path) -> None:
    able = [kernel for kernel in KERNELS if not not_executable(kernel)]
    for threads in (1, 2):
        assert run_under(Processor(able[0], simd=False, threads=threads), script)["whole"] == 3


def test_a_kernel_that_cannot_run_is_told_and_not_run() -> None:
    for kernel in KERNELS:
        reason = not_executable(kernel)
        assert not reason or f"cannot execute the kernel {kernel}" in reason


def test_an_unknown_kernel_is_noticed(script: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(KERNELS, "Nonsense", "Nonsense")
    with pytest.raises(AssertionError, match="asked for Nonsense, got"):
        run_under(Processor("Nonsense"), script)


def test_differences_are_found() -> None:
    one = {"a": [1.0, 2], "b": "x", "n": float("nan")}
    assert not differences(one, json.loads(json.dumps(one)))
    assert not differences({"a": 1.0}, {"a": 1.0 + 1e-10})
    for other in ({"a": [1.0, 3], "b": "x", "n": 0.0}, {"a": [1.0], "b": "x", "n": 0.0}, {"a": 1}):
        assert differences(one, other)
    assert differences({"a": 1.0}, {"a": 1.0 + 1e-6}) and differences([1], [True])
    assert differences({"a": 1, "b": 2}, {"b": 2, "a": 1}), "the order counts"
