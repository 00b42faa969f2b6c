"""How types are checked: with the same strictness everywhere, with few exceptions, each explained.

mypy itself is run by ``make test``.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]
STRICT = (
    "disallow_untyped_defs", "disallow_any_generics", "warn_return_any", "no_implicit_optional",
    "warn_unused_ignores",
)  # fmt: skip
MOST_EXCEPTIONS = 20


def settings() -> dict[str, object]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["mypy"]


def test_types_are_strict_in_every_room() -> None:
    assert settings()["files"] == ["src/analysis"]
    assert all(settings()[flag] is True for flag in STRICT)
    assert [one for one in settings()["overrides"] if "ignore_missing_imports" not in one] == []


def test_exceptions_are_few_and_have_a_code_and_a_reason() -> None:
    lines = [
        line
        for path in sorted((ROOT / "src").rglob("*.py"))
        for line in path.read_text("utf-8").splitlines()
        if "type: ignore" in line
    ]
    assert len(lines) <= MOST_EXCEPTIONS
    bare = [line for line in lines if not re.search(r"# type: ignore\[[a-z-]+\]  # \w+", line)]
    assert bare == []
