"""How well the client's brand is known, tried and bought: sentence, chart and numbers."""

from __future__ import annotations

from analysis.claims.bases import respondents_base, small_base_note
from analysis.claims.evidence import evidence
from analysis.drawing.figure import finished_figure
from analysis.languages import formats, messages
from analysis.sources.words import Words
from analysis.statistics.deciding import in_order
from analysis.topics.survey.brand_funnel.method import BrandFunnel, BrandStage
from analysis.values.absent import unless_absent
from analysis.values.answer import Answer
from analysis.values.chart import Chart
from analysis.values.chart_forms import BarChart, Bars
from analysis.values.chart_roles import highlighted
from analysis.values.finding import Finding
from analysis.values.table import Cell, Column, Row, Table, cell

_ = messages(__name__)
MOST_STAGES = 4
UNKNOWN = float("nan")


@unless_absent
def answer(funnel: BrandFunnel, words: Words) -> Answer:
    """Say how well known the client's brand is (or the leader, if it is not among them)."""
    finding = _told(funnel, words)
    return Answer((finding,), (stages_chart(funnel, finding, words),))


def _told(funnel: BrandFunnel, words: Words) -> Finding:
    ranked = funnel.by_awareness
    subject = next((row for row in ranked if row.brand == words.own), ranked[0])
    brand, reached = words.label(subject.brand), subject.asked
    text = _(
        "{share} of respondents know {brand} {evidence}: place {place} of {brands} brands asked.",
        share=formats.share(reached.share, reached.base),
        brand=brand,
        evidence=evidence(reached.low, reached.high, reached.base, funnel.level),
        place=ranked.index(subject) + 1,
        brands=len(ranked),
    )
    return Finding(
        name="brand_funnel",
        headline=_(
            "{share} know {brand}", share=formats.share(reached.share, digits=0), brand=brand
        ),
        text=text,
        implication=_narrowest_step(funnel, words, subject.brand),
        question="S1.5",
        strength=0.8,
    )


def _narrowest_step(funnel: BrandFunnel, words: Words, brand: str) -> str:
    """Name the step at which the brand loses the largest share of people."""
    step = funnel.narrowest_step(brand)
    if step is None:
        return ""
    before, after = step
    part = after.conversion
    assert part is not None
    return _(
        "The narrowest step is from “{before}” to “{after}”: {share} go on {evidence}.",
        before=words.label(before),
        after=words.label(after.stage),
        share=formats.share(part.share, part.base),
        evidence=evidence(part.low, part.high, part.base, funnel.level),
    )


def stages_chart(funnel: BrandFunnel, finding: Finding, words: Words) -> Chart:
    """Draw every brand's share at every stage, the client's own in its colour.

    Parameters
    ----------
    funnel : BrandFunnel
        What is drawn.
    finding : Finding
        What it shows.
    words : Words
        What brands and stages are called.
    """
    stages = funnel.stages[:MOST_STAGES]
    first = in_order(funnel.at(stages[0]).values(), lambda row: -row.share)
    brands = [row.brand for row in first]
    labels = [words.label(brand) for brand in brands]
    asked = words.own in brands
    form = BarChart(
        labels,
        [_stage_bars(funnel.at(stage), words.label(stage), brands) for stage in stages],
        highlighted(brand == words.own for brand in brands) if asked else None,
        full=1.0,
    )
    subject = words.own if words.own in brands else brands[0]
    numbers = "; ".join(
        f"{words.label(row.stage)} "
        f"{formats.share(row.share, row.base) if row.reached else _('not asked')}"
        for row in funnel.of(subject)
    )
    reached = [row.asked for row in funnel.first_stage]
    return finished_figure(
        form,
        name="brand_funnel",
        finding=finding,
        subtitle=_("Share of respondents by stage, with intervals"),
        alt=f"{finding.headline}. {words.label(subject)}: {numbers}.",
        base=respondents_base(
            max(one.base for one in reached), max(one.effective_base for one in reached)
        ),
        source=words.source,
        data=_table(funnel, words),
    )


def _stage_bars(rows: dict[str, BrandStage], title: str, brands: list[str]) -> Bars:
    drawn = [rows[brand] for brand in brands]
    return Bars(
        [row.share for row in drawn],
        title,
        [row.reached.low if row.reached else UNKNOWN for row in drawn],
        [row.reached.high if row.reached else UNKNOWN for row in drawn],
        [formats.share(row.share, digits=0) if row.reached else _("not asked") for row in drawn],
    )


def _table(funnel: BrandFunnel, words: Words) -> Table:
    """Return share and conversion of every brand at every stage."""
    first = funnel.first_stage[0].asked
    heads = [words.label(stage) for stage in funnel.stages]
    columns = [Column(head, "share", spanner=_("Share of respondents")) for head in heads]
    columns += [Column(head, "share", spanner=_("Of the stage before")) for head in heads[1:]]
    rows = tuple(
        Row(words.label(brand), _cells(funnel.of(brand), words)) for brand in funnel.brands
    )
    return Table(
        name="brand_funnel",
        title=_("From knowing a brand to buying it"),
        stub=_("Brand"),
        columns=tuple(columns),
        rows=rows,
        base=respondents_base(first.base, first.effective_base),
        notes=(
            _("Of the stage before: share of those at the previous stage who go on."),
            *small_base_note(rows, words.smallest_base),
        ),
        source=words.source,
    )


def _cells(stages: tuple[BrandStage, ...], words: Words) -> tuple[Cell, ...]:
    shares = (
        cell(row.share, "share", base=row.base) if row.reached else Cell(None, _("not asked"))
        for row in stages
    )
    return (*shares, *(_conversion_cell(row, words) for row in stages[1:]))


def _conversion_cell(row: BrandStage, words: Words) -> Cell:
    part = row.conversion
    share, base = (part.share, part.base) if part else (UNKNOWN, 0)
    return cell(share, "share", base=base, small=base < words.smallest_base)
