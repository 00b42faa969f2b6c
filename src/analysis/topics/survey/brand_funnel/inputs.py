"""What the brand funnel needs of a study: who reached which stage with which brand."""

from __future__ import annotations

from analysis.sources.words import Words
from analysis.study import Study
from analysis.topics.survey.brand_funnel.method import BrandFunnel, brand_funnel
from analysis.values.absent import Absent


def result(study: Study) -> BrandFunnel | Absent:
    """Return how many respondents reach each stage with each brand, and how many go on."""
    return brand_funnel(study.brand_stages, study.brand_weights)


def words(study: Study) -> Words:
    """Return what brands, stages and the survey's file are called."""
    return study.source_words("survey")
