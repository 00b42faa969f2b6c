"""What market research says of itself: how it was made, and its headline numbers."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.claims.headline import headline
from analysis.claims.method_statement import (
    interval_sentence,
    is_there,
    is_weighted,
    method_statement,
    weighting_sentences,
)
from analysis.languages import formats, messages
from analysis.statistics.weighting import Weighting
from analysis.topics.market.channels.method import ChannelSummary
from analysis.topics.market.ratings.method import RatingSummary
from analysis.topics.market.search_queries.method import SearchQuerySummary
from analysis.topics.survey.banner.method import Banner
from analysis.topics.survey.brand_funnel.method import BrandFunnel
from analysis.topics.survey.net_promoter.method import NetPromoterGroups
from analysis.topics.survey.sample.method import Sample
from analysis.values.absent import Absent, part_of
from analysis.values.method_statement import MethodStatement

_ = messages(__name__)
CORRECTIONS = {
    "none": _.later("not corrected for their number"),
    "bonferroni": _.later("corrected for their number (Bonferroni)"),
    "fdr": _.later("corrected for their number (false discovery rate)"),
}


def method(
    weightings: Sequence[Weighting],
    *,
    banner: Banner | Absent,
    ratings: RatingSummary | Absent,
    channels: ChannelSummary | Absent,
    searches: SearchQuerySummary | Absent,
) -> MethodStatement | Absent:
    """Say how the market research was made.

    Parameters
    ----------
    weightings : sequence of Weighting
        How the respondents were weighted; empty without a survey.
    banner, ratings, channels, searches : result or Absent
        What was computed beside the survey's shares.
    """
    recorded = {_("reviews"): ratings, _("visits"): channels, _("search queries"): searches}
    counted = [name for name, result in recorded.items() if is_there(result)]
    counts = _(
        "{sources} are counts of what was recorded, not samples of the market.",
        sources=_capital(formats.and_list(counted)),
    )
    survey = [*weighting_sentences(weightings), interval_sentence(weightings)]
    return method_statement(
        [
            (_("Survey"), survey if weightings else ()),
            (_("Groups"), () if isinstance(banner, Absent) else _groups(banner, weightings)),
            (_("Records"), [counts] if counted else ()),
        ]
    )


def _groups(banner: Banner, weightings: Sequence[Weighting]) -> list[str]:
    if not banner.compared:
        return [_("No two groups are large enough to be compared.")]
    tests = {"correction": _(CORRECTIONS[banner.correction])}
    made = (
        _("Groups are compared by two-sided z tests on effective bases, {correction}.", **tests)
        if is_weighted(weightings)
        else _("Groups are compared by two-sided z tests, {correction}.", **tests)
    )
    return [
        made,
        _(
            "A group is called higher or lower only where its test holds; what differs between "
            "groups goes together and need not be the cause."
        ),
    ]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def headline_numbers(
    own: str | None,
    *,
    sample: Sample | Absent,
    funnel: BrandFunnel | Absent,
    promoters: NetPromoterGroups | Absent,
    ratings: RatingSummary | Absent,
    channels: ChannelSummary | Absent,
    searches: SearchQuerySummary | Absent,
) -> str:
    """Return the headline numbers of the market research, a line each.

    Parameters
    ----------
    own : str or None
        The client's brand.
    sample, funnel, promoters, ratings, channels, searches : result or Absent
        What was computed.
    """
    return headline(
        respondents=part_of(sample, lambda found: found.weighting.base),
        effective_base=part_of(sample, lambda found: found.weighting.effective_base),
        awareness=part_of(funnel, lambda found: found.first_share(own)),
        net_promoter_score=part_of(promoters, lambda found: found.score),
        mean_rating=part_of(ratings, lambda found: found.mean),
        conversion_rate=part_of(channels, lambda found: found.conversion_rate),
        search_clicks=part_of(searches, lambda found: found.clicks),
    )
