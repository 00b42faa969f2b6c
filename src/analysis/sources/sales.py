"""What sales systems know of deals and leads: outcomes, conversion, BANT."""

from __future__ import annotations

import pandas as pd

from analysis.clients.names import suggestion
from analysis.clients.source_settings import Criterion, RawValue
from analysis.languages import messages
from analysis.sources.reading import Reading, dotted
from analysis.sources.text import as_code, tidy

_ = messages(__name__)
OUTCOMES = ("won", "lost", "open")
ANSWERS = ("yes", "no", "unknown")


def read_outcomes(reading: Reading) -> pd.Series | None:
    """Return each deal's outcome: ``won``, ``lost`` or ``open``; None where refused."""
    column = reading.settings.columns.outcome
    codes = reading.codes(column, ("columns", "outcome"), "outcome")
    if codes is None:
        return None
    listed = {
        as_code(value): outcome
        for outcome in OUTCOMES
        for value in getattr(reading.settings.outcomes, outcome)
    }
    check_seen(reading, codes, reading.settings.outcomes.won, ("outcomes", "won"), column)
    unknown = codes.isna() | ~codes.isin(list(listed))
    reading.refuse_rows(
        tidy(column),
        unknown,
        _("each outcome must be listed as won, lost or open"),
        _("Add the value to {key} in client.yml.", key=dotted((*reading.path, "outcomes"))),
    )
    return _categories(codes.map(listed), OUTCOMES)


def read_converted(reading: Reading) -> pd.Series:
    """Return 1 for leads that bought and 0 for the others."""
    column = reading.settings.columns.converted
    codes = reading.codes(column, ("columns", "converted"), "converted")
    if codes is None:
        return pd.Series(float("nan"), index=reading.frame.index)
    wanted = {as_code(value) for value in reading.settings.converted_values}
    return codes.isin(list(wanted)).astype(float)


def read_bant(reading: Reading, name: str, rule: Criterion | None) -> pd.Series:
    """Return one BANT criterion: ``yes``, ``no`` or ``unknown``, which is not the same as no.

    Parameters
    ----------
    reading : Reading
        The leads file.
    name : str
        ``"budget"``, ``"authority"``, ``"need"`` or ``"timeline"``.
    rule : Criterion or None
        How it is read from a column; None leaves it unknown for everyone.
    """
    unknown = pd.Series("unknown", index=reading.frame.index, dtype=object)
    if rule is None:
        return _categories(unknown, ANSWERS)
    path = ("bant", name)
    if rule.yes is None:
        return _categories(_from_number(reading, rule, path, unknown), ANSWERS)
    codes = reading.codes(rule.column, (*path, "column"), name)
    if codes is None:
        return _categories(unknown, ANSWERS)
    check_seen(reading, codes, rule.yes, (*path, "yes"), rule.column)
    answers = unknown.mask(codes.isin([as_code(value) for value in rule.yes]), "yes")
    if rule.no is not None:
        check_seen(reading, codes, rule.no, (*path, "no"), rule.column)
        answers = answers.mask(codes.isin([as_code(value) for value in rule.no]), "no")
    return _categories(answers, ANSWERS)


def _from_number(
    reading: Reading, rule: Criterion, path: tuple[str, ...], unknown: pd.Series
) -> pd.Series:
    numbers = reading.number(rule.column, (*path, "column"), path[-1], money=True)
    if numbers is None:
        return unknown
    yes = numbers >= rule.at_least if rule.at_least is not None else numbers <= rule.at_most
    return unknown.mask(numbers.notna() & yes, "yes").mask(numbers.notna() & ~yes, "no")


def check_seen(
    reading: Reading,
    codes: pd.Series,
    values: list[RawValue],
    path: tuple[str, ...],
    column: str,
) -> None:
    """Refuse a list of values of which none occurs in the column; note single ones."""
    seen = sorted(set(codes.dropna()))
    absent = [str(value) for value in values if as_code(value) not in seen]
    if not absent:
        return
    place = (*reading.path, *path)
    what = _(
        '{key} must list values of column "{column}" in {file}, got: {values}',
        key=dotted(place),
        column=column,
        file=reading.table.where(),
        values=", ".join(absent),
    )
    if len(absent) == len(values):
        reading.inspection.refuse(reading.file.where(place), what, suggestion(absent[0], seen))
    else:
        reading.inspection.note(reading.file.where(place), what)


def _categories(values: pd.Series, categories: tuple[str, ...]) -> pd.Series:
    return pd.Series(
        pd.Categorical(values.astype(object), categories=list(categories), ordered=True),
        index=values.index,
    )
