"""Execute the notebooks and keep only the headline outputs, which nbval compares.

Run after a change that moves a number, then list the number in CHANGELOG.md:
``make headlines``.
"""

from __future__ import annotations

import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"


def refreshed(path: Path) -> nbformat.NotebookNode:
    """Return a notebook as it is committed: without outputs, but for the headline's."""
    notebook = nbformat.read(path, as_version=4)
    NotebookClient(notebook, resources={"metadata": {"path": str(path.parent)}}).execute()
    for cell in notebook.cells:
        if cell.cell_type != "code":
            continue
        cell.metadata.pop("execution", None)
        if "headline" in cell.metadata.get("tags", []):
            cell.outputs = [out for out in cell.outputs if out.get("name") == "stdout"]
        else:
            cell.outputs, cell.execution_count = [], None
    notebook.metadata.pop("widgets", None)
    notebook.metadata["language_info"] = {"name": "python"}
    return notebook


if __name__ == "__main__":
    names = sys.argv[1:]
    for path in sorted(NOTEBOOKS.glob("*.ipynb")):
        if not names or path.stem in names:
            print(path.name, flush=True)
            nbformat.write(refreshed(path), path)
