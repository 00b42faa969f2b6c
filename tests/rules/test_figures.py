"""A figure's title is the headline of the finding it shows, by construction."""

from __future__ import annotations

import ast
import inspect
import json
from pathlib import Path

import pytest

from analysis import figures

ROOT = Path(__file__).parents[2]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
CONSTRUCTED = sorted((ROOT / "src" / "analysis" / "figures").glob("*.py"))


@pytest.mark.parametrize("name", figures.__all__)
def test_a_figure_takes_its_result_and_then_its_finding(name: str) -> None:
    parameters = list(inspect.signature(getattr(figures, name)).parameters.values())
    assert parameters[1].name == "finding" and parameters[1].annotation == "Finding"
    assert "title" not in {parameter.name for parameter in parameters}


@pytest.mark.parametrize("path", CONSTRUCTED, ids=lambda path: path.stem)
def test_only_a_finding_gives_a_figure_its_title(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "Figure":
            assert path.stem == "figure", f"{path.name} makes a figure past finished_figure"
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "finished_figure":
            given = {keyword.arg: ast.unparse(keyword.value) for keyword in node.keywords}
            assert given["finding"] == "finding", f"{path.name}: {given['finding']}"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebooks_copy_no_headline(path: Path) -> None:
    for cell in json.loads(path.read_text("utf-8"))["cells"]:
        if cell["cell_type"] != "code":
            continue
        for node in ast.walk(ast.parse("".join(cell["source"]))):
            assert not (isinstance(node, ast.Attribute) and node.attr == "headline")
            assert not (isinstance(node, ast.keyword) and node.arg == "title")
