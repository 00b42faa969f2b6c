"""One arithmetic for every process: the same kernel, vector instructions and threads.

OpenBLAS has a kernel for every kind of processor and NumPy chooses vector instructions when it
is loaded; each adds in an order of its own, so that the last digits of a sum depend on the
machine. Methods are made so that these digits decide nothing. This is the second belt: what the
product starts computes with what nearly every processor has, and a machine's own choices, which
may be such that the processor cannot execute, are not obeyed. Only the environment is changed,
and only before NumPy is loaded: after that it would do nothing.
"""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Iterable, Mapping, MutableMapping
from functools import cache

CORE = "OPENBLAS_CORETYPE"
# who sets these chooses an arithmetic; GLIBC_TUNABLES can do it for the C library
CHOOSING = (
    "OPENBLAS_", "GOTO_", "NPY_", "OMP_", "KMP_", "MKL_", "BLIS_", "VECLIB_", "NUMEXPR_",
    "GLIBC_TUNABLES",
)  # fmt: skip
THREADS = ("OMP", "OPENBLAS", "MKL", "NUMEXPR", "VECLIB_MAXIMUM", "BLIS")
# NumPy's instructions beyond those of Haswell; it disregards those the processor does not have
BEYOND = ("X86_V4", "AVX512_ICL", "AVX512_SPR")
_INTEL = ("x86_64", "amd64")
_ARM = ("aarch64", "arm64")
_HASWELL = {"avx2", "fma"}
_NEEDS = {
    "SAPPHIRERAPIDS": {"avx512f"}, "COOPERLAKE": {"avx512f"}, "SKYLAKEX": {"avx512f"},
    "ZEN": _HASWELL, "HASWELL": _HASWELL, "EXCAVATOR": {*_HASWELL, "fma4"},
    "STEAMROLLER": {"avx", "fma4"}, "PILEDRIVER": {"avx", "fma4"},
    "BULLDOZER": {"avx", "fma4"}, "SANDYBRIDGE": {"avx"},
}  # fmt: skip
# the numbers Windows knows features by, and the names macOS has for them
_WINDOWS = {"avx": 39, "avx2": 40, "avx512f": 41}
_MACOS = {
    name: f"hw.optional.{said}"
    for name, said in {
        "avx": "avx1_0", "avx2": "avx2_0", "fma": "fma", "avx512f": "avx512f",
    }.items()
}  # fmt: skip


def one_arithmetic() -> dict[str, str]:
    """Return the variables that choose it on this processor.

    Haswell's kernel where the processor has its instructions, which are those of nearly all
    since 2015; the plain one of ARM. Any other processor keeps OpenBLAS's own choice.
    """
    chosen = {f"{name}_NUM_THREADS": "1" for name in THREADS}
    machine = platform.machine().lower()
    if machine in _INTEL and instructions() >= _HASWELL:
        chosen |= {CORE: "Haswell", "NPY_DISABLE_CPU_FEATURES": " ".join(BEYOND)}
    elif machine in _ARM:
        chosen[CORE] = "ARMV8"
    return chosen


def chooses(name: str) -> bool:
    """Return whether a variable chooses an arithmetic."""
    return name.startswith(CHOOSING)


def use_one_arithmetic(environment: MutableMapping[str, str] | None = None) -> str:
    """Choose it for this process and all it starts; nothing changes once NumPy is loaded.

    Parameters
    ----------
    environment : mapping, optional
        Variables to change; by default this process's own.

    Returns
    -------
    str
        The kernel that was asked for and that this processor cannot execute; else empty.
    """
    if environment is None:
        environment = os.environ
    asked = not_executable(environment)
    if "numpy" not in sys.modules:
        for name in [name for name in environment if chooses(name)]:
            del environment[name]
        environment.update(one_arithmetic())
    return asked


def not_executable(environment: Mapping[str, str]) -> str:
    """Return the kernel the variables ask for, if this processor cannot execute it."""
    asked = environment.get(CORE, "")
    has = instructions()
    return asked if has and _NEEDS.get(asked.upper(), set()) - has else ""


def arithmetic_in_use() -> str:
    """Return what this process computes with: BLAS, its version, kernel and threads, and SIMD."""
    import numpy  # noqa: F401  # that its BLAS is loaded
    from numpy._core import _multiarray_umath as loaded  # type: ignore[attr-defined]  # private
    from threadpoolctl import threadpool_info

    blas = [found for found in threadpool_info() if found["user_api"] == "blas"]
    told = [_told(found) for found in blas]
    told += ["another BLAS"] * (not told)
    features = [name for name in loaded.__cpu_dispatch__ if loaded.__cpu_features__.get(name)]
    simd = " ".join([*loaded.__cpu_baseline__, *features])
    return "; ".join([*dict.fromkeys(told), f"NumPy {simd}"])


def _told(found: Mapping[str, object]) -> str:
    named = (found["internal_api"], found["version"], found.get("architecture", ""))
    words: Iterable[str] = (str(word) for word in named if word)
    return f"{' '.join(words)}, {found['num_threads']} thread(s)"


@cache
def instructions() -> frozenset[str]:
    """Return the processor's vector instructions by their names on Linux; empty if not known."""
    if sys.platform == "linux":
        return _of_linux()
    if sys.platform == "win32":
        return _of_windows()
    if sys.platform == "darwin":
        return _of_macos()
    return frozenset()


def _of_linux() -> frozenset[str]:
    try:
        with open("/proc/cpuinfo", encoding="ascii", errors="replace") as file:
            flags = next((line for line in file if line.startswith("flags")), "")
    except OSError:
        return frozenset()
    return frozenset(flags.partition(":")[2].split())


def _of_windows() -> frozenset[str]:
    import ctypes

    has = ctypes.windll.kernel32.IsProcessorFeaturePresent  # type: ignore[attr-defined]  # Windows
    found = {name for name, number in _WINDOWS.items() if has(number)}
    # Windows does not tell of FMA; every processor with AVX2 but one of VIA's has it
    return frozenset(found | ({"fma"} if "avx2" in found else set()))


def _of_macos() -> frozenset[str]:
    import ctypes

    system = ctypes.CDLL(None)
    found = set()
    for name, said in _MACOS.items():
        value, size = ctypes.c_int(0), ctypes.c_size_t(ctypes.sizeof(ctypes.c_int))
        system.sysctlbyname(said.encode(), ctypes.byref(value), ctypes.byref(size), None, 0)
        if value.value:
            found.add(name)
    return frozenset(found)
