"""What the facts need of a study: the client's list of competitors."""

from __future__ import annotations

from analysis.sources.words import Words
from analysis.study import Study
from analysis.topics.competitors.facts.method import CompetitorFacts, competitor_facts
from analysis.values.absent import Absent


def result(study: Study) -> CompetitorFacts | Absent:
    """Return what the client's list says of each competitor."""
    return competitor_facts(study.frame("competitors"))


def words(study: Study) -> Words:
    """Return what the competitors, their file and their money are called."""
    return study.source_words("competitors")
