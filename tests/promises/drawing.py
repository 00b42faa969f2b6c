"""Studies without their drawings, where numbers and texts are what is compared."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from unittest import mock

import matplotlib.figure


@contextmanager
def nothing_drawn() -> Iterator[None]:
    """Spare the drawing inside a ``with`` block: it takes as long as all the rest."""

    def blank(_figure: object, file, **_options: object) -> None:
        file.write("<svg></svg>")

    with mock.patch.object(matplotlib.figure.Figure, "savefig", blank):
        yield
