"""Settings that are each right but do not fit together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Part:
    """One thing that does not fit: where it stands (below the part checked), what, and the cure."""

    path: tuple[str | int, ...]
    what: str
    cure: str = ""


class Misfit(ValueError):
    """What a check over several settings found; pydantic carries it to the client file's reader.

    Parameters
    ----------
    parts : iterable of Part or str
        Everything that does not fit, in the active language; a text stands for the part itself.
    """

    def __init__(self, parts: Iterable[Part] | str) -> None:
        self.parts = (Part((), parts),) if isinstance(parts, str) else tuple(parts)
        super().__init__("; ".join(part.what for part in self.parts))
