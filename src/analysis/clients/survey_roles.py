"""What the roles of a survey ask of the questions that the client file names for them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pydantic import BaseModel

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Asks:
    """What a key of the client file needs of the question it names; stands beside its type.

    Attributes
    ----------
    types : tuple of str
        Of which types the question may be.
    groups : bool
        Whether it puts respondents into groups: a number then needs bands.
    amount : str
        What its answers are an amount of, as a rule that none may be negative; else empty.
    above : str
        The key beside it whose answers most people's lie below, as a dearer price above a cheaper
        one: where they lie above them, two questions were taken for each other.
    """

    types: tuple[str, ...]
    groups: bool = False
    amount: str = ""
    above: str = ""


@dataclass(frozen=True)
class Named:
    """A question that is named for a role.

    Attributes
    ----------
    path : tuple
        Where the client file names it, below the survey.
    question : str
        Its name.
    asks : Asks
        What the role needs.
    other : str
        The question that `Asks.above` means; empty without one.
    """

    path: Path
    question: str
    asks: Asks
    other: str = ""


def named_questions(settings: BaseModel, path: Path = ()) -> Iterator[Named]:
    """Yield every question that a part of the client file names for a role.

    Parameters
    ----------
    settings : pydantic.BaseModel
        The survey's settings, or a part of them.
    path : tuple
        Where that part stands.
    """
    for key, field in type(settings).model_fields.items():
        given, place = getattr(settings, key), (*path, key)
        asks = next((one for one in field.metadata if isinstance(one, Asks)), None)
        if isinstance(given, BaseModel):
            yield from named_questions(given, place)
        elif asks and isinstance(given, str):
            other = getattr(settings, asks.above) if asks.above else ""
            yield Named(place, given, asks, other or "")
        elif asks and isinstance(given, dict):
            yield from (Named((*place, name), name, asks) for name in given)
        elif asks:
            yield from (Named((*place, i), name, asks) for i, name in enumerate(given or ()))
