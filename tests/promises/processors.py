"""Run one script as on other processors, and compare what it prints.

OpenBLAS has a kernel for every kind of processor, and NumPy and the C library have vector
instructions that some lack; each adds in its own order. The variables that choose them are read
once, when the libraries are loaded: so every combination is a process of its own. The script is
run as it is and must print one line of JSON last; nothing in it knows where it runs.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest

# what each is called when it is asked for, and how it calls itself
KERNELS = {"Haswell": "Haswell", "SkylakeX": "SkylakeX", "Sandybridge": "Sandybridge",
           "Prescott": "Katmai"}  # fmt: skip
CHOOSING = ("OPENBLAS_", "NPY_", "OMP_", "MKL_", "GOTO_", "GLIBC_TUNABLES")
TRIAL = """
import numpy as np
numbers = np.random.default_rng(0).normal(size=(64, 64))
single = numbers.astype(np.float32)
numbers @ numbers, single @ single
np.linalg.eigvalsh(numbers + numbers.T), np.linalg.eigvalsh(single + single.T)
"""
BEGIN = """
import os, runpy, sys
from numpy._core._multiarray_umath import __cpu_features__ as has
from threadpoolctl import threadpool_info

kernel, threads, off, script, *arguments = sys.argv[1:]


def hold():
    blas = [found for found in threadpool_info() if found["internal_api"] == "openblas"]
    assert blas, "no OpenBLAS is loaded"
    for found in blas:
        used, number = found["architecture"], found["num_threads"]
        assert used == kernel, f"asked for {kernel}, got {used}"
        assert number == int(threads), f"asked for {threads} threads, got {number}"
    assert not any(has[name] for name in off.split()), f"still in use: {off}"


hold()
sys.argv = [script, *arguments]
sys.path.insert(0, os.path.dirname(script))  # as where it is run as it is
runpy.run_path(script, run_name="__main__")
hold()  # libraries with an OpenBLAS of their own may have been loaded meanwhile
"""


@dataclass(frozen=True)
class Processor:
    """What arithmetic is done with.

    Attributes
    ----------
    kernel : str
        Of OpenBLAS, as it is asked for.
    simd : bool
        Whether NumPy and the C library may use newer vector instructions.
    threads : int
        Of OpenBLAS.
    """

    kernel: str
    simd: bool = True
    threads: int = 1

    def __str__(self) -> str:
        return f"{self.kernel}, SIMD {'on' if self.simd else 'off'}, {self.threads} thread(s)"


def all_processors() -> list[Processor]:
    """Return every combination of kernel, vector instructions and threads."""
    return [
        Processor(kernel, simd, threads)
        for kernel in KERNELS
        for simd in (True, False)
        for threads in (1, 2)
    ]


@cache
def not_executable(kernel: str) -> str:
    """Return why this machine cannot run a kernel; nothing where it can."""
    done = subprocess.run(
        [sys.executable, "-c", TRIAL], env=_environment(Processor(kernel)), capture_output=True
    )
    if not done.returncode:
        return ""
    how = f"signal {-done.returncode}" if done.returncode < 0 else f"code {done.returncode}"
    return f"this processor cannot execute the kernel {kernel} (its trial ended with {how})"


def executable(processors: Iterable[Processor]) -> list[Processor]:
    """Return those whose kernel runs here; tell of the others, and skip where fewer than two run.

    A comparison of one kernel with itself would hold whatever the code does.
    """
    processors = list(processors)
    reasons = {p.kernel: not_executable(p.kernel) for p in processors}
    for reason in filter(None, reasons.values()):
        print(reason)
    able = [p for p in processors if not reasons[p.kernel]]
    if len({p.kernel for p in able}) < 2:
        pytest.skip("; ".join(filter(None, reasons.values())) or "fewer than two kernels asked for")
    return able


def run_under(processor: Processor, script: Path, *arguments: str, seconds: int = 900) -> Any:
    """Return what a script prints in its last line (JSON), run as on another processor.

    Raises
    ------
    AssertionError
        Where the kernel, the instructions or the threads did not really change, or it fails.
    """
    command = [sys.executable, "-c", BEGIN, KERNELS[processor.kernel], str(processor.threads)]
    done = subprocess.run(
        [*command, "" if processor.simd else newer_instructions(), str(script), *arguments],
        env=_environment(processor),
        capture_output=True,
        text=True,
        timeout=seconds,
    )
    assert not done.returncode, f"{processor}: {done.stderr[-3000:]}"
    return json.loads(done.stdout.splitlines()[-1])


def differences(one: Any, other: Any, *, digits: int = 8, at: str = "") -> list[str]:
    """Return where two results differ: numbers beyond their first digits, all else at all.

    Parameters
    ----------
    one, other : object
        As read from JSON. Whole numbers, texts, and the order of lists must be the same.
    digits : int
        How many digits of a fraction must be the same; what is smaller than 1e-12 is 0.
    at : str
        Where they stand.
    """
    if isinstance(one, dict) and isinstance(other, dict):
        if list(one) != list(other):
            return [f"{at}: {list(one)} ≠ {list(other)}"]
        return [
            d for k in one for d in differences(one[k], other[k], digits=digits, at=f"{at}/{k}")
        ]
    if isinstance(one, list) and isinstance(other, list):
        if len(one) != len(other):
            return [f"{at}: {len(one)} ≠ {len(other)} entries"]
        pairs: Sequence[tuple[Any, Any]] = list(zip(one, other, strict=True))
        return [
            d
            for n, (a, b) in enumerate(pairs)
            for d in differences(a, b, digits=digits, at=f"{at}/{n}")
        ]
    if isinstance(one, float) and isinstance(other, float):
        size = max(abs(one), abs(other))
        near = abs(one - other) <= max(0.5 * 10.0 ** (1 - digits) * size, 1e-12)
        return (
            []
            if near or (one != one and other != other) or one == other
            else [f"{at}: {one!r} ≠ {other!r}"]
        )
    same = type(one) is type(other) and one == other
    return [] if same else [f"{at}: {one!r} ≠ {other!r}"]


@cache
def newer_instructions() -> str:
    """Return the names of the instructions NumPy can do without, as its variable wants them."""
    from numpy._core._multiarray_umath import __cpu_dispatch__

    return " ".join(__cpu_dispatch__)


def _environment(processor: Processor) -> dict[str, str]:
    """Return this process's variables with the choice of kernel, instructions and threads."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(CHOOSING)}
    chosen = {
        "OPENBLAS_CORETYPE": processor.kernel,
        "OPENBLAS_NUM_THREADS": str(processor.threads),
        "OMP_NUM_THREADS": str(processor.threads),
        "PYTHONHASHSEED": "0",
    }
    if not processor.simd:
        chosen["NPY_DISABLE_CPU_FEATURES"] = newer_instructions()
        chosen["GLIBC_TUNABLES"] = "glibc.cpu.hwcaps=-AVX2,-FMA,-FMA4,-AVX512F"
    return kept | chosen
