"""Traits of persons and companies: columns of a file, with their labels and families."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from analysis.clients.source_settings import Attribute, RawValue
from analysis.clients.text import Bilingual, written
from analysis.languages import _
from analysis.sources import gate
from analysis.sources.bands import banded_values
from analysis.sources.personal_data import shown_labels
from analysis.sources.reading import Reading, as_text
from analysis.sources.text import as_code, natural_order, tidy

NUMERIC = "numeric_"


@dataclass(frozen=True)
class DescribedAttribute:
    """An attribute as reports show it.

    Attributes
    ----------
    key : str
        Its name in the client file, and its column in the source's frame.
    label : str
        In the active language.
    family : str
        One of the five families of segmentation criteria (S0.1).
    type : str
        ``"category"``, ``"number"`` or ``"yes_no"``.
    of : str
        ``"customer"``, or ``"buyer"`` for the person who decides in a company.
    ordered : bool
        Whether the order of its categories counts.
    banded : bool
        Whether the column holds bands; the numbers are then in ``numeric_<key>``.
    """

    key: str
    label: str
    family: str
    type: str
    of: str
    ordered: bool
    banded: bool


def read_attributes(
    reading: Reading, attributes: dict[str, Attribute], used: Iterable[str] = ()
) -> tuple[pd.DataFrame, dict[str, DescribedAttribute]]:
    """Return the attributes' columns by their keys, and what each of them is.

    Parameters
    ----------
    reading : Reading
        The file.
    attributes : dict
        Key → what the client file says of it.
    used : iterable of str
        Keys that tell segments or personas apart: these must differ between rows.

    Returns
    -------
    DataFrame
        Categories are ordered categoricals with labels, numbers are floats; a number with bands
        and a yes/no attribute are categorical, with ``numeric_<key>`` beside them.
    dict
        Key → its description.
    """
    columns: dict[str, pd.Series] = {}
    described: dict[str, DescribedAttribute] = {}
    used = set(used)
    for key, attribute in attributes.items():
        found = _read(reading, key, attribute)
        if not found:
            continue
        column = tidy(attribute.column)
        gate.check_complete(reading, column, found[key])
        gate.check_varies(reading, column, found[key], key in used)
        columns |= found
        described[key] = DescribedAttribute(
            key,
            written(attribute.label),
            attribute.family,
            attribute.type,
            attribute.of,
            attribute.ordered,
            attribute.bands is not None,
        )
    return pd.DataFrame(columns, index=reading.frame.index), described


def _read(reading: Reading, key: str, attribute: Attribute) -> dict[str, pd.Series]:
    path = ("attributes", key, "column")
    if attribute.type == "number":
        numbers = reading.number(attribute.column, path, key)
        if numbers is None:
            return {}
        if not attribute.bands:
            return {key: numbers}
        return {key: banded_values(numbers, attribute.bands), NUMERIC + key: numbers}
    if attribute.type == "yes_no":
        answers = reading.yes_no(attribute.column, path, key)
        if answers is None:
            return {}
        values = attribute.values or {1: _("Yes"), 0: _("No")}
        return {key: labelled(as_text(answers, as_code), values), NUMERIC + key: answers}
    codes = reading.codes(attribute.column, path, key)
    if codes is None:
        return {}
    column = tidy(attribute.column)
    known = {as_code(code): written(label) for code, label in attribute.values.items()}
    texts = {code: known.get(code, code) for code in codes.dropna().unique().tolist()}
    shown = shown_labels(reading, column, texts, codes, categories=True)
    hidden = [code for code, label in shown.items() if label is None]
    kept = {code: label for code, label in shown.items() if label is not None}
    changed = {code: label for code, label in kept.items() if label != texts[code]}
    labels = labelled(codes.mask(codes.isin(hidden)), {**attribute.values, **changed})
    gate.check_few_values(reading, column, labels)
    return {key: labels}


def labelled(codes: pd.Series, values: dict[RawValue, str | Bilingual]) -> pd.Series:
    """Return codes as their labels: an ordered categorical.

    The order is the client file's where it lists every value, and alphabetical where it does not:
    values it leaves out stand as they are. Two codes with one label become one category.
    """
    known = {as_code(code): written(label) for code, label in values.items()}
    seen = set(codes.dropna().unique().tolist())
    order = [label for code, label in known.items() if code in seen]
    if rest := {code for code in seen if code not in known}:
        order = sorted({*order, *rest}, key=natural_order)
    labels = codes.map(lambda code: known.get(code, code), na_action="ignore")
    return pd.Series(
        pd.Categorical(labels.astype(object), categories=list(dict.fromkeys(order)), ordered=True),
        index=codes.index,
    )
