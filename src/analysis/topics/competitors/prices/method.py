"""Prices of brands side by side."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.errors import NotEnoughData
from analysis.languages import messages
from analysis.statistics.deciding import order
from analysis.statistics.intervals import median_interval
from analysis.values.absent import unless_absent

_ = messages(__name__)
SMALL = 6  # with fewer offers a median has no interval at 95 %


@dataclass(frozen=True)
class LikeForLike:
    """A brand's prices over the reference's in the same category.

    Attributes
    ----------
    index : float
        Median of each price over the reference price of its category; 1 is the same price, NaN
        without an offer in any of the reference's categories.
    low, high : float
        Exact order-statistic interval; NaN under six offers.
    offers : int
        Offers in the reference's categories.
    """

    index: float
    low: float
    high: float
    offers: int


@dataclass(frozen=True)
class BrandPrices:
    """What one brand asks.

    Attributes
    ----------
    brand : str
        Code of the brand.
    offers : int
        Its offers with a price.
    median, median_low, median_high : float
        Money, with the exact order-statistic interval; NaN under six offers.
    lower_quartile, upper_quartile, lowest, highest : float
        Money.
    index, index_low, index_high : float
        Median over the reference price, which is 1.
    small : bool
        Whether there are fewer than six offers.
    like_for_like : LikeForLike or None
        Compared inside categories, where the offers have some.
    products : int or None
        Different products, where they are named.
    rating : float or None
        Mean rating, where the offers have one.
    """

    brand: str
    offers: int
    median: float
    median_low: float
    median_high: float
    lower_quartile: float
    upper_quartile: float
    lowest: float
    highest: float
    index: float
    index_low: float
    index_high: float
    small: bool
    like_for_like: LikeForLike | None = None
    products: int | None = None
    rating: float | None = None


@dataclass(frozen=True)
class PriceComparison:
    """What each brand asks.

    Attributes
    ----------
    brands : tuple of BrandPrices
        The cheapest median first.
    reference_brand : str or None
        The brand whose median is the reference; None where it is the whole market's.
    reference_price : float
        Price that has the index 1.
    base : int
        Offers compared.
    left_out : int
        Offers without a brand or a price above zero.
    level : float
        Confidence level of the intervals.
    """

    brands: tuple[BrandPrices, ...]
    reference_brand: str | None
    reference_price: float
    base: int
    left_out: int
    level: float

    @property
    def brand_count(self) -> int:
        """How many brands have offers."""
        return len(self.brands)

    def of(self, brand: str | None) -> BrandPrices | None:
        """Return what a brand asks; None where it has no offer."""
        return next((one for one in self.brands if one.brand == brand), None)


@unless_absent
def price_comparison(
    prices: pd.DataFrame, own: str | None = None, *, level: float = 0.95
) -> PriceComparison:
    """Compare the prices of brands.

    The interval of an index is that of the brand's median over the reference price, which is
    taken as known: the client's price list is no sample.

    Parameters
    ----------
    prices : pandas.DataFrame
        One row an offer: ``brand``, ``price`` (money), and optionally ``product``,
        ``category`` and ``rating``.
    own : str, optional
        The client's brand. Without it, or without offers of it, the market's median is the
        reference.
    level : float
        Confidence level of the intervals.

    Raises
    ------
    NotEnoughData
        If there is no offer with a price.

    References
    ----------
    Conover, W. J. (1999). Practical Nonparametric Statistics, 3rd ed., ch. 3.2.
    """
    usable = prices["brand"].notna() & (pd.to_numeric(prices["price"]) > 0)
    offers = prices[usable]
    if offers.empty:
        raise NotEnoughData(_("There are no prices to compare."))
    reference_offers = offers[offers["brand"] == own]
    known = len(reference_offers) > 0
    if not known:
        reference_offers = offers
    reference = float(reference_offers["price"].median())
    relative = _relative_prices(offers, reference_offers)
    brands = [
        _brand_prices(str(brand), group, reference, relative, level)
        for brand, group in offers.groupby("brand", observed=True, sort=True)
    ]
    return PriceComparison(
        brands=tuple(brands[place] for place in order([brand.median for brand in brands])),
        reference_brand=own if known else None,
        reference_price=reference,
        base=len(offers),
        left_out=int((~usable).sum()),
        level=level,
    )


def _relative_prices(offers: pd.DataFrame, reference: pd.DataFrame) -> pd.Series | None:
    """Return every price over the reference's median in its category, where it has one."""
    if "category" not in offers:
        return None
    medians = reference.groupby("category", observed=True)["price"].median()
    return offers["price"] / offers["category"].map(medians).astype(float)


def _brand_prices(
    brand: str, group: pd.DataFrame, reference: float, relative: pd.Series | None, level: float
) -> BrandPrices:
    price = group["price"].to_numpy(dtype=float)
    low, high = median_interval(price, level)
    lower, median, upper = (float(value) for value in np.quantile(price, [0.25, 0.5, 0.75]))
    return BrandPrices(
        brand=brand,
        offers=len(price),
        median=median,
        median_low=low,
        median_high=high,
        lower_quartile=lower,
        upper_quartile=upper,
        lowest=float(price.min()),
        highest=float(price.max()),
        index=median / reference,
        index_low=low / reference,
        index_high=high / reference,
        small=len(price) < SMALL,
        like_for_like=None if relative is None else _like_for_like(relative[group.index], level),
        products=int(group["product"].nunique()) if "product" in group else None,
        rating=float(group["rating"].mean()) if "rating" in group else None,
    )


def _like_for_like(relative: pd.Series, level: float) -> LikeForLike:
    matched = relative.dropna().to_numpy()
    low, high = median_interval(matched, level)
    index = float(np.median(matched)) if len(matched) else float("nan")
    return LikeForLike(index, low, high, len(matched))
