"""Prices: the brand of an offer, found by words in the product's name."""

from __future__ import annotations

import re

import pandas as pd

from analysis.clients.kinds.prices import BrandWords, Prices
from analysis.languages import messages
from analysis.sources.own_code import OwnCode, Roles
from analysis.sources.reading import Reading, dotted
from analysis.sources.text import tidy

_ = messages(__name__)


def _brands(reading: Reading) -> Roles:
    rule = reading.settings_as(Prices).brand_words
    found = None if rule is None else _brands_by_words(reading, rule)
    return {} if found is None else {"brand": found}


def _brands_by_words(reading: Reading, rule: BrandWords) -> pd.Series | None:
    """Find brands by words in a product's name; of several the one named first in it."""
    path = ("brand_words", "column")
    names = reading.text(rule.column, path, "brand")
    if names is None:
        return None
    patterns = {
        brand: re.compile(
            r"(?<!\w)(?:" + "|".join(re.escape(tidy(w)) for w in words) + r")(?!\w)", re.IGNORECASE
        )
        for brand, words in rule.words.items()
    }
    found = {name: _first_brand(name, patterns) for name in names.dropna().unique()}
    brands = names.map(found, na_action="ignore").astype("str")
    for brand in rule.words:
        if not (brands == brand).any():
            place = (*reading.path, "brand_words", "words", brand)
            reading.inspection.note(
                reading.file.where(place),
                _("No product of {brand} was found by {key}.", brand=brand, key=dotted(place)),
            )
    return brands


def _first_brand(name: str, patterns: dict[str, re.Pattern[str]]) -> str | None:
    places = [
        (match.start(), order, brand)
        for order, (brand, pattern) in enumerate(patterns.items())
        if (match := pattern.search(name))
    ]
    return min(places)[2] if places else None


OWN = OwnCode(more=_brands)
