"""Every public name says what it is; functions with arguments say what they take."""

from __future__ import annotations

import ast
from pathlib import Path

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


def test_public_names_have_docstrings() -> None:
    silent = []
    for path in MODULES:
        tree, name = ast.parse(path.read_text("utf-8")), path.relative_to(PACKAGE)
        if path.stat().st_size and path.name != "__init__.py" and not ast.get_docstring(tree):
            silent.append(f"{name} says nothing")
        silent += [
            f"{name}: {defined}"
            for defined, node in public_definitions(tree)
            if not ast.get_docstring(node)
        ]
    assert not silent, "without docstring:\n" + "\n".join(silent)


def test_methods_document_every_argument() -> None:
    missing = []
    modules = [
        *(PACKAGE / "statistics").rglob("*.py"), *(PACKAGE / "topics").rglob("method*.py"),
    ]  # fmt: skip
    for path in sorted(modules):
        for name, node in public_definitions(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef):
                missing += [f"{path.stem}.{name}: {what}" for what in unsaid(name, node)]
    assert not missing, "\n".join(missing)


def unsaid(name: str, node: ast.FunctionDef) -> list[str]:
    text = ast.get_docstring(node) or ""
    arguments = [*node.args.args, *node.args.kwonlyargs]
    names = [a.arg for a in arguments if a.arg not in ("self", "cls")]
    missing = [argument for argument in names if argument not in text]
    if names and "Parameters\n---" not in text and "." not in name:
        missing.append("no Parameters section")
    return missing
