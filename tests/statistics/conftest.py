"""What tests of statistics need."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from analysis.errors import naming


@pytest.fixture(autouse=True)
def no_study_at_hand() -> Iterator[None]:
    """Errors call columns as the test does, whatever study was opened before in this process."""
    token = naming.set(str)
    yield
    naming.reset(token)
