"""What a client file says about its raw files: where they are and what their columns mean."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Annotated, Literal, Self

from pydantic import AnyUrl, Field, StringConstraints, model_validator

from analysis.clients.misfit import Misfit, Part
from analysis.clients.text import Settings, ShortText, Text
from analysis.languages import messages

_ = messages(__name__)
FileName = Annotated[
    str,
    StringConstraints(
        pattern=r"^[^/\\\x00-\x1f:*?\"<>|.][^/\\\x00-\x1f:*?\"<>|]*$", max_length=120
    ),
    Field(description="A file in the wave's folder: a plain name without folders."),
]
Column = Annotated[ShortText, Field(description="A column's name, as it stands in the file.")]
Family = Literal["demographic", "geographic", "psychographic", "behavioural", "firmographic"]
RawValue = str | int | float | bool


_MOST_POINTS = 100  # between the ends of a scale of ratings: each point has its share


def refuse_marks(part: str, names: Iterable[str]) -> None:
    """Raise `Misfit` for names with a mark of which codes are made: ``sex/2``, ``sex=2``.

    Parameters
    ----------
    part : str
        ``questions`` or ``attributes``.
    names : iterable of str
        As the client file names them.
    """
    what, cure = _("must have no = and no / in its name"), _("Its label may have them.")
    if marked := [name for name in names if "=" in name or "/" in name]:
        raise Misfit(Part((part, name), what, cure) for name in marked)


class RawFile(Settings):
    """How to read one raw file; what is left out is found from the file itself."""

    file: FileName
    sheet: ShortText | list[ShortText] | None = Field(
        None, description="XLSX: a sheet, or several that are put one under the other."
    )
    encoding: Literal["utf-8", "windows-1258", "windows-1252", "latin-1"] | None = None
    delimiter: Literal[",", ";", "\t", "|"] | None = None
    decimal: Literal[".", ","] | None = Field(None, description="The decimal mark of its numbers.")
    day_first: bool = Field(True, description="Whether 03/04/2026 is the third of April.")
    missing: list[RawValue] = Field(
        default_factory=list, description="Values that stand for no answer, such as 'Select'."
    )
    about: Text | None = Field(None, description="Origin of the file, shown in the report.")
    url: AnyUrl | None = None
    accessed: dt.date | None = None


class Attribute(Settings):
    """A trait of a person or company: one column of a customers, deals or leads file."""

    column: Column
    label: Text
    family: Family
    type: Literal["category", "number", "yes_no"] = "category"
    values: dict[RawValue, Text] = Field(
        default_factory=dict,
        description="Raw value → its label; values left out stand as they are.",
    )
    bands: list[float] | None = Field(
        None, min_length=1, description="Bounds that cut a number into bands, ascending."
    )
    ordered: bool = Field(
        False, description="category: whether the order of its values counts in a segmentation."
    )
    of: Literal["customer", "buyer"] = Field(
        "customer", description="B2B: whether it describes the company or the actual buyer."
    )

    @model_validator(mode="after")
    def _bands_ascend(self) -> Self:
        if self.bands and sorted(set(self.bands)) != self.bands:
            raise Misfit([Part(("bands",), _("must ascend without repeats"))])
        if self.bands and self.type != "number":
            raise Misfit([Part(("bands",), _("must go with type: number"))])
        return self


class TransactionColumns(Settings):
    """Columns of a transactions file: one row is one line of an order."""

    customer: Column
    date: Column
    amount: Column | None = Field(
        None, description="Money of the line; or give quantity and price."
    )
    quantity: Column | None = None
    price: Column | None = None
    cost: Column | None = Field(None, description="What the line cost the client, in all.")
    order: Column | None = None

    @model_validator(mode="after")
    def _money_known(self) -> Self:
        if not self.amount and not (self.quantity and self.price):
            raise Misfit(_("must name amount, or quantity and price"))
        return self


class Transactions(RawFile):
    """What customers bought."""

    columns: TransactionColumns


class CustomerColumns(Settings):
    """Columns of a customers file: one row is one customer (a person, or a company in B2B)."""

    customer: Column
    name: Column | None = Field(
        None, description="Never shown in a report; checked for duplicates."
    )
    since: Column | None = Field(None, description="Date of the first contact or purchase.")
    revenue: Column | list[Column] | None = Field(
        None, description="Money brought in so far; several columns are added up."
    )
    profit: Column | None = None
    purchases: Column | list[Column] | None = None
    last_purchase_days: Column | None = Field(None, description="Days since the last purchase.")


class Customers(RawFile):
    """Who the customers are."""

    columns: CustomerColumns
    attributes: dict[ShortText, Attribute] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _names_unmarked(self) -> Self:
        refuse_marks("attributes", self.attributes)
        return self


class DealColumns(Settings):
    """Columns of a deals file: one row is one deal of the sales pipeline."""

    deal: Column
    customer: Column
    outcome: Column
    amount: Column
    created: Column | None = None
    closed: Column | None = None
    quantity: Column | None = None
    salesperson: Column | None = None
    team: Column | None = None
    country: Column | None = None


class DealOutcomes(Settings):
    """Which values of the outcome column mean won, lost and open."""

    won: list[RawValue] = Field(min_length=1)
    lost: list[RawValue] = Field(min_length=1)
    open: list[RawValue] = Field(default_factory=list)


class Deals(RawFile):
    """The sales pipeline of a CRM."""

    columns: DealColumns
    outcomes: DealOutcomes


class Criterion(Settings):
    """How one BANT criterion is read from a column; whatever fits neither side is unknown."""

    column: Column
    yes: list[RawValue] | None = Field(None, description="Values that mean yes.")
    no: list[RawValue] | None = Field(None, description="Values that mean no.")
    at_least: float | None = Field(None, description="Numbers from here on mean yes, others no.")
    at_most: float | None = Field(None, description="Numbers up to here mean yes, others no.")

    @model_validator(mode="after")
    def _one_rule(self) -> Self:
        rules = [self.yes is not None, self.at_least is not None, self.at_most is not None]
        if sum(rules) != 1:
            raise Misfit(_("must have exactly one of yes, at_least, at_most"))
        if self.no is not None and self.yes is None:
            raise Misfit([Part(("no",), _("must stand beside yes"))])
        return self


class Bant(Settings):
    """Budget, authority, need and timeline; a criterion left out is unknown for everyone."""

    budget: Criterion | None = None
    authority: Criterion | None = None
    need: Criterion | None = None
    timeline: Criterion | None = None


class LeadColumns(Settings):
    """Columns of a leads file: one row is one person or company that has not bought yet."""

    lead: Column
    channel: Column | None = None
    created: Column | None = None
    converted: Column | None = None
    customer: Column | None = Field(
        None, description="The customer's id, the same as in customers, transactions or deals."
    )


class Leads(RawFile):
    """People who may become customers."""

    columns: LeadColumns
    converted_values: list[RawValue] = Field(
        default_factory=lambda: [1, True, "1", "Yes", "yes", "Có", "có", "x"]
    )
    bant: Bant = Bant()
    attributes: dict[ShortText, Attribute] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _names_unmarked(self) -> Self:
        refuse_marks("attributes", self.attributes)
        return self


class CompetitorColumns(Settings):
    """Columns of a competitors file: one row is one competitor, the client's own brand too."""

    name: Column
    kind: Column | None = Field(None, description="Direct, indirect, status quo …")
    customers: Column | None = None
    sales: Column | None = None
    outlets: Column | None = None
    audience: Column | None = None
    channels: Column | None = None
    strengths: Column | None = None
    weaknesses: Column | None = None
    origin: Column | None = Field(None, description="Where the facts come from.")
    accessed: Column | None = Field(None, description="Date on which they were looked up.")


class Competitors(RawFile):
    """Facts about competitors from published sources."""

    columns: CompetitorColumns
    sales_unit: float = Field(
        1, gt=0, description="What 1 in the sales column is worth: 1000000000 for billions."
    )


class BrandWords(Settings):
    """Finds the brand of a product by words in its name."""

    column: Column
    words: dict[ShortText, list[ShortText]] = Field(min_length=1)


class PriceColumns(Settings):
    """Columns of a price list: one row is one offer."""

    price: Column
    brand: Column | None = None
    product: Column | None = None
    category: Column | None = None
    rating: Column | None = None
    date: Column | None = None


class Prices(RawFile):
    """Offers of the client and of competitors."""

    columns: PriceColumns
    brand_words: BrandWords | None = None

    @model_validator(mode="after")
    def _brand_known(self) -> Self:
        if (self.columns.brand is None) == (self.brand_words is None):
            raise Misfit(_("must name either columns.brand or brand_words"))
        return self


class ReviewColumns(Settings):
    """Columns of a reviews file: one row is one review."""

    text: Column
    rating: Column | None = None
    brand: Column | None = None
    product: Column | None = None
    date: Column | None = None
    review: Column | None = Field(None, description="The review's own id.")


class Reviews(RawFile):
    """What people wrote."""

    columns: ReviewColumns
    scale: tuple[float, float] = (1, 5)

    @model_validator(mode="after")
    def _scale_usable(self) -> Self:
        low, high = self.scale
        whole = low == int(low) and high == int(high)
        if not whole or not 3 <= high - low <= _MOST_POINTS:
            what = _("must be two whole numbers that are 3 to {n} apart", n=_MOST_POINTS)
            raise Misfit([Part(("scale",), what)])
        return self


class WebColumns(Settings):
    """Columns of a web analytics export; without sessions each row is one session."""

    channel: Column
    sessions: Column | None = None
    conversions: Column | None = None
    revenue: Column | None = None
    date: Column | None = None


class WebAnalytics(RawFile):
    """Visits of the client's website."""

    columns: WebColumns


class SearchColumns(Settings):
    """Columns of a search console export: one row is one query."""

    query: Column
    clicks: Column
    impressions: Column
    position: Column | None = None


class SearchQueries(RawFile):
    """What people searched for before they came to, or saw, the client's site."""

    columns: SearchColumns
    brand_terms: list[ShortText] = Field(default_factory=list)
