"""What tests of topics need."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from analysis.sources.labels import Labels, labels_in_use


@pytest.fixture(autouse=True)
def no_study_at_hand() -> Iterator[None]:
    """Errors call columns as the test does, whatever study was opened before in this process."""
    with labels_in_use(Labels()):
        yield
