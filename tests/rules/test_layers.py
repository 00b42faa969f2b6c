"""The layers of src/analysis: each module imports only from layers before its own."""

from __future__ import annotations

import ast
from pathlib import Path

PACKAGE = Path(__file__).parents[2] / "src" / "analysis"
LAYERS = [
    {"arithmetic"},
    {"languages"},
    {"errors"},
    {"privacy"},
    {"clients"},
    {"sources"},
    {"methods"},
    {"tables", "figures", "findings"},
    {"report"},
    {"pipeline"},
    {"cli"},
]
RANK = {name: rank for rank, names in enumerate(LAYERS) for name in names}
# a figure carries the numbers drawn as a table, and a table is a value: nothing else crosses
ALLOWED_ASIDE = {("figures", "tables")}


def layer_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported_layers(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative imports hide the layer"
            names = [node.module or ""]
            if node.module == "analysis":
                names = [f"analysis.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        else:
            continue
        found |= {name.split(".")[1] for name in names if name.startswith("analysis.")}
    return {name for name in found if name in RANK}


MODULES = sorted(path for path in PACKAGE.rglob("*.py") if path != PACKAGE / "__init__.py")


def test_modules_import_only_earlier_layers() -> None:
    wrong = []
    for path in MODULES:
        own, name = layer_of(path), path.relative_to(PACKAGE)
        if own not in RANK:
            wrong.append(f"{name}: {own} is in no layer")
            continue
        later = {
            layer
            for layer in imported_layers(path) - {own}
            if RANK[layer] >= RANK[own] and (own, layer) not in ALLOWED_ASIDE
        }
        wrong += [f"{name} must not import {layer}" for layer in sorted(later)]
    assert not wrong, "\n".join(wrong)


def test_no_module_is_named_for_leftovers() -> None:
    unwanted = {"utils", "util", "helpers", "common", "core", "misc"}
    assert not [path for path in MODULES if path.stem in unwanted or path.parent.name in unwanted]


def test_methods_know_no_client_file() -> None:
    methods = (path for path in MODULES if layer_of(path) == "methods")
    assert not [path.name for path in methods if "clients" in imported_layers(path)]


def test_methods_read_no_files_and_draw_nothing() -> None:
    banned = {"matplotlib", "seaborn", "pathlib", "open"}
    for path in (PACKAGE / "methods").rglob("*.py"):
        if path.stem == "memory":  # remembers results in a folder: its one purpose
            continue
        names = {
            (node.module or "").split(".")[0]
            for node in ast.walk(ast.parse(path.read_text("utf-8")))
            if isinstance(node, ast.ImportFrom)
        }
        assert not names & banned, f"{path.name} imports {names & banned}"
