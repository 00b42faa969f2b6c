"""What the map needs of a study: which attributes each brand was given, and by whom."""

from __future__ import annotations

from analysis.sources.words import Words
from analysis.study import Study
from analysis.topics.competitors.brand_map.method import BrandMap, brand_map
from analysis.topics.competitors.brand_map.method_correspondence import brand_image_table
from analysis.values.absent import Absent


def result(study: Study) -> BrandMap | Absent:
    """Map the brands of the survey by what respondents connect with them."""
    mentions = brand_image_table(study.brand_images, study.brand_weights)
    return brand_map(mentions, study.own_brand, weighted=study.weighted)


def words(study: Study) -> Words:
    """Return what brands, attributes and the survey's file are called."""
    return study.source_words("survey")
