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
class PriceComparison:
    """What each brand asks.

    Attributes
    ----------
    brands : pandas.DataFrame
        One row a brand, cheapest median first: ``offers``, ``median``, ``median_low``,
        ``median_high`` (exact order-statistic interval; NaN under six offers),
        ``lower_quartile``, ``upper_quartile``, ``lowest``, ``highest`` (money), ``index`` with
        ``index_low`` and ``index_high`` (1 is the reference price), ``small``; ``products``
        (different ones) and ``rating`` (mean) where given; with categories ``like_for_like``
        (median of price over the reference price of its category), its ``_low``, ``_high`` and
        ``_offers``.
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

    brands: pd.DataFrame
    reference_brand: str | None
    reference_price: float
    base: int
    left_out: int
    level: float

    @property
    def brand_count(self) -> int:
        """How many brands have offers."""
        return len(self.brands)


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
    rows = {
        str(brand): _brand_row(group, reference, relative, level)
        for brand, group in offers.groupby("brand", observed=True, sort=True)
    }
    table = pd.DataFrame.from_dict(rows, orient="index").rename_axis("brand")
    return PriceComparison(
        brands=table.iloc[order(table["median"])],
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


def _brand_row(
    group: pd.DataFrame, reference: float, relative: pd.Series | None, level: float
) -> dict[str, float]:
    price = group["price"].to_numpy(dtype=float)
    low, high = median_interval(price, level)
    quartiles = np.quantile(price, [0.25, 0.5, 0.75])
    row = {
        "offers": len(price),
        "median": float(quartiles[1]),
        "median_low": low,
        "median_high": high,
        "lower_quartile": float(quartiles[0]),
        "upper_quartile": float(quartiles[2]),
        "lowest": float(price.min()),
        "highest": float(price.max()),
        "index": float(quartiles[1]) / reference,
        "index_low": low / reference,
        "index_high": high / reference,
        "small": len(price) < SMALL,
    }
    if "product" in group:
        row["products"] = int(group["product"].nunique())
    if "rating" in group:
        row["rating"] = float(group["rating"].mean())
    if relative is not None:
        matched = relative[group.index].dropna().to_numpy()
        ends = median_interval(matched, level)
        row |= {
            "like_for_like": float(np.median(matched)) if len(matched) else float("nan"),
            "like_for_like_low": ends[0],
            "like_for_like_high": ends[1],
            "like_for_like_offers": len(matched),
        }
    return row
