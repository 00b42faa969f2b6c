"""What RFM scores need of a study: what its customers brought, and the client's own bounds."""

from __future__ import annotations

from analysis.sources.words import Words
from analysis.study import Study
from analysis.topics.customers.rfm.method import RfmScores, rfm_scores, rfm_values
from analysis.topics.customers.values.method import CustomerValues
from analysis.values.absent import Absent


def result(study: Study, values: CustomerValues | Absent) -> RfmScores | Absent:
    """Score the study's customers by how lately, how often and for how much they bought.

    Parameters
    ----------
    study : Study
        The study.
    values : CustomerValues or Absent
        What every customer brought.
    """
    settings = study.client.value
    bounds = settings.rfm.model_dump() if settings and settings.rfm else None
    return rfm_scores(rfm_values(values), bounds, seed=study.client.seed)


def words(study: Study) -> Words:
    """Return what customers, money and the purchases' file are called."""
    return study.value_words
