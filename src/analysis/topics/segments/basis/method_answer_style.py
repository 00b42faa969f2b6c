"""Whether people answer items or just answer: straight lines, yes to all, and segments of it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.errors import NotEnoughData
from analysis.languages import messages
from analysis.statistics.deciding import equals, reaches
from analysis.topics.segments.basis.method_dimensions import weighted_correlation
from analysis.topics.segments.sizes.method import placed_respondents
from analysis.values.absent import unless_absent

_ = messages(__name__)
FEWEST_ITEMS = 4
LONGEST_SCALE = 11
NEARLY_ALL = 0.9
MOSTLY_LEVEL = 0.5  # of what the segments differ in
CLEARLY_APART = 0.5  # standard deviations of the sum score
Array = npt.NDArray[np.float64]


@dataclass(frozen=True)
class AnswerBattery:
    """Items answered on one scale.

    Attributes
    ----------
    kind : str
        ``yes_no`` or ``scale``.
    items : tuple of str
        Columns of the battery.
    base : int
        Respondents who answered all of it.
    none, nearly_all : float
        Weighted shares, 0–1, of those who said yes to nothing or chose the lowest answer
        throughout; who said yes, or agreed (above the middle), to 90 % of the items and more.
    alike : float
        Share who gave one and the same answer to every item.
    """

    kind: str
    items: tuple[str, ...]
    base: int
    none: float
    nearly_all: float
    alike: float


def answer_batteries(items: pd.DataFrame, weights: Array) -> tuple[AnswerBattery, ...]:
    """Return the batteries of items on one scale, with how many answered all of them alike.

    A battery has at least four items: yes/no, or whole numbers on a scale of at most eleven
    points with the same ends.

    Parameters
    ----------
    items : pandas.DataFrame
        One row a respondent, one numeric column an item, missing if not answered.
    weights : array
        Survey weights, one a row.
    """
    scales: dict[tuple[float, float], list[str]] = {}
    for name in items.columns:
        known = items[name].dropna().to_numpy(dtype=float)
        whole = len(known) and (known == np.round(known)).all()
        if whole and len(np.unique(known)) <= LONGEST_SCALE:
            ends = (0.0, 1.0) if np.isin(known, (0, 1)).all() else (known.min(), known.max())
            if ends[1] - ends[0] < LONGEST_SCALE:
                scales.setdefault(ends, []).append(name)
    found = []
    for (low, high), names in scales.items():
        values = items[names].to_numpy(dtype=float)
        full = ~np.isnan(values).any(axis=1) & (weights > 0)
        if len(names) >= FEWEST_ITEMS and full.any():
            found.append(_battery(values[full], weights[full], names, low, high))
    return tuple(found)


def _battery(
    values: Array, weight: Array, names: list[str], low: float, high: float
) -> AnswerBattery:
    def share(flag: npt.NDArray[np.bool_]) -> float:
        return float(weight[flag].sum() / weight.sum())

    agreed = (values > (low + high) / 2).mean(axis=1)
    return AnswerBattery(
        kind="yes_no" if (low, high) == (0, 1) else "scale",
        items=tuple(str(name) for name in names),
        base=len(values),
        none=share((values == low).all(axis=1)),
        nearly_all=share(reaches(agreed, NEARLY_ALL)),
        alike=share((values == values[:, :1]).all(axis=1)),
    )


def level_share_of_variables(items: Array, weight: Array) -> float:
    """Return how much of the items' variance goes along with their sum, 0–1.

    The mean squared correlation of an item with the sum of the standardised items; without
    any connection between p items it is 1/p.

    Parameters
    ----------
    items : array
        Respondents × items, none missing.
    weight : array
        Weights of the rows.
    """
    mean = np.average(items, axis=0, weights=weight)
    spread = np.sqrt(np.average(np.square(items - mean), axis=0, weights=weight))
    varied = items[:, spread > 0]
    total = ((varied - mean[spread > 0]) / spread[spread > 0]).sum(axis=1)
    shared = [weighted_correlation(column, total, weight) ** 2 for column in varied.T]
    return float(np.mean(shared)) if shared else float("nan")


@dataclass(frozen=True)
class StyleRow:
    """Where one segment stands on the sum of all items.

    Attributes
    ----------
    segment, base : int
        Its number; respondents.
    level : float
        Its mean sum score minus everyone's, in everyone's standard deviations.
    same_side : float
        Share of the items (0–1) on which it is on that side of everyone.
    style : str
        ``high`` or ``low`` where it is on one side throughout, else empty.
    """

    segment: int
    base: int
    level: float
    same_side: float
    style: str


@dataclass(frozen=True)
class AnswerStyle:
    """How far the segments are levels of one sum score instead of different contents.

    Attributes
    ----------
    rows : tuple of StyleRow
        By segment number.
    level_share : float
        Share (0–1) of all differences between the segments that lies along the sum score.
    eta_squared : float
        Share (0–1) of the sum score's variance that lies between segments.
    kind : str
        ``answers`` (yes/no or one scale: the level may be a style of answering) or ``amounts``.
    verdict : str
        ``level`` (at least half of the differences), ``some_segments``, or ``content``.
    items, base : int
        Variables and respondents.
    """

    rows: tuple[StyleRow, ...]
    level_share: float
    eta_squared: float
    kind: str
    verdict: str
    items: int
    base: int


@unless_absent
def answer_style(
    labels: pd.Series, items: pd.DataFrame, weights: pd.Series | None = None
) -> AnswerStyle:
    """Return whether segments mirror how much people say yes rather than to what.

    Parameters
    ----------
    labels : pandas.Series
        Segment of each respondent, missing for none.
    items : pandas.DataFrame
        What the segments were made from, on the same index: 0/1, scales or amounts. Choices
        (categoricals) have no level and are left out.
    weights : pandas.Series, optional
        Survey weights on the same index.

    Raises
    ------
    NotEnoughData
        If fewer than four variables have a level.

    References
    ----------
    Dolnicar, S., Grün, B., Leisch, F. (2018). Market Segmentation Analysis. Springer, ch. 5.4
    (response styles lead to segments that differ in style only). Paulhus, D. L. (1991).
    Measurement and control of response bias. Academic Press, 17–59.
    """
    numeric = items[[n for n in items if pd.api.types.is_numeric_dtype(items[n].dtype)]]
    placed, weight, segments = placed_respondents(labels, weights)
    values = numeric.reindex(placed.index).to_numpy(dtype=float, na_value=np.nan)
    full = ~np.isnan(values).any(axis=1) & (weight > 0)
    values, weight, number = values[full], weight[full], placed.to_numpy()[full]
    values = values[:, values.std(axis=0) > 0] if len(values) else values
    if values.shape[1] < FEWEST_ITEMS or not len(values):
        raise NotEnoughData(
            _("Whether segments mirror a style of answering needs at least four such criteria.")
        )
    mean = np.average(values, axis=0, weights=weight)
    spread = np.sqrt(np.average(np.square(values - mean), axis=0, weights=weight))
    lowest, highest = values.min(axis=0), values.max(axis=0)
    one_scale = (lowest == lowest[0]).all() and (highest == highest[0]).all()
    scaled = (values - mean) / (1.0 if one_scale else spread)
    short = one_scale and len(np.unique(values)) <= LONGEST_SCALE
    return _style(scaled, number, weight, segments, "answers" if short else "amounts")


def _style(
    scaled: Array, number: Array, weight: Array, segments: list[int], kind: str
) -> AnswerStyle:
    total = scaled.sum(axis=1)
    deviation = float(np.sqrt(np.average(total**2, weights=weight)))
    rows, between, along = [], 0.0, 0.0
    for segment in segments:
        mine = number == segment
        if not mine.any():
            continue
        centre = np.average(scaled[mine], axis=0, weights=weight[mine])
        people = float(weight[mine].sum())
        between += people * float(centre @ centre)
        along += people * float(centre.sum()) ** 2 / len(centre)
        level = float(centre.sum()) / deviation if deviation > 0 else 0.0
        signs = np.where(equals(centre, 0, scale=1.0), 0.0, np.sign(centre))
        same = float((signs == np.sign(level)).mean())
        apart = reaches(same, NEARLY_ALL) and reaches(abs(level), CLEARLY_APART)
        style = ("high" if level > 0 else "low") if apart else ""
        rows.append(StyleRow(segment, int(mine.sum()), level, same, style))
    share = along / between if between > 0 else 0.0
    some = "some_segments" if any(row.style for row in rows) else "content"
    explained = along * scaled.shape[1] / float((weight * total**2).sum()) if deviation > 0 else 0.0
    return AnswerStyle(
        rows=tuple(rows),
        level_share=share,
        eta_squared=min(1.0, explained),
        kind=kind,
        verdict="level" if reaches(share, MOSTLY_LEVEL) else some,
        items=scaled.shape[1],
        base=len(scaled),
    )


def items_of(answers: pd.DataFrame) -> pd.DataFrame:
    """Return the numeric variables among the answers, which have a level.

    Parameters
    ----------
    answers : pandas.DataFrame
        One row a respondent; choices are categoricals.
    """
    names = [name for name in answers if pd.api.types.is_numeric_dtype(answers[name].dtype)]
    return answers[names].astype(float)
