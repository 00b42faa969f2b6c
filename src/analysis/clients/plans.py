"""What a client file sets for segments and customers' value; its defaults where it is silent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from analysis.clients.segmentation_settings import Segmentation
from analysis.clients.text import Bilingual, Settings
from analysis.clients.value_settings import Value


@dataclass(frozen=True)
class SegmentPlan:
    """How segments are to be made; who is in them, and of what, the people say.

    Attributes
    ----------
    method : str
        How segments are made.
    candidates : tuple of int
        Lowest and highest number to try.
    segments : int or None
        The analyst's number.
    smallest_segment : float
        Least share of people in a segment, 0–1.
    typing_questions : int
        Most questions the typing tool may ask.
    numbers : range
        The numbers to try.
    """

    method: str
    candidates: tuple[int, int]
    segments: int | None
    smallest_segment: float
    typing_questions: int
    numbers: range


@dataclass(frozen=True)
class ValuePlan:
    """How customers are to be valued; what they bought, the purchases say.

    Attributes
    ----------
    band_by : str
        What bands are made by: ``price``, ``quantity`` or ``revenue``.
    bands : mapping of str to float
        Band → its lower bound; empty: proposed.
    goal : str
        ``growth``, ``profit`` or ``loyalty``.
    tie_break : str or Bilingual or None
        The criterion that decides between bands about equal.
    lapsed_after_days : int or None
        Days without a purchase after which a customer has lapsed.
    """

    band_by: str
    bands: Mapping[str, float]
    goal: str
    tie_break: str | Bilingual | None
    lapsed_after_days: int | None


def segment_plan(settings: Segmentation | None) -> SegmentPlan:
    """Return the plan of a segmentation.

    Parameters
    ----------
    settings : Segmentation or None
        What the client file says; None: the defaults of its keys.
    """
    return SegmentPlan(**_planned(settings, Segmentation, SegmentPlan))


def value_plan(settings: Value | None) -> ValuePlan:
    """Return the plan of valuing customers.

    Parameters
    ----------
    settings : Value or None
        What the client file says; None: the defaults of its keys.
    """
    return ValuePlan(**_planned(settings, Value, ValuePlan))


def _planned(settings: Settings | None, model: type[Settings], plan: type[Any]) -> dict[str, Any]:
    given = settings or model.model_construct()
    return {one.name: getattr(given, one.name) for one in fields(plan)}
