"""Open a study in a notebook: the client's settings, the wave's sources, language and style."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import pandas as pd

from analysis import __version__
from analysis.clients.brand import Brand, load_brand
from analysis.clients.loading import load_client
from analysis.clients.model import Client, Segmentation, Value
from analysis.clients.project import client_folder
from analysis.clients.text import written
from analysis.errors import ClientError, Problem
from analysis.figures.style import Palette, use_style
from analysis.languages import (
    LANGUAGES,
    _,
    active_language,
    formats,
    use_language,
)
from analysis.languages.formats import and_list
from analysis.methods.survey.weighting import RakedWeights, raked_weights
from analysis.report.brand_look import brand_look
from analysis.report.cover import ReportCover
from analysis.report.fonts import default_font_folder
from analysis.report.titles import TITLES
from analysis.sources.absent import Absent
from analysis.sources.choice_answers import ChoiceAnswers, choice_answers
from analysis.sources.people import People, people_of
from analysis.sources.purchases import Purchases, purchases_of
from analysis.sources.vocabulary import own_word
from analysis.sources.wave import WaveSources, load_wave
from analysis.sources.words import Words, segment_words, source_words, value_words

_OWN_FONT_STYLES = ("Regular", "Semibold", "Bold", "It")


@dataclass(frozen=True)
class Study:
    """One study of one client's wave, as a notebook works with it.

    Attributes
    ----------
    name : str
        The study: also the notebook's name.
    client : Client
        The client file.
    client_name, wave : str
        Names of the client's and the wave's folders.
    sources : WaveSources
        The wave's raw files as typed sources; `Absent` where the client delivered none.
    cover : ReportCover
        What the exporters need to know about the report.
    """

    name: str
    client: Client
    client_name: str
    wave: str
    sources: WaveSources
    cover: ReportCover

    def __getattr__(self, name: str) -> Any:
        """Give the wave's sources by their names: ``study.survey``, ``study.prices`` …"""
        if name.startswith("_"):
            raise AttributeError(name)
        return getattr(self.sources, name)

    @cached_property
    def raking(self) -> RakedWeights | Absent:
        """Weights raked to the client's targets, with target and achieved margins."""
        survey = self.sources.survey
        lower, upper = survey.weighting_trim or (None, None)
        return raked_weights(
            survey.target_frame, survey.weighting_targets, lower=lower, upper=upper
        )

    @cached_property
    def weights(self) -> pd.Series | Absent:
        """One weight a respondent, mean 1: given, raked to the client's targets, or all 1."""
        survey = self.sources.survey
        return self.raking.weights if survey.weighting == "targets" else survey.weights

    @cached_property
    def people(self) -> People | Absent:
        """The persons or companies that segments and personas are made of."""
        return people_of(self.client, self.sources, self.weights)

    @cached_property
    def reference(self) -> Study:
        """The same study of the wave in which segments are made; itself in that wave."""
        wave = self.client.reference_wave
        if wave == self.wave:
            return self
        return replace(self, wave=wave, sources=load_wave(self.client_name, self.client, wave))

    @property
    def later_people(self) -> People | Absent:
        """The people of this wave where segments come from an earlier one; else absent."""
        if self.client.segmentation and self.reference is self:
            return Absent(_("This is the wave in which the segments are made."), gap=False)
        return self.people

    @cached_property
    def choice_answers(self) -> ChoiceAnswers | Absent:
        """What the client's own criteria of the choice of segments ask."""
        return choice_answers(self.client, self.sources)

    @property
    def wave_labels(self) -> tuple[str, str]:
        """Names of the reference wave and of this one, as reports write them."""
        return _wave_label(self.client, self.reference.wave), self.cover.wave_label

    @property
    def segment_making(self) -> dict[str, Any]:
        """How segments are made, as arguments of their methods: method, bands and seed."""
        settings = self.client.value
        by_revenue = settings is not None and settings.band_by == "revenue"
        bands = settings.bands if settings and by_revenue else {}
        return {
            "method": self.segmentation.method,
            "bands": {own_word(band, self.client): bound for band, bound in bands.items()},
            "seed": self.client.seed,
        }

    @property
    def statements(self) -> Mapping[str, pd.DataFrame] | Absent:
        """What people say, by persona block; without a survey, its absence is the reason."""
        people = self.people
        if isinstance(people, Absent) and isinstance(self.sources.survey, Absent):
            return self.sources.survey
        return people.statements

    @cached_property
    def purchases(self) -> Purchases | Absent:
        """What customers bought, from the source the client file values them by."""
        return purchases_of(self.client, self.sources)

    @property
    def segmentation(self) -> Segmentation | Absent:
        """What the client file says of the segmentation."""
        return self.client.segmentation or Absent(_("The client file describes no segmentation."))

    @property
    def value(self) -> Value | Absent:
        """What the client file says of the customers' value."""
        settings = self.client.value
        if settings is None:
            return Absent(_("The client file does not say how customers are valued."))
        named = {own_word(band, self.client): bound for band, bound in settings.bands.items()}
        return settings.model_copy(update={"bands": named})

    @cached_property
    def segment_words(self) -> Words:
        """What segments, people and money are called, and the people's file."""
        return segment_words(self.client, self.wave)

    @cached_property
    def value_words(self) -> Words:
        """The same for what customers bought."""
        return value_words(self.client, self.wave)

    def source_words(self, source: str) -> Words:
        """The same for one source, such as ``leads``."""
        return source_words(self.client, self.wave, source)

    @property
    def weighting_population(self) -> str | None:
        """Where the targets of the weights come from; None where there are none."""
        survey = self.sources.survey
        return None if isinstance(survey, Absent) else survey.weighting_population

    @property
    def own_brand(self) -> str | None:
        """The client's brand as its files write it."""
        return self.client.own_brand

    @property
    def testing(self) -> dict[str, Any]:
        """How tables test, as the arguments of a banner table."""
        settings = self.client.tables
        return {
            "level": settings.confidence,
            "correction": settings.correction,
            "smallest_base": settings.smallest_base,
        }

    @cached_property
    def widest_stage(self) -> pd.DataFrame | Absent:
        """Answers to the first stage of the brand funnel: one 0/1 column a brand."""
        stages = self.sources.survey.brand_stages
        return stages if isinstance(stages, Absent) else next(iter(stages.values()))

    @property
    def widest_stage_label(self) -> str | Absent:
        """What the first stage of the brand funnel asked."""
        stages = self.sources.survey.brand_stages
        return stages if isinstance(stages, Absent) else next(iter(stages))

    @cached_property
    def groups(self) -> pd.DataFrame | Absent:
        """The survey's banner questions; a frame without columns where none were set."""
        survey = self.sources.survey
        if isinstance(survey, Absent) or not isinstance(survey.banner, Absent):
            return survey.banner
        return pd.DataFrame(index=survey.frame.index)

    @property
    def recommendations(self) -> pd.Series | Absent:
        """How likely each respondent is to recommend the client's brand."""
        return self.sources.survey.net_promoter[0]

    @property
    def recommendation_scale(self) -> tuple[float, float] | Absent:
        """Ends of the scale of the recommendations."""
        return self.sources.survey.net_promoter[1]

    @property
    def review_ratings(self) -> pd.Series | Absent:
        """Stars of each review."""
        return self._review_column("rating", _("The reviews have no ratings."))

    @property
    def review_brands(self) -> pd.Series | Absent:
        """The brand each review is about."""
        return self._review_column("brand", _("The reviews do not say which brand they are about."))

    @property
    def review_subjects(self) -> pd.Series | None:
        """The brand or, failing that, the product each review is about; None if unknown."""
        reviews = self.sources.reviews
        if isinstance(reviews, Absent):
            return None
        known = [role for role in ("brand", "product") if reviews.has(role)]
        return reviews.frame[known[0]] if known else None

    @property
    def brand_terms(self) -> list[str]:
        """Words by which a search query names the brand."""
        settings = self.client.sources.search_queries
        return list(settings.brand_terms) if settings else []

    @property
    def lead_traits(self) -> dict[str, str] | Absent:
        """Traits of the leads: column → label."""
        leads = self.sources.leads
        if isinstance(leads, Absent):
            return leads
        return {key: trait.label for key, trait in leads.attributes.items()}

    @property
    def provenance(self) -> tuple[Any, ...]:
        """Every file read, those of the reference wave with the wave's name."""
        return (*self.sources.provenance, *self._reference_files)

    @property
    def _reference_files(self) -> tuple[Any, ...]:
        """Files of the reference wave that segments are made of, by their wave."""
        settings = self.client.segmentation
        makes_segments = self.name in ("segmentation", "personas")
        if settings is None or not makes_segments or self.reference is self:
            return ()
        read = getattr(self.reference.sources, settings.source)
        if isinstance(read, Absent):
            return ()
        files = read.provenance if isinstance(read.provenance, tuple) else (read.provenance,)
        return tuple(replace(one, file=f"{self.reference.wave}/{one.file}") for one in files)

    @property
    def repairs(self) -> tuple[Any, ...]:
        """Everything the data gate repaired in this wave, and what it noticed."""
        return (*self.sources.repairs, *self.sources.notes)

    def source(self, *kinds: str) -> str:
        """Return the line that says which files a table or figure comes from.

        Parameters
        ----------
        *kinds : str
            Sources, such as ``"survey"``.
        """
        files = [file.file for file in self.sources.provenance if file.source in kinds]
        return _("Source: {files}", files=and_list(files)) if files else ""

    def _review_column(self, role: str, reason: str) -> pd.Series | Absent:
        reviews = self.sources.reviews
        if isinstance(reviews, Absent):
            return reviews
        return reviews.frame[role] if reviews.has(role) else Absent(reason)

    def _repr_mimebundle_(self, **_: object) -> dict[str, Any]:
        return self.cover._repr_mimebundle_()


def open_study(name: str, *, client: str, wave: str, language: str) -> Study:
    """Open a study: read its sources, write in ``language`` and draw in the client's brand.

    Parameters
    ----------
    name : str
        The study.
    client : str
        Name of the client's folder in ``data/``.
    wave : str
        Name of the wave's folder; empty for the last wave of the client file.
    language : str
        ``"vi"`` or ``"en"``.

    Raises
    ------
    ClientError
        If there is no such client, wave or language, or the client file is wrong.
    DataError
        If the data gate refuses a file.
    """
    if language not in LANGUAGES:
        raise ClientError(Problem("language", _("must be vi or en, got: {value}", value=language)))
    use_language(language)
    settings = load_client(client)
    wave = str(wave) or list(settings.waves)[-1]  # papermill reads a wave named 2026 as a number
    sources = load_wave(client, settings, wave)
    brand = load_brand(client_folder(client))
    _draw_in(brand)
    return Study(name, settings, client, wave, sources, _cover(name, settings, wave, brand))


def _draw_in(brand: Brand) -> None:
    colours = Palette(
        brand=brand.primary,
        accent=brand.accent,
        ink=brand.ink,
        muted=brand.muted,
        paper=brand.paper,
        series=tuple(brand.series),
    )
    own = [default_font_folder() / f"SourceSansPro-{style}.ttf" for style in _OWN_FONT_STYLES]
    use_style(colours, brand.font_files or own, brand.font_family)


def _cover(name: str, client: Client, wave: str, brand: Brand) -> ReportCover:
    dates = client.waves[wave].fieldwork
    return ReportCover(
        study=name,
        title=_(TITLES[name]),
        client=written(client.name),
        agency=brand.agency_name,
        wave=wave,
        wave_label=_wave_label(client, wave),
        fieldwork=formats.date_range(*dates) if dates else "",
        language=active_language(),
        synthetic=client.synthetic,
        # the run's id is the hash of everything it was made from; the runner hands it over
        run_id=os.environ.get("ANALYSIS_RUN_ID", ""),
        product_version=__version__,
        brand=brand_look(brand),
    )


def _wave_label(client: Client, wave: str) -> str:
    label = client.waves[wave].label
    return written(label) if label else wave
