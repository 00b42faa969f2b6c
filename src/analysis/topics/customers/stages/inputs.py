"""What stages need of a study: all files that tell of purchases, and who counts as lapsed."""

from __future__ import annotations

from dataclasses import replace

from analysis.sources.words import Words
from analysis.study import Study
from analysis.topics.customers.stages.method import CustomerStages, customer_stages
from analysis.values.absent import Absent, part_of


def result(study: Study) -> CustomerStages | Absent:
    """Return the stage of everyone in the study's files."""
    return customer_stages(
        study.frame("customers"),
        study.frame("transactions"),
        study.frame("deals"),
        study.frame("leads"),
        study.brand_stages,
        own_brand=study.own_brand,
        weights=study.brand_weights,
        lapsed_after_days=study.value_plan.lapsed_after_days,
    )


def words(study: Study, stages: CustomerStages | Absent) -> Words:
    """Return what questions are called, and the files that the stages come from.

    Parameters
    ----------
    study : Study
        The study.
    stages : CustomerStages or Absent
        Everyone's stage.
    """
    files = study.source(part_of(stages, lambda found: found.sources))
    return replace(study.segment_words, source=files)
