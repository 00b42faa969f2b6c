"""The layers of src/analysis: each module imports only from layers before its own."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Set
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).parents[2] / "src" / "analysis"
LAYERS = [
    {"arithmetic"},
    {"languages"},
    {"errors"},
    {"privacy"},
    {"values"},
    {"clients"},
    {"sources"},
    {"statistics"},
    {"study"},
    {"drawing"},
    {"claims"},
    {"topics"},
    {"report"},
    {"pipeline"},
    {"terminal"},
    {"cli"},
]
RANK = {name: rank for rank, names in enumerate(LAYERS) for name in names}


def layer_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


@cache
def imports_in(path: Path) -> list[ast.Import | ast.ImportFrom]:
    """Return the imports anywhere in a module, inside functions too, each module read once."""
    nodes = ast.walk(ast.parse(path.read_text("utf-8")))
    return [node for node in nodes if isinstance(node, ast.Import | ast.ImportFrom)]


def imported_modules(path: Path) -> set[str]:
    """Return the modules of the package that a module imports, by their whole name."""
    found = set()
    for node in imports_in(path):
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative imports hide the layer"
            names = [node.module or ""]
            if node.module == "analysis":
                names = [f"analysis.{alias.name}" for alias in node.names]
        else:
            names = [alias.name for alias in node.names]
        found |= {name for name in names if name.startswith("analysis.")}
    return {name for name in found if name.split(".")[1] in RANK}


MODULES = sorted(path for path in PACKAGE.rglob("*.py") if path != PACKAGE / "__init__.py")


def test_modules_import_only_earlier_layers() -> None:
    wrong = []
    for path in MODULES:
        own, name = layer_of(path), path.relative_to(PACKAGE)
        if own not in RANK:
            wrong.append(f"{name}: {own} is in no layer")
            continue
        later = {
            module
            for module in imported_modules(path)
            if (layer := module.split(".")[1]) != own
            and RANK[layer] >= RANK[own]
        }
        wrong += [f"{name} must not import {module}" for module in sorted(later)]
    assert not wrong, "\n".join(wrong)


def test_modules_import_each_other_in_no_circle() -> None:
    """Imports inside functions and for types count: both tell that two modules are one thing."""
    paths = {module_name(path): path for path in MODULES}
    imports = {name: direct_imports(path, paths.keys()) - {name} for name, path in paths.items()}
    reached = {name: everything_reached(name, imports) for name in imports}
    circles = {
        frozenset(other for other in reached[name] if name in reached[other])
        for name in imports
        if name in reached[name]
    }
    assert circles == set()


def module_name(path: Path) -> str:
    parts = ("analysis", *path.relative_to(PACKAGE).with_suffix("").parts)
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def direct_imports(path: Path, modules: Set[str]) -> set[str]:
    """Return the modules that a module imports anywhere in it, a package only by its own names."""
    found = set()
    for node in imports_in(path):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif node.module:
            whole = {alias.name: f"{node.module}.{alias.name}" for alias in node.names}
            found |= {name if name in modules else node.module for name in whole.values()}
    return found & modules


def everything_reached(start: str, imports: dict[str, set[str]]) -> set[str]:
    reached: set[str] = set()
    waiting = [start]
    while waiting:
        new = imports[waiting.pop()] - reached
        reached |= new
        waiting += new
    return reached


def test_values_know_words_and_nothing_else() -> None:
    """Neither numbers' libraries nor a display: whatever reads or shows values imports them."""
    wrong = []
    for path in sorted((PACKAGE / "values").glob("*.py")):
        for node in imports_in(path):
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            else:
                names = [node.module or ""]
            for name in names:
                own = name.startswith(("analysis.values", "analysis.languages", "analysis.errors"))
                if not own and name.split(".")[0] not in sys.stdlib_module_names:
                    wrong.append(f"{path.name} imports {name}")
        if "_repr_" in (source := path.read_text("utf-8")) or "_ipython_display_" in source:
            wrong.append(f"{path.name} displays itself")
    assert not wrong, "\n".join(wrong)


def test_exporters_draw_no_chart() -> None:
    """Charts come drawn out of the kernel: only what opens a study knows how they look."""
    for path in sorted((PACKAGE / "report").rglob("*.py")):
        if path.stem != "opening":
            drawn = [name for name in imported_modules(path) if name.startswith("analysis.drawing")]
            assert not drawn, path.name


def test_a_format_is_one_room() -> None:
    """Nothing outside knows a format but by its renderer, and no format knows another."""
    formats = PACKAGE / "report" / "formats"
    wrong = []
    for path in MODULES:
        own = path.relative_to(formats).parts[0] if path.is_relative_to(formats) else ""
        for module in sorted(imported_modules(path)):
            room = module.removeprefix("analysis.report.formats.").partition(".")[0]
            if module.startswith("analysis.report.formats.") and room != own:
                wrong.append(f"{path.relative_to(PACKAGE)} imports {module}")
    assert not wrong, "\n".join(wrong)
    assert all((folder / "renderer.py").is_file() for folder in formats.iterdir()
               if (folder / "__init__.py").is_file())  # fmt: skip


def test_no_module_is_named_for_leftovers() -> None:
    unwanted = {"utils", "util", "helpers", "common", "core", "misc"}
    assert not [path for path in MODULES if path.stem in unwanted or path.parent.name in unwanted]


def test_statistics_have_no_subject() -> None:
    """Numbers and frames in, results out: nothing there knows a client's files or a topic."""
    known = ("analysis.statistics", "analysis.errors", "analysis.languages", "analysis.values")
    statistics = [path for path in MODULES if layer_of(path) == "statistics"]
    assert statistics
    wrong = [
        f"{path.relative_to(PACKAGE)} imports {module}"
        for path in statistics
        for module in sorted(imported_modules(path))
        if not module.startswith(known)
    ]
    assert not wrong, "\n".join(wrong)


def test_p_values_are_corrected_in_one_place() -> None:
    named = ("false_discovery_control", "multipletests", "stats.multitest", "fdrcorrection")
    corrects = [
        path.relative_to(PACKAGE).as_posix()
        for path in MODULES
        if any(name in path.read_text("utf-8") for name in named)
    ]
    assert corrects == ["statistics/corrections.py"]


def test_intervals_are_made_in_one_place() -> None:
    """Who needs quantiles of a normal or a Student's distribution makes an interval of his own."""
    quantiles = re.compile(r"ndtri|norm\.(ppf|isf|interval)|\bt\.(ppf|isf|interval)")
    makes = [
        path.relative_to(PACKAGE).as_posix()
        for path in MODULES
        if quantiles.search(path.read_text("utf-8"))
    ]
    # a cloud cuts a normal number to yes and no: no interval
    assert makes == ["statistics/intervals.py", "statistics/latent_normal.py"]


def test_methods_know_no_client_file() -> None:
    methods = topic_files("method*.py")
    known = ((path.name, module) for path in methods for module in imported_modules(path))
    assert not [(name, module) for name, module in known if module.startswith("analysis.clients")]


def test_methods_read_no_files_and_draw_nothing() -> None:
    banned = {"matplotlib", "seaborn", "pathlib", "open"}
    statistics = [path for path in MODULES if layer_of(path) == "statistics"]
    for path in (*statistics, *topic_files("method*.py")):
        if path.stem == "method_memory":  # remembers results in a folder: its one purpose
            continue
        names = {
            (node.module or "").split(".")[0]
            for node in imports_in(path)
            if isinstance(node, ast.ImportFrom)
        }
        assert not names & banned, f"{path.name} imports {names & banned}"


def imported_names(path: Path) -> set[str]:
    """Return the first names of everything a module imports, inside functions too."""
    found = set()
    for node in imports_in(path):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        else:
            found.add((node.module or "").split(".")[0])
    return found


def topic_files(name: str) -> list[Path]:
    return sorted((PACKAGE / "topics").rglob(name))


def test_a_topic_has_its_four_files() -> None:
    folders = [path.parent for path in topic_files("answer.py")]
    assert folders
    for folder in folders:
        there = {path.name for path in folder.iterdir()}
        assert {"__init__.py", "inputs.py", "answer.py", "vi.po"} <= there, folder
        assert "method.py" in there or "topics" in (folder / "inputs.py").read_text("utf-8"), folder


def test_answers_compute_and_draw_nothing() -> None:
    """They read results and hand values to forms of charts: no numbers' libraries."""
    banned = {"numpy", "pandas", "scipy", "sklearn", "matplotlib", "seaborn"}
    for path in topic_files("answer*.py"):
        assert not (found := imported_names(path) & banned), f"{path}: {found}"


def test_methods_of_topics_know_neither_words_nor_claims() -> None:
    allowed = ("errors", "languages", "values", "sources", "statistics", "topics")
    for path in topic_files("method*.py"):
        for module in imported_modules(path):
            room, *rest = module.split(".")[1:]
            assert room in allowed, f"{path} imports {module}"
            assert rest[:1] != ["words"], f"{path} imports {module}"
            assert room != "topics" or rest[-1].startswith("method"), f"{path} imports {module}"
