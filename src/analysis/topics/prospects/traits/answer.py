"""Which kinds of leads become customers: conversion trait by trait."""

from __future__ import annotations

from analysis.claims.bases import people_base
from analysis.languages import formats, messages
from analysis.sources.words import Words
from analysis.topics.prospects.conversion.rates import (
    conversion_columns,
    conversion_row,
    is_tested,
)
from analysis.topics.prospects.traits.method import TraitConversion
from analysis.values.absent import unless_absent
from analysis.values.answer import Answer
from analysis.values.table import Row, Table

_ = messages(__name__)


@unless_absent
def answer(conversion: TraitConversion, words: Words) -> Answer:
    """Show which groups of leads become customers more or less often than the others."""
    return Answer(shown=(_table(conversion, words),))


def _table(conversion: TraitConversion, words: Words) -> Table:
    """Return conversion by every trait of the leads, trait by trait."""
    rows = []
    for trait, found in conversion.traits.items():
        rows.append(Row(words.label(trait), kind="group"))
        rows += [conversion_row(row, words.label(row.group), "data", level=1) for row in found.rows]
    return Table(
        name="lead_traits",
        title=_("Which leads become customers"),
        stub=_("Trait"),
        columns=conversion_columns(),
        rows=tuple(rows),
        base=people_base(conversion.leads, words.unit),
        notes=_trait_test(conversion) if any(map(is_tested, conversion.traits.values())) else (),
        source=words.source,
    )


def _trait_test(conversion: TraitConversion) -> tuple[str]:
    note = _(
        "Against the others: Fisher's exact test at {level}, corrected for the number of "
        "groups of a trait (false discovery rate).",
        level=formats.share(conversion.level, digits=0),
    )
    return (note,)
