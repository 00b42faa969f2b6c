"""What a brand stands for on a correspondence map."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.methods.market.correspondence import CorrespondenceMap
from analysis.statistics.deciding import order
from analysis.values.absent import unless_absent

DRAWN = 2  # axes


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
        float(solution.row_quality.loc[subject].iloc[:DRAWN].sum()),
    )
