"""Whether customers would recommend the brand: sentence, chart and the numbers behind it."""

from __future__ import annotations

from analysis.claims.bases import interval_note, respondents_base, small_base_note
from analysis.claims.evidence import score_evidence
from analysis.drawing.figure import finished_figure
from analysis.languages import formats, messages
from analysis.sources.words import Words
from analysis.topics.survey.net_promoter.method import NetPromoterGroups, ScoreOfGroup
from analysis.values.absent import unless_absent
from analysis.values.answer import Answer
from analysis.values.chart import Chart
from analysis.values.chart_forms import StackedBarChart, StackedPart
from analysis.values.finding import Finding
from analysis.values.table import Column, Row, Table, cell

_ = messages(__name__)


@unless_absent
def answer(groups: NetPromoterGroups, words: Words) -> Answer:
    """Say how many more promoters than detractors the brand has, and show every group."""
    finding = _told(groups, words)
    return Answer((finding,), (_drawn(groups, finding, words),))


def _told(groups: NetPromoterGroups, words: Words) -> Finding:
    total = groups.total
    score = formats.points(total.score * 100, 0)
    if total.low > 0:
        verdict = _("Promoters clearly outnumber detractors.")
    elif total.high < 0:
        verdict = _("Detractors clearly outnumber promoters.")
    else:
        verdict = _("Promoters and detractors are about equally many.")
    return Finding(
        name="net_promoter",
        headline=_("Net promoter score: {score}", score=score),
        text=_(
            "The net promoter score{brand} is {score} {evidence}: {promoters} promoters, "
            "{detractors} detractors.",
            brand=_(" of {brand}", brand=words.label(words.own)) if words.own else "",
            score=score,
            evidence=score_evidence(total.low, total.high, groups.base, groups.level),
            promoters=formats.share(total.promoters.share, groups.base),
            detractors=formats.share(total.detractors.share, groups.base),
        ),
        implication=verdict,
        question="S1.4",
        strength=0.75,
    )


def _detractors(groups: NetPromoterGroups) -> str:
    return _("Detractors ({lowest}–6)", lowest=formats.number(groups.lowest))


def _drawn(groups: NetPromoterGroups, finding: Finding, words: Words) -> Chart:
    """Draw detractors, passives and promoters in total and by group, the score at the end."""
    scores = [row.score for row in groups.rows]
    small = [score.base < words.smallest_base for score in scores]
    labels = [words.label(row.answer) if row.answer else _("Total") for row in groups.rows]
    form = StackedBarChart(
        labels,
        [
            StackedPart(_detractors(groups), [one.detractors.share for one in scores], "muted"),
            StackedPart(_("Passives (7–8)"), [one.passives.share for one in scores], "context"),
            StackedPart(_("Promoters (9–10)"), [one.promoters.share for one in scores], "brand"),
        ],
        ends=[formats.points(one.score * 100, 0) for one in scores],
        end_title=_("Score"),
        small=small,
    )
    measure = _("Share of those asked how likely they are to recommend the brand")
    mark = _("hatched: base under {n}", n=formats.number(words.smallest_base))
    return finished_figure(
        form,
        name="net_promoter",
        finding=finding,
        subtitle=f"{measure}; {mark}" if any(small) else measure,
        alt=_(
            "{title}. In total {promoters} promoters and {detractors} detractors.",
            title=finding.headline,
            promoters=formats.share(groups.total.promoters.share, groups.base),
            detractors=formats.share(groups.total.detractors.share, groups.base),
        ),
        base=respondents_base(groups.base, groups.effective_base),
        source=words.source,
        data=_table(groups, words),
    )


def _table(groups: NetPromoterGroups, words: Words) -> Table:
    """Return the net promoter score in total and by group."""
    rows: list[Row] = []
    seen = ""
    for one in groups.rows:
        if one.question and one.question != seen:
            rows.append(Row(words.label(one.question), kind="group"))
        seen = one.question
        rows.append(_row(one, words))
    return Table(
        name="net_promoter",
        title=_("Net promoter score by group"),
        stub=_("Group"),
        columns=(
            Column(_("Base"), "number"),
            Column(_("Promoters (9–10)"), "share"),
            Column(_("Passives (7–8)"), "share"),
            Column(_detractors(groups), "share"),
            Column(_("Score"), "points"),
            Column(_("Interval"), "text"),
        ),
        rows=tuple(rows),
        base=respondents_base(groups.base, groups.effective_base),
        notes=(interval_note(groups.level), *small_base_note(rows, words.smallest_base)),
        source=words.source,
    )


def _row(one: ScoreOfGroup, words: Words) -> Row:
    score = one.score
    small = score.base < words.smallest_base
    cells = (
        cell(score.base, "number"),
        *(
            cell(part.share, "share", base=score.base, small=small)
            for part in (score.promoters, score.passives, score.detractors)
        ),
        cell(score.score * 100, "points", small=small),
        cell(_points_range(score.low, score.high), small=small),
    )
    if not one.question:
        return Row(_("Total"), cells, level=0, kind="total")
    return Row(words.label(one.answer), cells, level=1, kind="data")


def _points_range(low: float, high: float) -> str:
    if low != low:
        return formats.MISSING
    return f"{formats.points(low * 100, 0)} … {formats.points(high * 100, 0)}"
