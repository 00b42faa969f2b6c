"""Banner tables: a question by groups, with bases, intervals, letters and an overall test."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal

import numpy as np
import pandas as pd

from analysis.errors import NotEnoughData
from analysis.languages import messages
from analysis.statistics.answers import category_flags, flags
from analysis.statistics.independence import independence_test
from analysis.statistics.sampling_error import kish_base, respondent_weights
from analysis.statistics.shares import Share, share_estimate
from analysis.topics.survey.banner.method_column_tests import (
    Correction,
    column_letter,
    column_tests,
)
from analysis.values.absent import unless_absent

_ = messages(__name__)
TOTAL = ""  # spanner and category of the column of all respondents
FEWEST = 10  # columns with fewer respondents are neither shown nor tested
Basis = Literal["effective", "weighted", "unweighted"]
_BASIS_COLUMNS = {"effective": "effective_base", "weighted": "weighted_base", "unweighted": "base"}
_ESTIMATES = tuple(Share.__dataclass_fields__)
_UNKNOWN = {
    **dict.fromkeys(_ESTIMATES, float("nan")),
    "base": 0, "effective_base": 0.0, "count": 0, "weighted_base": 0.0,
}  # fmt: skip


@dataclass(frozen=True, eq=False)
class Crosstab:
    """A question by the groups of a banner.

    Attributes
    ----------
    columns : pandas.DataFrame
        One row a column of the table, the total first (index ``spanner``, ``category``, both
        `TOTAL` there): ``letter``, unweighted ``base``, ``effective_base``, ``weighted_base``,
        ``small`` (flag it) and ``suppressed`` (shown as a dash, not tested).
    cells : pandas.DataFrame
        One row a cell (index ``spanner``, ``category``, ``item``): the attributes of
        `analysis.statistics.shares.Share` and ``letters`` of the columns of the spanner it is
        significantly higher than. Suppressed cells have bases but no estimates.
    pairs : pandas.DataFrame
        One row a comparison: ``spanner``, ``item``, ``column``, ``other``, ``p_value`` and
        ``adjusted_p_value``.
    tests : pandas.DataFrame
        Rao and Scott's test of the whole row question (index ``spanner``, ``item``; item "" for
        a question with one answer): ``statistic``, ``numerator_df``, ``denominator_df``,
        ``p_value``, ``base``.
    level : float
        Confidence level of intervals and tests.
    correction : str
        Of the column tests: ``"none"``, ``"bonferroni"`` or ``"fdr"``.
    basis : str
        What the column tests count: ``"effective"``, ``"weighted"`` or ``"unweighted"``
        respondents. (expss counts the latter, with weighted shares.)
    smallest_base : int
        Columns with a smaller base are marked ``small``.
    """

    columns: pd.DataFrame
    cells: pd.DataFrame
    pairs: pd.DataFrame
    tests: pd.DataFrame
    level: float
    correction: str
    basis: str
    smallest_base: int

    @property
    def items(self) -> tuple[str, ...]:
        """The rows of the table, in order."""
        return tuple(self.cells.index.get_level_values("item").unique())

    def wide(self, field: str) -> pd.DataFrame:
        """Return one column of `cells` as the table shows it: items × (spanner, category).

        Parameters
        ----------
        field : str
            A column of `cells`, such as ``"share"`` or ``"letters"``.
        """
        shape = (len(self.columns), len(self.items))
        values = self.cells[field].to_numpy().reshape(shape).T
        table = pd.DataFrame(values, index=list(self.items), columns=self.columns.index)
        return table.astype(self.cells[field].dtype)


@unless_absent
def crosstab(
    rows: pd.Series | pd.DataFrame,
    banner: pd.DataFrame,
    weights: pd.Series | None = None,
    *,
    level: float = 0.95,
    correction: Correction = "none",
    basis: Basis = "effective",
    smallest_base: int = 30,
) -> Crosstab:
    """Return a question by the groups of a banner.

    Parameters
    ----------
    rows : pandas.Series or pandas.DataFrame
        One row a respondent: the answer, or for several answers a column an item with 1, 0 and
        missing (not asked).
    banner : pandas.DataFrame
        Same index; each column is a spanner whose categories are table columns.
    weights : pandas.Series, optional
        Weights on the same index.
    level : float
        Confidence level of intervals and tests.
    correction : {"none", "bonferroni", "fdr"}
        Correction of the column tests for the comparisons within a row and spanner.
    basis : {"effective", "weighted", "unweighted"}
        Bases of the column tests. Only effective bases hold the level in a weighted sample.
    smallest_base : int
        Columns with fewer respondents are marked small; with fewer than 10 suppressed.

    Raises
    ------
    NotEnoughData
        If nobody was asked.
    """
    if basis not in _BASIS_COLUMNS:
        raise ValueError(f"basis must be one of {', '.join(_BASIS_COLUMNS)}, got: {basis}")
    weight = respondent_weights(rows.index, weights)
    items = category_flags(rows) if isinstance(rows, pd.Series) else rows
    if not (items.notna().any(axis=1).to_numpy() & (weight > 0)).any():
        raise NotEnoughData(_("Nobody was asked this question."))
    columns = _columns(items, banner, weight, smallest_base)
    cells = _cells(items, banner, weight, columns, level)
    pairs, cells["letters"] = _compared(cells, columns, level, correction, basis)
    return Crosstab(
        columns=columns,
        cells=cells,
        pairs=pairs,
        tests=_tests(rows, banner, weights),
        level=level,
        correction=correction,
        basis=basis,
        smallest_base=smallest_base,
    )


def _members(banner: pd.DataFrame) -> dict[tuple[str, Any], np.ndarray]:
    """Return who stands in each column of the table."""
    members: dict[tuple[str, Any], np.ndarray] = {(TOTAL, TOTAL): np.ones(len(banner), bool)}
    for spanner in banner:
        groups = category_flags(banner[spanner])
        for category in groups:
            members[str(spanner), category] = groups[category].to_numpy() == 1
    return members


def _columns(
    items: pd.DataFrame, banner: pd.DataFrame, weight: np.ndarray, smallest: int
) -> pd.DataFrame:
    asked = items.notna().any(axis=1).to_numpy() & (weight > 0)
    rows = []
    places: dict[str, int] = {}
    for (spanner, category), inside in _members(banner).items():
        here = weight[inside & asked]
        places[spanner] = places.get(spanner, -1) + 1
        rows.append(
            {
                "spanner": spanner,
                "category": category,
                "letter": column_letter(places[spanner]) if spanner != TOTAL else "",
                "base": len(here),
                "effective_base": kish_base(here),
                "weighted_base": float(here.sum()),
                "small": len(here) < smallest,
                "suppressed": len(here) < FEWEST,
            }
        )
    return pd.DataFrame(rows).set_index(["spanner", "category"])


def _cells(
    items: pd.DataFrame,
    banner: pd.DataFrame,
    weight: np.ndarray,
    columns: pd.DataFrame,
    level: float,
) -> pd.DataFrame:
    answers = {str(label): flags(items[label]) for label in items}
    rows, keys = [], []
    for key, inside in _members(banner).items():
        hidden = bool(columns.loc[key, "suppressed"])
        for item, flag in answers.items():
            rows.append(_cell(np.where(inside, flag, np.nan), weight, level, hidden))
            keys.append((*key, item))
    index = pd.MultiIndex.from_tuples(keys, names=["spanner", "category", "item"])
    return pd.DataFrame(rows, index=index)


def _cell(flag: np.ndarray, weight: np.ndarray, level: float, hidden: bool) -> dict[str, float]:
    if not (~np.isnan(flag) & (weight > 0)).any():
        return dict(_UNKNOWN)
    estimate = asdict(share_estimate(flag, weight, level))
    if hidden or estimate["base"] < FEWEST:
        kept = ("base", "effective_base", "weighted_base")
        shown = {name: estimate[name] for name in kept}
        return {**_UNKNOWN, "count": float("nan"), **shown}
    return estimate


def _compared(
    cells: pd.DataFrame, columns: pd.DataFrame, level: float, correction: Correction, basis: Basis
) -> tuple[pd.DataFrame, pd.Series]:
    letters = pd.Series("", index=cells.index, dtype="str")
    pairs = []
    spanners = columns.index.get_level_values("spanner").unique()
    for spanner in spanners[spanners != TOTAL]:
        inside = cells.loc[spanner]
        order, items = columns.loc[spanner].index, inside.index.unique("item")
        if len(order) < 2:
            continue
        shares, bases = (
            inside[field].unstack("category").reindex(index=items, columns=order)
            for field in ("share", _BASIS_COLUMNS[basis])
        )
        tests = column_tests.__wrapped__(shares, bases, level=level, correction=correction)
        pairs.append(tests.pairs.assign(spanner=spanner))
        # the cells lie column by column, in the order of the columns and items
        here = cells.index.get_level_values("spanner") == spanner
        letters[here] = tests.letters.T.to_numpy().ravel()
    fields = ["spanner", "item", "column", "other", "p_value", "adjusted_p_value"]
    pairs = [table for table in pairs if len(table)]
    if not pairs:
        return pd.DataFrame(columns=fields), letters
    return pd.concat(pairs, ignore_index=True)[fields], letters


def _tests(
    rows: pd.Series | pd.DataFrame, banner: pd.DataFrame, weights: pd.Series | None
) -> pd.DataFrame:
    """Test each question (or item) against each spanner, where there is something to test."""
    questions = {"": rows} if isinstance(rows, pd.Series) else {str(c): rows[c] for c in rows}
    found = []
    for spanner in banner:
        for item, answers in questions.items():
            try:
                test = independence_test.__wrapped__(answers, banner[spanner], weights)
            except NotEnoughData:
                continue
            found.append({"spanner": str(spanner), "item": item, **asdict(test)})
    fields = ["spanner", "item", "statistic", "numerator_df", "denominator_df", "p_value", "base"]
    return pd.DataFrame(found, columns=fields).set_index(["spanner", "item"])
