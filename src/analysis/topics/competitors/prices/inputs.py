"""What the comparison of prices needs of a study: the offers, and which brand is the client's."""

from __future__ import annotations

from analysis.sources.words import Words
from analysis.study import Study
from analysis.topics.competitors.prices.method import PriceComparison, price_comparison
from analysis.values.absent import Absent


def result(study: Study) -> PriceComparison | Absent:
    """Compare the prices of the study's offers with those of the client's brand."""
    return price_comparison(study.frame("prices"), study.own_brand)


def words(study: Study) -> Words:
    """Return what the offers' brands, file and money are called."""
    return study.source_words("prices")
