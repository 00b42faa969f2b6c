"""What kinds of sources declare, and that the rest of the house is made from it."""

from __future__ import annotations

import csv
import io
import pkgutil

import pytest

from analysis.clients import kinds as declared
from analysis.clients.kind import roles_of
from analysis.clients.kinds import KINDS
from analysis.clients.text import Settings
from analysis.sources import kinds as with_own_code
from analysis.sources.kinds import own_code

RECORDS = [name for name, kind in KINDS.items() if not kind.own_reader]


def test_what_lies_in_the_folder_is_a_kind() -> None:
    assert set(KINDS) == {module.name for module in pkgutil.iter_modules(declared.__path__)}
    places = [kind.place for kind in KINDS.values()]
    assert len(set(places)) == len(places) and places == sorted(places)


def test_own_code_belongs_to_a_kind() -> None:
    assert {module.name for module in pkgutil.iter_modules(with_own_code.__path__)} < set(KINDS)


@pytest.mark.parametrize("name", RECORDS)
def test_every_column_has_a_role_and_its_reader(name: str) -> None:
    kind = KINDS[name]
    columns = kind.settings.model_fields["columns"].annotation
    assert isinstance(columns, type) and issubclass(columns, Settings)
    roles = roles_of(kind.settings)
    assert list(roles) == list(columns.model_fields)
    assert {role for role, one in roles.items() if one.type == "own"} == set(own_code(name).columns)
    for rule in kind.rules:
        assert {rule.role, rule.other} <= set(roles)
    assert kind.copies in {"dropped", "kept", *roles}


@pytest.mark.parametrize("name", KINDS)
def test_templates_are_whole_tables(name: str) -> None:
    kind = KINDS[name]
    assert next(iter(kind.files)) == f"{name}.csv"
    for content in kind.files.values():
        header, *rows = csv.reader(io.StringIO(content))
        assert rows and all(len(row) == len(header) for row in rows)
    assert set(kind.example) in (set(), {"vi", "en"})


def test_every_key_says_what_it_is() -> None:
    for name in RECORDS:
        columns = KINDS[name].settings.model_fields["columns"].annotation
        silent = [key for key, one in columns.model_fields.items() if not one.description]
        assert not silent, name
