"""Leads: people or companies that have not bought yet, one row each."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, model_validator

from analysis.clients.keys import KeyName
from analysis.clients.kind import Kind, Role
from analysis.clients.misfit import Misfit, Part
from analysis.clients.source_settings import (
    Attribute,
    Column,
    RawFile,
    RawValue,
    Shown,
)
from analysis.clients.text import Settings
from analysis.languages import messages

_ = messages(__name__)


_CONVERTED: tuple[RawValue, ...] = (1, True, "1", "Yes", "yes", "Có", "có", "x")


class Criterion(Settings):
    """How one BANT criterion is read from a column; whatever fits neither side is unknown."""

    column: Column = Field(description="Where the answer stands.")
    yes: list[RawValue] | None = Field(None, description="Values that mean yes.")
    no: list[RawValue] | None = Field(
        None,
        description="Values that mean no, beside `yes`. What fits neither is unknown, which is "
        "not no.",
    )
    at_least: float | None = Field(
        None, description="Numbers from here on mean yes, smaller ones no, no number unknown."
    )
    at_most: float | None = Field(
        None, description="Numbers up to here mean yes, larger ones no, no number unknown."
    )

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

    budget: Annotated[Criterion | None, Shown("rule")] = Field(
        default=None, description="Can pay at least the price."
    )
    authority: Annotated[Criterion | None, Shown("rule")] = Field(
        default=None, description="Decides."
    )
    need: Annotated[Criterion | None, Shown("rule")] = Field(default=None, description="Needs it.")
    timeline: Annotated[Criterion | None, Shown("rule")] = Field(
        default=None, description="Wants it soon."
    )


class LeadColumns(Settings):
    """Columns of a leads file: one row is one person or company that has not bought yet."""

    lead: Annotated[Column, Role("id", given=True, unique=True)] = Field(
        description="The lead's id; every one once."
    )
    channel: Annotated[Column | None, Role("words", categories=True, spoken=True)] = Field(
        None, description="Where it came from."
    )
    created: Annotated[Column | None, Role("date")] = Field(
        None, description="Day of the enquiry, checked against the wave's last day."
    )
    converted: Annotated[Column | None, Role("own")] = Field(
        None, description="Whether it became a customer."
    )
    customer: Annotated[Column | None, Role("id")] = Field(
        None,
        description="The customer's id where it is one already, the same as in `customers`, "
        "`transactions` or `deals`: who stands in several files is then counted once.",
    )


class Leads(RawFile):
    """People who may become customers."""

    columns: LeadColumns
    converted_values: list[RawValue] = Field(
        default_factory=lambda: list(_CONVERTED),
        description="Values that mean it did; all others mean it did not.",
    )
    bant: Annotated[Bant, Shown("criterion → rule")] = Field(
        Bant(), description="A criterion left out is unknown for everyone."
    )
    attributes: dict[KeyName, Attribute] = Field(
        default_factory=dict, description="Traits of the leads."
    )


KIND = Kind(
    Leads,
    place=4,
    title="Leads",
    row="a person or company that has not bought yet",
    absent=_.later("The client delivered no leads."),
    files={
        "leads.csv": """\
lead,channel,created,converted,budget,authority,need,timeline,industry
T0001,Facebook,2026-01-05,0,20000000,owner,yes,this quarter,Bán lẻ
T0002,Google,2026-01-09,1,5000000,staff,,later,Dịch vụ
"""
    },
    example={
        "vi": """\
bant: # điều gì không thuộc bên nào là chưa biết, khác với không
  budget: {column: budget, at_least: 5000000}
  authority: {column: authority, yes: [owner], no: [staff]}
  need: {column: need, yes: ["yes"]}
  timeline: {column: timeline, yes: [this quarter], no: [later]}
attributes:
  industry: {column: industry, label: Ngành, family: firmographic}
""",
        "en": """\
bant: # whatever fits neither side is unknown, which is not the same as no
  budget: {column: budget, at_least: 5000000}
  authority: {column: authority, yes: [owner], no: [staff]}
  need: {column: need, yes: ["yes"]}
  timeline: {column: timeline, yes: [this quarter], no: [later]}
attributes:
  industry: {column: industry, label: Industry, family: firmographic}
""",
    },
)
