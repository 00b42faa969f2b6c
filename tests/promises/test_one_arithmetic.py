"""What a client gets is the same to the byte, whatever arithmetic the machine chooses."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from processors import CHOOSING, not_executable

CLIENT = """\
name: {vi: Quán Nhỏ, en: Small Cafe}
kind: b2c
seed: 7
waves:
  w1: {fieldwork: [2026-01-01, 2026-01-31]}
sources:
  survey:
    file: survey.csv
    id: id
    questions:
      wants: {type: multiple, columns: want_*, label: {vi: Mong muốn, en: Wants}}
      spend: {type: number, column: spend, label: {vi: Chi tiêu, en: Spending}}
    spend: spend
  transactions:
    file: transactions.csv
    columns: {customer: customer, date: date, amount: amount}
segmentation:
  source: survey
  basis: {behavioural: [wants]}
  candidates: [2, 3]
"""
ROWS = 120
NAMES = ("quiet", "wifi", "garden", "food", "kids")
CHOSEN = {
    "OPENBLAS_CORETYPE": "Prescott",
    "OPENBLAS_NUM_THREADS": "2",
    "OMP_NUM_THREADS": "2",
    "MKL_CBWR": "COMPATIBLE",
    "NPY_DISABLE_CPU_FEATURES": "X86_V3",
    "GLIBC_TUNABLES": "glibc.cpu.hwcaps=-AVX2,-FMA",
}
IMPOSSIBLE = {"OPENBLAS_CORETYPE": "SkylakeX", "NPY_DISABLE_CPU_FEATURES": "X86_V2"}


def made_project(folder: Path) -> Path:
    """Write a project of one client whose answers are full of ties."""
    rng = np.random.default_rng(3)
    wave = folder / "data" / "small" / "w1"
    wave.mkdir(parents=True)
    (folder / "data" / "small" / "client.yml").write_text(CLIENT, "utf-8")
    kinds = np.array([[0.9, 0.8, 0.1, 0.3, 0.1], [0.1, 0.2, 0.8, 0.6, 0.9]])
    yes = rng.random((ROWS, 5)) < kinds[np.arange(ROWS) % 2]
    spend = rng.integers(20, 90, ROWS) * 1000
    heads = ",".join(["id", *(f"want_{name}" for name in NAMES), "spend"])
    lines = [heads] + [
        ",".join(map(str, [f"r{row}", *yes[row].astype(int), spend[row]])) for row in range(ROWS)
    ]
    (wave / "survey.csv").write_text("\n".join(lines) + "\n", "utf-8")
    days = np.datetime64("2025-11-01") + rng.integers(0, 90, 300)
    bought = [
        f"c{rng.integers(60)},{day},{amount * 1000}"
        for day, amount in zip(days, rng.integers(20, 90, 300), strict=True)
    ]
    lines = "\n".join(["customer,date,amount", *bought]) + "\n"
    (wave / "transactions.csv").write_text(lines, "utf-8")
    (folder / "notebooks").symlink_to(Path(__file__).parents[2] / "notebooks")
    return folder


def research(project: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(CHOOSING)}
    return subprocess.run(
        [sys.executable, "-m", "analysis.cli", *arguments, "--messages", "en"],
        env={**kept, "ANALYSIS_PROJECT": str(project), **variables},
        capture_output=True,
        text=True,
        timeout=900,  # seconds: a machine may be busy
    )


def published(folder: Path, **variables: str) -> tuple[dict[str, bytes], str]:
    """Run the segmentation of the small client; return what the client gets, and the manifest."""
    project = made_project(folder)
    done = research(project, "run", "small", "--study", "segmentation", "--language", "en",
                    **variables)  # fmt: skip
    assert not done.returncode, done.stderr
    reports = project / "reports" / "small" / "w1"
    files = {
        path.relative_to(reports).as_posix(): path.read_bytes()
        for path in sorted((reports / "client").rglob("*"))
        if path.is_file()
    }
    return files, next(reports.rglob("manifest.json")).read_text("utf-8")


# in the suite, a whole client is made again under such variables: tests/end_to_end
@pytest.mark.long
def test_published_files_are_the_same_whatever_the_variables_choose(tmp_path: Path) -> None:
    plain, manifest = published(tmp_path / "plain")
    chosen, _same = published(tmp_path / "chosen", **CHOSEN)
    assert {Path(name).suffix for name in plain} >= {".html", ".pdf", ".xlsx"}
    assert list(plain) == list(chosen)
    assert [name for name in plain if plain[name] != chosen[name]] == []
    told = next(iter(json.loads(manifest)["inputs"].values()))["arithmetic"]
    assert "1 thread" in told and "NumPy" in told


@pytest.mark.long
@pytest.mark.parametrize("variables", [IMPOSSIBLE, {"OPENBLAS_CORETYPE": "Nonsense"}])
def test_what_cannot_be_obeyed_changes_nothing(tmp_path: Path, variables) -> None:
    plain, _manifest = published(tmp_path / "plain")
    other, _same = published(tmp_path / "other", **variables)
    assert [name for name in plain if plain[name] != other[name]] == []


def test_a_kernel_that_the_processor_cannot_execute_is_told_and_not_run(tmp_path: Path) -> None:
    if not not_executable("SkylakeX"):
        pytest.skip("this processor executes every kernel")
    project = made_project(tmp_path)
    done = research(project, "check", "small", **IMPOSSIBLE)
    assert not done.returncode, done.stderr
    line, *others = done.stderr.splitlines()
    assert line == "OPENBLAS_CORETYPE=SkylakeX is not obeyed: this processor cannot execute it."
    assert "OPENBLAS_CORETYPE" not in "".join(others)
    late = "import numpy\ntry:\n import analysis\nexcept Exception as e: print(e)"
    kernel = {"OPENBLAS_CORETYPE": "SkylakeX", "RESEARCH_LANGUAGE": "en"}
    done = subprocess.run(
        [sys.executable, "-c", late], env={**os.environ, **kernel}, capture_output=True, text=True
    )
    assert "SkylakeX" in done.stdout, done.stderr
