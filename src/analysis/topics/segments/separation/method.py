"""Segments on a map of two directions, and how many people stand between them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.errors import DoesNotApply, NotEnoughData
from analysis.languages import messages
from analysis.statistics.clustering.own_order import columns_in_order, people_order
from analysis.statistics.deciding import reaches
from analysis.statistics.intervals import wilson_interval
from analysis.statistics.sampling_error import kish_base
from analysis.topics.method_memory import remembered
from analysis.topics.segments.separation.method_axes import (
    SeparationAxes,
    axis_ends,
    axis_signs,
    correlations_with_axes,
    discriminant_loadings,
    principal_places,
)
from analysis.topics.segments.separation.method_borders import (
    SegmentBorder,
    SegmentPair,
    segment_borders,
)
from analysis.topics.segments.separation.method_places import SegmentPlace, segment_places
from analysis.topics.segments.sizes.method import placed_respondents
from analysis.values.absent import unless_absent

_ = messages(__name__)
MOST_POINTS = 600
MOST_MEASURED = 1_500  # people whose distances to each other are measured
# in clouds without any gaps it is about a fifth, whatever the number of variables
FEW_BETWEEN, MANY_BETWEEN = 0.05, 0.15
NO_STRUCTURE = 0.25  # Kaufman and Rousseeuw (1990): no substantial structure has been found
FEWEST = 3  # people of a segment that has a place
Array = npt.NDArray[np.float64]


@dataclass(frozen=True)
class PersonPlace:
    """Where one person is drawn.

    Attributes
    ----------
    segment : int
        The person's segment.
    x, y : float
        Place on the map.
    """

    segment: int
    x: float
    y: float


@dataclass(frozen=True)
class SegmentSeparation:
    """A map of the segments.

    Attributes
    ----------
    points : tuple of PersonPlace
        At most 600 people, drawn by seed; nobody can be recognised.
    places : tuple of SegmentPlace
        By segment number.
    axes : SeparationAxes
        The two directions; give them to a later wave.
    ends : tuple
        For each axis the variables at its low and at its high end.
    kept : bool
        Whether the axes are those of other people: of a reference wave.
    borders : tuple of SegmentBorder
        By segment number.
    pairs : tuple of SegmentPair
        Those who overlap most first.
    silhouette, between : float
        Of everyone.
    between_low, between_high : float
        Interval of the share of people between segments, 95 %.
    verdict : str
        ``apart`` (under 5 % half-way between segments), ``overlap`` (15 % and more; in a cloud
        without any gaps it is about a fifth), else ``touch``. Of yes/no answers also
        ``overlap`` where the silhouette is at most 0.25.
    yes_no : bool
        Whether all variables have two values: then hardly anyone is half-way even where there
        are no gaps, as nothing lies between yes and no.
    measured, base : int
        People whose distances were measured; people with a segment and complete answers.
    """

    points: tuple[PersonPlace, ...]
    places: tuple[SegmentPlace, ...]
    axes: SeparationAxes
    ends: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]
    kept: bool
    borders: tuple[SegmentBorder, ...]
    pairs: tuple[SegmentPair, ...]
    silhouette: float
    between: float
    between_low: float
    between_high: float
    verdict: str
    yes_no: bool
    measured: int
    base: int


@dataclass(frozen=True, eq=False)
class _Placed:
    """People with a segment and complete answers."""

    segment: npt.NDArray[np.int64]
    values: Array
    weight: Array
    answers: pd.DataFrame | None


@unless_absent
@remembered
def segment_separation(
    labels: pd.Series,
    basis: pd.DataFrame,
    weights: pd.Series | None = None,
    *,
    answers: pd.DataFrame | None = None,
    standardise: bool = True,
    axes: SeparationAxes | None = None,
    seed: int = 0,
) -> SegmentSeparation:
    """Return the segments as they lie to each other on a map.

    The map is drawn from the side on which segments lie farthest apart (linear discriminants),
    or, where they were made by Gower's distance, in principal coordinates of its root. How many
    people stand between segments is counted in all variables, not on the map: those in the
    middle fifth of the way from their own segment's centre to another's. Where a cloud without
    gaps is cut into segments it is about a fifth, whatever the number of variables; of yes/no
    answers, between which nobody can stand, the silhouette decides.

    Parameters
    ----------
    labels : pandas.Series
        Segment of each respondent, missing for none.
    basis : pandas.DataFrame
        What the segments were made from, in numbers, on the same index.
    weights : pandas.Series, optional
        Survey weights.
    answers : pandas.DataFrame, optional
        The same as it was answered, with choices as categoricals: distances are then Gower's.
    standardise : bool
        Whether distances count in standard deviations; without effect on discriminants.
    axes : SeparationAxes, optional
        Those of a reference wave: people are placed on them; principal coordinates are turned
        towards them (Procrustes).
    seed : int
        Of the people drawn and measured.

    Raises
    ------
    NotEnoughData
        If fewer than two segments have three people with complete answers, fewer than two
        variables differ between people, or within every segment all people answer alike.
    ValueError
        If ``axes`` belong to other variables or another method.

    References
    ----------
    Dolnicar, S., Grün, B., Leisch, F. (2018). Market Segmentation Analysis. Springer, ch. 8.3.
    Leisch, F. (2010). Neighborhood graphs, stripes and shadow plots for cluster visualization.
    Statistics and Computing 20, 457–469. Gower, J. C., Legendre, P. (1986). Metric and
    Euclidean properties of dissimilarity coefficients. J. Classification 3, 5–48. Kaufman, L.,
    Rousseeuw, P. J. (1990). Finding Groups in Data. Wiley, p. 88.
    """
    people, segments = _people(labels, basis, weights, answers)
    names = tuple(str(name) for name in basis.columns)
    method = "discriminant" if answers is None else "principal"
    if axes is not None and (axes.variables != names or axes.method != method):
        raise ValueError("the axes must be those of the same variables and method")
    generator = np.random.default_rng(seed)
    own = _own_places(people)
    chosen = _drawn(generator, own, MOST_MEASURED)
    distances, squares = _distances(people, chosen, standardise)
    borders, pairs = segment_borders(
        distances, squares, people.segment[chosen], people.weight[chosen], segments
    )
    on_map = chosen if answers is not None else np.arange(len(people.values))
    placed_on, places = _map(people, on_map, squares, names, axes)
    related = correlations_with_axes(people.values[on_map], places, people.weight[on_map])
    shown = _drawn(generator, np.argsort(np.argsort(own)[on_map]), MOST_POINTS)
    silhouette, between = _of_everyone(borders, people, chosen)
    low, high = wilson_interval(between, kish_base(people.weight[chosen]))
    yes_no = all(len(np.unique(column)) <= 2 for column in people.values.T)
    return SegmentSeparation(
        points=tuple(
            PersonPlace(int(segment), float(x), float(y))
            for segment, (x, y) in zip(
                people.segment[on_map][shown], places[shown, :2], strict=True
            )
        ),
        places=segment_places(places, people.segment[on_map], people.weight[on_map], segments),
        axes=placed_on,
        ends=axis_ends(related, names),
        kept=axes is not None and axes.others(people.values[on_map], people.weight[on_map]),
        borders=borders,
        pairs=pairs,
        silhouette=silhouette,
        between=between,
        between_low=low,
        between_high=high,
        verdict=_verdict(between, silhouette, yes_no),
        yes_no=yes_no,
        measured=len(chosen),
        base=len(people.values),
    )


def _people(
    labels: pd.Series,
    basis: pd.DataFrame,
    weights: pd.Series | None,
    answers: pd.DataFrame | None,
) -> tuple[_Placed, list[int]]:
    placed, weight, _segments = placed_respondents(labels, weights)
    values = basis.reindex(placed.index).to_numpy(dtype=float, na_value=np.nan)
    full = ~np.isnan(values).any(axis=1) & (weight > 0)
    number = placed.to_numpy()[full]
    kept = [s for s in np.unique(number).tolist() if (number == s).sum() >= FEWEST]
    inside = np.isin(number, kept)
    varied = int((np.ptp(values[full][inside], axis=0) > 0).sum()) if inside.any() else 0
    if values.shape[1] == 1:
        raise DoesNotApply(
            _("Segments made of a single criterion have no map: nothing lies between them.")
        )
    if len(kept) < 2 or varied < 2:
        raise NotEnoughData(
            _("A map needs two segments of at least three people, and two criteria that differ.")
        )
    rows = placed.index[full][inside]
    asked = None if answers is None else answers.reindex(rows)
    return _Placed(number[inside], values[full][inside], weight[full][inside], asked), kept


def _own_places(people: _Placed) -> npt.NDArray[np.int64]:
    """Return the places of the people in an order of their answers: the file's order is chance."""
    columns = columns_in_order(people.values, people.weight)
    return people_order(people.values, columns, people.segment, people.weight)


def _drawn(
    generator: np.random.Generator, people: npt.NDArray[np.int64], most: int
) -> npt.NDArray[np.int64]:
    if len(people) <= most:
        return np.arange(len(people))
    return np.sort(people[generator.choice(len(people), most, replace=False)])


def _distances(
    people: _Placed, chosen: npt.NDArray[np.int64], standardise: bool
) -> tuple[Array, Array]:
    """Return the distances between people, and what counts as their squares."""
    if people.answers is not None:
        from analysis.statistics.clustering.mixed_distance import gower_distances

        asked = people.answers.iloc[chosen]
        found = gower_distances(asked.loc[:, asked.nunique() > 1])
        return found, found  # the root of Gower's distance is one that a map can hold
    from scipy.spatial.distance import cdist

    spread = people.values.std(axis=0) if standardise else np.ones(people.values.shape[1])
    scaled = people.values[chosen] / np.where(spread > 0, spread, 1.0)
    found = cdist(scaled, scaled)
    return found, np.square(found)


def _of_everyone(
    borders: tuple[SegmentBorder, ...], people: _Placed, chosen: npt.NDArray[np.int64]
) -> tuple[float, float]:
    """Return the mean silhouette and the share between segments over all segments."""
    segment, weight = people.segment[chosen], people.weight[chosen]
    known = [border for border in borders if border.base]
    sizes = [float(weight[segment == border.segment].sum()) for border in known]
    silhouette = np.average([border.silhouette for border in known], weights=sizes)
    return float(silhouette), float(np.average([b.between for b in known], weights=sizes))


def _verdict(between: float, silhouette: float, yes_no: bool) -> str:
    if reaches(between, MANY_BETWEEN) or (yes_no and reaches(NO_STRUCTURE, silhouette)):
        return "overlap"
    return "touch" if reaches(between, FEW_BETWEEN) else "apart"


def _map(
    people: _Placed,
    on_map: npt.NDArray[np.int64],
    squares: Array,
    names: tuple[str, ...],
    axes: SeparationAxes | None,
) -> tuple[SeparationAxes, Array]:
    """Return the axes and everyone's place on them."""
    values, weight = people.values[on_map], people.weight[on_map]
    if people.answers is None and axes is not None:
        return axes, axes.places(values)
    middle = np.average(values, axis=0, weights=weight)
    spread = np.sqrt(np.average(np.square(values - middle), axis=0, weights=weight))
    spread = np.where(spread > 0, spread, 1.0)
    scaled = (values - middle) / spread
    if people.answers is None:
        loadings, shares = discriminant_loadings(scaled, people.segment[on_map], weight)
        places = scaled @ loadings
    else:
        places, shares = principal_places(squares, weight)
        root = np.sqrt(weight)[:, None]
        loadings = np.asarray(np.linalg.lstsq(scaled * root, places * root, rcond=None)[0], float)
    if axes is None:
        turn = np.diag(axis_signs(correlations_with_axes(values, places, weight)))
    else:
        from scipy.linalg import orthogonal_procrustes

        root = np.sqrt(weight)[:, None]
        turn, _scale = orthogonal_procrustes(places * root, axes.places(values) * root)
    method = "discriminant" if people.answers is None else "principal"
    found = SeparationAxes(
        method=method,
        variables=names,
        middle=tuple(middle.tolist()),
        spread=tuple(spread.tolist()),
        loadings=tuple((float(x), float(y)) for x, y in loadings @ turn),
        shares=shares,
    )
    return found, places @ turn
