"""What several test modules need."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


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
