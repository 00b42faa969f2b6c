"""The documents say what is there: modules, dependencies, commands, keys, methods, links."""

from __future__ import annotations

import ast
import re
import tomllib
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args, get_origin

import pytest
from module_inventory import inventory
from pydantic import BaseModel
from ruamel.yaml import YAML

import analysis
from analysis.clients import segment_choice_settings as choosing
from analysis.clients.key_tables import DOCUMENT, shown_default, with_key_tables
from analysis.clients.kinds.leads import Criterion
from analysis.clients.model import Client
from analysis.clients.privacy_settings import Affected
from analysis.clients.source_settings import Attribute, RawFile

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "analysis"
READMES = ("README.md", "README.vi.md")
DOCUMENTS = sorted(
    path
    for pattern in ("*.md", "docs/*.md", "reports/README.md", "data/**/*.md")
    for path in ROOT.glob(pattern)
)
CODE_BLOCK = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)


def text(name: str | Path) -> str:
    return (ROOT / name).read_text("utf-8")


def table_rows(document: str) -> list[str]:
    """Return the first cell of every table row that is code, without its quotes."""
    return re.findall(r"^\| `([^`]+)` \|", document, re.MULTILINE)


def section(document: str, heading: str) -> str:
    return document.split(f"\n{heading}\n", 1)[1].split("\n## ", 1)[0]


def anchor(heading: str) -> str:
    """Return a heading's anchor as GitHub makes it."""
    kept = "".join(
        letter
        for letter in heading.strip().lower().replace("`", "")
        if letter in " -_" or unicodedata.category(letter)[0] in "LNM"
    )
    return kept.replace(" ", "-")


def anchors(path: Path) -> set[str]:
    prose = CODE_BLOCK.sub("", path.read_text("utf-8"))
    return {anchor(found) for found in re.findall(r"^#+ (.+)$", prose, re.MULTILINE)}


def commands() -> set[str]:
    """Return the names of the commands of ``research``."""
    found = set()
    for node in ast.parse((PACKAGE / "cli.py").read_text("utf-8")).body:
        for call in getattr(node, "decorator_list", ()):
            if isinstance(call, ast.Call) and ast.unparse(call.func) == "app.command":
                found.add(call.args[0].value if call.args else node.name)
    return found


def modules_of_methods() -> list[Path]:
    """Return the modules of the methods, topics' own too, and of the engines under them."""
    return [*(PACKAGE / "statistics").rglob("*.py"), *(PACKAGE / "topics").rglob("method*.py")]


def functions_of_methods() -> list[ast.FunctionDef]:
    """Return every public function of the methods."""
    return [
        node
        for path in modules_of_methods()
        for node in ast.parse(path.read_text("utf-8")).body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
    ]


def is_called_by_notebooks(function: ast.FunctionDef) -> bool:
    """Return whether notebooks may call a method: whatever passes on `Absent`."""
    return "unless_absent" in {ast.unparse(one) for one in function.decorator_list}


# -- architecture ----------------------------------------------------------------------------


def test_inventory_of_modules_is_as_written_by_make_tables() -> None:
    written = inventory()
    assert text("docs/modules.md") == written, "make tables writes it anew"
    undescribed = re.findall(r"^\| `([^`]+)` \|  \|$", written, re.MULTILINE)
    assert undescribed == [], "modules without a docstring"


def test_every_dependency_is_justified_and_no_other() -> None:
    project = tomllib.loads(text("pyproject.toml"))
    groups = project["dependency-groups"].values()
    lines = [*project["project"]["dependencies"], *(line for group in groups for line in group)]
    needed = {re.split(r"[^\w.-]", line)[0] for line in lines}
    assert set(table_rows(text("docs/dependencies.md"))) == needed


def test_architecture_fits_on_four_pages() -> None:
    """55 lines of 120 letters a page; what a program knows is generated and stands elsewhere."""
    lines = text("docs/architecture.md").splitlines()
    assert sum(max(1, -(-len(line) // 120)) for line in lines) <= 4 * 55


def test_every_bundle_is_described() -> None:
    source = "".join(path.read_text("utf-8") for path in PACKAGE.rglob("*.py"))
    written = set(re.findall(r'"(application/vnd\.analysis\.\w+\+json)"', source))
    assert set(table_rows(section(text("docs/architecture.md"), "## Bundles"))) == written


# -- readers -----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", READMES)
def test_every_command_is_in_the_readme(name: str) -> None:
    rows = re.findall(r"^\| `research (\w+)", text(name), re.MULTILINE)
    assert set(rows) == commands()


@pytest.mark.parametrize("name", [*READMES, "CONTRIBUTING.md"])
def test_every_make_target_named_exists(name: str) -> None:
    targets = set(re.findall(r"^([a-z]+):", text("Makefile"), re.MULTILINE))
    assert set(re.findall(r"\bmake ([a-z]+)(?=\s{2,}#|`)", text(name))) <= targets


@pytest.mark.parametrize("name", READMES)
def test_every_example_is_in_the_readme(name: str) -> None:
    there = {path.parent.name for path in ROOT.glob("data/examples/*/client.yml")}
    assert there <= set(table_rows(text(name)))


def test_both_readmes_have_the_same_sections() -> None:
    counts = [len(re.findall(r"^## ", text(name), re.MULTILINE)) for name in READMES]
    assert counts[0] == counts[1]


def test_numbers_that_move_come_first() -> None:
    assert re.search(r"^## (.+)$", text("CHANGELOG.md"), re.MULTILINE)[1] == "Numbers that move"


def test_version_is_the_changelogs_last() -> None:
    assert analysis.__version__ == tomllib.loads(text("pyproject.toml"))["project"]["version"]
    told = re.search(r"^## (\d+\.\d+\.\d+)$", text("CHANGELOG.md"), re.MULTILINE)[1]
    assert told == analysis.__version__
    assert f"\n### {told}\n" in section(text("CHANGELOG.md"), "## Numbers that move")


def test_links_lead_somewhere() -> None:
    broken = [f"{path.name}: {link}" for path in DOCUMENTS for link in broken_links(path)]
    assert not broken, "\n".join(broken)


def broken_links(path: Path) -> Iterator[str]:
    prose = CODE_BLOCK.sub("", path.read_text("utf-8"))
    for link in re.findall(r"\]\(([^)\s]+)\)", prose):
        if "://" in link:
            continue
        file, _, place = link.partition("#")
        target = (path.parent / file).resolve() if file else path
        page = place and target.suffix == ".md" and target.is_file()
        if not target.exists() or (page and place not in anchors(target)):
            yield link


# -- methods -----------------------------------------------------------------------------------


def test_every_method_is_described() -> None:
    headings = re.findall(r"^### (.+)$", text("docs/methods.md"), re.MULTILINE)
    described = {name for heading in headings for name in re.findall(r"`(\w+)`", heading)}
    functions = functions_of_methods()
    called = {function.name for function in functions if is_called_by_notebooks(function)}
    assert sorted(called - described) == [], "not in docs/methods.md"
    there = {function.name for function in functions}
    assert sorted(described - there) == [], "in docs/methods.md, not a method"


def test_every_area_of_topics_has_its_chapters() -> None:
    areas = {path.relative_to(PACKAGE / "topics").parts[0]
             for path in (PACKAGE / "topics").rglob("*/method.py")}  # fmt: skip
    rows = re.findall(r"^\| ((?:`topics/\w+/` ?)+)\|", text("docs/methods.md"), re.MULTILINE)
    assert {area for row in rows for area in re.findall(r"`topics/(\w+)/`", row)} == areas


def test_tests_named_in_the_methods_exist() -> None:
    named = set(re.findall(r"`(test_\w+)`", text("docs/methods.md")))
    source = "".join(path.read_text("utf-8") for path in (ROOT / "tests").rglob("test_*.py"))
    assert sorted(name for name in named if f"def {name}(" not in source) == []


# -- client file -------------------------------------------------------------------------------

# keys that several parts share are described once, under this path
CHOICE = "segmentation.choice.<part>.<criterion>"
SHARED = {
    RawFile: "sources.<source>",
    Attribute: "sources.<source>.attributes.<attribute>",
    Criterion: "sources.leads.bant.<criterion>",
    Affected: "privacy.<part>",
    choosing.Measured: CHOICE,
    choosing.KnockOut: CHOICE,
    choosing.Criterion: CHOICE,
}
NAMED = {"waves": "<wave>", "questions": "<question>", "attributes": "<attribute>"}


def models_in(kind: Any) -> Iterator[tuple[type[BaseModel], bool]]:
    """Return the models in a type, and whether they are the values of a mapping."""
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        yield kind, False
    elif get_origin(kind) is dict:
        yield from ((model, True) for model, _ in models_in(get_args(kind)[1]))
    else:
        for inner in get_args(kind):
            yield from models_in(inner)


def keys_of(model: type[BaseModel], path: str, found: dict[str, str]) -> dict[str, str]:
    for name, field in model.model_fields.items():
        shared = [SHARED[base] for base in model.__mro__ if name in shared_fields(base)]
        key = f"{shared[0] if shared else path}.{name}".lstrip(".")
        if key in found:
            continue
        found[key] = shown_default(field)
        for inner, keyed in models_in(field.annotation):
            if inner.__name__ != "Bilingual":  # a text in two languages is no part of its own
                keys_of(inner, f"{key}.{NAMED.get(name, '<name>')}" if keyed else key, found)
    return found


def shared_fields(base: type) -> set[str]:
    return set(base.model_fields) if base in SHARED else set()


def described_keys() -> dict[str, str]:
    """Return every key described in docs/client-file.md, with the default it gives."""
    found: dict[str, str] = {}
    path = ""
    for line in section(text("docs/client-file.md"), "## Every key").splitlines():
        if line.startswith("### "):
            place = re.search(r"`(.+)`", line)
            path = f"{place[1]}." if place else ""
        elif row := re.match(r"\| `([^`]+)` \| .*? (?<!\\)\| (.*?) (?<!\\)\| ", line):
            assert path + row[1] not in found, f"{path + row[1]} is described twice"
            found[path + row[1]] = row[2]
    return found


def test_every_key_is_described_with_its_default() -> None:
    there, described = keys_of(Client, "", {}), described_keys()
    assert sorted(there.keys() - described.keys()) == [], "not in docs/client-file.md"
    assert sorted(described.keys() - there.keys()) == [], "in docs/client-file.md, no key"
    assert described == there


def test_tables_of_sources_are_those_the_kinds_declare() -> None:
    document = text(DOCUMENT)
    assert with_key_tables(document) == document, "write them anew: make tables"


BLOCKS = CODE_BLOCK.findall(text("docs/client-file.md"))
EXAMPLES = [body for kind, body in BLOCKS if kind == "yaml"]


def test_examples_of_client_files_are_valid() -> None:
    assert EXAMPLES
    for example in EXAMPLES:
        values = YAML(typ="safe", pure=True).load(example)
        Client.model_validate({"name": "A", "kind": "b2c", "waves": {"w1": {}}, **values})


def test_brand_example_has_known_keys_only() -> None:
    from analysis.clients.brand import _BrandFile

    body = next(body for kind, body in BLOCKS if kind == "yml")
    _BrandFile.model_validate(YAML(typ="safe", pure=True).load(body))
