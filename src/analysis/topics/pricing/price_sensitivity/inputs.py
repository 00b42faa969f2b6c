"""What price sensitivity needs of a study: the four prices that respondents named."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from analysis.clients.survey_settings import PriceSensitivity as Asked
from analysis.clients.survey_settings import Survey as SurveySettings
from analysis.languages import messages
from analysis.sources.labels import Labels, first_of
from analysis.sources.words import Words
from analysis.study import Study
from analysis.topics.pricing.price_sensitivity.method import (
    PriceSensitivity,
    price_sensitivity,
    wording_of,
)
from analysis.values.absent import Absent, part_of

_ = messages(__name__)


def result(study: Study) -> PriceSensitivity | Absent:
    """Return the prices at which the product becomes acceptable, and those at which it ends."""
    asked = _asked(study)
    if asked is None:
        return Absent(_("The survey did not ask for prices."), gap=False)
    questions = dict(asked)
    prices = part_of(
        study.survey,
        lambda survey: pd.DataFrame({r: survey.one_column(key) for r, key in questions.items()}),
    )
    least = study.client.tables.smallest_base
    return price_sensitivity(prices, study.weights, smallest_base=least, seed=study.client.seed)


def words(study: Study) -> Words:
    """Return what the money and the survey's file are called, and how the prices were asked."""
    found, asked = study.source_words("survey"), _asked(study)
    roles = dict(asked) if asked else {}
    wording = {wording_of(role): study.labels.text(key) for role, key in roles.items()}
    return replace(found, labels=Labels(first_of(wording, found.labels.texts)))


def _asked(study: Study) -> Asked | None:
    survey = study.client.sources.of(SurveySettings)
    return survey.price_sensitivity if survey else None
