"""Which band is the most important source of revenue: sentence, chart and table."""

from __future__ import annotations

from analysis.claims.bases import interval_note, people_base
from analysis.claims.evidence import evidence
from analysis.clients.pasted_lines import bands_line
from analysis.drawing.figure import finished_figure
from analysis.languages import formats, messages
from analysis.sources.words import Words
from analysis.statistics.deciding import in_order
from analysis.topics.customers.revenue_bands.method import CustomerBands
from analysis.topics.customers.revenue_bands.method_bands import RevenueBand, RevenueBands
from analysis.topics.customers.wording import (
    band_name,
    bars_listed,
    customers_beside_money,
    money_note,
)
from analysis.values.absent import unless_absent
from analysis.values.answer import Answer
from analysis.values.chart import Chart
from analysis.values.finding import Finding
from analysis.values.table import Column, Row, Table, cell

_ = messages(__name__)
FEW = 30  # customers under whom a band hangs on single ones


@unless_absent
def answer(banded: CustomerBands, words: Words) -> Answer:
    """Say which band is the most important source of revenue, or that none is, and show all."""
    finding = _told(banded, words)
    return Answer((finding,), (_drawn(banded, finding, words),))


def _told(banded: CustomerBands, words: Words) -> Finding:
    """Say which band is the most important source of revenue, or that none is."""
    bands, important = banded.bands, banded.important
    ranked = in_order(bands.rows, lambda row: -row.revenue_share, lambda row: -row.lower)
    first = ranked[0]
    name = band_name(first.band, bands.proposed, words)
    shown = {
        "band": name,
        # revenue is counted, not sampled: its share keeps a decimal however few the customers
        "share": formats.share(first.revenue_share),
        "customers": formats.share(first.share, bands.base),
        "unit": words.unit,
        "evidence": evidence(first.revenue_low, first.revenue_high, bands.base, bands.level),
    }
    if important.reason == "equal":
        return _tie(banded, words, shown)
    text = _(
        "The band “{band}” brings {share} of revenue {evidence}, with {customers} of {unit}.",
        **shown,
    )
    if important.certain:
        verdict = _("More than half: it is the most important source of revenue.")
    elif important.majority:
        verdict = _(
            "It brings more than half, so it counts as the most important source; the interval "
            "reaches below half."
        )
    else:
        verdict = _("No band brings more than half; this one brings the largest part.")
    if first.customers < FEW:
        few = _.plural(
            "It rests on {n} customer only.", "It rests on {n} customers only.", first.customers
        )
        verdict = f"{verdict} {few}"
    return Finding(
        name="revenue_bands",
        headline=_("“{band}” brings {share} of revenue", band=name, share=shown["share"]),
        text=text,
        implication=verdict,
        question="S3.2",
        strength=0.2 if first.customers < FEW else 0.85,
    )


def _tie(banded: CustomerBands, words: Words, shown: dict[str, str]) -> Finding:
    """Say that two bands are too close, and how to decide."""
    bands, important = banded.bands, banded.important
    other = next(row for row in bands.rows if row.band == important.runner_up)
    names = {"band": shown["band"], "other": band_name(other.band, bands.proposed, words)}
    if banded.tie_break:
        verdict = _("The client's own criterion decides: {criterion}.", criterion=banded.tie_break)
    else:
        verdict = _("Name a criterion that decides in the client file, or draw the bounds anew.")
    if important.proposal is not None:
        verdict = f"{verdict} {_split_anew(important.proposal, words)}"
    return Finding(
        name="revenue_bands",
        headline=_("“{band}” and “{other}” bring about equal revenue", **names),
        text=_(
            "“{band}” brings {share} of revenue {evidence}, “{other}” {other_share}: too close to "
            "name one source.",
            **names,
            share=shown["share"],
            evidence=shown["evidence"],
            other_share=formats.share(other.revenue_share),
        ),
        implication=verdict,
        question="S3.2",
        strength=0.7,
    )


def _split_anew(proposal: RevenueBands, words: Words) -> str:
    """Say at which bounds one band would lead."""
    first = in_order(proposal.rows, lambda row: -row.revenue_share)[0]
    named = {
        band_name(row.band, proposal.proposed, words): row.lower for row in reversed(proposal.rows)
    }
    return _(
        "Split at natural breaks instead, “{band}” would bring {share}: {line}",
        band=band_name(first.band, proposal.proposed, words),
        share=formats.share(first.revenue_share),
        line=bands_line(named),
    )


def _drawn(banded: CustomerBands, finding: Finding, words: Words) -> Chart:
    """Draw customers beside revenue, band by band; the most important source in colour."""
    bands, important = banded.bands, banded.important
    rows = bands.rows
    names = [band_name(row.band, bands.proposed, words) for row in rows]
    bounds = [_bounds(row, words, banded.band_by) for row in rows]
    labels = [f"{name}\n({bound})" for name, bound in zip(names, bounds, strict=True)]
    form = customers_beside_money(
        rows, labels, (row.band == important.band for row in rows), words, base=bands.base
    )
    return finished_figure(
        form,
        name="revenue_bands",
        finding=finding,
        subtitle=_(
            "Share by band, with {level} intervals; hatched: under {n} {unit}",
            level=formats.share(bands.level, digits=0),
            n=formats.number(words.smallest_base),
            unit=words.unit,
        ),
        alt=f"{finding.headline}. {bars_listed(names, *form.panels)}.",
        base=people_base(bands.base, words.unit),
        source=words.source,
        data=_table(banded, words),
    )


def _table(banded: CustomerBands, words: Words) -> Table:
    """Return how many customers every band has and what they bring."""
    bands = banded.bands
    rows = [
        Row(
            band_name(row.band, bands.proposed, words),
            (
                cell(_bounds(row, words, banded.band_by)),
                cell(row.customers, "number"),
                cell(row.share, "share", base=bands.base),
                cell(formats.share_interval(row.low, row.high, bands.base)),
                cell(row.revenue, "short_money", currency=words.currency),
                cell(row.revenue_share, "share"),
                cell(formats.share_interval(row.revenue_low, row.revenue_high, bands.base)),
            ),
        )
        for row in bands.rows
    ]
    people = words.unit[:1].upper() + words.unit[1:]
    return Table(
        name="revenue_bands",
        title=_("Customers and revenue by band"),
        stub=_("Band"),
        columns=(
            Column(_("Bounds")),
            Column(_("Number"), "number", spanner=people),
            Column(_("Share"), "share", spanner=people),
            Column(_("Interval"), spanner=people),
            Column(_("Amount"), "short_money", spanner=_("Revenue")),
            Column(_("Share"), "share", spanner=_("Revenue")),
            Column(_("Interval"), spanner=_("Revenue")),
        ),
        rows=tuple(rows),
        base=people_base(bands.base, words.unit),
        notes=_notes(bands, words),
        source=words.source,
    )


def _bounds(row: RevenueBand, words: Words, band_by: str) -> str:
    """Return the bounds of a band in words, in money or in pieces."""

    def text(value: float) -> str:
        if band_by == "quantity":
            return formats.number(value)
        return formats.short_money(value, words.currency)

    if row.upper is None:
        return _("from {low}", low=text(row.lower))
    return _("{low} to under {high}", low=text(row.lower), high=text(row.upper))


def _notes(bands: RevenueBands, words: Words) -> tuple[str, ...]:
    notes = [interval_note(bands.level), *money_note(bands.method)]
    if bands.proposed:
        named = {band_name(row.band, True, words): row.lower for row in reversed(bands.rows)}
        notes.append(
            _(
                "The client file gives no bounds: these are natural breaks (Jenks) in the data, "
                "rounded. To keep them, or to change them, put this line under value: in "
                "client.yml – {line}",
                line=bands_line(named),
            )
        )
    if bands.under_lowest:
        notes.append(
            _(
                "{n} {unit} under the lowest bound are in no band.",
                n=formats.number(bands.under_lowest),
                unit=words.unit,
            )
        )
    return tuple(notes)
