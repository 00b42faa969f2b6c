"""What several test modules need."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line(
        "markers",
        "examples: long runs on real public data, minutes in all; asked for by -m examples",
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if "examples" in (config.getoption("-m") or ""):
        return
    reason = pytest.mark.skip(reason="minutes of run time; run it by: pytest -m examples")
    for item in items:
        if "examples" in item.keywords and item.get_closest_marker("examples"):
            item.add_marker(reason)


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Folder of the real public data sets, which are not part of the repository."""
    folder = ROOT.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip(f"real data sets are not in the repository; put them into {folder}")
    return folder


@pytest.fixture(scope="session")
def reference(shared_data: Path):
    """Read one file of reference results of established software by its name."""

    def read(name: str) -> dict:
        return json.loads((shared_data.parent / "references" / f"{name}.json").read_text("utf-8"))

    return read
