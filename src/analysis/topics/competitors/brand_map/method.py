"""A map of brands and attributes, and what one brand stands for on it."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from analysis.statistics.deciding import order, reaches
from analysis.topics.competitors.brand_map.method_correspondence import (
    CorrespondenceMap,
    correspondence_map,
)
from analysis.values.absent import unless_absent

DRAWN = 2  # axes
WELL_SHOWN = 0.5


@dataclass(frozen=True)
class MapPoint:
    """A brand or an attribute on the map.

    Attributes
    ----------
    name : str
        Its code.
    x, y : float
        Principal coordinates on the two axes drawn.
    mass : float
        Share of all mentions, 0–1.
    quality : float
        Share of its differences from the average that the two axes hold, 0–1.
    """

    name: str
    x: float
    y: float
    mass: float
    quality: float

    @property
    def badly_shown(self) -> bool:
        """Whether the axes hold less than half of its differences."""
        return not reaches(self.quality, WELL_SHOWN)


@dataclass(frozen=True)
class BrandAssociations:
    """One brand's place on the map.

    Attributes
    ----------
    brand : str
        The brand.
    attributes : tuple of str
        All attributes, those that lie most in the brand's direction first.
    shown : float
        Share of the differences between all brands that the two drawn axes hold, 0–1.
    quality : float
        Share of this brand's own differences that they hold, 0–1; under 0.5 the map shows the
        brand badly.
    """

    brand: str
    attributes: tuple[str, ...]
    shown: float
    quality: float


@dataclass(frozen=True)
class BrandMap:
    """The first two axes of a correspondence map of brands and attributes.

    Attributes
    ----------
    brands, attributes : tuple of MapPoint
        In the order of the survey.
    axis_shares : tuple of float
        Share of all differences between brands on each of the two axes, 0–1.
    total_inertia : float
        All differences: Pearson's chi-square over the number of mentions.
    base : float
        (Weighted) mentions.
    weighted : bool
        Whether they are.
    associations : BrandAssociations
        What the client's brand, or else the first, stands for.
    """

    brands: tuple[MapPoint, ...]
    attributes: tuple[MapPoint, ...]
    axis_shares: tuple[float, float]
    total_inertia: float
    base: float
    weighted: bool
    associations: BrandAssociations


@unless_absent
def brand_map(
    mentions: pd.DataFrame, brand: str | None = None, *, weighted: bool = False
) -> BrandMap:
    """Return the map of brands and attributes, and what one brand stands for on it.

    Parameters
    ----------
    mentions : pandas.DataFrame
        One row a brand, one column an attribute, as `brand_image_table` has them.
    brand : str, optional
        The brand to speak of; unknown or left out, the first.
    weighted : bool
        Whether the mentions are weighted.
    """
    solution = correspondence_map.__wrapped__(mentions)
    first, second = (float(share) for share in solution.inertia_shares.iloc[:DRAWN])
    return BrandMap(
        brands=_points(solution.row_coordinates, solution.row_masses, solution.row_quality),
        attributes=_points(
            solution.column_coordinates, solution.column_masses, solution.column_quality
        ),
        axis_shares=(first, second),
        total_inertia=solution.total_inertia,
        base=solution.base,
        weighted=weighted,
        associations=brand_associations.__wrapped__(solution, brand),
    )


def _points(places: pd.DataFrame, masses: pd.Series, quality: pd.DataFrame) -> tuple[MapPoint, ...]:
    drawn = zip(
        places.index,
        places.iloc[:, :DRAWN].to_numpy(float),
        masses[places.index],
        quality.loc[places.index].iloc[:, :DRAWN].sum(axis=1),
        strict=True,
    )
    return tuple(
        MapPoint(str(name), float(x), float(y), float(mass), float(shown))
        for name, (x, y), mass, shown in drawn
    )


@unless_absent
def brand_associations(solution: CorrespondenceMap, brand: str | None = None) -> BrandAssociations:
    """Return the attributes in whose direction a brand lies.

    The distance between a brand and an attribute has no meaning on this map; the angle between
    them, seen from the middle, has.

    Parameters
    ----------
    solution : CorrespondenceMap
        Brands are its rows, attributes its columns.
    brand : str, optional
        The brand; unknown or left out, the first row.

    References
    ----------
    Greenacre, M. (2017). Correspondence Analysis in Practice, 3rd ed. CRC Press, ch. 13.
    """
    names = list(solution.row_coordinates.index)
    subject = brand if brand in names else names[0]
    point = solution.row_coordinates.loc[subject].iloc[:DRAWN]
    towards = solution.column_coordinates.iloc[:, :DRAWN].mul(point).sum(axis=1)
    ranked = towards.index[order(towards, descending=True)]
    return BrandAssociations(
        str(subject),
        tuple(str(name) for name in ranked),
        float(solution.inertia_shares.iloc[:DRAWN].sum()),
        float(solution.row_quality.loc[[subject]].iloc[0, :DRAWN].sum()),
    )
