"""A banner table as it is shown, and the largest difference that its tests hold."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from analysis.statistics.deciding import exceeds, in_order, reaches
from analysis.topics.survey.banner.method_crosstab import TOTAL, Crosstab, crosstab
from analysis.values.absent import unless_absent


@dataclass(frozen=True)
class BannerColumn:
    """A group of respondents, or all of them.

    Attributes
    ----------
    spanner, category : str
        The question that makes the groups and the group; both `TOTAL` for everyone.
    letter : str
        By which other columns name it; empty for everyone.
    base : int
        Respondents.
    effective_base : float
        What they are worth after weighting (Kish).
    small, suppressed : bool
        Whether the column is marked; whether it shows no shares and is not tested.
    """

    spanner: str
    category: str
    letter: str
    base: int
    effective_base: float
    small: bool
    suppressed: bool

    @property
    def is_total(self) -> bool:
        """Whether it is everyone."""
        return self.spanner == TOTAL


@dataclass(frozen=True)
class BannerCell:
    """How many of a column gave an answer.

    Attributes
    ----------
    share, low, high : float
        With its interval; NaN where it is not shown.
    base : int
        Respondents asked.
    letters : str
        Columns of the same spanner it is significantly higher than.
    """

    share: float
    low: float
    high: float
    base: int
    letters: str


@dataclass(frozen=True)
class BannerRow:
    """One answer across the columns.

    Attributes
    ----------
    item : str
        Its code.
    cells : tuple of BannerCell
        One a column.
    """

    item: str
    cells: tuple[BannerCell, ...]


@dataclass(frozen=True)
class Difference:
    """Two groups of one question that differ.

    Attributes
    ----------
    high, low : str
        The group with the higher share, and the other.
    top, bottom : BannerCell
        Their cells.
    """

    high: str
    low: str
    top: BannerCell
    bottom: BannerCell


@dataclass(frozen=True)
class Banner:
    """A question by the groups of a banner.

    Attributes
    ----------
    question : str
        What was asked.
    columns : tuple of BannerColumn
        Everyone first.
    rows : tuple of BannerRow
        The answers.
    subject : str
        The answer spoken of: the client's brand or, where it is none of them, the first.
    largest : Difference or None
        The largest of the subject's differences that the corrected tests hold.
    compared : bool
        Whether there were two columns to test.
    level, correction, smallest_base : float, str, int
        As asked for.
    """

    question: str
    columns: tuple[BannerColumn, ...]
    rows: tuple[BannerRow, ...]
    subject: str
    largest: Difference | None
    compared: bool
    level: float
    correction: str
    smallest_base: int

    @property
    def weighted(self) -> bool:
        """Whether respondents were weighted: their effective base is not their number."""
        return any(abs(one.base - one.effective_base) > 1e-6 * one.base for one in self.columns)

    @property
    def differs(self) -> bool:
        """Whether any column is significantly higher than another of its group."""
        return any(cell.letters for row in self.rows for cell in row.cells)


@unless_absent
def banner_table(
    rows: pd.Series | pd.DataFrame,
    groups: pd.DataFrame,
    weights: pd.Series | None = None,
    *,
    question: str,
    own: str | None = None,
    **testing: Any,
) -> Banner:
    """Return a question by the groups of a banner, and the largest difference that is held.

    Parameters
    ----------
    rows, groups, weights : pandas.DataFrame, pandas.Series
        As `crosstab` takes them.
    question : str
        What was asked.
    own : str, optional
        The answer to speak of, such as the client's brand; unknown or left out, the first.
    **testing
        Level, correction and smallest base, as `crosstab` takes them.
    """
    table = crosstab.__wrapped__(rows, groups, weights, **testing)
    subject = own if own in table.items else table.items[0]
    columns, cells = _columns(table), _cells(table)
    return Banner(
        question=question,
        columns=columns,
        rows=tuple(
            BannerRow(item, tuple(cells[one.spanner, one.category, item] for one in columns))
            for item in table.items
        ),
        subject=subject,
        largest=_largest(table, cells, subject),
        compared=not table.pairs.empty,
        level=table.level,
        correction=table.correction,
        smallest_base=table.smallest_base,
    )


def _columns(table: Crosstab) -> tuple[BannerColumn, ...]:
    return tuple(
        BannerColumn(
            head["spanner"],
            head["category"],
            letter=head["letter"],
            base=int(head["base"]),
            effective_base=float(head["effective_base"]),
            small=bool(head["small"]),
            suppressed=bool(head["suppressed"]),
        )
        for head in table.columns.reset_index().to_dict("records")
    )


def _cells(table: Crosstab) -> Mapping[Hashable, BannerCell]:
    """Return the cells by spanner, category and item."""
    return {
        place: BannerCell(
            float(found["share"]),
            float(found["low"]),
            float(found["high"]),
            int(found["base"]),
            "" if pd.isna(found["letters"]) else str(found["letters"]),
        )
        for place, found in table.cells.to_dict("index").items()
    }


def _largest(table: Crosstab, cells: Mapping[Hashable, BannerCell], item: str) -> Difference | None:
    pairs = table.pairs
    held = pairs[(pairs["item"] == item) & exceeds(1 - table.level, pairs["adjusted_p_value"])]
    found = [_difference(cells, item, pair) for _place, pair in held.iterrows()]
    return next(iter(in_order(found, lambda one: -abs(one.top.share - one.bottom.share))), None)


def _difference(cells: Mapping[Hashable, BannerCell], item: str, pair: pd.Series) -> Difference:
    names = (pair["column"], pair["other"])
    first, second = (cells[pair["spanner"], name, item] for name in names)
    if reaches(first.share, second.share):
        return Difference(*names, first, second)
    return Difference(*names[::-1], second, first)
