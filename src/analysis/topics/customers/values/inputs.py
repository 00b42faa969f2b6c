"""What customers' values need of a study: what its customers bought."""

from __future__ import annotations

from analysis.study import Study
from analysis.topics.customers.values.method import CustomerValues, customer_values
from analysis.values.absent import Absent


def result(study: Study) -> CustomerValues | Absent:
    """Return one row per customer from what the study's customers bought."""
    return customer_values(study.purchases)
