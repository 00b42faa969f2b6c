"""How many leads became customers, by where they came from."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pandas as pd

from analysis.errors import DataError, NotEnoughData, Problem
from analysis.languages import messages
from analysis.statistics.corrections import corrected_p_values
from analysis.statistics.deciding import exceeds
from analysis.statistics.intervals import wilson_interval
from analysis.statistics.share_tests import fisher_test
from analysis.values.absent import Absent, unless_absent

_ = messages(__name__)
OUTCOME = "converted"


@dataclass(frozen=True)
class Conversion:
    """How many of a group of leads bought.

    Attributes
    ----------
    group : str
        The group.
    leads : int
        Its leads.
    base : int
        Those whose outcome is known.
    converted : int
        Those who bought.
    share, low, high : float or None
        Converted as a share of the base, 0–1, with Wilson's interval; None without a base.
    small_base : bool
        Whether the base is under the smallest.
    against_others : str or None
        ``higher``, ``lower`` or ``no_clear_difference`` than all other leads by the corrected
        test; None where it was not tested.
    adjusted_p : float or None
        P-value of that test, adjusted over the groups.
    """

    group: str
    leads: int
    base: int
    converted: int
    share: float | None
    low: float | None
    high: float | None
    small_base: bool
    against_others: str | None = None
    adjusted_p: float | None = None


@dataclass(frozen=True)
class LeadConversion:
    """Conversion of all leads, by source.

    Attributes
    ----------
    rows : tuple of Conversion
        One per source, most leads first, equals by name.
    total : Conversion
        All leads, those of unknown source too.
    unknown_source : Conversion or None
        Leads whose source is missing; None where there are none.
    open : int
        Leads whose outcome is not known yet.
    level : float
        Confidence of the intervals.
    """

    rows: tuple[Conversion, ...]
    total: Conversion
    unknown_source: Conversion | None
    open: int
    level: float


@unless_absent
def lead_conversion(
    source: pd.Series,
    converted: pd.Series,
    *,
    smallest_base: int = 30,
    level: float = 0.95,
) -> LeadConversion:
    """Return how many leads of each source became customers.

    Each source is tested against all other leads (Fisher's exact test) with the false
    discovery rate held over the sources that have the smallest base.

    Parameters
    ----------
    source : pandas.Series
        Channel or source of each lead; may be missing.
    converted : pandas.Series
        Whether it bought, as booleans or 0/1; missing where that is still open.
    smallest_base : int
        Smaller bases are marked and not tested.
    level : float
        Confidence, 0–1; 1 minus it is the false discovery rate.

    Raises
    ------
    NotEnoughData
        If no outcome is known.

    References
    ----------
    Wilson, E. B. (1927). JASA 22, 209–212.
    """
    bought = known_outcome(converted.reindex(source.index))
    if not bought.notna().any():
        raise NotEnoughData(_("No lead's outcome is known yet."))

    def part(mine: pd.Series, name: str) -> Conversion:
        return conversion_of(bought[mine], name, smallest_base=smallest_base, level=level)

    counts = source.value_counts()
    names = sorted(counts[counts > 0].index, key=lambda name: (-counts[name], str(name)))
    rows = [part(source == name, str(name)) for name in names]
    missing = source.isna()
    total = conversion_of(bought, "", smallest_base=smallest_base, level=level)
    return LeadConversion(
        rows=tuple(_compared(rows, total, 1 - level)),
        total=total,
        unknown_source=part(missing, "") if missing.any() else None,
        open=int(bought.isna().sum()),
        level=level,
    )


@unless_absent
def channel_conversion(leads: pd.DataFrame, *, smallest_base: int = 30) -> LeadConversion | Absent:
    """Return how many leads of each channel became customers.

    Parameters
    ----------
    leads : pandas.DataFrame
        One row per lead: ``channel`` and ``converted``.
    smallest_base : int
        Smaller channels are marked and not tested.

    Raises
    ------
    NotEnoughData
        If the file holds no channel or no outcome.
    """
    if "channel" not in leads:
        raise NotEnoughData(_("The leads file does not say through which channel leads came."))
    if OUTCOME not in leads:
        raise NotEnoughData(_("The leads file does not say which leads became customers."))
    return lead_conversion(leads["channel"], leads[OUTCOME], smallest_base=smallest_base)


def known_outcome(converted: pd.Series) -> pd.Series:
    """Return outcomes as 1, 0 and missing.

    Parameters
    ----------
    converted : pandas.Series
        One row a lead: 1 or True, 0 or False, missing while it is open.

    Raises
    ------
    DataError
        If they hold anything else.
    """
    values = pd.to_numeric(converted, errors="coerce").astype("Float64")
    unread = converted.notna() & ~values.isin([0, 1])
    if unread.any():
        raise DataError(
            Problem(
                str(converted.name or "converted"),
                _("must be yes (1) or no (0), got: {value}", value=str(converted[unread].iloc[0])),
            )
        )
    return values.astype("Int64")


def conversion_of(
    bought: pd.Series, group: str, *, smallest_base: int = 30, level: float = 0.95
) -> Conversion:
    """Return how many of these leads bought; `bought` is 1, 0 or missing.

    Parameters
    ----------
    bought : pandas.Series
        One row a lead: 1, 0 or missing.
    group : str
        What these leads have in common.
    smallest_base : int
        A smaller base is marked.
    level : float
        Confidence level of the interval.
    """
    known = bought.dropna()
    base, converted = len(known), int(known.sum())
    if not base:
        return Conversion(group, len(bought), 0, 0, None, None, None, True)
    share = converted / base
    low, high = wilson_interval(share, base, level)
    return Conversion(group, len(bought), base, converted, share, low, high, base < smallest_base)


def _compared(rows: list[Conversion], total: Conversion, rate: float) -> list[Conversion]:
    tested = [p for p, row in enumerate(rows) if not row.small_base and row.base < total.base]
    if not tested:
        return rows
    others = [(total.converted - rows[p].converted, total.base - rows[p].base) for p in tested]
    shares = [rows[p].converted / rows[p].base for p in tested]
    p_values = []
    for place, share, (converted, base) in zip(tested, shares, others, strict=True):
        p_values.append(fisher_test(share, rows[place].base, converted / base, base))
    adjusted = corrected_p_values(p_values)
    for place, share, (converted, base), p in zip(tested, shares, others, adjusted, strict=True):
        code = "higher" if share > converted / base else "lower"
        rows[place] = replace(
            rows[place],
            against_others=code if p is not None and exceeds(rate, p) else "no_clear_difference",
            adjusted_p=p,
        )
    return rows
