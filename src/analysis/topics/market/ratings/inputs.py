"""What ratings need of a study: its reviews, what each is about, and their scale."""

from __future__ import annotations

import pandas as pd

from analysis.clients.kinds.reviews import Reviews
from analysis.languages import messages
from analysis.sources.words import Words
from analysis.study import Study
from analysis.topics.market.ratings.method import RatingSummary, rating_summary
from analysis.values.absent import Absent, part_of

_ = messages(__name__)


def result(study: Study) -> RatingSummary | Absent:
    """Return the ratings of reviews by brand or, failing that, by product."""
    settings = study.client.sources.of(Reviews)
    subjects = None
    if settings is not None and settings.columns.rating is not None:
        known = [role for role in ("brand", "product") if getattr(settings.columns, role)]
        subjects = _column(study, known[0]) if known else None
    return rating_summary(_ratings(study), subjects, scale=_scale(study))


def result_by_brand(study: Study) -> RatingSummary | Absent:
    """Return the ratings of reviews that say which brand they are about."""
    settings = study.client.sources.of(Reviews)
    if settings is not None and settings.columns.brand is None:
        return Absent(_("The reviews do not say which brand they are about."))
    brands = _column(study, "brand")
    ratings = brands if isinstance(brands, Absent) else _ratings(study)
    return rating_summary(ratings, brands, scale=_scale(study))


def words(study: Study) -> Words:
    """Return what the reviews' brands, products and file are called."""
    return study.source_words("reviews")


def _ratings(study: Study) -> pd.Series | Absent:
    settings = study.client.sources.of(Reviews)
    if settings is not None and settings.columns.rating is None:
        return Absent(_("The reviews have no ratings."))  # nothing to read the file for
    return _column(study, "rating")


def _column(study: Study, role: str) -> pd.Series | Absent:
    return part_of(study.frame("reviews"), lambda reviews: reviews[role])


def _scale(study: Study) -> tuple[int, int]:
    settings = study.client.sources.of(Reviews)
    lowest, highest = settings.scale if settings else (1, 5)
    return int(lowest), int(highest)
