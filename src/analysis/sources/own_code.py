"""What a kind of source does beside the reading of its columns by their roles."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import pandas as pd

from analysis.sources.reading import Reading

Roles = dict[str, pd.Series]
ColumnReader = Callable[[Reading, str], pd.Series | None]


def _nothing_more(reading: Reading) -> Roles:
    return {}


def _nothing(reading: Reading, roles: Roles) -> None:
    pass


@dataclass(frozen=True)
class OwnCode:
    """A kind's own code; what is left out is done by its declaration alone.

    Attributes
    ----------
    columns : mapping of str to callable
        Readers of the roles of type ``own``: ``(reading, column) → values``.
    more : callable
        ``(reading) → roles`` that are no columns of their own.
    prepare : callable
        ``(reading, roles)``: changes roles, or leaves rows out, once all of them could be read
        and before rules are checked.
    check : callable
        ``(reading, roles)``: rules that the declaration cannot say.
    """

    columns: Mapping[str, ColumnReader] = field(default_factory=dict)
    more: Callable[[Reading], Roles] = _nothing_more
    prepare: Callable[[Reading, Roles], None] = _nothing
    check: Callable[[Reading, Roles], None] = _nothing


def ordered(values: pd.Series, categories: tuple[str, ...]) -> pd.Series:
    """Return values as ordered categories.

    Parameters
    ----------
    values : pandas.Series
        Each one of the categories, or missing.
    categories : tuple of str
        In their order.
    """
    return pd.Series(
        pd.Categorical(values.astype(object), categories=list(categories), ordered=True),
        index=values.index,
    )
