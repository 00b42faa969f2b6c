"""What is known of the market: competitors, prices, reviews."""

from __future__ import annotations

import re

import pandas as pd

from analysis.languages import messages
from analysis.sources import gate
from analysis.sources.numbers import parsed_numbers
from analysis.sources.personal_data import shown_names, shown_text
from analysis.sources.reading import Reading, dotted
from analysis.sources.text import tidy

_ = messages(__name__)
_FIGURES = ("customers", "sales", "outlets")


def read_competitors(reading: Reading) -> pd.DataFrame | None:
    """Return one row a competitor: facts as text, counts as numbers where they all are."""
    columns = reading.settings.columns
    # the names first: rows of hidden ones are left out of what is read after them
    roles: dict[str, pd.Series | None] = {
        "name": shown_names(reading, columns.name, ("columns", "name"), "name")
    }
    for role in type(columns).model_fields:
        column = getattr(columns, role)
        if column is None or role in roles:
            continue
        if role == "accessed":
            roles[role] = reading.date(column, ("columns", role), role)
        else:
            roles[role] = shown_text(reading, column, ("columns", role), role)
    if reading.inspection.problems or roles["name"] is None:
        return None
    for role in _FIGURES:
        if role in roles:
            roles[role] = _numbers_if_all(reading, roles[role], role)
    if "sales" in roles and pd.api.types.is_numeric_dtype(roles["sales"]):
        roles["sales"] = roles["sales"] * reading.settings.sales_unit
    gate.check_all_given(reading, reading.columns["name"], roles["name"])
    written = reading.text(columns.name, ("columns", "name"), "name")
    gate.check_unique(reading, reading.columns["name"], written)
    return pd.DataFrame(roles)


def _numbers_if_all(reading: Reading, texts: pd.Series, role: str) -> pd.Series:
    """Published figures are often words ("about 2 million"); then they stay words."""
    money = role == "sales" and reading.currency == "VND"
    read = parsed_numbers(texts, reading.settings.decimal, grouped=money or role != "sales")
    return texts if read.wrong.any() or read.unclear else read.values


def read_prices(reading: Reading) -> pd.DataFrame | None:
    """Return one row an offer, with its brand; offers of no known brand have none."""
    columns = reading.settings.columns
    roles: dict[str, pd.Series | None] = {}
    for role in type(columns).model_fields:
        column = getattr(columns, role)
        if column is None:
            continue
        path = ("columns", role)
        if role in ("price", "rating"):
            roles[role] = reading.number(column, path, role, money=role == "price")
        elif role == "date":
            roles[role] = reading.date(column, path, role)
        else:
            roles[role] = shown_text(reading, column, path, role)
    if reading.settings.brand_words is not None:
        roles["brand"] = _brands_by_words(reading)
    if reading.inspection.problems:
        return None
    gate.check_all_given(reading, reading.columns["price"], roles["price"])
    return pd.DataFrame(roles)


def _brands_by_words(reading: Reading) -> pd.Series | None:
    """Find brands by words in a product's name; of several the one named first in it."""
    rule = reading.settings.brand_words
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


def read_reviews(reading: Reading) -> pd.DataFrame | None:
    """Return one row a review: what was written, stars, and what it is about."""
    columns = reading.settings.columns
    roles: dict[str, pd.Series | None] = {}
    for role in type(columns).model_fields:
        column = getattr(columns, role)
        if column is None:
            continue
        path = ("columns", role)
        if role == "rating":
            roles[role] = reading.number(column, path, role)
        elif role == "date":
            roles[role] = reading.date(column, path, role)
        elif role == "review":
            roles[role] = reading.identifier(column, path, role)
        elif role == "text":  # what people wrote is counted, never shown
            roles[role] = reading.text(column, path, role)
        else:
            roles[role] = shown_text(reading, column, path, role)
    if reading.inspection.problems:
        return None
    _check_reviews(reading, roles)
    return pd.DataFrame(roles)


def _check_reviews(reading: Reading, roles: dict[str, pd.Series]) -> None:
    gate.check_complete(reading, reading.columns["text"], roles["text"])
    if "review" in roles:
        gate.check_unique(reading, reading.columns["review"], roles["review"])
    if "rating" in roles:
        low, high = reading.settings.scale
        outside = (roles["rating"] < low) | (roles["rating"] > high)
        reading.refuse_rows(
            reading.columns["rating"],
            outside,
            _("ratings must lie between {low} and {high}", low=f"{low:g}", high=f"{high:g}"),
            _("Correct the cells, or {key} in client.yml.", key=dotted((*reading.path, "scale"))),
        )
