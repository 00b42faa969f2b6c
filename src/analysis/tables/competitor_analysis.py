"""Tables of the competitor study."""

from __future__ import annotations

import pandas as pd
from pandas.api.types import is_numeric_dtype

from analysis.claims.bases import people_base
from analysis.errors import NotEnoughData
from analysis.languages import formats, messages
from analysis.methods.market.correspondence import CorrespondenceMap
from analysis.sources.words import Words
from analysis.statistics.deciding import reaches
from analysis.values.absent import unless_absent
from analysis.values.table import Cell, Column, Format, Row, Table, cell

_ = messages(__name__)
FACTS: dict[str, tuple[str, Format]] = {
    "kind": (_.later("Kind"), "text"),
    "customers": (_.later("Customers"), "number"),
    "sales": (_.later("Sales"), "short_money"),
    "outlets": (_.later("Outlets"), "number"),
}
WORDS: dict[str, str] = {
    "audience": _.later("Whom they target"),
    "channels": _.later("Channels they use"),
    "strengths": _.later("Strengths"),
    "weaknesses": _.later("Weaknesses"),
}


@unless_absent
def competitors(facts: pd.DataFrame, words: Words) -> Table:
    """Return who the competitors are and how large.

    Parameters
    ----------
    facts : pandas.DataFrame
        One row a competitor: ``name`` and, where known, kind, customers, sales, outlets.
    words : Words
        The words of their file.

    Raises
    ------
    NotEnoughData
        If nothing but the names is known.
    """
    known = [name for name in FACTS if name in facts and facts[name].notna().any()]
    if not known:
        raise NotEnoughData(_("Nothing but the competitors' names is known."))
    written: dict[str, Format] = {
        name: FACTS[name][1] if is_numeric_dtype(facts[name]) else "text" for name in known
    }
    rows = [
        Row(
            words.label(fact["name"]),
            tuple(
                cell(_known(fact[name], words), written[name], currency=words.currency)
                for name in known
            ),
        )
        for _place, fact in facts.iterrows()
    ]
    return Table(
        name="competitors",
        title=_("Competitors at a glance"),
        stub=_("Competitor"),
        columns=tuple(Column(_(FACTS[name][0]), written[name]) for name in known),
        rows=tuple(rows),
        base=people_base(len(facts), _("brands")),
        notes=_fact_notes(facts, words),
        source=words.source,
    )


@unless_absent
def competitor_words(facts: pd.DataFrame, words: Words) -> Table:
    """Return whom competitors target, where they are found, what they do well and badly.

    Parameters
    ----------
    facts : pandas.DataFrame
        One row a competitor: ``name`` and, where known, audience, channels, strengths,
        weaknesses.
    words : Words
        The words of their file.

    Raises
    ------
    NotEnoughData
        If none of it is known.
    """
    known = [name for name in WORDS if name in facts and facts[name].notna().any()]
    if not known:
        raise NotEnoughData(
            _("The competitors file does not say whom they target or what they do well.")
        )
    rows = [
        Row(words.label(fact["name"]), tuple(cell(_known(fact[name], words)) for name in known))
        for _place, fact in facts.iterrows()
    ]
    return Table(
        name="competitor_words",
        title=_("Audience, channels, strengths and weaknesses"),
        stub=_("Competitor"),
        columns=tuple(Column(_(WORDS[name])) for name in known),
        rows=tuple(rows),
        notes=_fact_notes(facts, words),
        source=words.source,
    )


def _known(value: object, words: Words) -> object:
    if pd.isna(value):
        return None
    return words.label(value) if isinstance(value, str) else value


def _fact_notes(facts: pd.DataFrame, words: Words) -> tuple[str, ...]:
    """Say where the facts come from and how old they are."""
    notes = []
    if "origin" in facts:
        origins = list(dict.fromkeys(map(words.label, facts["origin"].dropna())))
        if origins:
            notes.append(_("Facts from: {origins}.", origins="; ".join(origins)))
    if "accessed" in facts and facts["accessed"].notna().any():
        oldest = pd.to_datetime(facts["accessed"]).min().date()
        notes.append(_("Looked up on {date} or later.", date=formats.date(oldest)))
    return tuple(notes)


@unless_absent
def brand_map(solution: CorrespondenceMap, words: Words, *, weighted: bool = False) -> Table:
    """Return the map's coordinates and how well it shows each brand and attribute.

    Parameters
    ----------
    solution : CorrespondenceMap
        The map.
    words : Words
        What brands and attributes are called.
    weighted : bool
        Whether the mentions are weighted.
    """
    rows = [Row(_("Brands"), kind="group"), *_points(solution, words, "row")]
    rows += [Row(_("Attributes"), kind="group"), *_points(solution, words, "column")]
    return Table(
        name="brand_map",
        title=_("Coordinates of the map and quality of each point"),
        stub=_("Point"),
        columns=(
            Column(_("Axis 1"), "decimal"),
            Column(_("Axis 2"), "decimal"),
            Column(_("Share of mentions"), "share"),
            Column(_("Shown by the map"), "share"),
        ),
        rows=tuple(rows),
        base=mentions_base(solution, weighted),
        notes=(
            _(
                "Shown by the map: the part of a point's differences that the two axes hold; "
                "points under 50% are drawn badly and marked."
            ),
        ),
        source=words.source,
    )


def mentions_base(solution: CorrespondenceMap, weighted: bool) -> str:
    """Return the base line of the map."""
    count = formats.number(solution.base)
    if weighted:
        return _("Base: {n} weighted mentions", n=count)
    return _("Base: {n} mentions", n=count)


def _points(solution: CorrespondenceMap, words: Words, kind: str) -> list[Row]:
    coordinates = getattr(solution, f"{kind}_coordinates")
    quality = getattr(solution, f"{kind}_quality").iloc[:, :2].sum(axis=1)
    masses = getattr(solution, f"{kind}_masses")
    rows = []
    for name, place in coordinates.iterrows():
        weak = not reaches(quality[name], 0.5)
        cells = (
            *(_coordinate(value, weak) for value in place.iloc[:2]),
            cell(masses[name], "share"),
            cell(quality[name], "share", small=weak),
        )
        rows.append(Row(words.label(name), cells, level=1))
    return rows


def _coordinate(value: float, weak: bool) -> Cell:
    return cell(value, "decimal", digits=2, small=weak)
