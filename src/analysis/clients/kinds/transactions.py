"""Transactions: what customers bought, one row a line of an order."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, model_validator

from analysis.clients.kind import Kind, Role
from analysis.clients.misfit import Misfit
from analysis.clients.source_settings import Column, RawFile
from analysis.clients.text import Settings
from analysis.languages import messages

_ = messages(__name__)


class TransactionColumns(Settings):
    """Columns of a transactions file: one row is one line of an order."""

    customer: Annotated[Column, Role("id")] = Field(
        description="The customer's id. Rows without one are left out, and the report says how "
        "many."
    )
    date: Annotated[Column, Role("date", given=True)] = Field(description="Day of the purchase.")
    amount: Annotated[Column | None, Role("number", money=True)] = Field(
        None, description="Money of the line; or give `quantity` and `price`. Negative: a return."
    )
    quantity: Annotated[Column | None, Role("number")] = Field(
        None, description="Units; negative: a return."
    )
    price: Annotated[Column | None, Role("number", money=True, bound="not negative")] = Field(
        None, description="Money of one unit."
    )
    cost: Annotated[Column | None, Role("number", money=True)] = Field(
        None, description="What the line cost the client, in all. Profit needs it."
    )
    order: Annotated[Column | None, Role("id")] = Field(
        None,
        description="Number of the order; left out, all a customer bought on one day is one.",
    )

    @model_validator(mode="after")
    def _money_known(self) -> Self:
        if not self.amount and not (self.quantity and self.price):
            raise Misfit(_("must name amount, or quantity and price"))
        return self


class Transactions(RawFile):
    """What customers bought."""

    columns: TransactionColumns


KIND = Kind(
    Transactions,
    place=1,
    title="Transactions",
    row="a line of an order",
    absent=_.later("The client delivered no transactions."),
    files={
        "transactions.csv": """\
customer,date,order,quantity,amount
KH001,2026-01-05,D0001,2,250000
KH002,2026-01-06,D0002,1,180000
"""
    },
    copies="order",
)
