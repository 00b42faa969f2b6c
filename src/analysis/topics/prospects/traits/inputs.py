"""What conversion by trait needs of a study: the leads, their traits, and which bases are small."""

from __future__ import annotations

from analysis.sources.words import Words
from analysis.study import Study
from analysis.topics.prospects.traits.method import TraitConversion, trait_conversion
from analysis.values.absent import Absent


def result(study: Study) -> TraitConversion | Absent:
    """Count the study's leads that became customers, trait by trait."""
    least = study.client.tables.smallest_base
    return trait_conversion(study.frame("leads"), _traits(study), smallest_base=least)


def _traits(study: Study) -> tuple[str, ...] | Absent:
    leads = study.sources.source("leads")
    return leads if isinstance(leads, Absent) else tuple(leads.attributes)


def words(study: Study) -> Words:
    """Return what traits, leads and their file are called."""
    return study.source_words("leads")
