"""nbval holds the headline numbers: a notebook that runs to another number fails.

That the notebooks pass as they are committed is part of ``make test`` itself, which runs
``pytest --nbval`` over ``notebooks/``; running all of them here again would only cost time.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

ROOT = Path(__file__).parents[2]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
STUDY = "competitor_analysis"  # the quickest


def headline_cell(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    return next(c for c in notebook.cells if "headline" in c.metadata.get("tags", []))


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with one notebook and the client it runs for as it stands."""
    shutil.copytree(ROOT / "data" / "ca_phe_may", tmp_path / "data" / "ca_phe_may")
    (tmp_path / "notebooks").mkdir()
    shutil.copy2(ROOT / "notebooks" / f"{STUDY}.ipynb", tmp_path / "notebooks")
    return tmp_path


def run_nbval(project: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "pytest", "--nbval", "-p", "no:cacheprovider", "notebooks"],
        cwd=project,
        env={**os.environ, "ANALYSIS_PROJECT": str(project), "OMP_NUM_THREADS": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_changed_headline_number_fails_there_and_nowhere_else(project: Path) -> None:
    path = project / "notebooks" / f"{STUDY}.ipynb"
    notebook = nbformat.read(path, as_version=4)
    output = headline_cell(notebook).outputs[0]
    assert "offers: 120\n" in output.text
    output.text = output.text.replace("offers: 120\n", "offers: 121\n")
    nbformat.write(notebook, path)
    outcome = run_nbval(project)
    assert outcome.returncode == 1, outcome.stdout + outcome.stderr
    cells = sum(cell.cell_type == "code" for cell in notebook.cells)
    assert re.search(rf"1 failed, {cells - 1} passed", outcome.stdout), outcome.stdout
    assert "offers: 121" in outcome.stdout and "offers: 120" in outcome.stdout


def test_make_test_runs_nbval_over_all_notebooks() -> None:
    lines = (ROOT / "Makefile").read_text("utf-8").splitlines()
    assert any("pytest --nbval" in line and line.endswith("notebooks") for line in lines)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_nbval_compares_the_headline_and_only_that(path: Path) -> None:
    notebook = nbformat.read(path, as_version=4)
    for cell in (c for c in notebook.cells if c.cell_type == "code"):
        is_headline = cell is headline_cell(notebook)
        # nbval compares a cell where it has been run; warnings on stderr would be compared too
        assert (cell.execution_count is not None) == is_headline
        assert [o.get("name") for o in cell.outputs] == (["stdout"] if is_headline else [])
