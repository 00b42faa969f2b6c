"""Customers: who they are, one row a person, or a company in B2B."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from analysis.clients.keys import KeyName
from analysis.clients.kind import Kind, Role
from analysis.clients.source_settings import Attribute, Column, RawFile
from analysis.clients.text import Settings
from analysis.languages import messages

_ = messages(__name__)


class CustomerColumns(Settings):
    """Columns of a customers file: one row is one customer (a person, or a company in B2B)."""

    customer: Annotated[Column, Role("id", given=True, unique=True)] = Field(
        description="The id; every one once, the same as in `transactions` or `deals`."
    )
    name: Annotated[Column | None, Role("unread")] = Field(
        None, description="Never shown; only checked for customers entered twice."
    )
    since: Annotated[Column | None, Role("date")] = Field(
        None, description="Day of the first contact or purchase."
    )
    revenue: Annotated[
        Column | list[Column] | None, Role("number", money=True, bound="not negative")
    ] = Field(None, description="Money brought so far; several columns are added up.")
    profit: Annotated[Column | None, Role("number", money=True)] = Field(
        None, description="Profit brought so far."
    )
    purchases: Annotated[Column | list[Column] | None, Role("number", bound="not negative")] = (
        Field(None, description="Number of purchases; several columns are added up.")
    )
    last_purchase_days: Annotated[Column | None, Role("number", bound="not negative")] = Field(
        None, description="Days since the last purchase."
    )


class Customers(RawFile):
    """Who the customers are."""

    columns: CustomerColumns
    attributes: dict[KeyName, Attribute] = Field(
        default_factory=dict,
        description="Traits of the customers.",
    )


KIND = Kind(
    Customers,
    place=2,
    title="Customers",
    row="a customer: a person, or a company in B2B",
    absent=_.later("The client delivered no customer file."),
    files={
        "customers.csv": """\
customer,since,revenue,age,gender,city
KH001,2024-03-15,2500000,29,Nữ,Hà Nội
KH002,2025-07-01,900000,41,Nam,TP. Hồ Chí Minh
"""
    },
    example={
        "vi": """\
attributes:
  # nhóm tiêu chí: demographic (nhân khẩu), geographic (địa lý), psychographic (tâm lý), \
behavioural (hành vi), firmographic (doanh nghiệp)
  age: {column: age, label: Tuổi, family: demographic, type: number, bands: [25, 35, 45]}
  gender: {column: gender, label: Giới tính, family: demographic}
  city: {column: city, label: Thành phố, family: geographic}
""",
        "en": """\
attributes:
  # families: demographic, geographic, psychographic, behavioural, firmographic
  age: {column: age, label: Age, family: demographic, type: number, bands: [25, 35, 45]}
  gender: {column: gender, label: Gender, family: demographic}
  city: {column: city, label: City, family: geographic}
""",
    },
)
