"""A notebook is one study: thin, in a fixed order, committed without outputs but the headline."""

from __future__ import annotations

import ast
import json
from pathlib import Path

import pytest

NOTEBOOKS = sorted((Path(__file__).parents[2] / "notebooks").glob("*.ipynb"))
BANNED = (
    ast.FunctionDef,
    ast.Lambda,
    ast.ClassDef,
    ast.For,
    ast.While,
    ast.If,
    ast.IfExp,
    ast.ListComp,
    ast.DictComp,
    ast.SetComp,
    ast.GeneratorExp,
    ast.BinOp,
    ast.AugAssign,
    ast.Try,
)


def cells(path: Path) -> list[dict]:
    return json.loads(path.read_text("utf-8"))["cells"]


def tags(cell: dict) -> list[str]:
    return cell["metadata"].get("tags", [])


@pytest.fixture(params=NOTEBOOKS, ids=lambda path: path.stem)
def notebook(request) -> Path:
    return request.param


def test_there_is_a_notebook_for_each_study() -> None:
    names = {path.stem for path in NOTEBOOKS}
    assert {"market_research", "competitor_analysis", "segmentation", "personas"} <= names


def test_notebook_defines_nothing(notebook: Path) -> None:
    for number, cell in enumerate(cells(notebook)):
        if cell["cell_type"] != "code":
            continue
        source = "".join(cell["source"])
        assert len(source.splitlines()) <= 12, f"cell {number} is longer than 12 lines"
        for node in ast.walk(ast.parse(source)):
            assert not isinstance(node, BANNED), f"cell {number}: {type(node).__name__}"
            is_text = isinstance(node, ast.Constant) and isinstance(node.value, str)
            if is_text and "parameters" not in tags(cell):
                assert "/" not in node.value and " " not in node.value, (
                    f"cell {number}: a path or a literal text: {node.value!r}"
                )


def test_notebook_has_the_fixed_order(notebook: Path) -> None:
    found = cells(notebook)
    assert found[0]["cell_type"] == "markdown"
    assert "".join(found[0]["source"]).startswith("# ")
    assert tags(found[1]) == ["parameters"]
    assert tags(found[2]) == ["setup"]
    assert tags(found[-1]) == ["headline"]
    names = {
        node.target.id
        for node in ast.parse("".join(found[1]["source"])).body
        if isinstance(node, ast.AnnAssign)
    }
    assert names == {"client", "wave", "language"}


def test_only_the_headline_has_outputs(notebook: Path) -> None:
    for number, cell in enumerate(cells(notebook)):
        if cell["cell_type"] == "code" and "headline" in tags(cell):
            assert cell["outputs"] and cell["execution_count"], "nbval needs the headline's output"
            assert {output["output_type"] for output in cell["outputs"]} == {"stream"}
        elif cell["cell_type"] == "code":
            assert not cell["outputs"] and cell["execution_count"] is None, f"cell {number}"
