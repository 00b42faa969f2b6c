"""The brand funnel: how many reach each stage, and how many of them go on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields

import numpy as np
import pandas as pd

from analysis.errors import NotEnoughData
from analysis.languages import messages
from analysis.statistics.answers import flags
from analysis.statistics.sampling_error import respondent_weights
from analysis.statistics.shares import Share, share_estimate
from analysis.values.absent import unless_absent

_ = messages(__name__)


@dataclass(frozen=True)
class BrandFunnel:
    """Stages of every brand.

    Attributes
    ----------
    rows : pandas.DataFrame
        One row a brand and stage (index ``brand``, ``stage``, in the order given). The columns
        of `analysis.statistics.shares.Share` are the share of all asked who reached the stage;
        ``conversion``, ``conversion_low``, ``conversion_high``, ``conversion_base`` and
        ``conversion_effective_base`` are the share of those at the stage before who reached
        this one (NaN and 0 at the first stage or where nobody was there); ``skipped`` counts
        respondents at this stage who were not at the one before. Where nobody was asked about
        the brand, shares are NaN and the base is 0.
    brands, stages : tuple of str
        In order.
    level : float
        Confidence level of the intervals.
    """

    rows: pd.DataFrame
    brands: tuple[str, ...]
    stages: tuple[str, ...]
    level: float

    def first_share(self, brand: str | None) -> float | None:
        """Return the share of respondents at the first stage, None for a brand not asked."""
        if brand not in self.brands or not self.rows.loc[(brand, self.stages[0]), "base"]:
            return None
        return float(self.rows.loc[(brand, self.stages[0]), "share"])

    @property
    def first_stage(self) -> pd.DataFrame:
        """The first stage's rows of the brands that were asked about, index ``brand``."""
        rows = self.rows.xs(self.stages[0], level="stage")
        return rows[rows["base"] > 0]


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
    found = {
        (str(brand), stage): row
        for brand in brands
        for stage, row in _brand_rows(brand, stages, weight, level)
    }
    rows = pd.DataFrame(
        list(found.values()), index=pd.MultiIndex.from_tuples(found, names=["brand", "stage"])
    )
    funnel = BrandFunnel(rows, tuple(str(brand) for brand in brands), tuple(stages), level)
    if funnel.first_stage.empty:
        raise NotEnoughData(_("Nobody was asked this question."))
    return funnel


def _brand_rows(
    brand: str, stages: Mapping[str, pd.DataFrame], weight: np.ndarray, level: float
) -> list[tuple[str, dict[str, float]]]:
    rows: list[tuple[str, dict[str, float]]] = []
    before: np.ndarray | None = None
    for stage, frame in stages.items():
        if brand not in frame:
            rows.append((stage, _not_asked()))
            continue
        reached = flags(frame[brand])
        # without answers because nobody came that far: nobody reached it, which is an answer
        came = before is None or bool(((before == 1) & (weight > 0)).any())
        if came and not _asked(reached, weight):
            rows.append((stage, _not_asked()))
            continue
        if before is not None:
            reached = np.where(np.isnan(reached) & (before == 0), 0.0, reached)
            reached = np.where(np.isnan(before), np.nan, reached)  # never asked about the brand
        if not _asked(reached, weight):
            rows.append((stage, _not_asked()))
            continue
        row = asdict(share_estimate(reached, weight, level))
        rows.append((stage, {**row, **_conversion(before, reached, weight, level)}))
        before = reached
    return rows


def _not_asked() -> dict[str, float]:
    row = dict.fromkeys((field.name for field in fields(Share)), float("nan"))
    return {**row, "base": 0, "effective_base": 0.0, **_no_conversion()}


def _no_conversion() -> dict[str, float]:
    nothing = dict.fromkeys(("conversion", "conversion_low", "conversion_high"), float("nan"))
    return nothing | {"conversion_base": 0, "conversion_effective_base": 0.0, "skipped": 0}


def _conversion(
    before: np.ndarray | None, reached: np.ndarray, weight: np.ndarray, level: float
) -> dict[str, float]:
    nothing = _no_conversion()
    if before is None:
        return nothing
    nothing["skipped"] = int(((reached == 1) & (before == 0)).sum())
    inside = np.where(before == 1, reached, np.nan)
    if not _asked(inside, weight):
        return nothing
    part = share_estimate(inside, weight, level)
    return {
        "conversion": part.share,
        "conversion_low": part.low,
        "conversion_high": part.high,
        "conversion_base": part.base,
        "conversion_effective_base": part.effective_base,
        "skipped": nothing["skipped"],
    }


def _asked(flag: np.ndarray, weight: np.ndarray) -> bool:
    return bool((~np.isnan(flag) & (weight > 0)).any())
