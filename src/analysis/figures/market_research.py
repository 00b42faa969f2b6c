"""Figures of the market research study."""

from __future__ import annotations

from analysis.claims.bases import respondents_base
from analysis.drawing.charts import Bars, bar_panels, stacked_bars
from analysis.drawing.figure import finished_figure
from analysis.drawing.style import palette
from analysis.errors import NotEnoughData
from analysis.languages import formats, messages
from analysis.methods.survey.net_promoter_groups import NetPromoterGroups
from analysis.methods.survey.statement_shares import StatementShares
from analysis.sources.words import Words
from analysis.tables.market_research import BLOCKS
from analysis.tables.market_research import net_promoter as net_promoter_table
from analysis.tables.market_research import statements as statements_table
from analysis.values.absent import unless_absent
from analysis.values.chart import Chart
from analysis.values.finding import Finding

_ = messages(__name__)
MOST_STATEMENTS = 10


@unless_absent
def net_promoter(groups: NetPromoterGroups, finding: Finding, words: Words) -> Chart:
    """Draw detractors, passives and promoters in total and by group, the score at the end."""
    rows = groups.rows
    small = [bool(base < words.smallest_base) for base in rows["base"]]
    labels = [words.label(answer) if answer else _("Total") for _question, answer in rows.index]
    colours = palette()
    drawing = stacked_bars(
        labels,
        [
            (_("Detractors (0–6)"), rows["detractors"], colours.muted),
            (_("Passives (7–8)"), rows["passives"], colours.context),
            (_("Promoters (9–10)"), rows["promoters"], colours.brand),
        ],
        ends=[formats.points(score * 100, 0) for score in rows["score"]],
        end_title=_("Score"),
        small=small,
    )
    measure = _("Share of those asked how likely they are to recommend the brand")
    mark = _("hatched: base under {n}", n=formats.number(words.smallest_base))
    total = rows.iloc[0]
    return finished_figure(
        drawing,
        name="net_promoter",
        finding=finding,
        subtitle=f"{measure}; {mark}" if any(small) else measure,
        alt=_(
            "{title}. In total {promoters} promoters and {detractors} detractors.",
            title=finding.headline,
            promoters=formats.share(total["promoters"], groups.base),
            detractors=formats.share(total["detractors"], groups.base),
        ),
        base=respondents_base(groups.base, groups.effective_base),
        source=words.source,
        data=net_promoter_table(groups, words),
    )


@unless_absent
def statements(shares: StatementShares, finding: Finding, words: Words, *, block: str) -> Chart:
    """Draw the most frequent statements of one block, the first in the brand's colour."""
    if block not in shares.rows.index.get_level_values("block"):
        raise NotEnoughData(
            _("The client file names no statements on: {block}.", block=_(BLOCKS[block]))
        )
    rows = shares.rows.loc[block]
    # what people could name freely, or else the answers to one question: never both in a chart
    rows = rows[rows["question"] == rows["question"].iloc[0]].head(MOST_STATEMENTS)
    labels = [words.label(statement) for statement in rows.index]
    texts = [
        formats.share(share, base) for share, base in zip(rows["share"], rows["base"], strict=True)
    ]
    drawing = bar_panels(
        labels,
        [Bars(rows["share"], "", rows["low"], rows["high"], texts)],
        highlighted=[place == 0 for place in range(len(labels))],
    )
    listed = "; ".join(f"{label} {text}" for label, text in zip(labels, texts, strict=True))
    return finished_figure(
        drawing,
        name=f"statements_{block}",
        finding=finding,
        subtitle=_("{block}: share of respondents, with intervals", block=_(BLOCKS[block])),
        alt=f"{finding.headline}. {listed}.",
        base=respondents_base(int(rows["base"].max()), float(rows["effective_base"].max())),
        source=words.source,
        data=statements_table(shares, words, block=block),
    )
