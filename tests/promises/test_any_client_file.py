"""Whatever a client file says, the check says what is wrong, and what it passes can be asked."""

from __future__ import annotations

import copy
import random
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from key_clients import CLIENTS
from product import ask, research
from small_clients import SmallClient, new_project

WRONG: tuple[Any, ...] = (
    None, "", " ", "text", 0, -1, 1, 3, 0.5, 1e300, 10**30, True, [], {}, [1], ["text"], [[]],
    [None], {"text": 1}, {"": ""}, {1: None}, "2026-02-30", "1700-01-01", "x" * 301, "../x", "*",
    "a_*", "{}", "[1, 2]", "\u0000", "\u202e", "🙂", float("inf"), float("nan"), [0, 0], [1, 2],
    [2, 1], [1, 2, 3], {"vi": "x", "en": "y"}, {"vi": "x"}, "ＡＢＣ", "%s{n}", "0912345678",
)  # fmt: skip
pytestmark = pytest.mark.usefixtures("undrawn")
NAMES = ("Traceback", "Error:", "pydantic", "pandas", "NoneType", "object has no attribute")
KEY_CLIENTS = (
    "reviews", "prices with words", "web analytics", "search queries", "competitors",
    "personal data", "questions", "images", "choice of segments", "companies by a rule",
    "transactions", "deals", "leads", "segments by Gower's distance",
)  # fmt: skip


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return new_project(tmp_path_factory.mktemp("any"))


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Return the paths of everything in a client file."""
    if path:
        yield path
    for key, one in value.items() if isinstance(value, dict) else ():
        yield from places(one, (*path, key))
    for place, one in enumerate(value) if isinstance(value, list) else ():
        yield from places(one, (*path, place))


def mutated(settings: dict[str, Any], draw: random.Random) -> tuple[dict[str, Any], str]:
    """Return a client file with one to three things changed, and what was changed."""
    changed, told = copy.deepcopy(settings), []
    for _ in range(draw.choice((1, 1, 2, 3))):
        path = draw.choice(list(places(changed)))
        part = changed
        for step in path[:-1]:
            part = part[step]
        kind = draw.choice(
            ("drop", "wrong", "wrong", "wrong", "one", "twice", "rename", "elsewhere")
        )
        told.append(f"{'.'.join(map(str, path))} {kind}")
        _change(part, path[-1], kind, changed, draw)
    return changed, "; ".join(told)


def _change(part: Any, key: Any, kind: str, whole: dict[str, Any], draw: random.Random) -> None:
    value = part[key]
    if kind == "drop":
        del part[key]
    elif kind == "one" and isinstance(value, list):
        part[key] = value[:1]
    elif kind == "twice" and isinstance(value, list):
        part[key] = value * 2
    elif kind == "rename" and isinstance(part, dict):
        part[draw.choice((f"{key}_x", str(key).upper(), "", " ", "no", 7))] = part.pop(key)
    elif kind == "elsewhere":  # a value of another place of the same file
        other: Any = whole
        for step in draw.choice(list(places(whole))):
            other = other[step]
        part[key] = copy.deepcopy(other)
    else:
        part[key] = copy.deepcopy(draw.choice(WRONG))  # it may be changed again


def faults(
    project: Path, name: str, small: SmallClient, studies: tuple[str, ...], seed: int, count: int
) -> list[str]:
    """Return what ended otherwise than in a clean check or an error in the product's words."""
    draw, found = random.Random(seed), []
    for _ in range(count):
        settings, told = mutated(small.settings, draw)
        small.with_settings(settings).write_settings(project, name)
        said = research(project, "check", name)
        text = said.out + said.err
        if said.code not in (0, 1) or any(word in text for word in NAMES):
            found.append(f"{told}: check {said.code}: {text[-500:]}")
        elif said.code == 0:
            waves = [str(wave) for wave in settings["waves"]]
            found += _crashes(project, name, studies, waves[-1], told)
    return found


def _crashes(
    project: Path, name: str, studies: tuple[str, ...], wave: str, told: str
) -> Iterator[str]:
    for study in studies:
        try:
            ask(project, study, name, wave=wave)
        except Exception as error:
            yield f"{told}: {study}: {''.join(traceback.format_exception(error)[-3:])}"


@pytest.mark.parametrize("name", ["reviews", "leads"])
def test_some_changed_client_files_are_refused_or_read(project: Path, name: str) -> None:
    small = CLIENTS[name].make()
    small.write(project, "some")
    assert faults(project, "some", small, CLIENTS[name].studies[:1], seed=1, count=12) == []


@pytest.mark.long
@pytest.mark.parametrize("name", KEY_CLIENTS)
def test_any_changed_client_file_is_refused_or_read(project: Path, name: str) -> None:
    small = CLIENTS[name].make()
    small.write(project, "any")
    studies = tuple(study for study in CLIENTS[name].studies if " " not in study)
    assert faults(project, "any", small, studies[:1], seed=2026, count=200) == []


@pytest.mark.parametrize(
    ("place", "value"),
    [("banner", ["sex", "age"]), ("weighting", {"targets": {"age": {"Under 30": 0.5, "30": 0.5}}})],
)
def test_number_without_bands_cannot_group_respondents(
    project: Path, place: str, value: Any
) -> None:
    small = CLIENTS["questions"].make()
    survey = small.settings["sources"]["survey"]
    del survey["questions"]["age"]["bands"]
    survey["banner"] = ["sex"]
    survey[place] = value
    small.write(project, "unbanded")
    said = research(project, "check", "unbanded")
    wanted = "must have answers to choose from, got: number. Give a number bands"
    assert said.code == 1 and wanted in said.err and f"sources.survey.{place}" in said.err
