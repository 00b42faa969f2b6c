"""What the client's data cannot answer, and why: a value like any other."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import Any, ParamSpec, Protocol, Self, TypeVar

from analysis.errors import NotEnoughData

P = ParamSpec("P")
T = TypeVar("T")
U = TypeVar("U")
Found = TypeVar("Found", covariant=True)
Given = ParamSpec("Given")


@dataclass(frozen=True)
class Absent:
    """Something asked for that the data do not hold.

    Methods and answers pass it on (`unless_absent`), so that a notebook reads
    the same whatever a client delivered; in a report it shows as its reason. It has no parts: to
    ask for one is an error, as with any other value (`part_of` asks where there is one).

    Attributes
    ----------
    reason : str
        Why, in the active language, as a sentence for the report's reader.
    gap : bool
        Whether a reader may miss it: gaps are listed *In brief*; what does not apply is left out
        of reports.
    """

    reason: str
    gap: bool = True

    def to_json(self) -> dict[str, Any]:
        """Return the reason as JSON."""
        return {"kind": "absent", "text": self.reason, "applies": self.gap}

    @classmethod
    def from_json(cls, json: Mapping[str, Any]) -> Self:
        """Return the absence that `to_json` wrote."""
        return cls(json["text"], json.get("applies", True))


class PassesAbsence(Protocol[Given, P, Found]):
    """A function that passes on what its input lacks (`unless_absent`).

    Each of its arguments may be `Absent`: to mypy, ``tests/rules/absent_types.py`` says so.
    """

    def __call__(self, *args: Given.args, **kwargs: Given.kwargs) -> Found | Absent:
        """Return what the function found, or what is absent."""

    @property
    def __wrapped__(self) -> Callable[P, Found]:
        """The function itself, which raises where there is too little data."""


def unless_absent(function: Callable[P, T]) -> PassesAbsence[P, P, T]:
    """Let a method or an answer pass on what its input lacks.

    If any argument is `Absent` it is returned as it is; if the function finds too little data
    (`NotEnoughData`), the reason comes back as an `Absent`.
    """

    @wraps(function)
    def passing(*args: P.args, **kwargs: P.kwargs) -> T | Absent:
        for value in (*args, *kwargs.values()):
            if isinstance(value, Absent):
                return value
        try:
            return function(*args, **kwargs)
        except NotEnoughData as reason:
            return Absent(str(reason), gap=reason.gap)

    return passing


def part_of(whole: T | Absent, part: Callable[[T], U]) -> U | Absent:
    """Return a part of a value; of what is absent, the same absence.

    Parameters
    ----------
    whole : object or Absent
        What the part belongs to.
    part : callable
        Takes the whole and returns the part.
    """
    return whole if isinstance(whole, Absent) else part(whole)
