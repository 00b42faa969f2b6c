"""What the sample needs of a study: its weights, its groups, and whom it stands for."""

from __future__ import annotations

from analysis.sources.words import Words
from analysis.statistics.weighting import weight_summary
from analysis.study import Study
from analysis.topics.survey.sample.method import Sample, sample_profile
from analysis.values.absent import Absent, part_of


def result(study: Study) -> Sample | Absent:
    """Return who answered the study's survey, and what weighting makes of them."""
    survey, weighting = study.survey, weight_summary(study.weights)
    if isinstance(survey, Absent):
        return survey
    profile = sample_profile(study.banner, study.weights)
    return part_of(weighting, lambda found: Sample(found, profile, survey.weighting_population))


def words(study: Study) -> Words:
    """Return what questions, answers and the survey's file are called."""
    return study.source_words("survey")
