"""What the sample needs of a study: its weights, its groups, and whom it stands for."""

from __future__ import annotations

from analysis.sources.words import Words
from analysis.statistics.weighting import weight_summary
from analysis.study import Study
from analysis.topics.survey.sample.method import Sample, sample_profile
from analysis.values.absent import Absent, part_of


def result(study: Study) -> Sample | Absent:
    """Return who answered the study's survey, and what weighting makes of them."""
    profile = sample_profile(study.banner, study.weights)
    population = part_of(study.survey, lambda survey: survey.weighting_population)
    return part_of(
        weight_summary(study.weights),
        lambda weighting: Sample(weighting, profile, population),
    )


def words(study: Study) -> Words:
    """Return what questions, answers and the survey's file are called."""
    return study.source_words("survey")
