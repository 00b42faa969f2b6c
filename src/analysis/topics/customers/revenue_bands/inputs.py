"""What revenue bands need of a study: what its customers brought, and the client's own bounds."""

from __future__ import annotations

from analysis.clients.text import written
from analysis.sources.words import Words
from analysis.study import Study
from analysis.topics.customers.revenue_bands.method import CustomerBands, customers_by_band
from analysis.topics.customers.values.method import CustomerValues
from analysis.values.absent import Absent


def result(study: Study, values: CustomerValues | Absent) -> CustomerBands | Absent:
    """Put the study's customers into the bands of the client file, or into proposed ones.

    Parameters
    ----------
    study : Study
        The study.
    values : CustomerValues or Absent
        What every customer brought.
    """
    plan = study.value_plan
    return customers_by_band(
        values,
        plan.band_by,
        plan.bands,
        tie_break=written(plan.tie_break) if plan.tie_break else None,
        seed=study.client.seed,
    )


def words(study: Study) -> Words:
    """Return what customers, money and the purchases' file are called."""
    return study.value_words
