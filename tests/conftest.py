"""What several test modules need."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep together, on one worker, what shares something costly or has an order of its own.

    The cells of a notebook share its kernel; the end-to-end tests share one run of the product.
    """
    for item in items:
        folder = item.path.parent
        group = folder if folder.name == "end_to_end" else item.path
        item.add_marker(pytest.mark.xdist_group(str(group.relative_to(ROOT))))


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
