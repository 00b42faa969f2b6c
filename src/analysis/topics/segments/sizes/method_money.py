"""The money of the people in segments, where any of the client's files holds it."""

from __future__ import annotations

import pandas as pd

from analysis.sources.people import People
from analysis.topics.customers.values.method import CustomerValues
from analysis.values.absent import Absent


def money_of_people(
    people: People | Absent,
    customers: pd.DataFrame | Absent,
    values: CustomerValues | Absent,
) -> pd.Series | None:
    """Return the money of every person or company, or None where it is not known.

    What the people's own file says comes first. Customers whose file holds no revenue are
    looked up by their ids among the purchases; who is not found there bought nothing.

    Parameters
    ----------
    people : People or Absent
        The people segments are made of.
    customers : pandas.DataFrame or Absent
        The customers they are, in the order of ``people``, with the column ``customer``; absent
        where they are respondents.
    values : CustomerValues or Absent
        One row per customer who bought, with ``revenue``.
    """
    if isinstance(people, Absent):
        return None
    if isinstance(people.value, pd.Series):
        return people.value
    if isinstance(customers, Absent) or isinstance(values, Absent):
        return None
    money = customers["customer"].map(values.frame["revenue"]).astype(float)
    return money.fillna(0.0) if money.notna().any() else None
