"""What conversion by channel needs of a study: the leads, and which bases are small."""

from __future__ import annotations

from analysis.sources.words import Words
from analysis.study import Study
from analysis.topics.prospects.conversion.method import LeadConversion, channel_conversion
from analysis.values.absent import Absent


def result(study: Study) -> LeadConversion | Absent:
    """Count the study's leads that became customers, channel by channel."""
    least = study.client.tables.smallest_base
    return channel_conversion(study.frame("leads"), smallest_base=least)


def words(study: Study) -> Words:
    """Return what channels, leads and their file are called."""
    return study.source_words("leads")
