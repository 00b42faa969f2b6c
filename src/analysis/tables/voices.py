"""Tables of what people write and search for, and how they reach the client."""

from __future__ import annotations

import pandas as pd

from analysis.claims.bases import interval_note, people_base
from analysis.languages import formats, messages
from analysis.methods.market.ratings import RatingSummary
from analysis.methods.market.traffic import ChannelSummary, SearchQuerySummary
from analysis.methods.survey.crosstabs import TOTAL
from analysis.sources.words import Words
from analysis.values.absent import unless_absent
from analysis.values.table import Cell, Column, Row, Table, cell

_ = messages(__name__)
SHOWN_QUERIES = 20
SPLIT = {"brand": _.later("Names the brand"), "other": _.later("Does not name it")}


@unless_absent
def ratings(summary: RatingSummary, words: Words) -> Table:
    """Return mean rating and shares of high and low ratings by group."""
    rows = []
    for group, row in summary.groups.iterrows():
        small = bool(row["base"] < words.smallest_base)
        cells = (
            cell(row["base"], "number"),
            cell(row["mean"], "decimal", small=small),
            cell(row["top"], "share", base=row["base"], small=small),
            cell(row["bottom"], "share", base=row["base"], small=small),
        )
        total = group == TOTAL
        label = _("All reviews") if total else words.label(group)
        rows.append(Row(label, cells, kind="total" if total else "data"))
    lowest, highest = (formats.number(end) for end in summary.scale)
    return Table(
        name="ratings",
        title=_("Ratings in reviews"),
        subtitle=_("Ratings from {lowest} to {highest}", lowest=lowest, highest=highest),
        stub=_("Brand or product"),
        columns=(
            Column(_("Reviews"), "number"),
            Column(_("Mean rating"), "decimal"),
            Column(_("Two highest"), "share"),
            Column(_("Two lowest"), "share"),
        ),
        rows=tuple(rows),
        base=people_base(int(summary.groups["base"].iloc[0]), _("reviews with a rating")),
        source=words.source,
    )


@unless_absent
def channels(summary: ChannelSummary, words: Words) -> Table:
    """Return visits by channel and, where they are known, conversions and their rate."""
    has_money = "revenue" in summary.channels
    converts = summary.conversions is not None
    columns = [Column(_("Sessions"), "number"), Column(_("Share of sessions"), "share")]
    if converts:
        columns += [Column(_("Conversions"), "number"), Column(_("Conversion rate"), "share")]
        columns += [Column(_("Interval"))]
    columns += [Column(_("Revenue"), "short_money")] if has_money else []
    rows = []
    for channel, row in summary.channels.iterrows():
        cells = [
            cell(row["sessions"], "number"),
            cell(row["session_share"], "share"),
        ]
        if converts:
            cells += [
                cell(row["conversions"], "number"),
                cell(row["conversion_rate"], "share"),
                cell(formats.share_interval(row["low"], row["high"])),
            ]
        if has_money:
            cells.append(cell(row["revenue"], "short_money", currency=words.currency))
        rows.append(Row(words.label(channel), tuple(cells)))
    return Table(
        name="channels",
        title=_("Visits and conversions by channel") if converts else _("Visits by channel"),
        stub=_("Channel"),
        columns=tuple(columns),
        rows=tuple(rows),
        base=people_base(summary.sessions, _("sessions")),
        notes=(interval_note(summary.level),) if converts else (),
        source=words.source,
    )


@unless_absent
def search_queries(summary: SearchQuerySummary, words: Words, *, listed: bool = True) -> Table:
    """Return clicks with and without the brand's name, then the queries with most clicks.

    Parameters
    ----------
    summary : SearchQuerySummary
        The queries.
    words : Words
        The words of their file.
    listed : bool
        Whether single queries may be shown: they are what people wrote.
    """
    columns: dict[str, Column] = {
        "clicks": Column(_("Clicks"), "number"),
        "impressions": Column(_("Impressions"), "number"),
        "click_rate": Column(_("Click rate"), "share"),
        "position": Column(_("Position"), "decimal"),
    }
    known = [name for name in columns if name in summary.split]

    def cells(row: pd.Series) -> tuple[Cell, ...]:
        return tuple(cell(row[name], columns[name].format) for name in known)

    rows = [
        Row(_(SPLIT[str(kind)]), cells(row), kind="total") for kind, row in summary.split.iterrows()
    ]
    for _place, row in summary.queries.head(SHOWN_QUERIES if listed else 0).iterrows():
        rows.append(Row(words.label(row["query"]), cells(row)))
    return Table(
        name="search_queries",
        title=_("The search queries with most clicks") if listed else _("Clicks from searches"),
        stub=_("Query"),
        columns=tuple(columns[name] for name in known),
        rows=tuple(rows),
        base=people_base(int(summary.split["queries"].sum()), _("queries")),
        notes=() if listed else (_("Single queries are people's own words and are not listed."),),
        source=words.source,
    )
