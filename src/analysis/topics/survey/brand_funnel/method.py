"""The brand funnel: how many reach each stage, and how many of them go on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pandas as pd

from analysis.errors import NotEnoughData
from analysis.languages import messages
from analysis.statistics.answers import flags
from analysis.statistics.deciding import first_smallest, in_order
from analysis.statistics.sampling_error import respondent_weights
from analysis.statistics.shares import Share, share_estimate
from analysis.values.absent import unless_absent

_ = messages(__name__)


@dataclass(frozen=True)
class BrandStage:
    """One stage of one brand.

    Attributes
    ----------
    brand, stage : str
        Codes.
    reached : Share or None
        Share of all asked who reached the stage; None where nobody was asked.
    conversion : Share or None
        Share of those at the stage before who reached this one; None at the first stage or
        where nobody was there.
    skipped : int
        Respondents at this stage who were not at the one before.
    """

    brand: str
    stage: str
    reached: Share | None = None
    conversion: Share | None = None
    skipped: int = 0

    @property
    def asked(self) -> Share:
        """Share of all asked who reached the stage, where somebody was asked."""
        assert self.reached is not None
        return self.reached

    @property
    def base(self) -> int:
        """Respondents asked."""
        return self.reached.base if self.reached else 0

    @property
    def share(self) -> float:
        """Share of them who reached the stage; NaN where nobody was asked."""
        return self.reached.share if self.reached else float("nan")


@dataclass(frozen=True)
class BrandFunnel:
    """Stages of every brand.

    Attributes
    ----------
    rows : tuple of BrandStage
        Brand by brand, stage by stage, in the order given.
    brands, stages : tuple of str
        In order.
    level : float
        Confidence level of the intervals.
    """

    rows: tuple[BrandStage, ...]
    brands: tuple[str, ...]
    stages: tuple[str, ...]
    level: float

    def of(self, brand: str) -> tuple[BrandStage, ...]:
        """Return the stages of one brand."""
        return tuple(row for row in self.rows if row.brand == brand)

    def at(self, stage: str) -> dict[str, BrandStage]:
        """Return one stage by brand."""
        return {row.brand: row for row in self.rows if row.stage == stage}

    def first_share(self, brand: str | None) -> float | None:
        """Return the share of respondents at the first stage, None for a brand not asked."""
        return next((row.share for row in self.first_stage if row.brand == brand), None)

    @property
    def first_stage(self) -> tuple[BrandStage, ...]:
        """The first stage of the brands that were asked about."""
        return tuple(row for row in self.at(self.stages[0]).values() if row.reached)

    @property
    def by_awareness(self) -> tuple[BrandStage, ...]:
        """The same, the best known brand first."""
        return tuple(in_order(self.first_stage, lambda row: -row.share))

    def narrowest_step(self, brand: str) -> tuple[str, BrandStage] | None:
        """Return where the largest share of a brand's people is lost: stage before, and after."""
        steps = [
            (before.stage, after, after.conversion.share)
            for before, after in pairwise(self.of(brand))
            if after.conversion is not None
        ]
        if not steps:
            return None
        before, after, _share = steps[int(first_smallest([share for _b, _a, share in steps]))]
        return before, after


@unless_absent
def brand_funnel(
    stages: Mapping[str, pd.DataFrame], weights: pd.Series | None = None, *, level: float = 0.95
) -> BrandFunnel:
    """Return how many respondents reach each stage with each brand, and conversion.

    Somebody who was not asked about a stage because he did not reach the one before has not
    reached it; somebody who did reach the one before and gives no answer is left out there.

    Parameters
    ----------
    stages : mapping of str to pandas.DataFrame
        Stages from wide to narrow, by label; one row a respondent (same index everywhere), one
        column a brand: 1 reached, 0 not, missing if not asked.
    weights : pandas.Series, optional
        Weights on the same index.
    level : float
        Confidence level of the intervals.

    Raises
    ------
    NotEnoughData
        If there are no stages, or nobody was asked about the first one.
    """
    if not stages:
        raise NotEnoughData(_("The survey asks no brand stages."))
    frames = list(stages.values())
    weight = respondent_weights(frames[0].index, weights)
    if any(not frame.index.equals(frames[0].index) for frame in frames):
        raise ValueError("all stages must have the same respondents")
    brands = list(dict.fromkeys(brand for frame in frames for brand in frame))
    rows = tuple(
        row for brand in brands for row in _brand_rows(str(brand), brand, stages, weight, level)
    )
    funnel = BrandFunnel(rows, tuple(str(brand) for brand in brands), tuple(stages), level)
    if not funnel.first_stage:
        raise NotEnoughData(_("Nobody was asked this question."))
    return funnel


def _brand_rows(
    name: str,
    brand: object,
    stages: Mapping[str, pd.DataFrame],
    weight: np.ndarray,
    level: float,
) -> list[BrandStage]:
    rows: list[BrandStage] = []
    before: np.ndarray | None = None
    for stage, frame in stages.items():
        reached = _reached(frame[brand], before, weight) if brand in frame else None
        if reached is None:
            rows.append(BrandStage(name, stage))
            continue
        share = share_estimate(reached, weight, level)
        rows.append(BrandStage(name, stage, share, *_conversion(before, reached, weight, level)))
        before = reached
    return rows


def _reached(
    answers: pd.Series, before: np.ndarray | None, weight: np.ndarray
) -> np.ndarray | None:
    """Return who reached a stage: 1, 0 or, where it is not known, NaN; None if nobody was asked."""
    reached = flags(answers)
    # without answers because nobody came that far: nobody reached it, which is an answer
    came = before is None or bool(((before == 1) & (weight > 0)).any())
    if came and not _asked(reached, weight):
        return None
    if before is not None:
        reached = np.where(np.isnan(reached) & (before == 0), 0.0, reached)
        reached = np.where(np.isnan(before), np.nan, reached)  # never asked about the brand
    return reached if _asked(reached, weight) else None


def _conversion(
    before: np.ndarray | None, reached: np.ndarray, weight: np.ndarray, level: float
) -> tuple[Share | None, int]:
    if before is None:
        return None, 0
    skipped = int(((reached == 1) & (before == 0)).sum())
    inside = np.where(before == 1, reached, np.nan)
    part = share_estimate(inside, weight, level) if _asked(inside, weight) else None
    return part, skipped


def _asked(flag: np.ndarray, weight: np.ndarray) -> bool:
    return bool((~np.isnan(flag) & (weight > 0)).any())
