"""What the repository has of reference results is what established software found."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

HERE = sorted(path.stem for path in Path(__file__).parents[1].joinpath("references").glob("*.json"))


def leaves(value: Any, place: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], Any]]:
    if not isinstance(value, dict | list):
        yield place, value
        return
    parts = value.items() if isinstance(value, dict) else enumerate(value)
    for key, part in parts:
        yield from leaves(part, (*place, key))


@pytest.mark.parametrize("name", HERE)
def test_numbers_are_those_of_the_whole_file(reference, reference_numbers, name: str) -> None:
    whole = dict(leaves(reference(name)))
    here = {place: one for place, one in leaves(reference_numbers(name)) if place != ("source",)}
    assert here.items() <= whole.items()


@pytest.mark.parametrize("name", HERE)
def test_every_file_names_its_source_and_its_data(reference_numbers, name: str) -> None:
    source = reference_numbers(name)["source"]
    assert "R" in source.split() and ("GPL-3" in source or "literature" in source)
