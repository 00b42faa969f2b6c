"""Every key of the client file does something, and every optional one may be left out."""

from __future__ import annotations

import json
import traceback
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from client_keys import Key, has_keys, keys_of, places_of, value_of, with_value, without
from key_changes import other_values
from key_client import KeyClient, with_halves
from key_clients import CLIENTS
from product import ask, research
from small_clients import SmallClient, new_project

# keys of the schema that nothing shows, and why; docs/client-file.md says so
pytestmark = pytest.mark.usefixtures("undrawn")
SAYS_NOTHING = {
    ("Survey", "day_first"): "a survey has no dates",
    ("SearchQueries", "day_first"): "search queries have no dates",
    ("Allowed", "reason"): "it stays in the client file",
}
AT_ONCE = 5  # optional keys left out, of different parts of the file
# clients small and quick enough for every change; the others are long
QUICK = ("web analytics", "competitors", "languages")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return new_project(tmp_path_factory.mktemp("keys"))


@pytest.fixture(scope="module")
def schema(project: Path) -> dict[str, Any]:
    return json.loads(research(project, "schema").out)


@dataclass
class Sweep:
    """One client, asked again and again with another client file.

    Attributes
    ----------
    project, cache : Path
        Where it lies, and where what costly methods found is kept.
    client : KeyClient
        The client and its studies.
    small : SmallClient
        Its settings and files.
    before : dict
        What each study, and the check, says of the client as it is.
    """

    project: Path
    cache: Path
    client: KeyClient
    small: SmallClient = field(init=False)
    before: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        self.small = with_halves(self.client.make())
        self.small.write(self.project, "acme")
        self.before = {study: self.says(study) for study in (*self.client.studies, "check")}
        assert "all is well" in self.before["check"], self.before["check"]

    def says(self, study: str) -> str:
        if study in ("show", "check"):
            said = research(self.project, study, "acme")
            return said.out + said.err
        name, _space, language = study.partition(" ")
        asked = {"language": language or "en", "cache": str(self.cache)}
        return ask(self.project, name, "acme", **asked).text

    def says_otherwise(self, key: Key, settings: dict[str, Any]) -> bool:
        """Whether a study or the check says something else.

        Where the key itself is refused nothing is known of what it does.

        Raises
        ------
        AssertionError
            If a study breaks off although the check passes.
        """
        self.write(settings)
        try:
            if any(self.says(study) != self.before[study] for study in self.client.studies):
                return True
        except Exception as error:
            assert not (broken := self.unrefused(error)), broken
            refused = research(self.project, "check", "acme").err.splitlines()
            own = ("client.yml, line", f": {key.name} ")
            return not all(all(part in line for part in own) for line in refused)
        return self.says("check") != self.before["check"]

    def write(self, settings: dict[str, Any]) -> None:
        self.small.with_settings(settings).write_settings(self.project, "acme")

    def unseen(self, schema: dict[str, Any], key: Key) -> str:
        """Return what is wrong with a changed key: it breaks something, or nothing shows it."""
        if has_keys(schema, key) and key.required:
            return ""
        value = value_of(self.small.settings, key)
        others = self.client.values.get(key.name) or other_values(schema, key, value)
        changed = (with_value(self.small.settings, key, other) for other in others)
        if has_keys(schema, key):
            changed = iter([without(self.small.settings, key)])
        try:
            shown = any(self.says_otherwise(key, other) for other in changed)
        except AssertionError as error:
            return str(error)
        if shown == (key.place in SAYS_NOTHING):
            return "is said to say nothing, and does" if shown else "says nothing"
        return ""

    def broken_without(self, keys: list[Key]) -> dict[str, str]:
        """Return what breaks off where keys are left out; the check may refuse it.

        Several are left out at once, and fewer where that breaks something or is refused.
        """
        if not keys:
            return {}
        self.write(without(self.small.settings, *keys))
        try:
            for study in self.client.studies:
                self.says(study)
        except Exception as error:
            if len(keys) > 1:
                half = len(keys) // 2
                return self.broken_without(keys[:half]) | self.broken_without(keys[half:])
            return {keys[0].name: wrong} if (wrong := self.unrefused(error)) else {}
        return {}

    def unrefused(self, error: Exception) -> str:
        """Return where a study broke off, unless the check refuses the client in its words."""
        said = research(self.project, "check", "acme")
        if said.code == 1 and "data/acme/" in said.err and "research check:" not in said.err:
            return ""
        return "".join(traceback.format_exception(error)[-3:])


def swept(schema: dict[str, Any], client: KeyClient, small: SmallClient) -> list[Key]:
    """Return the keys that are tried with a client."""
    return [key for key in keys_of(schema, small.settings) if client.tries(key.name)]


def test_every_key_of_the_schema_is_tried_with_a_client(schema: dict[str, Any]) -> None:
    tried, holding = set(), set()
    for client in CLIENTS.values():
        small = client.make()
        known = {key.path: key for key in keys_of(schema, small.settings)}
        for key in swept(schema, client, small):
            tried.add(key.place)
            outer = (known.get(key.path[:n]) for n in range(1, len(key.path)))
            holding |= {one.place for one in outer if one and has_keys(schema, one)}
    assert sorted(places_of(schema) - tried - holding) == []


@pytest.mark.parametrize(
    "name", [pytest.param(one, marks=() if one in QUICK else pytest.mark.long) for one in CLIENTS]
)
def test_every_key_says_something_and_every_optional_one_may_be_left_out(
    project: Path, schema: dict[str, Any], name: str, tmp_path: Path
) -> None:
    sweep = Sweep(project, tmp_path, CLIENTS[name])
    keys = swept(schema, sweep.client, sweep.small)
    found = {key.name: wrong for key in keys if (wrong := sweep.unseen(schema, key))}
    for group in apart([key for key in keys if not (key.required or has_keys(schema, key))]):
        found |= sweep.broken_without(group)
    assert found == {}


def apart(keys: list[Key]) -> list[list[Key]]:
    """Return groups of keys that stand far from each other in the client file."""
    groups = -(-len(keys) // AT_ONCE)
    return [keys[first::groups] for first in range(groups)]
