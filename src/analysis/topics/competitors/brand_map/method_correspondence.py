"""Perceptual maps by correspondence analysis, the same way round in every wave."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analysis.errors import NotEnoughData
from analysis.languages import messages
from analysis.statistics.answers import flags
from analysis.statistics.deciding import ranks
from analysis.statistics.sampling_error import respondent_weights
from analysis.values.absent import unless_absent

if TYPE_CHECKING:
    import prince

_ = messages(__name__)
FEWEST_POINTS = 3  # rows and columns a map of two axes needs
NO_INERTIA = 1e-12
NEARLY_NOTHING = 1e-6  # of the farthest point: what is left of a point may be rounding
NEARLY_EQUAL = 1e-9  # contributions closer than this are a tie


@dataclass(frozen=True, eq=False)
class CorrespondenceMap:
    """Brands and attributes as points; near in direction means said together more than expected.

    All frames have the points as index and the axes 1, 2 … as columns.

    Attributes
    ----------
    row_coordinates, column_coordinates : pandas.DataFrame
        Principal coordinates.
    inertia_shares : pandas.Series
        Share of the total inertia on each axis (0–1), by axis.
    total_inertia : float
        Pearson's chi-square over the table's total.
    row_contributions, column_contributions : pandas.DataFrame
        Share of an axis' inertia that is the point's (0–1).
    row_quality, column_quality : pandas.DataFrame
        Squared cosines: share of the point's inertia the axis shows (0–1). A point whose sum
        over the drawn axes is below 0.5 is drawn badly.
    row_masses, column_masses : pandas.Series
        Share of the table's total (0–1).
    base : float
        Total of the table: (weighted) mentions.
    left_out : tuple of str
        Rows and columns without any mention.
    """

    row_coordinates: pd.DataFrame
    column_coordinates: pd.DataFrame
    inertia_shares: pd.Series
    total_inertia: float
    row_contributions: pd.DataFrame
    column_contributions: pd.DataFrame
    row_quality: pd.DataFrame
    column_quality: pd.DataFrame
    row_masses: pd.Series
    column_masses: pd.Series
    base: float
    left_out: tuple[str, ...]


@unless_absent
def correspondence_map(table: pd.DataFrame) -> CorrespondenceMap:
    """Return the correspondence analysis of a table of mentions.

    The sign of an axis is arbitrary; here the point that contributes most to it lies on its
    positive side (of equal ones the first by name), so that maps of waves can be compared.

    Parameters
    ----------
    table : pandas.DataFrame
        Mentions, zero or more: one row a brand, one column an attribute.

    Raises
    ------
    NotEnoughData
        If fewer than three rows or columns have mentions, or all profiles are alike.
    ValueError
        If a count is negative or missing.

    References
    ----------
    Greenacre, M. (2017). Correspondence Analysis in Practice, 3rd ed. Chapman & Hall.
    """
    import prince  # costs 2 seconds: only where a map is drawn

    if not np.isfinite(table.to_numpy(dtype=float)).all() or (table.to_numpy() < 0).any():
        raise ValueError("mentions must be zero or more, without missing values")
    kept = table.loc[table.sum(axis=1) > 0, table.sum(axis=0) > 0].astype(float)
    left_out = [
        *table.index.difference(kept.index, sort=False),
        *table.columns.difference(kept.columns, sort=False),
    ]
    if min(kept.shape) < FEWEST_POINTS:
        raise NotEnoughData(
            _("A map needs at least three brands and three attributes that were mentioned.")
        )
    analysis = prince.CA(n_components=min(kept.shape) - 1, engine="scipy").fit(kept)
    shown = np.flatnonzero(analysis.eigenvalues_ > NO_INERTIA)
    if len(shown) < 2:
        raise NotEnoughData(_("All brands are described alike, so there is no map to draw."))
    return _the_same_way_round(analysis, kept, shown, tuple(str(name) for name in left_out))


@unless_absent
def brand_image_table(
    images: Mapping[str, pd.DataFrame], weights: pd.Series | None = None
) -> pd.DataFrame:
    """Return weighted mentions: one row a brand, one column an attribute.

    Parameters
    ----------
    images : mapping of str to pandas.DataFrame
        By brand: one row a respondent, one column an attribute (its label): 1 named, 0 not,
        missing if not asked.
    weights : pandas.Series, optional
        Weights on the same index.

    Raises
    ------
    NotEnoughData
        If there are no brands.
    """
    if not images:
        raise NotEnoughData(_("The survey asks no brand images."))
    rows = {}
    for brand, frame in images.items():
        weight = respondent_weights(frame.index, weights)
        rows[str(brand)] = {
            str(attribute): float(weight @ np.nan_to_num(flags(frame[attribute])))
            for attribute in frame
        }
    return pd.DataFrame.from_dict(rows, orient="index").fillna(0.0)


def _the_same_way_round(
    analysis: prince.CA, kept: pd.DataFrame, shown: np.ndarray, left_out: tuple[str, ...]
) -> CorrespondenceMap:
    def axes(frame: pd.DataFrame) -> pd.DataFrame:
        return frame.iloc[:, shown].set_axis(np.arange(1, len(shown) + 1), axis=1)

    inertia = np.asarray(analysis.eigenvalues_[shown], dtype=float)
    rows, columns = axes(analysis.row_coordinates(kept)), axes(analysis.column_coordinates(kept))
    turn = _turn(pd.concat([rows, columns]), inertia)
    rows, columns = (
        pd.DataFrame(part.to_numpy() @ turn, part.index, part.columns) for part in (rows, columns)
    )
    contributions: list[pd.DataFrame] = [
        (part**2).mul(masses, axis=0).div(inertia, axis=1)
        for part, masses in ((rows, analysis.row_masses_), (columns, analysis.col_masses_))
    ]
    signs = _signs(pd.concat([rows, columns]), pd.concat(contributions))
    return CorrespondenceMap(
        row_coordinates=rows * signs,
        column_coordinates=columns * signs,
        inertia_shares=pd.Series(inertia / analysis.total_inertia_, index=rows.columns),
        total_inertia=float(analysis.total_inertia_),
        row_contributions=contributions[0],
        column_contributions=contributions[1],
        row_quality=_quality(rows),
        column_quality=_quality(columns),
        row_masses=analysis.row_masses_,
        column_masses=analysis.col_masses_,
        base=float(kept.to_numpy().sum()),
        left_out=left_out,
    )


def _quality(places: pd.DataFrame) -> pd.DataFrame:
    squares = places**2
    return squares.div(squares.sum(axis=1), axis=0)


def _turn(places: pd.DataFrame, inertia: np.ndarray) -> np.ndarray:
    """Return how axes of equal inertia are turned, so that they are the same everywhere.

    Such axes may be any two that are at right angles: here the first lies towards the first
    point by name, the next towards what is left of the second, and so on.
    """
    turn = np.eye(len(inertia))
    equal = ranks(-inertia)
    ordered = places.to_numpy()[np.argsort([str(name) for name in places.index], kind="stable")]
    for rank in np.unique(equal):
        these = np.flatnonzero(equal == rank)
        if len(these) == 1:
            continue
        found: list[np.ndarray] = []
        for point in ordered[:, these]:
            left = point - sum((axis * (axis @ point) for axis in found), np.zeros(len(these)))
            if np.linalg.norm(left) > NEARLY_NOTHING * np.abs(ordered).max():
                found.append(left / np.linalg.norm(left))
            if len(found) == len(these):
                break
        turn[np.ix_(these, these)] = np.array(found).T
    return turn


def _signs(places: pd.DataFrame, contributions: pd.DataFrame) -> np.ndarray:
    """Return ±1 an axis, so that its largest contributor comes to lie on the positive side."""
    signs = []
    names = [str(name) for name in places.index]
    for axis in places:
        weight = contributions[axis].to_numpy()
        leading = np.flatnonzero(weight >= weight.max() - NEARLY_EQUAL)
        first = min(leading, key=lambda place: names[place])
        signs.append(1.0 if places[axis].iloc[first] >= 0 else -1.0)
    return np.array(signs)
