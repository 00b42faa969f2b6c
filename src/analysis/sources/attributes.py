"""Traits of persons and companies: columns of a file, with their labels and families."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

import pandas as pd

from analysis.clients.source_settings import Attribute, RawValue
from analysis.clients.text import written
from analysis.languages import LANGUAGES, messages
from analysis.sources import gate
from analysis.sources.bands import band_texts, banded_values
from analysis.sources.labels import Text, answer_codes, in_both, pair
from analysis.sources.personal_data import shown_labels
from analysis.sources.reading import Reading, as_text
from analysis.sources.text import as_code, natural_order, tidy

_ = messages(__name__)
NUMERIC = "numeric_"


@dataclass(frozen=True)
class DescribedAttribute:
    """An attribute as reports show it.

    Attributes
    ----------
    key : str
        Its name in the client file, and its column in the source's frame.
    text : str or Bilingual
        What reports call it.
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
    text: Text
    family: str
    type: str
    of: str
    ordered: bool
    banded: bool

    @property
    def label(self) -> str:
        """What reports call it in the active language."""
        return written(self.text)


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
        Categories are ordered categoricals of codes, numbers are floats; a number with bands
        and a yes/no attribute are categorical, with ``numeric_<key>`` beside them. What codes
        are called is in the reading's labels.
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
        reading.labels[key] = attribute.label
        described[key] = DescribedAttribute(
            key,
            attribute.label,
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
            # where nobody has another number, it is as good as a yes and a no
            reading.labels |= {f"{key}/1": in_both(lambda: _("yes"))}
            reading.labels |= {f"{key}/0": in_both(lambda: _("no"))}
            return {key: numbers}
        reading.labels |= band_texts(key, numbers, attribute.bands)
        return {key: banded_values(key, numbers, attribute.bands), NUMERIC + key: numbers}
    if attribute.type == "yes_no":
        answers = reading.yes_no(attribute.column, path, key)
        if answers is None:
            return {}
        yes_no = {"1": in_both(lambda: _("Yes")), "0": in_both(lambda: _("No"))}
        texts = _texts(attribute.values) or yes_no
        said = as_text(answers, as_code)
        given = {**texts, **{code: code for code in said.dropna().unique() if code not in texts}}
        return {key: coded(reading, key, said, texts, given, given), NUMERIC + key: answers}
    codes = reading.codes(attribute.column, path, key)
    if codes is None:
        return {}
    column = tidy(attribute.column)
    known = _texts(attribute.values)
    given = {code: known.get(code, code) for code in codes.dropna().unique().tolist()}
    shown = shown_labels(reading, column, given, codes, categories=True)
    answers = coded(reading, key, codes, known, {**known, **given}, {**known, **shown})
    gate.check_few_values(reading, column, answers)
    return {key: answers}


def _texts(values: Mapping[RawValue, Text]) -> dict[str, Text]:
    return {as_code(code): text for code, text in values.items()}


def coded(
    reading: Reading,
    key: str,
    raw: pd.Series,
    listed: Collection[str],
    given: Mapping[str, Text],
    shown: Mapping[str, Text | None],
) -> pd.Series:
    """Return raw codes as codes of the study: an ordered categorical.

    The order is the client file's where it lists every value, and that of the labels in the
    client's first language where it does not: values it leaves out stand as they are.

    Parameters
    ----------
    reading : Reading
        The file; what the codes are called is put among its labels.
    key : str
        The attribute.
    raw : Series of str
        Raw codes.
    listed : collection of str
        Those that the client file lists, in its order.
    given, shown : mapping of str to text
        Raw code → its label, listed ones first; as reports show it.
    """
    seen = set(raw.dropna().unique().tolist())
    there = {code: text for code, text in shown.items() if code in seen}
    codes, texts = answer_codes(key, given, there)
    order = list(texts)
    if any(code not in listed and there[code] == given[code] for code in there):
        order.sort(key=lambda code: natural_order(_first(reading, texts[code])))
    reading.labels |= texts
    values = raw.where(raw.isin(list(codes))).map(codes, na_action="ignore")
    return pd.Series(
        pd.Categorical(values.astype(object), categories=order, ordered=True), index=raw.index
    )


def _first(reading: Reading, text: Text) -> str:
    return dict(zip(LANGUAGES, pair(text), strict=True))[reading.client.languages[0]]
