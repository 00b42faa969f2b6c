"""Prices: offers of the client and of competitors, one row each."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, model_validator

from analysis.clients.kind import Kind, Role
from analysis.clients.misfit import Misfit
from analysis.clients.source_settings import Column, RawFile, Shown
from analysis.clients.text import Settings, ShortText
from analysis.languages import messages

_ = messages(__name__)


class BrandWords(Settings):
    """Finds the brand of a product by words in its name."""

    column: Column = Field(description="The column with the names.")
    words: Annotated[dict[ShortText, list[ShortText]], Shown("brand → list of words")] = Field(
        min_length=1,
        description="`Apple: [Apple, iPhone]`; of several brands the one named first in it.",
    )


class PriceColumns(Settings):
    """Columns of a price list: one row is one offer."""

    price: Annotated[
        Column, Role("number", money=True, bound="over 0", given=True, sparse=True)
    ] = Field(description="Price of the offer, over 0.")
    brand: Annotated[Column | None, Role("words", sparse=True)] = Field(
        None, description="Its brand."
    )
    product: Annotated[Column | None, Role("words", spoken=True, sparse=True)] = Field(
        None, description="What is offered; the table counts different ones."
    )
    category: Annotated[Column | None, Role("words", spoken=True, sparse=True)] = Field(
        None, description="Its group: prices are compared like for like inside it."
    )
    rating: Annotated[Column | None, Role("number", bound="not negative", sparse=True)] = Field(
        None, description="Stars; the table has their mean."
    )
    date: Annotated[Column | None, Role("date", sparse=True)] = Field(
        None, description="Day of the price, checked against the wave's last day."
    )


class Prices(RawFile):
    """Offers of the client and of competitors."""

    columns: PriceColumns
    brand_words: BrandWords | None = Field(
        None, description="Finds the brand by words in a product's name."
    )

    @model_validator(mode="after")
    def _brand_known(self) -> Self:
        if (self.columns.brand is None) == (self.brand_words is None):
            raise Misfit(_("must name either columns.brand or brand_words"))
        return self


KIND = Kind(
    Prices,
    place=6,
    title="Prices",
    row="an offer",
    absent=_.later("The client delivered no prices."),
    files={
        "prices.csv": """\
brand,product,category,price,date
Thương hiệu A,Sản phẩm A,Nhóm 1,125000,2026-01-10
Đối thủ A,Sản phẩm X,Nhóm 1,119000,2026-01-10
"""
    },
    remark="Give either `columns.brand` or `brand_words`.",
)
