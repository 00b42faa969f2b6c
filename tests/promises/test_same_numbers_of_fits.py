"""The same numbers and decisions on every processor: classes, fits, maps, weights, typing tools."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from processors import Processor, all_processors, differences, executable, run_under
from small_clients import SAMPLES, SmallClient, new_project, small_academy, small_coffee

# NumPy is loaded before the product is, so that nothing is chosen for it
ASK = """
import json, sys
from analysis import answers, open_study


def without_drawings(bundle):
    if isinstance(bundle, dict):
        return {key: without_drawings(value) for key, value in bundle.items() if key != "svg"}
    if isinstance(bundle, list):
        return [without_drawings(value) for value in bundle]
    return bundle


told = []
for order in sys.argv[1:]:
    client, wave, study = order.split(":")
    for one in answers(open_study(study, client=client, wave=wave, language="en")):
        bundle = {kind: value for kind, value in one.bundle.items() if kind.endswith("+json")}
        told.append([study, one.section, without_drawings(bundle)])
print(json.dumps(told))
"""


def small_cafe() -> SmallClient:
    """Return the café's first wave; searches have no part in what is compared here."""
    found = small_coffee(("2026-1",))
    del found.settings["sources"]["search_queries"]
    del found.files["2026-1"]["search_queries.csv"]
    return found


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An academy whose model of repeat buying collapses, a café with weights, both in classes."""
    project = new_project(tmp_path_factory.mktemp("fits"))
    academy = small_academy()
    folder = SAMPLES / "hoc_vien_so" / "2026-1"
    academy.files["2026-1"]["deals.csv"] = pd.read_csv(folder / "deals.csv", dtype=str)
    academy.settings["segmentation"] |= {"method": "latent_classes", "candidates": [2, 2]}
    academy.write(project, "academy")
    small_cafe().write(project, "coffee")
    (project / "ask.py").write_text(ASK, "utf-8")
    return project


@pytest.fixture(autouse=True)
def of_project(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANALYSIS_PROJECT", str(project))


def told_by(processor: Processor, project: Path, *orders: str) -> list:
    return run_under(processor, project / "ask.py", *orders)


def compared(processors: list[Processor], project: Path, *orders: str) -> list:
    first, *others = executable(processors)
    found = told_by(first, project, *orders)
    for other in others:
        assert not differences(found, told_by(other, project, *orders)), str(other)
    return found


@pytest.mark.long
def test_classes_fits_maps_and_weights_are_the_same_everywhere(project: Path) -> None:
    processors = [Processor("Haswell"), Processor("Prescott", simd=False, threads=2)]
    orders = [f"coffee:2026-1:{study}" for study in ("market_research", "competitor_analysis")]
    found = compared(processors, project, "academy:2026-1:segmentation", *orders)
    assert "the data do not determine this parameter" in str(found)
    assert "8,103" not in str(found)


@pytest.mark.long
@pytest.mark.parametrize(
    "order",
    ["academy:2026-1:segmentation", "coffee:2026-1:segmentation", "coffee:2026-1:personas",
     "coffee:2026-1:market_research"],
)  # fmt: skip
def test_every_processor_tells_the_same(project: Path, order: str) -> None:
    compared(all_processors(), project, order)


@pytest.mark.long
@pytest.mark.parametrize("method", ["gaussian_mixture", "mixed_mixture", "latent_classes"])
def test_every_way_of_classes_is_the_same_everywhere(
    project: Path, method: str, tmp_path: Path
) -> None:
    coffee = small_cafe()
    coffee.settings["segmentation"]["method"] = method
    coffee.write(project, method)
    processors = [Processor("Haswell"), Processor("Sandybridge", threads=2),
                  Processor("Prescott", simd=False)]  # fmt: skip
    compared(processors, project, f"{method}:2026-1:segmentation")
