"""What to know about a segmentation basis before anything is segmented."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.errors import NotEnoughData
from analysis.languages import messages
from analysis.sources.labels import asked_by
from analysis.statistics.deciding import reaches
from analysis.statistics.sampling_error import respondent_weights
from analysis.topics.method_memory import remembered
from analysis.topics.segments.basis.method_answer_style import (
    FEWEST_ITEMS,
    AnswerBattery,
    answer_batteries,
    items_of,
    level_share_of_variables,
)
from analysis.topics.segments.basis.method_dimensions import (
    BasisDimensions,
    RelatedPair,
    basis_dimensions,
    related_pairs,
)
from analysis.topics.segments.basis.method_summary import FAMILIES
from analysis.topics.segments.profiles.method import segment_profiles
from analysis.values.absent import Absent, unless_absent

_ = messages(__name__)
RARE = 0.05
ENOUGH_PER_VARIABLE = 100
LEAST_PER_VARIABLE = 60
FEWEST_COMPARED = 30
MANY_ALIKE = 0.10
MUCH_LEFT_OUT = 0.10
MOSTLY_LEVEL = 0.5
Array = npt.NDArray[np.float64]


@dataclass(frozen=True)
class BasisVariable:
    """One variable of the basis.

    Attributes
    ----------
    variable, family : str
        Its column; its family of criteria.
    share : float or None
        Weighted share of yes (0–1) of a yes/no or one answer of a choice; None for numbers.
    missing : float
        Share of the respondents without an answer, 0–1, unweighted.
    frequency : str
        ``hardly_anyone`` (under 5 % yes), ``nearly_everyone`` (over 95 %), else empty.
    """

    variable: str
    family: str
    share: float | None
    missing: float
    frequency: str


@dataclass(frozen=True)
class IncompleteAnswers:
    """Whether people who left something out differ from those who answered everything.

    Attributes
    ----------
    left_out : int
        Respondents with a missing answer.
    compared : int
        Descriptors tested; 0 where fewer than 30 of either kind can be compared.
    differing : tuple of str
        Descriptors that differ by the test corrected for their number.
    """

    left_out: int
    compared: int
    differing: tuple[str, ...]


@dataclass(frozen=True)
class BasisStructure:
    """The data-structure step: what the basis holds, and what to beware of.

    Attributes
    ----------
    variables : tuple of BasisVariable
        Family by family.
    pairs : tuple of RelatedPair
        Variables that say nearly the same, the closest first.
    dimensions : BasisDimensions
        How many different things the variables measure.
    batteries : tuple of AnswerBattery
        Items on one scale, with the people who answered them all alike.
    level_share : float or None
        Share (0–1) of the variance that goes along with the sum of all variables; None with
        fewer than four that have a level.
    criteria : int
        Questions or attributes; a choice is one, though each of its answers is a variable.
    rows, base : int
        Respondents; those of them with a complete set of answers.
    per_variable : float
        Complete respondents per variable.
    sample : str
        ``enough`` (100 per variable), ``tight`` (60), or ``too_few``.
    incomplete : IncompleteAnswers
        Who is left out.
    concerns : tuple of str
        What to beware of, the gravest first: ``too_few``, ``left_out_differ``, ``left_out``,
        ``redundant``, ``alike``, ``level``, ``rare``, ``tight``.
    level : float
        Confidence of the test.
    """

    variables: tuple[BasisVariable, ...]
    pairs: tuple[RelatedPair, ...]
    dimensions: BasisDimensions
    batteries: tuple[AnswerBattery, ...]
    level_share: float | None
    criteria: int
    rows: int
    base: int
    per_variable: float
    sample: str
    incomplete: IncompleteAnswers
    concerns: tuple[str, ...]
    level: float


@unless_absent
@remembered
def basis_structure(
    answers: pd.DataFrame,
    basis: pd.DataFrame,
    families: Mapping[str, str],
    weights: pd.Series | None = None,
    *,
    descriptors: pd.DataFrame | None = None,
    level: float = 0.95,
    seed: int = 0,
) -> BasisStructure:
    """Return what must be known of the answers before they are segmented.

    Parameters
    ----------
    answers : pandas.DataFrame
        One row per respondent, one column a variable as it was asked: numbers, 0/1, choices as
        categoricals; missing values kept.
    basis : pandas.DataFrame
        The same as numbers, a choice as one 0/1 column an answer (``question: answer``).
    families : mapping of str to str
        Column of ``basis`` → its family of criteria.
    weights : pandas.Series, optional
        Survey weights on the same index.
    descriptors : pandas.DataFrame, optional
        Traits that describe people and make no segments: those who left something out are
        compared on them with the others.
    level, seed : float, int
        Confidence of that comparison; seed of the shuffled data of the parallel analysis.

    Raises
    ------
    NotEnoughData
        If nobody answered everything.

    References
    ----------
    Dolnicar, S., Grün, B., Leisch, F. (2018). Market Segmentation Analysis. Springer, ch. 5–6.
    Dolnicar, S. et al. (2014). Required sample sizes for data-driven market segmentation
    analyses in tourism. Journal of Travel Research 53, 296–306 (60 per variable, 70 in hard
    cases). Dolnicar, S., Grün, B., Leisch, F. (2016). Increasing sample size compensates for
    data problems in segmentation studies. Journal of Business Research 69, 992–999 (100).
    """
    weight = respondent_weights(basis.index, weights)
    full = basis.notna().all(axis=1).to_numpy()
    if not full.any() or basis.empty:
        raise NotEnoughData(_("Nobody answered everything that segments are to be made of."))
    blocks = _blocks(answers, basis)
    complete = basis[full].to_numpy(dtype=float)
    items = items_of(answers)
    per_variable = int(full.sum()) / basis.shape[1]
    found = BasisStructure(
        variables=_variables(basis, families, weight),
        pairs=related_pairs(answers, weight),
        dimensions=basis_dimensions(complete, blocks, seed=seed),
        batteries=answer_batteries(items, weight),
        level_share=_level_share(items, weight),
        criteria=len(blocks),
        rows=len(basis),
        base=int(full.sum()),
        per_variable=per_variable,
        sample=_sample(per_variable),
        incomplete=_incomplete(full, basis.index, descriptors, weights, level),
        concerns=(),
        level=level,
    )
    return replace(found, concerns=_concerns(found))


def _variables(
    basis: pd.DataFrame, families: Mapping[str, str], weight: Array
) -> tuple[BasisVariable, ...]:
    rows = []
    for family in FAMILIES:
        for name in (name for name in basis.columns if families[name] == family):
            values = basis[name].to_numpy(dtype=float)
            known = ~np.isnan(values) & (weight > 0)
            share = None
            if known.any() and np.isin(values[known], (0, 1)).all():
                share = float(np.average(values[known], weights=weight[known]))
            frequency = ""
            if share is not None and not (reaches(share, RARE) and reaches(1 - RARE, share)):
                frequency = "nearly_everyone" if reaches(share, RARE) else "hardly_anyone"
            missing = float(np.isnan(values).mean())
            rows.append(BasisVariable(str(name), family, share, missing, frequency))
    return tuple(rows)


def _blocks(answers: pd.DataFrame, basis: pd.DataFrame) -> list[list[int]]:
    """Return the columns of the basis question by question: a choice has one an answer."""
    places = {name: place for place, name in enumerate(basis.columns)}
    blocks, taken = [], set()
    for name in answers.columns:
        if name in places:
            block = [places[name]]
        else:
            block = [place for code, place in places.items() if asked_by(str(code)) == name]
        block = [place for place in block if place not in taken]
        taken.update(block)
        if block:
            blocks.append(block)
    return blocks + [[place] for place in places.values() if place not in taken]


def _level_share(items: pd.DataFrame, weight: Array) -> float | None:
    values = items.to_numpy(dtype=float)
    full = ~np.isnan(values).any(axis=1) & (weight > 0)
    if values.shape[1] < FEWEST_ITEMS or not full.any():
        return None
    share = level_share_of_variables(values[full], weight[full])
    return share if share == share else None


def _sample(per_variable: float) -> str:
    if per_variable >= ENOUGH_PER_VARIABLE:
        return "enough"
    return "tight" if per_variable >= LEAST_PER_VARIABLE else "too_few"


def _incomplete(
    full: npt.NDArray[np.bool_],
    index: pd.Index,
    descriptors: pd.DataFrame | None,
    weights: pd.Series | None,
    level: float,
) -> IncompleteAnswers:
    left_out = int((~full).sum())
    if descriptors is None or descriptors.empty or min(left_out, full.sum()) < FEWEST_COMPARED:
        return IncompleteAnswers(left_out, 0, ())
    groups = pd.Series(np.where(full, 1, 2), index=index)
    profiles = segment_profiles(groups, descriptors, weights, level=level)
    if isinstance(profiles, Absent):
        return IncompleteAnswers(left_out, 0, ())
    tested = [variable for variable in profiles.variables if variable.p_value is not None]
    differing = tuple(variable.variable for variable in tested if variable.differs)
    return IncompleteAnswers(left_out, len(tested), differing)


def _concerns(found: BasisStructure) -> tuple[str, ...]:
    left_out = found.incomplete.left_out / found.rows
    held = {
        "too_few": found.sample == "too_few" and found.criteria > 1,
        "left_out_differ": bool(found.incomplete.differing),
        "left_out": reaches(left_out, MUCH_LEFT_OUT) and not found.incomplete.differing,
        "redundant": bool(found.pairs),
        "alike": any(battery_concern(battery) for battery in found.batteries),
        "level": bool(reaches(found.level_share or 0.0, MOSTLY_LEVEL)),
        "rare": any(variable.frequency for variable in found.variables),
        "tight": found.sample == "tight",
    }
    return tuple(name for name, holds in held.items() if holds)


def battery_concern(battery: AnswerBattery) -> bool:
    """Return whether too many people answered a battery all alike: a tenth and more.

    Parameters
    ----------
    battery : AnswerBattery
        Items on one scale; of yes/no items those who say yes to nearly all count, since to say
        yes to none can be an answer.
    """
    many = battery.nearly_all if battery.kind == "yes_no" else battery.alike
    return bool(reaches(many, MANY_ALIKE))
