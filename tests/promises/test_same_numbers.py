"""Segments and their numbers are the same on every processor, and in every order of the columns.

Processes of other processors are not pinned: their libraries do their arithmetic as each would.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from processors import KERNELS, Processor, differences, executable, run_under
from small_clients import new_project
from threadpoolctl import threadpool_info
from typed_answers import asked

from analysis import answers, open_study

SCRIPT = Path(__file__).with_name("typed_answers.py")
PEOPLE = 150
ITEMS = [f"y{number}" for number in range(7)]
SCALES = [f"s{number}" for number in range(5)]
HEAD = """\
name: {{vi: Quán {name}, en: Cafe {name}}}
kind: b2c
seed: 5
waves:
  w1: {{fieldwork: [2026-01-01, 2026-01-31]}}
sources:
  survey:
    file: survey.csv
    id: id
    {weight}
    questions:
"""
QUESTIONS = {
    "has": "{{type: multiple, columns: [{items}], label: Has}}",
    **{item: f"{{{{type: scale, column: {item}, scale: [1, 5], label: Likes {item}}}}}"
       for item in SCALES},
    "spend": "{{type: number, column: spend, label: Spending}}",
    "visits": "{{type: number, column: visits, label: Visits}}",
    "place": "{{type: single, column: place, label: Place, values: {{1: Home, 2: Work, 3: Out}}}}",
    "sex": "{{type: single, column: sex, label: Sex, values: {{1: Male, 2: Female}}}}",
}  # fmt: skip
ASKED = {
    "yes_no": ("has", ["k_means", "ward", "k_medoids", "latent_classes"]),
    "scale": (", ".join(SCALES), ["k_means", "ward", "k_medoids", "gaussian_mixture"]),
    "mixed": ("has, visits, place", ["k_means", "k_medoids", "mixed_mixture"]),
}
# a typing tool's search costs what its questions cost: tools of full length are in the long test
SHORT_TOOL = "  typing_questions: 2\n"
# every kernel with each of the others' ways; all combinations are tried on samples elsewhere
COVERING = [
    Processor("Haswell"),
    Processor("Haswell", simd=False, threads=2),
    Processor("SkylakeX", threads=2),
    Processor("SkylakeX", simd=False),
    Processor("Sandybridge", threads=2),
    Processor("Sandybridge", simd=False),
    Processor("Prescott"),
    Processor("Prescott", simd=False, threads=2),
]


def survey() -> pd.DataFrame:
    """Answers on grids, as surveys have them: full of people equally near to two segments."""
    rng = np.random.default_rng(11)
    trend = rng.normal(size=(PEOPLE, 2))
    pull = trend @ rng.normal(scale=1.3, size=(2, len(ITEMS)))
    frame = pd.DataFrame((rng.random(pull.shape) < 1 / (1 + np.exp(-pull))).astype(int),
                         columns=ITEMS)  # fmt: skip
    scales = 3 + trend @ rng.normal(size=(2, len(SCALES))) + rng.normal(size=(PEOPLE, len(SCALES)))
    frame[SCALES] = np.clip(np.round(scales), 1, 5).astype(int)
    frame["spend"] = np.round(np.exp(4 + trend[:, 0] / 2)).astype(int) * 1000
    frame["visits"] = np.clip(np.round(3 + trend[:, 1] + rng.normal(size=PEOPLE)), 0, 9).astype(int)
    frame["place"] = rng.integers(1, 4, PEOPLE)
    frame["sex"] = rng.integers(1, 3, PEOPLE)
    frame["w"] = np.round(np.exp(rng.normal(size=PEOPLE) * 0.4), 3)
    frame.insert(0, "id", range(1, PEOPLE + 1))
    return frame


def write_client(
    project: Path,
    name: str,
    *,
    plan: str,
    weighted: bool,
    questions: list[str] | None = None,
    items: list[str] = ITEMS,
) -> str:
    """Write a client whose segments are made by ``plan``; questions and items in this order."""
    asked = list(dict.fromkeys([*(questions or []), *QUESTIONS]))
    lines = [f"      {one}: {QUESTIONS[one].format(items=', '.join(items))}" for one in asked]
    text = HEAD.format(name=name, weight="weight: w" if weighted else "") + "\n".join(lines)
    text += f"\n    spend: spend\nsegmentation:\n  source: survey\n  descriptors: [sex]\n{plan}"
    folder = project / "data" / name
    (folder / "w1").mkdir(parents=True)
    (folder / "client.yml").write_text(text, "utf-8")
    survey().to_csv(folder / "w1" / "survey.csv", index=False)
    return name


def looked_for(method: str, basis: str, candidates: str = "[2, 2]") -> str:
    """Return the plan of segments that a method looks for."""
    return (
        f"  method: {method}\n  basis: {{psychographic: [{basis}]}}\n  candidates: {candidates}\n"
    )


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = new_project(tmp_path / "project")
    monkeypatch.setenv("ANALYSIS_PROJECT", str(root))
    return root


def test_three_kernels_say_the_same_of_the_sample(project: Path, undrawn: None) -> None:
    plan = looked_for("k_means", "has", "[2, 3]") + SHORT_TOOL
    client = write_client(project, "grid", plan=plan, weighted=True, items=ITEMS[:5])
    here = {found["architecture"] for found in threadpool_info() if "architecture" in found}
    others = executable(
        [
            Processor("Haswell"),
            Processor("SkylakeX", threads=2),
            Processor("Sandybridge", simd=False),
            Processor("Prescott", threads=2),
        ]
    )
    # one of the three is the one that this process computes with
    others = [one for one in others if KERNELS[one.kernel] not in here][:2]
    first = json.loads(json.dumps(asked(client, "segmentation")))
    assert isinstance(first, dict) and first["shown"], first
    for processor in others:
        other = run_under(processor, SCRIPT, "--undrawn", "segmentation", client)
        found = differences(first, other[client])
        assert not found, f"{processor}: {found[:5]}"


@pytest.mark.long
def test_every_processor_says_the_same_of_every_method(project: Path) -> None:
    clients = [
        write_client(project, f"{kind}-{method}", plan=looked_for(method, basis), weighted=True)
        for kind, (basis, methods) in ASKED.items()
        for method in methods
    ]
    for kind, (basis, _methods) in ASKED.items():
        plan = looked_for("k_means", basis, "[2, 3]")
        clients.append(write_client(project, f"{kind}-plain", plan=plan, weighted=False))
    for method, how in (("value_bands", "  segments: 3\n"), ("rule", "  rule: place\n")):
        plan = f"  method: {method}\n{how}"
        clients.append(write_client(project, method, plan=plan, weighted=True))
    first, *others = executable(COVERING)
    found = run_under(first, SCRIPT, "segmentation", *clients, seconds=3600)
    assert all(isinstance(said, dict) for said in found.values()), found
    for processor in others:
        again = run_under(processor, SCRIPT, "segmentation", *clients, seconds=3600)
        differing = differences(found, again)
        assert not differing, f"{processor}: {len(differing)} differ, {differing[:5]}"


def test_columns_in_another_order_give_the_same_partition(project: Path, undrawn: None) -> None:
    given, turned = ITEMS[:5], [*ITEMS[2:5], *ITEMS[:2]][::-1]
    said = []
    for name, basis, items in (
        ("given", ["has", "s0", "s1"], given),
        ("turned", ["s1", "has", "s0"], turned),
    ):
        plan = looked_for("k_means", ", ".join(basis), "[4, 4]") + "  segments: 4\n" + SHORT_TOOL
        client = write_client(project, name, plan=plan, weighted=True, questions=basis, items=items)
        said.append(
            dict(answers(open_study("segmentation", client=client, language="en")).headline)
        )
    assert said[0] == said[1] and said[0]["segments"] == "4"
