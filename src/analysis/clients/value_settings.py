"""What a client file says of the customers' value: bands, bounds of RFM scores, the goal."""

from __future__ import annotations

import math
from typing import Literal, Self

from pydantic import Field, model_validator

from analysis.clients.misfit import Misfit, Part
from analysis.clients.text import Settings, ShortText, Text
from analysis.languages import messages

_ = messages(__name__)


ValueSource = Literal["transactions", "deals", "customers"]


class RfmBounds(Settings):
    """Bounds of RFM scores that stay from wave to wave; equally many, ascending."""

    recency: list[float] = Field(description="Days since the last purchase; fewer are better.")
    frequency: list[float] = Field(description="Orders.")
    monetary: list[float] = Field(description="Money, in the client's currency.")

    @model_validator(mode="after")
    def _usable(self) -> Self:
        given = {name: getattr(self, name) for name in type(self).model_fields}
        parts = [
            Part((name,), _("must hold 1 to 8 numbers from 0 on that ascend"))
            for name, values in given.items()
            if not 1 <= len(values) <= 8
            or list(values) != sorted(values)
            or not all(0 <= value < math.inf for value in values)
        ]
        if not parts and len({len(values) for values in given.values()}) > 1:
            counts = ", ".join(str(len(values)) for values in given.values())
            cure = _("One bound fewer than scores: four bounds make scores from 1 to 5.")
            what = _("must hold as many bounds for each of the three, got: {counts}", counts=counts)
            parts = [Part((), what, cure)]
        if parts:
            raise Misfit(parts)
        return self


class Value(Settings):
    """How customers are valued: revenue bands and the client's goal (S3.1–S3.3)."""

    source: ValueSource
    band_by: Literal["price", "quantity", "revenue"] = "revenue"
    bands: dict[ShortText, float] = Field(
        default_factory=dict, description="Band → its lower bound; left out: proposed."
    )
    goal: Literal["growth", "profit", "loyalty"] = "loyalty"
    tie_break: Text | None = Field(
        None, description="The criterion that decides between bands about equal."
    )
    rfm: RfmBounds | None = Field(
        None, description="Bounds of RFM scores; left out: fifths of each wave's customers."
    )
    lapsed_after_days: int | None = Field(
        None,
        ge=1,
        le=3650,
        description="Days without a purchase after which a customer has lapsed; left out: longer "
        "than 95 % of the times between two purchases.",
    )

    @model_validator(mode="after")
    def _bounds_ascend(self) -> Self:
        bounds = list(self.bands.values())
        if bounds != sorted(set(bounds)):
            raise Misfit([Part(("bands",), _("must be listed with ascending lower bounds"))])
        return self
