"""What the forecast of repeat buying needs of a study: what its customers bought."""

from __future__ import annotations

from analysis.sources.words import Words
from analysis.study import Study
from analysis.topics.customers.repeat_buying.method import repeat_buying
from analysis.topics.customers.repeat_buying.method_lifetime import (
    RepeatForecast,
    customer_lifetime_values,
)
from analysis.topics.customers.repeat_buying.method_purchases import repeat_purchases
from analysis.topics.customers.repeat_buying.method_value import purchase_value


def result(study: Study) -> RepeatForecast:
    """Fit both models on the study's purchases, try them, and forecast where they pass."""
    history = repeat_purchases(study.purchases)
    repeat, value = repeat_buying(history), purchase_value(history)
    return RepeatForecast(repeat, value, customer_lifetime_values(history, repeat, value))


def words(study: Study) -> Words:
    """Return what customers, money and the purchases' file are called."""
    return study.value_words
