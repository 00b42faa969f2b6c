"""What the concentration of revenue needs of a study: what its customers brought."""

from __future__ import annotations

from analysis.sources.words import Words
from analysis.study import Study
from analysis.topics.customers.concentration.method import ParetoShare, pareto_share
from analysis.topics.customers.values.method import CustomerValues
from analysis.values.absent import Absent, part_of


def result(study: Study, values: CustomerValues | Absent) -> ParetoShare | Absent:
    """Return what part of revenue the study's best customers bring.

    Parameters
    ----------
    study : Study
        The study.
    values : CustomerValues or Absent
        What every customer brought.
    """
    revenue = part_of(values, lambda found: found.frame["revenue"])
    return pareto_share(revenue, seed=study.client.seed)


def words(study: Study) -> Words:
    """Return what customers, money and the purchases' file are called."""
    return study.value_words
