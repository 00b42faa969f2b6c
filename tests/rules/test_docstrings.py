"""Every public name says what it is; functions with arguments say what they take."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "src" / "analysis"
MODULES = sorted(PACKAGE.rglob("*.py"))


def public_definitions(tree: ast.Module):
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            yield node.name, node
            if isinstance(node, ast.ClassDef):
                for child in node.body:
                    if isinstance(child, ast.FunctionDef) and not child.name.startswith("_"):
                        yield f"{node.name}.{child.name}", child


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_public_names_have_docstrings(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    if path.stat().st_size:
        assert ast.get_docstring(tree) or path.name == "__init__.py", "the module says nothing"
    silent = [name for name, node in public_definitions(tree) if not ast.get_docstring(node)]
    assert not silent, f"without docstring: {', '.join(silent)}"


@pytest.mark.parametrize(
    "path",
    [path for path in MODULES if path.parent.name == "methods" and path.stem != "__init__"],
    ids=lambda path: path.stem,
)
def test_methods_document_every_argument(path: Path) -> None:
    missing = []
    for name, node in public_definitions(ast.parse(path.read_text("utf-8"))):
        if not isinstance(node, ast.FunctionDef):
            continue
        text = ast.get_docstring(node) or ""
        arguments = [*node.args.args, *node.args.kwonlyargs]
        names = [a.arg for a in arguments if a.arg not in ("self", "cls")]
        missing += [f"{name}: {argument}" for argument in names if argument not in text]
        if names and "Parameters\n---" not in text and "." not in name:
            missing.append(f"{name}: no Parameters section")
    assert not missing, "; ".join(missing)
