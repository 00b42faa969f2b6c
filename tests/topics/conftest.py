"""What tests of topics need."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import nullcontext

import pytest

from analysis.drawing.figure import nothing_drawn
from analysis.sources.labels import Labels, labels_in_use


@pytest.fixture(autouse=True)
def no_study_at_hand() -> Iterator[None]:
    """Errors call columns as the test does, whatever study was opened before in this process."""
    with labels_in_use(Labels()):
        yield


@pytest.fixture
def drawings() -> None:
    """Ask for charts' drawings: the test looks at one."""


@pytest.fixture(autouse=True)
def drawn_if_looked_at(request: pytest.FixtureRequest) -> Iterator[None]:
    """Spare the drawing, which takes as long as all the rest, but where a test asks for it."""
    with nullcontext() if "drawings" in request.fixturenames else nothing_drawn():
        yield
