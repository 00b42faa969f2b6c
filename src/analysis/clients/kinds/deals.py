"""Deals: the sales pipeline of a CRM, one row a deal."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from analysis.clients.kind import Kind, Role
from analysis.clients.source_settings import Column, RawFile, RawValue
from analysis.clients.text import Settings
from analysis.languages import messages

_ = messages(__name__)


class DealColumns(Settings):
    """Columns of a deals file: one row is one deal of the sales pipeline."""

    deal: Annotated[Column, Role("id", given=True, unique=True)] = Field(
        description="The deal's id; every one once."
    )
    customer: Annotated[Column, Role("id")] = Field(
        description="The customer's id; deals without one count in the pipeline only."
    )
    outcome: Annotated[Column, Role("own")] = Field(description="Won, lost or open.")
    amount: Annotated[Column, Role("number", money=True, bound="not negative")] = Field(
        description="Money; a won deal must have it."
    )
    created: Annotated[Column | None, Role("date")] = Field(None, description="Day it began.")
    closed: Annotated[Column | None, Role("date")] = Field(None, description="Day it was decided.")
    quantity: Annotated[Column | None, Role("number", bound="not negative")] = Field(
        None,
        description="Units: with `band_by: price` or `quantity` the price of one, and their "
        "number, are what counts.",
    )
    salesperson: Annotated[Column | None, Role("words", categories=True, staff="always")] = Field(
        None, description="Who sold."
    )
    team: Annotated[
        Column | None, Role("words", categories=True, spoken=True, staff="by title")
    ] = Field(None, description="The team.")
    country: Annotated[Column | None, Role("words", categories=True, spoken=True)] = Field(
        None, description="The country."
    )


class DealOutcomes(Settings):
    """Which values of the outcome column mean won, lost and open."""

    won: list[RawValue] = Field(min_length=1, description="`[Thắng]`")
    lost: list[RawValue] = Field(min_length=1, description="`[Thua]`")
    open: list[RawValue] = Field(default_factory=list, description="`[Đang mở]`")


class Deals(RawFile):
    """The sales pipeline of a CRM."""

    columns: DealColumns
    outcomes: DealOutcomes = Field(
        description="Which values mean what; every value that occurs must be listed."
    )


_OUTCOMES = "outcomes: {won: [won], lost: [lost], open: [open]}\n"
KIND = Kind(
    Deals,
    place=3,
    title="Deals",
    row="a deal of the sales pipeline",
    absent=_.later("The client delivered no deals."),
    files={
        "deals.csv": """\
deal,customer,outcome,amount,created,closed,salesperson
C0001,KH001,won,20000000,2026-01-05,2026-02-01,An
C0002,KH002,open,5000000,2026-01-20,,Bình
"""
    },
    example={"vi": _OUTCOMES, "en": _OUTCOMES},
)
