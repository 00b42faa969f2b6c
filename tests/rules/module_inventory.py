"""Write ``docs/modules.md``: every module and the first line of its docstring.

``python tests/rules/module_inventory.py`` (``make tables``); a test holds that it is up to date.
"""

from __future__ import annotations

import ast
from itertools import groupby
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "analysis"
DOCUMENT = ROOT / "docs" / "modules.md"
HEAD = """\
# Modules

Written by `make tables` from the first line of each module's docstring; what the layers are for:
[architecture](architecture.md#layers).
"""


def inventory() -> str:
    """Return the document; packages' ``__init__.py`` stand for their folders."""
    paths = sorted(path for path in PACKAGE.rglob("*.py") if path != PACKAGE / "__init__.py")
    parts = [HEAD]
    for folder, inside in groupby(paths, key=lambda path: path.relative_to(PACKAGE).parent):
        rows = [(path.name, _first_line(path)) for path in inside]
        about = dict(rows).pop("__init__.py", "")
        name = "" if folder == Path() else f"{folder.as_posix()}/"
        parts.append(f"\n## {name or 'Single modules'}\n")
        parts += [f"\n{about}\n"] * bool(about)
        modules = [row for row in rows if row[0] != "__init__.py"]
        if modules:
            parts.append("\n| module | what it is |\n|---|---|\n")
            parts += [f"| `{name}{module}` | {line} |\n" for module, line in modules]
    return "".join(parts)


def _first_line(path: Path) -> str:
    told = ast.get_docstring(ast.parse(path.read_text("utf-8"))) or ""
    return " ".join(told.partition("\n\n")[0].split()).replace("|", "\\|")


if __name__ == "__main__":
    DOCUMENT.write_text(inventory(), "utf-8")
