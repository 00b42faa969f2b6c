"""What the net promoter score needs of a study: recommendations, their scale, and groups."""

from __future__ import annotations

import pandas as pd

from analysis.sources.words import Words
from analysis.study import Study
from analysis.topics.survey.net_promoter.method import NetPromoterGroups, net_promoter_groups
from analysis.values.absent import Absent, part_of


def result(study: Study) -> NetPromoterGroups | Absent:
    """Return how many would recommend the client's brand, in total and by group."""
    asked = part_of(study.survey, lambda survey: survey.net_promoter)
    answers = part_of(asked, lambda found: found[0])
    scale = part_of(asked, lambda found: found[1])
    return net_promoter_groups(answers, _groups(study), study.weights, scale)


def words(study: Study) -> Words:
    """Return what groups and the survey's file are called."""
    return study.source_words("survey")


def _groups(study: Study) -> pd.DataFrame | Absent:
    """Return the survey's groups; a frame without columns where none were set."""
    answered, banner = study.frame("survey"), study.banner
    if isinstance(answered, Absent) or not isinstance(banner, Absent):
        return banner
    return pd.DataFrame(index=answered.index)
