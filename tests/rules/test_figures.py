"""A chart's title is the headline of the finding it shows, by construction."""

from __future__ import annotations

import ast
import json
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
ANSWERS = sorted((ROOT / "src" / "analysis" / "topics").rglob("answer*.py"))


def test_a_chart_takes_its_result_and_its_finding() -> None:
    drawn = 0
    for path in ANSWERS:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.FunctionDef) or node.returns is None:
                continue
            if "Chart" in ast.unparse(node.returns):
                kinds = {a.arg: ast.unparse(a.annotation) for a in node.args.args if a.annotation}
                assert kinds.get("finding") == "Finding", f"{path}: {node.name}"
                assert "title" not in kinds, f"{path}: {node.name}"
                drawn += 1
    assert drawn > 20


@pytest.mark.parametrize("path", ANSWERS, ids=lambda path: "-".join(path.parts[-3:]))
def test_only_a_finding_gives_a_chart_its_title(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "Chart":
            raise AssertionError(f"{path} makes a chart past finished_figure")
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "finished_figure":
            given = {keyword.arg: ast.unparse(keyword.value) for keyword in node.keywords}
            assert given["finding"] == "finding", f"{path}: {given['finding']}"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebooks_copy_no_headline(path: Path) -> None:
    for cell in json.loads(path.read_text("utf-8"))["cells"]:
        if cell["cell_type"] != "code":
            continue
        for node in ast.walk(ast.parse("".join(cell["source"]))):
            assert not (isinstance(node, ast.Attribute) and node.attr == "headline")
            assert not (isinstance(node, ast.keyword) and node.arg == "title")
