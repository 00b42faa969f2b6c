"""What the comparison of sales needs of a study: the deals, and which bases are small."""

from __future__ import annotations

from analysis.sources.words import Words
from analysis.study import Study
from analysis.topics.prospects.sales.method import Sales, sales_performance


def result(study: Study) -> Sales:
    """Return the study's deals by team, by salesperson and by country."""
    deals, least = study.frame("deals"), study.client.tables.smallest_base
    return Sales(
        teams=sales_performance(deals, "team", smallest_base=least),
        salespersons=sales_performance(deals, "salesperson", smallest_base=least),
        countries=sales_performance(deals, "country", smallest_base=least),
    )


def words(study: Study) -> Words:
    """Return what teams, persons, countries, deals and money are called."""
    return study.source_words("deals")
