"""nbval holds the headline numbers: a notebook that runs to another number fails.

That the notebooks pass as they are committed is part of ``make test`` itself, which runs
``pytest --nbval`` over ``notebooks/``; running all of them here again would only cost time.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

ROOT = Path(__file__).parents[2]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
STUDY = "competitor_analysis"


def headline_cell(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    return next(c for c in notebook.cells if "headline" in c.metadata.get("tags", []))


def test_changed_headline_number_fails_there_and_nowhere_else(tmp_path: Path) -> None:
    """The committed cells, but that each only shows something: the sums are tested elsewhere."""
    notebook = nbformat.read(ROOT / "notebooks" / f"{STUDY}.ipynb", as_version=4)
    output = headline_cell(notebook).outputs[0]
    for cell in (cell for cell in notebook.cells if cell.cell_type == "code"):
        cell.source = "display(3)\nprint(4)"
    headline_cell(notebook).source = f"print({output.text.rstrip()!r})"
    assert "offers: 120\n" in output.text
    output.text = output.text.replace("offers: 120\n", "offers: 121\n")
    nbformat.write(notebook, tmp_path / f"{STUDY}.ipynb")
    shutil.copy2(ROOT / "pyproject.toml", tmp_path)
    outcome = subprocess.run(
        [sys.executable, "-m", "pytest", "--nbval", "-p", "no:cacheprovider", f"{STUDY}.ipynb"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
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
