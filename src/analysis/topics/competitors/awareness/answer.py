"""How the client's brand stands against the best known other: sentence and the whole funnel."""

from __future__ import annotations

from analysis.errors import NotEnoughData
from analysis.languages import formats, messages
from analysis.sources.words import Words
from analysis.statistics.deciding import exceeds
from analysis.topics.survey.brand_funnel.answer import stages_chart
from analysis.topics.survey.brand_funnel.method import BrandFunnel, BrandStage
from analysis.values.absent import unless_absent
from analysis.values.answer import Answer
from analysis.values.finding import Finding

_ = messages(__name__)


@unless_absent
def answer(funnel: BrandFunnel, words: Words) -> Answer:
    """Say how the client's brand stands against the best known other brand, and show all.

    Raises
    ------
    NotEnoughData
        If people were asked about one brand only.
    """
    ranked = funnel.by_awareness
    if len(ranked) < 2:
        raise NotEnoughData(_("People were asked about one brand only."))
    own = next((row for row in ranked if row.brand == words.own), None)
    if own is None:
        finding = _leader_told(ranked[0], ranked[1], words)
    else:
        rival = next(row for row in ranked if row is not own)
        finding = _own_told(own, rival, words)
    return Answer((finding,), (stages_chart(funnel, finding, words),))


def _leader_told(first: BrandStage, second: BrandStage, words: Words) -> Finding:
    return Finding(
        name="brand_funnel",
        headline=_("{brand} is the best known brand", brand=words.label(first.brand)),
        text=_(
            "{first} is known by {first_share} and {second} by {second_share} (n = {base}).",
            first=words.label(first.brand),
            second=words.label(second.brand),
            first_share=formats.share(first.share),
            second_share=formats.share(second.share),
            base=formats.number(first.base),
        ),
        question="S1.5",
        strength=0.6,
    )


def _own_told(own: BrandStage, rival: BrandStage, words: Words) -> Finding:
    mine, other = own.asked, rival.asked
    names = {"own": words.label(own.brand), "rival": words.label(rival.brand)}
    if exceeds(mine.low, other.high):
        headline = _("{own} is better known than every other brand", own=names["own"])
    elif exceeds(other.low, mine.high):
        headline = _("{rival} is better known than {own}", **names)
    else:
        headline = _("{own} and {rival} are about equally known", **names)
    return Finding(
        name="brand_funnel",
        headline=headline,
        text=_(
            "{own} is known by {mine} ({mine_ends}), {rival}, the best known other brand, by "
            "{other} ({other_ends}; n = {base}).",
            **names,
            mine=formats.share(mine.share, mine.base),
            mine_ends=formats.share_interval(mine.low, mine.high, mine.base),
            other=formats.share(other.share, other.base),
            other_ends=formats.share_interval(other.low, other.high, other.base),
            base=formats.number(mine.base),
        ),
        implication=_("Better or less known is said only where the intervals do not overlap."),
        question="S1.5",
        strength=0.7,
    )
