"""Leads: which of them bought, and the four BANT criteria."""

from __future__ import annotations

import pandas as pd

from analysis.clients.kinds.leads import Criterion, Leads
from analysis.sources import gate
from analysis.sources.own_code import OwnCode, Roles, ordered
from analysis.sources.reading import Reading
from analysis.sources.text import as_code

ANSWERS = ("yes", "no", "unknown")


def _converted(reading: Reading, column: str) -> pd.Series:
    """Return 1 for leads that bought and 0 for the others."""
    codes = reading.codes(column, ("columns", "converted"), "converted")
    if codes is None:
        return pd.Series(float("nan"), index=reading.frame.index)
    wanted = {as_code(value) for value in reading.settings_as(Leads).converted_values}
    return codes.isin(list(wanted)).astype(float)


def _criterion(reading: Reading, name: str, rule: Criterion | None) -> pd.Series:
    """Return one BANT criterion: ``yes``, ``no`` or ``unknown``, which is not the same as no."""
    unknown = pd.Series("unknown", index=reading.frame.index, dtype=object)
    if rule is None:
        return ordered(unknown, ANSWERS)
    path = ("bant", name)
    if rule.yes is None:
        return ordered(_from_number(reading, rule, path, unknown), ANSWERS)
    codes = reading.codes(rule.column, (*path, "column"), name)
    if codes is None:
        return ordered(unknown, ANSWERS)
    gate.check_seen(reading, codes, rule.yes, (*path, "yes"), rule.column)
    answers = unknown.mask(codes.isin([as_code(value) for value in rule.yes]), "yes")
    if rule.no is not None:
        gate.check_seen(reading, codes, rule.no, (*path, "no"), rule.column)
        answers = answers.mask(codes.isin([as_code(value) for value in rule.no]), "no")
    return ordered(answers, ANSWERS)


def _from_number(
    reading: Reading, rule: Criterion, path: tuple[str, ...], unknown: pd.Series
) -> pd.Series:
    numbers = reading.number(rule.column, (*path, "column"), path[-1], money=True)
    if numbers is None:
        return unknown
    yes = numbers >= rule.at_least if rule.at_least is not None else numbers <= rule.at_most
    return unknown.mask(numbers.notna() & yes, "yes").mask(numbers.notna() & ~yes, "no")


def _bant(reading: Reading) -> Roles:
    criteria: dict[str, Criterion | None] = dict(reading.settings_as(Leads).bant)
    return {name: _criterion(reading, name, rule) for name, rule in criteria.items()}


OWN = OwnCode(columns={"converted": _converted}, more=_bant)
