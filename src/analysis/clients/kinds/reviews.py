"""Reviews: what people wrote, one row each."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, model_validator

from analysis.clients.kind import Kind, Role
from analysis.clients.misfit import Misfit, Part
from analysis.clients.source_settings import Column, RawFile
from analysis.clients.text import Settings
from analysis.languages import messages

_ = messages(__name__)
_MOST_POINTS = 100  # between the ends of a scale of ratings: each point has its share


class ReviewColumns(Settings):
    """Columns of a reviews file: one row is one review."""

    text: Annotated[Column, Role("text")] = Field(description="What was written.")
    rating: Annotated[Column | None, Role("number", sparse=True)] = Field(
        None, description="Stars."
    )
    brand: Annotated[Column | None, Role("words", sparse=True)] = Field(
        None, description="The brand it is about."
    )
    product: Annotated[Column | None, Role("words", spoken=True, sparse=True)] = Field(
        None,
        description="The product it is about; ratings are told by it where no brand is given.",
    )
    date: Annotated[Column | None, Role("date", sparse=True)] = Field(
        None, description="Its day, checked against the wave's last day."
    )
    review: Annotated[Column | None, Role("id", unique=True, sparse=True)] = Field(
        None, description="Its own id; every one once."
    )


class Reviews(RawFile):
    """What people wrote."""

    columns: ReviewColumns
    scale: tuple[float, float] = Field(
        (1, 5),
        description="Lowest and highest rating, whole numbers 3 to 100 apart: `[0, 10]`. Reports "
        "say stars on the scale of one to five, points on others.",
    )

    @model_validator(mode="after")
    def _scale_usable(self) -> Self:
        low, high = self.scale
        whole = low == int(low) and high == int(high)
        if not whole or not 3 <= high - low <= _MOST_POINTS:
            what = _("must be two whole numbers that are 3 to {n} apart", n=_MOST_POINTS)
            raise Misfit([Part(("scale",), what)])
        return self


KIND = Kind(
    Reviews,
    place=7,
    title="Reviews",
    row="a review",
    absent=_.later("The client delivered no reviews."),
    files={
        "reviews.csv": """\
review,date,brand,rating,text
R0001,2026-01-12,Thương hiệu A,5,Giao nhanh và đóng gói cẩn thận
R0002,2026-01-13,Đối thủ A,2,Chờ lâu quá
"""
    },
    example={"vi": "scale: [1, 5]\n", "en": "scale: [1, 5]\n"},
)
