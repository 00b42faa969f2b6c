"""What several promises need."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from analysis.drawing.figure import nothing_drawn


@pytest.fixture
def undrawn() -> Iterator[None]:
    """Spare the drawing: numbers and texts are what is compared."""
    with nothing_drawn():
        yield
