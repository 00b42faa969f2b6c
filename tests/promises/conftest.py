"""What several promises need."""

from __future__ import annotations

import matplotlib.figure
import pytest


@pytest.fixture
def undrawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Spare the drawing, which takes as long as all the rest: numbers are what is compared."""
    blank = "<svg></svg>"
    monkeypatch.setattr(
        matplotlib.figure.Figure, "savefig", lambda _, file, **__: file.write(blank)
    )
