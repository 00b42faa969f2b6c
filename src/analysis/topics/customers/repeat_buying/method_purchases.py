"""How often, how lately, since when and for how much every customer came back."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from analysis.errors import NotEnoughData
from analysis.languages import messages
from analysis.languages.formats import number
from analysis.sources.purchases import Purchases
from analysis.values.absent import unless_absent

_ = messages(__name__)
CALIBRATION_SHARE = 2 / 3  # of the wave's days; the rest is kept to try the forecast on
FEWEST_DAYS = 56  # of a wave; in under eight weeks hardly anyone can come back and stay away
DAYS = {"day": 1, "week": 7}


@dataclass(frozen=True, eq=False)
class RepeatPurchases:
    """Repeat purchases by customer.

    A purchase is a day on which a customer bought anything, whatever the number of receipts.

    Attributes
    ----------
    calibration : pandas.DataFrame
        One row per customer who first bought by ``calibration_end``, by customer: ``frequency``
        (repeat purchases by then), ``recency`` (time from the first to the last purchase),
        ``age`` (time from the first purchase to ``calibration_end``), ``mean_value`` (money of
        a repeat purchase on average; NaN without one), ``holdout_purchases`` and
        ``holdout_money`` (later, to ``end``).
    customers : pandas.DataFrame
        One row per customer of the whole wave: ``frequency``, ``recency``, ``age`` and
        ``mean_value`` as of ``end``.
    daily : pandas.Series
        Repeat purchases of the calibration's customers on every day from ``start`` to ``end``.
    start, calibration_end, end : datetime.date
        First day of the data, last day of the calibration, last day of the data.
    unit : str
        Unit of recency and age: ``week`` (days / 7) or ``day``.
    lines_left_out : int
        Lines that name no customer, date or amount.
    returned_share : float
        Money given back, as a share of the money of all purchases: values are before returns.
    """

    calibration: pd.DataFrame
    customers: pd.DataFrame
    daily: pd.Series
    start: dt.date
    calibration_end: dt.date
    end: dt.date
    unit: Literal["day", "week"]
    lines_left_out: int
    returned_share: float

    @property
    def length(self) -> float:
        """How long the data reach, in units of time."""
        return ((self.end - self.start).days + 1) / DAYS[self.unit]

    @property
    def holdout(self) -> float:
        """How long the holdout is, in units of time."""
        return (self.end - self.calibration_end).days / DAYS[self.unit]


@unless_absent
def repeat_purchases(
    purchases: Purchases | pd.DataFrame,
    *,
    calibration_end: dt.date | None = None,
    unit: Literal["day", "week"] = "week",
) -> RepeatPurchases:
    """Return the repeat purchases of every customer, parted into calibration and holdout.

    Lines of one customer on one day are one purchase. Lines with an amount or a quantity of
    zero or less (returns) are no purchases. A customer's first purchase makes them a customer;
    only the later ones are repeat purchases.

    Parameters
    ----------
    purchases : Purchases or pandas.DataFrame
        Lines with ``customer``, ``date`` and ``amount``, optionally ``quantity``.
    calibration_end : datetime.date, optional
        Last day the model may see; left out, the first two thirds of the days are its.
    unit : {"week", "day"}
        Unit of time. R's BTYD takes weeks.

    Raises
    ------
    NotEnoughData
        If purchases come summed up, reach over less than eight weeks, or leave no days for
        the calibration or the holdout.

    References
    ----------
    Fader, P. S., Hardie, B. G. S., Lee, K. L. (2005). "Counting your customers" the easy way.
    Marketing Science 24, 275–284.
    """
    lines = _lines_of(purchases)
    named = lines[["customer", "date", "amount"]].notna().all(axis=1)
    bought = lines["amount"] > 0
    if "quantity" in lines:
        bought &= ~(lines["quantity"] <= 0)  # an unknown quantity is no return
    days = _purchase_days(lines[named & bought])
    start, end = days["day"].min(), days["day"].max()
    if (end - start).days + 1 < FEWEST_DAYS:
        raise NotEnoughData(
            _(
                "Whether customers come back can be forecast from {least} days of purchases on, "
                "got: {n}.",
                least=number(FEWEST_DAYS),
                n=number((end - start).days + 1),
            )
        )
    split = _split(start, end, calibration_end)
    days["repeat"] = days["day"] > days.groupby("customer")["day"].transform("min")
    seen = days["day"] <= split
    calibration = _summary(days[seen], split, DAYS[unit])
    later = days[~seen & days["customer"].isin(calibration.index)]
    held = later.groupby("customer")["money"].agg(["size", "sum"]).reindex(calibration.index)
    calibration["holdout_purchases"] = held["size"].fillna(0).astype("int64")
    calibration["holdout_money"] = held["sum"].fillna(0.0)
    repeats = pd.concat([days.loc[seen & days["repeat"], "day"], later["day"]])
    money = lines.loc[named, "amount"].astype(float)
    return RepeatPurchases(
        calibration=calibration,
        customers=_summary(days, end, DAYS[unit]),
        daily=repeats.value_counts().reindex(pd.date_range(start, end), fill_value=0),
        start=start.date(),
        calibration_end=split.date(),
        end=end.date(),
        unit=unit,
        lines_left_out=int((~named).sum()),
        returned_share=float(money[~bought[named]].abs().sum() / money[bought[named]].sum()),
    )


def _lines_of(purchases: Purchases | pd.DataFrame) -> pd.DataFrame:
    if isinstance(purchases, pd.DataFrame):
        return purchases
    if purchases.kind == "totals":
        raise NotEnoughData(
            _(
                "Purchases come summed up by customer, without their dates, so it cannot be "
                "forecast who comes back."
            )
        )
    return purchases.frame


def _purchase_days(bought: pd.DataFrame) -> pd.DataFrame:
    """Return one row per customer and day on which they bought, with the day's money."""
    if bought.empty:
        raise NotEnoughData(_("No customer in the transactions bought anything."))
    day = pd.to_datetime(bought["date"]).dt.normalize().astype("datetime64[s]")
    money = bought["amount"].astype(float).groupby([bought["customer"], day], observed=True).sum()
    return money.rename_axis(["customer", "day"]).rename("money").reset_index()


def _split(start: pd.Timestamp, end: pd.Timestamp, given: dt.date | None) -> pd.Timestamp:
    if given is None:
        days = (end - start).days + 1
        return start + pd.Timedelta(days=round(days * CALIBRATION_SHARE) - 1)
    split = pd.Timestamp(given).as_unit("s")
    if not start < split < end:
        raise NotEnoughData(
            _(
                "The calibration has to end between the first and the last day of purchases, "
                "got: {day}.",
                day=given.isoformat(),
            )
        )
    return split


def _summary(days: pd.DataFrame, end: pd.Timestamp, unit_days: int) -> pd.DataFrame:
    """Return frequency, recency, age and mean value of every customer as of ``end``."""
    by_customer = days.groupby("customer", sort=True, observed=True)["day"].agg(
        ["min", "max", "size"]
    )
    frequency = by_customer["size"] - 1
    repeats = days[days["repeat"]]
    money = repeats.groupby("customer", observed=True)["money"].sum().reindex(by_customer.index)
    return pd.DataFrame(
        {
            "frequency": frequency.astype("int64"),
            "recency": (by_customer["max"] - by_customer["min"]).dt.days / unit_days,
            "age": (end - by_customer["min"]).dt.days / unit_days,
            "mean_value": money / frequency.replace(0, np.nan),
        }
    )
