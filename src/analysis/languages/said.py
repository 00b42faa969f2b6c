"""Everything the product says: the messages of modules and the paragraphs of notebooks."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from analysis.languages.contexts import PACKAGE, context_of, notebook_context
from analysis.languages.paragraphs import paragraphs

NOTEBOOKS = PACKAGE.parents[1] / "notebooks"
_MAKER, _NAME = "messages", "_"  # _ = messages(__name__)


@dataclass(frozen=True)
class Message:
    """Something that is said, and where.

    Attributes
    ----------
    context : str
        The subject of who says it.
    text : str
        The English message; of one with a plural the singular.
    plural : str
        The English plural; empty where there is none.
    place : str
        File and line, or the notebook's cell.
    """

    context: str
    text: str
    plural: str
    place: str


def said(package: Path = PACKAGE, notebooks: Path = NOTEBOOKS) -> list[Message]:
    """Return everything that is said, module by module and notebook by notebook, in its order.

    What the same context says twice counts once; where one of them has a plural, with it.

    Parameters
    ----------
    package : Path
        The package's folder.
    notebooks : Path
        The notebooks' folder.
    """
    found: dict[tuple[str, str], Message] = {}
    for message in [*_of_modules(package), *_of_notebooks(notebooks)]:
        key = (message.context, message.text)
        if key not in found or (message.plural and not found[key].plural):
            found[key] = message
    return list(found.values())


def _of_modules(package: Path) -> Iterator[Message]:
    for path in sorted(package.rglob("*.py")):
        names = path.relative_to(package.parent).with_suffix("").parts
        module = ".".join(names).removesuffix(".__init__")
        tree = ast.parse(path.read_text("utf-8"), str(path))
        calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
        context = next((c for call in calls if (c := _bound(call, module))), "")
        found = [(call, texts) for call in calls if context and (texts := _texts(call))]
        for call, texts in sorted(found, key=lambda one: (one[0].lineno, one[0].col_offset)):
            place = f"{path.relative_to(package.parents[1])}:{call.lineno}"
            yield Message(context, texts[0], texts[1] if len(texts) > 1 else "", place)


def _bound(call: ast.Call, module: str) -> str:
    """Return the context that a call of ``messages`` gives the module's messages."""
    if not (isinstance(call.func, ast.Name) and call.func.id == _MAKER and len(call.args) == 1):
        return ""
    given = call.args[0]
    return context_of(str(given.value) if isinstance(given, ast.Constant) else module)


def _texts(call: ast.Call) -> list[str]:
    """Return the literals of a call of ``_``, ``_.later`` or ``_.plural``."""
    function, wanted = call.func, 1
    if isinstance(function, ast.Attribute) and function.attr in ("later", "plural"):
        wanted = 2 if function.attr == "plural" else 1
        function = function.value
    if not (isinstance(function, ast.Name) and function.id == _NAME):
        return []
    given = [a.value for a in call.args[:wanted] if isinstance(a, ast.Constant)]
    return [text for text in given if isinstance(text, str)]


def _of_notebooks(folder: Path) -> Iterator[Message]:
    for path in sorted(folder.glob("*.ipynb")):
        for number, cell in enumerate(json.loads(path.read_text("utf-8"))["cells"], start=1):
            if cell["cell_type"] == "markdown":
                for text in paragraphs("".join(cell["source"])):
                    place = f"{path.relative_to(folder.parent)}, cell {number}"
                    yield Message(notebook_context(path.stem), text, "", place)
