"""What the sizes of segments need of a study: people's weights, their money and the seed."""

from __future__ import annotations

import pandas as pd

from analysis.languages import messages
from analysis.study import Study
from analysis.topics.customers.values.method import customer_values
from analysis.topics.segments.sizes.method import SegmentSizes, segment_sizes
from analysis.topics.segments.sizes.method_money import money_of_people
from analysis.values.absent import Absent

_ = messages(__name__)


def result(
    study: Study, labels: pd.Series | Absent, money: pd.Series | Absent | None = None
) -> SegmentSizes | Absent:
    """Count people, and where it is known their money, by segment.

    Parameters
    ----------
    study : Study
        The study.
    labels : pandas.Series or Absent
        The people's segments.
    money : pandas.Series or Absent, optional
        Money of each person.
    """
    return segment_sizes(labels, study.people_parts.weights, money, seed=study.client.seed)


def money(study: Study) -> pd.Series | None:
    """Return the money of every person or company, or None where it is not known.

    Parameters
    ----------
    study : Study
        The study.
    """
    customers = _looked_up(study)
    bought = customers if isinstance(customers, Absent) else study.purchases
    return money_of_people(study.people, customers, customer_values(bought))


def _looked_up(study: Study) -> pd.DataFrame | Absent:
    """Return the customers whose money is looked up among purchases; else nobody is read."""
    people, settings = study.people, study.client.segmentation
    if settings is None or settings.source != "customers" or isinstance(people, Absent):
        return Absent(_("Nobody's money is looked up."), gap=False)
    if isinstance(people.value, pd.Series):
        return Absent(_("Nobody's money is looked up."), gap=False)
    return study.frame("customers")
