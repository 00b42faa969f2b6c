"""Client files of version 0.2.0 go on being accepted: every key it had, and both samples' files."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from command_line import research

ROOT = Path(__file__).parents[2]
BEFORE = Path(__file__).parent / "version_0_2_0"
GONE = {  # no report used them; files that have them are told so, and read
    "sources.transactions.columns.product",
    "sources.transactions.columns.category",
    "sources.deals.columns.product",
}


def key_paths(schema: dict[str, Any]) -> set[str]:
    """Return every key of a client file: ``sources.survey.file``; ``[]`` an item, ``*`` a name."""
    found: set[str] = set()

    def walk(node: dict[str, Any], at: str, seen: frozenset[str]) -> None:
        if "$ref" in node:
            name = node["$ref"].rpartition("/")[2]
            if name not in seen:
                walk(schema["$defs"][name], at, seen | {name})
            return
        for kind in ("anyOf", "oneOf", "allOf"):
            for one in node.get(kind, ()):
                walk(one, at, seen)
        for name, child in node.get("properties", {}).items():
            path = f"{at}.{name}".removeprefix(".")
            found.add(path)
            walk(child, path, seen)
        for kind, mark in (("additionalProperties", ".*"), ("items", "[]")):
            if isinstance(node.get(kind), dict):
                walk(node[kind], at + mark, seen)

    walk(schema, "", frozenset())
    return found


def test_every_key_of_before_is_one_today(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "notebooks").mkdir()
    before = set((BEFORE / "keys.txt").read_text("utf-8").split())
    today = key_paths(json.loads(research(tmp_path, "schema").out))
    assert len(before) == 394
    assert before - today == GONE


@pytest.mark.parametrize("client", ["ca_phe_may", "hoc_vien_so"])
def test_sample_file_of_before_is_accepted(tmp_path: Path, client: str) -> None:
    folder = tmp_path / "data" / client
    shutil.copytree(ROOT / "data" / client, folder)
    shutil.copy(BEFORE / f"{client}.yml", folder / "client.yml")
    (tmp_path / "notebooks").mkdir()
    checked = research(tmp_path, "check", client)
    assert checked.code == 0, checked.err
    assert "all is well" in checked.out
    kept = (folder / "client.yml").read_text("utf-8").splitlines()
    told = {
        (key, kept[int(number) - 1].split(":")[0].strip())
        for number, key in re.findall(r"line (\d+): (\S+) is no key any more", checked.out)
    }
    kind = "transactions" if client == "ca_phe_may" else "deals"
    assert told == {(key, key.rpartition(".")[2]) for key in GONE if f".{kind}." in key}
