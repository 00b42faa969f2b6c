"""Numbers cut into bands: their codes, and their labels in both languages."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.languages import LANGUAGES, language_in_use, messages
from analysis.languages.formats import number
from analysis.sources.labels import UNDER, Text, of_pair
from analysis.sources.text import as_code

_ = messages(__name__)


def banded_values(key: str, values: pd.Series, bounds: list[float]) -> pd.Series:
    """Return numbers as bands: ``age/under``, ``age/20``, ``age/30``.

    Parameters
    ----------
    key : str
        Whose numbers they are.
    values : Series of float
        The numbers.
    bounds : list of float
        Ascending; each is the first number of the band above it.

    Returns
    -------
    Series
        Ordered categorical; bands at the ends that nobody is in are left out.
    """
    names = band_codes(key, bounds)
    places = np.searchsorted(np.asarray(bounds, dtype=float), values.to_numpy(), side="right")
    codes = np.where(values.isna(), -1, places)
    used = sorted(set(codes[codes >= 0]))
    first, last = (used[0], used[-1]) if used else (0, len(names) - 1)
    kept: list[int] = np.where(codes >= 0, codes - first, -1).tolist()
    bands = pd.Categorical.from_codes(kept, pd.Index(names[first : last + 1]), ordered=True)
    return pd.Series(bands, index=values.index)


def band_codes(key: str, bounds: list[float]) -> list[str]:
    """Return the codes of the bands between bounds, the two open ones included."""
    return [f"{key}/{UNDER}", *(f"{key}/{as_code(float(bound))}" for bound in bounds)]


def point_code(key: str, point: float) -> str:
    """Return the code of a point of a scale: ``nps/7``."""
    return f"{key}/{as_code(float(point))}"


def band_texts(key: str, values: pd.Series, bounds: list[float]) -> dict[str, Text]:
    """Return what the bands of some numbers are called: ``under 20``, ``20–29``, ``30 and over``.

    Parameters
    ----------
    key, values, bounds
        As of `banded_values`.
    """
    whole = bool(np.all(np.mod(values.dropna(), 1) == 0)) and all(b == int(b) for b in bounds)
    written = []
    for language in LANGUAGES:
        with language_in_use(language):
            written.append(band_labels(bounds, whole))
    texts = [of_pair(*both) for both in zip(*written, strict=True)]
    return dict(zip(band_codes(key, bounds), texts, strict=True))


def band_labels(bounds: list[float], whole: bool) -> list[str]:
    """Return the labels of the bands between bounds, the two open ones included."""
    texts = [_written(bound, bounds) for bound in bounds]
    inner = [
        f"{low}–{_written(high - 1, bounds)}"
        if whole
        else _("{low} to under {high}", low=low, high=text)
        for low, high, text in zip(texts, bounds[1:], texts[1:], strict=False)
    ]
    if whole:  # a band of one whole number is that number
        inner = [
            text if high - low > 1 else _written(low, bounds)
            for text, low, high in zip(inner, bounds, bounds[1:], strict=False)
        ]
    return [
        _("Under {bound}", bound=texts[0]),
        *inner,
        _("{bound} and over", bound=texts[-1]),
    ]


def _written(value: float, bounds: list[float]) -> str:
    """Return a bound as text; years have no thousands marks."""
    if all(1900 <= bound <= 2100 and bound == int(bound) for bound in bounds):
        return f"{value:.0f}"
    return number(value, 0 if all(bound == int(bound) for bound in bounds) else 1)
