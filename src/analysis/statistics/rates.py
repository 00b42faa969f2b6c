"""Rates of counted events, with the interval that fits them."""

from __future__ import annotations

import math

from analysis.statistics.intervals import garwood_interval, wilson_interval


def rate_with_interval(
    events: float, trials: float, level: float = 0.95
) -> tuple[float, float, float]:
    """Return events by trial and the ends of its interval; NaN without trials or events.

    Parameters
    ----------
    events, trials : float
        Counted; NaN events are not known.
    level : float
        Confidence level of the interval: Wilson's, or Garwood's where events outnumber trials.
    """
    if trials <= 0 or math.isnan(events):
        return (float("nan"),) * 3
    rate = float(events) / float(trials)
    if rate > 1:
        return rate, *garwood_interval(float(events), float(trials), level)
    return rate, *wilson_interval(rate, float(trials), level)
