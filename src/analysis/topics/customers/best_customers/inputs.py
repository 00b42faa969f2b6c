"""What the best customers need of a study: the customers by band, and the client's goal."""

from __future__ import annotations

from analysis.sources.words import Words
from analysis.study import Study
from analysis.topics.customers.best_customers.method import BestCustomers, best_of_band
from analysis.topics.customers.revenue_bands.method import CustomerBands
from analysis.topics.customers.values.method import CustomerValues
from analysis.values.absent import Absent


def result(
    study: Study, values: CustomerValues | Absent, banded: CustomerBands | Absent
) -> BestCustomers | Absent:
    """Choose the best customers of the most important band by the client's goal.

    Parameters
    ----------
    study : Study
        The study.
    values : CustomerValues or Absent
        What every customer brought.
    banded : CustomerBands or Absent
        The customers by band.
    """
    return best_of_band(values, banded, study.value_plan.goal)


def words(study: Study) -> Words:
    """Return what customers, money and the purchases' file are called."""
    return study.value_words
