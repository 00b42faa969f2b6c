"""What the leads' readiness needs of a study: the leads, and which bases are small."""

from __future__ import annotations

from analysis.sources.words import Words
from analysis.study import Study
from analysis.topics.prospects.bant.method import BantTable, lead_readiness
from analysis.values.absent import Absent


def result(study: Study) -> BantTable | Absent:
    """Grade the study's leads by budget, authority, need and timeline."""
    least = study.client.tables.smallest_base
    return lead_readiness(study.frame("leads"), smallest_base=least)


def words(study: Study) -> Words:
    """Return what leads and their file are called."""
    return study.source_words("leads")
