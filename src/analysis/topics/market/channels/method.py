"""Visits by channel, from exports of web analytics."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from analysis.errors import NotEnoughData
from analysis.languages import messages
from analysis.statistics.deciding import first_largest
from analysis.statistics.rates import rate_with_interval
from analysis.values.absent import unless_absent

_ = messages(__name__)


@dataclass(frozen=True)
class Channel:
    """What visitors of one channel do.

    Attributes
    ----------
    channel : str
        Its code.
    sessions : float
        Its visits.
    session_share : float
        Of all sessions, 0–1.
    conversions : float or None
        None where the export does not say.
    conversion_rate, low, high : float
        Per session, with its interval; NaN where it is not known.
    revenue : float or None
        Money; None where the export does not say.
    """

    channel: str
    sessions: float
    session_share: float
    conversions: float | None
    conversion_rate: float
    low: float
    high: float
    revenue: float | None


@dataclass(frozen=True)
class ChannelSummary:
    """Where visitors come from and what they do.

    Attributes
    ----------
    channels : tuple of Channel
        Most sessions first.
    sessions : int
        In all.
    conversions : int or None
        In all; None where the export does not say.
    conversion_rate, low, high : float
        In all, with its interval; NaN where conversions are not known.
    left_out : int
        Rows without a channel or with impossible counts.
    level : float
        Confidence level of the intervals.
    """

    channels: tuple[Channel, ...]
    sessions: int
    conversions: int | None
    conversion_rate: float
    low: float
    high: float
    left_out: int
    level: float

    def best(self, among: int | None = None) -> Channel:
        """Return the channel that converts best; without conversions the one with most visits.

        Parameters
        ----------
        among : int, optional
            Only the first of the channels are looked at.
        """
        if self.conversions is None:
            return self.channels[0]
        rates = [one.conversion_rate for one in self.channels[:among]]
        return self.channels[int(first_largest([-1.0 if rate != rate else rate for rate in rates]))]

    def of(self, channel: str) -> Channel:
        """Return one channel."""
        return next(one for one in self.channels if one.channel == channel)


@unless_absent
def channel_summary(frame: pd.DataFrame, *, level: float = 0.95) -> ChannelSummary:
    """Return sessions and conversion by channel.

    Parameters
    ----------
    frame : pandas.DataFrame
        ``channel``, ``sessions`` and optionally ``conversions`` and ``revenue``; rows of the
        same channel are added up.
    level : float
        Confidence level of the intervals: Wilson's, or Garwood's where conversions outnumber
        sessions, as they may where one visit can convert twice.

    Raises
    ------
    NotEnoughData
        If there are no sessions.
    """
    usable = frame["channel"].notna() & (frame["sessions"] >= 0)
    if "conversions" in frame:
        usable &= frame["conversions"] >= 0
    fields = [name for name in ("sessions", "conversions", "revenue") if name in frame]
    table = frame[usable].groupby("channel", observed=True, sort=True)[fields].sum()
    sessions = int(table["sessions"].sum())
    if not sessions:
        raise NotEnoughData(_("There are no sessions in the web analytics export."))
    table = table.sort_values("sessions", ascending=False, kind="stable")
    conversions = int(table["conversions"].sum()) if "conversions" in table else None
    return ChannelSummary(
        tuple(_channel(str(name), row, sessions, level) for name, row in table.iterrows()),
        sessions,
        conversions,
        *rate_with_interval(float("nan") if conversions is None else conversions, sessions, level),
        int((~usable).sum()),
        level,
    )


def _channel(name: str, row: pd.Series, sessions: int, level: float) -> Channel:
    counted = float(row["sessions"])
    conversions = float(row["conversions"]) if "conversions" in row else None
    events = float("nan") if conversions is None else conversions
    return Channel(
        name,
        counted,
        counted / sessions,
        conversions,
        *rate_with_interval(events, counted, level),
        float(row["revenue"]) if "revenue" in row else None,
    )
