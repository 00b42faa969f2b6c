"""What the banner needs of a study: the widest stage of the funnel, and the groups."""

from __future__ import annotations

from analysis.sources.words import Words
from analysis.study import Study
from analysis.topics.survey.banner.method import Banner, banner_table
from analysis.values.absent import Absent


def result(study: Study) -> Banner | Absent:
    """Return who knows which brand, group by group, as the client file wants it tested."""
    stages, settings = study.brand_stages, study.client.tables
    if isinstance(stages, Absent):
        return stages
    question, answers = next(iter(stages.items()))
    return banner_table(
        answers,
        study.banner,
        study.weights,
        question=question,
        own=study.own_brand,
        level=settings.confidence,
        correction=settings.correction,
        smallest_base=settings.smallest_base,
    )


def words(study: Study) -> Words:
    """Return what questions, brands, groups and the survey's file are called."""
    return study.source_words("survey")
