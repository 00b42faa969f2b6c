"""Van Westendorp's price sensitivity meter: where cumulated shares of four prices cross."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.errors import NotEnoughData
from analysis.languages import messages
from analysis.languages.formats import number
from analysis.statistics.deciding import exceeds, first_largest, reaches, row_order
from analysis.statistics.intervals import percentile_intervals
from analysis.statistics.sampling_error import kish_base, respondent_weights
from analysis.values.absent import unless_absent

_ = messages(__name__)
ROLES = ("too_cheap", "cheap", "expensive", "too_expensive")
DRAWS = 1000  # of the bootstrap
MOST = 0.8  # drawn further, a few high prices would press the crossings together
MOST_NAMED = 20
Array = npt.NDArray[np.float64]

# point → the curve that rises and the one that falls
_CROSSINGS = {
    "pmc": ("not_cheap", "too_cheap"),
    "opp": ("too_expensive", "too_cheap"),
    "idp": ("expensive", "cheap"),
    "pme": ("too_expensive", "not_expensive"),
    "narrow_low": ("expensive", "too_cheap"),
    "narrow_high": ("too_expensive", "cheap"),
}


@dataclass(frozen=True)
class PricePoint:
    """A price at which two curves cross.

    Attributes
    ----------
    name : str
        ``pmc``, ``opp``, ``idp``, ``pme``: the points of marginal cheapness, optimal price,
        indifference and marginal expensiveness; ``narrow_low``, ``narrow_high``: the ends of the
        narrower range.
    price : float
        In the currency of the answers.
    low, high : float
        Its interval; NaN where the curves meet at zero: nobody finds the prices of a whole stretch
        one or the other, and no sample says where in it a price would be best.
    share : float
        Height of both curves there, 0–1.
    """

    name: str
    price: float
    low: float
    high: float
    share: float

    @property
    def determined(self) -> bool:
        """Whether the answers tell an interval."""
        return self.low == self.low

    @property
    def others(self) -> float:
        """Share of the others, where the curves of those who do not think so cross."""
        return 1 - self.share


@dataclass(frozen=True)
class PriceShares:
    """How many think what of one price; all shares 0–1, of everyone whose prices ascend.

    Attributes
    ----------
    price : float
        A price that somebody named.
    named : float
        Share who named it, for any of the four; of all prices named.
    too_cheap, cheap : float
        Share whose own limit lies above it: they find it too cheap, or cheap.
    expensive, too_expensive : float
        Share whose own limit it reaches.
    """

    price: float
    named: float
    too_cheap: float
    cheap: float
    expensive: float
    too_expensive: float

    @property
    def not_cheap(self) -> float:
        """Share who do not find it cheap."""
        return 1 - self.cheap

    @property
    def not_expensive(self) -> float:
        """Share who do not find it expensive."""
        return 1 - self.expensive


@dataclass(frozen=True, eq=False)
class PriceSensitivity:
    """Which prices people accept.

    Attributes
    ----------
    points : tuple of PricePoint
        By price as a rule: ``pmc``, ``opp``, ``idp``, ``pme``, ``narrow_low``, ``narrow_high``.
    curves : tuple of PriceShares
        One a price that somebody named, ascending.
    base, effective_base : int, float
        People whose four prices ascend.
    crossed : int
        People left out because their four prices do not ascend strictly.
    incomplete : int
        People left out because they named some of the prices only.
    level : float
        Confidence level of the intervals.
    draws : int
        Samples of the bootstrap.
    """

    points: tuple[PricePoint, ...]
    curves: tuple[PriceShares, ...]
    base: int
    effective_base: float
    crossed: int
    incomplete: int
    level: float
    draws: int

    def point(self, name: str) -> PricePoint:
        """Return the point with this ``name``."""
        return next(one for one in self.points if one.name == name)

    @property
    def shown_until(self) -> float:
        """The lowest price that four in five find too expensive."""
        return next(one.price for one in self.curves if bool(reaches(one.too_expensive, MOST)))

    @property
    def most_named(self) -> tuple[PriceShares, ...]:
        """The prices named most often, ascending."""
        left, found = [one.named for one in self.curves], set()
        for _place in range(min(MOST_NAMED, len(left))):
            most = int(first_largest(left))
            found.add(most)
            left[most] = -1.0
        return tuple(self.curves[place] for place in sorted(found))


def wording_of(role: str) -> str:
    """Return the code of how one of the four prices was asked.

    Parameters
    ----------
    role : str
        Which of the four.
    """
    return f"=price_sensitivity/{role}"


@unless_absent
def price_sensitivity(
    prices: pd.DataFrame,
    weights: pd.Series | None = None,
    *,
    smallest_base: int = 30,
    seed: int = 0,
    draws: int = DRAWS,
    level: float = 0.95,
) -> PriceSensitivity:
    """Return where the cumulated shares of four prices cross.

    A price is too cheap, or cheap, for those whose own limit lies above it, and expensive, or too
    expensive, for those whose limit it reaches; between prices that somebody named, shares are
    read on straight lines. Of several prices at which two curves are equal the lowest counts.

    Parameters
    ----------
    prices : pandas.DataFrame
        One row a respondent: ``too_cheap``, ``cheap``, ``expensive``, ``too_expensive``; missing
        where not asked or not answered. Only those count whose four prices ascend strictly.
    weights : pandas.Series, optional
        Weights on the same index.
    smallest_base : int
        Fewer people do not make curves.
    seed : int
        Start of the bootstrap's random numbers.
    draws : int
        Samples of the bootstrap.
    level : float
        Confidence level of the intervals: percentiles of respondents drawn again with their
        weights.

    Raises
    ------
    NotEnoughData
        If fewer than ``smallest_base`` respondents named four prices that ascend, or fewer than
        named such that do not.

    References
    ----------
    Van Westendorp, P. H. (1976). NSS price sensitivity meter: a new approach to study consumer
    perception of price. ESOMAR Congress Proceedings, 139–167.
    """
    named = prices[list(ROLES)].to_numpy(dtype=float, na_value=np.nan)
    weight = respondent_weights(prices.index, weights)
    complete, some = ~np.isnan(named).any(axis=1), ~np.isnan(named).all(axis=1)
    counts = complete & (np.diff(named, axis=1) > 0).all(axis=1) & (weight > 0)
    base = int(counts.sum())
    if base < max(smallest_base, 1):
        raise NotEnoughData(
            _.plural(
                "{n} person named four prices that ascend; {least} are needed.",
                "{n} people named four prices that ascend; {least} are needed.",
                base,
                n=number(base),
                least=number(smallest_base),
            )
        )
    crossed = int((complete & ~counts & (weight > 0)).sum())
    if crossed > base:
        raise NotEnoughData(
            _(
                "Of {all} people who named four prices, those of {n} do not ascend: most did not "
                "answer the questions as they were meant.",
                all=number(base + crossed),
                n=number(crossed),
            )
        )
    # rows in an order of their own: the draws are the same however the file is sorted
    placed = row_order(np.column_stack([named[counts], weight[counts]]))
    answers, weight = named[counts][placed], weight[counts][placed]
    levels, places = np.unique(answers, return_inverse=True)
    places = places.reshape(answers.shape)
    shares = _shares(places, weight, len(levels))
    found = {name: _crossing(levels, shares, *pair) for name, pair in _CROSSINGS.items()}
    drawn = _drawn(levels, places, weight, draws, np.random.default_rng(seed))
    ends = percentile_intervals(drawn, level)
    return PriceSensitivity(
        points=tuple(
            PricePoint(name, price, *_interval(low, high, share), share)
            for (name, (price, share)), (low, high) in zip(found.items(), ends, strict=True)
        ),
        curves=_curves(levels, places, weight, shares),
        base=base,
        effective_base=kish_base(weight),
        crossed=crossed,
        incomplete=int((some & ~complete).sum()),
        level=level,
        draws=draws,
    )


def _interval(low: float, high: float, share: float) -> tuple[float, float]:
    """Return an interval, or none where nobody stands at the crossing."""
    return (float(low), float(high)) if exceeds(share, 0.0) else (float("nan"), float("nan"))


def _shares(places: npt.NDArray[np.int64], weight: Array, levels: int) -> dict[str, Array]:
    """Return each curve at every price named."""
    found: dict[str, Array] = {}
    for column, role in enumerate(ROLES):
        reached = np.cumsum(np.bincount(places[:, column], weight, levels)) / weight.sum()
        found[role] = reached if "expensive" in role else 1 - reached
    return {**found, "not_cheap": 1 - found["cheap"], "not_expensive": 1 - found["expensive"]}


def _crossing(
    levels: Array, shares: dict[str, Array], rising: str, falling: str
) -> tuple[float, float]:
    """Return price and height at which a rising curve first reaches a falling one."""
    gap = shares[rising] - shares[falling]
    after = int(np.argmax(reaches(gap, 0.0, scale=1.0)))
    if after == 0 or bool(reaches(0.0, gap[after], scale=1.0)):
        return float(levels[after]), float(shares[rising][after])
    part = -gap[after - 1] / (gap[after] - gap[after - 1])
    steps = (one[after - 1 : after + 1] for one in (levels, shares[rising]))
    price, height = (float(low + part * (high - low)) for low, high in steps)
    return price, height


def _drawn(
    levels: Array,
    places: npt.NDArray[np.int64],
    weight: Array,
    draws: int,
    random: np.random.Generator,
) -> Array:
    """Return the price of each point in samples of respondents drawn again: draws × points."""
    people = len(weight)
    found = np.empty((draws, len(_CROSSINGS)))
    for draw in range(draws):
        times = np.bincount(random.integers(0, people, people), minlength=people)
        shares = _shares(places, weight * times, len(levels))
        found[draw] = [_crossing(levels, shares, *pair)[0] for pair in _CROSSINGS.values()]
    return found


def _curves(
    levels: Sequence[float] | Array,
    places: npt.NDArray[np.int64],
    weight: Array,
    shares: dict[str, Array],
) -> tuple[PriceShares, ...]:
    times = np.bincount(places.ravel(), np.repeat(weight, len(ROLES)), len(levels))
    named = times / times.sum()
    columns = [levels, named, *(shares[role] for role in ROLES)]
    return tuple(PriceShares(*map(float, row)) for row in zip(*columns, strict=True))
