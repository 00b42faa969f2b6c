"""A study of a client's wave: its settings, its sources, and what both call things."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, TypeVar

import pandas as pd

from analysis.clients.brand import Brand
from analysis.clients.kinds import KINDS
from analysis.clients.model import Client
from analysis.clients.names import suggestion
from analysis.clients.plans import SegmentPlan, ValuePlan, segment_plan, value_plan
from analysis.clients.survey_settings import Survey as SurveySettings
from analysis.errors import ClientError, Problem
from analysis.languages import messages
from analysis.sources.files.table import Provenance
from analysis.sources.inspection import DataNote, Repair
from analysis.sources.labels import Labels, Text, first_of
from analysis.sources.people import People, people_of
from analysis.sources.people_parts import PeopleParts, parts_of
from analysis.sources.purchases import Purchases, purchases_of
from analysis.sources.same_words import codes_of_other_wave
from analysis.sources.survey import Survey
from analysis.sources.vocabulary import word_texts
from analysis.sources.wave import WaveSources, load_wave
from analysis.sources.words import (
    Words,
    segment_words,
    source_line,
    source_words,
    value_words,
    wave_label,
)
from analysis.statistics.weighting import (
    RakedWeights,
    Weighting,
    raked_weights,
    weight_summary,
)
from analysis.values.absent import Absent, part_of
from analysis.values.cover import ReportCover
from analysis.values.source_line import SourceLine

_ = messages(__name__)
Noted = TypeVar("Noted", Provenance, Repair, DataNote)


@dataclass(frozen=True)
class Study:
    """One study of one client's wave, as a notebook works with it.

    Attributes
    ----------
    name : str
        The study: also the notebook's name.
    client : Client
        The client file; its ``id`` is the name of the client's folder.
    wave : str
        Name of the wave's folder.
    sources : WaveSources
        The wave's raw files as typed sources; `Absent` where the client delivered none.
    cover : ReportCover
        What the exporters need to know about the report.
    brand : Brand
        Colours and font its charts are drawn in.
    """

    name: str
    client: Client
    wave: str
    sources: WaveSources
    cover: ReportCover
    brand: Brand

    @property
    def survey(self) -> Survey | Absent:
        """The survey, with its questions, groups and weights."""
        return self.sources.survey

    def frame(self, kind: str) -> pd.DataFrame | Absent:
        """Return the rows of one source, such as ``prices``; they are then among those used.

        Parameters
        ----------
        kind : str
            The source, as the client file names it.

        Raises
        ------
        ClientError
            If there is no such kind of source.
        """
        kinds = KINDS
        if kind not in kinds:
            what = _("must be one of {names}, got: {name}", names=", ".join(kinds), name=kind)
            raise ClientError(Problem("study.frame", what, suggestion(kind, kinds)))
        source = self.sources.read(kind)
        return source if isinstance(source, Absent) else source.frame

    @property
    def opened_as(self) -> tuple[str, str, str, str]:
        """Name, client, wave and language: what `open_study` was asked for."""
        return self.name, self.client.id, self.wave, self.cover.language

    @cached_property
    def raking(self) -> RakedWeights | Absent:
        """Weights raked to the client's targets, with target and achieved margins."""
        survey = self.sources.survey
        if isinstance(survey, Absent):
            return survey
        lower, upper = survey.weighting_trim or (None, None)
        return raked_weights(
            survey.target_frame, survey.weighting_targets or {}, lower=lower, upper=upper
        )

    @cached_property
    def weights(self) -> pd.Series | Absent:
        """One weight a respondent, mean 1: given, raked to the client's targets, or all 1."""
        survey = self.sources.survey
        if isinstance(survey, Absent):
            return survey
        if survey.weighting == "targets":
            return part_of(self.raking, lambda raked: raked.weights)
        return survey.weights

    @property
    def weightings(self) -> tuple[Weighting, ...]:
        """How respondents were weighted, for each wave whose survey was used so far."""
        opened = dict.fromkeys([self.reference.wave, self.wave])
        studies = (self.reference if wave != self.wave else self for wave in opened)
        several = len(self.client.waves) > 1
        found = (
            study._weighting(wave_label(self.client, study.wave) if several else "")
            for study in studies
        )
        return tuple(one for one in found if one)

    @property
    def weighted(self) -> bool:
        """Whether any respondent used so far counts more than another."""
        return any(one.weighted for one in self.weightings)

    def _weighting(self, wave: str) -> Weighting | None:
        """Return how this wave's survey is weighted; None where it is not used, or cannot be."""
        survey = next((one for one in self.sources.used if isinstance(one, Survey)), None)
        if survey is None:
            return None
        raked = self.raking if survey.weighting == "targets" else None
        summary = weight_summary(self.weights)
        if isinstance(raked, Absent) or isinstance(summary, Absent):
            return None
        return Weighting(
            kind=survey.weighting,
            summary=summary,
            questions=tuple(map(self.labels.label, survey.weighting_targets or ())),
            population=survey.weighting_population,
            limits=survey.weighting_trim,
            trimmed=raked.trimmed if raked else 0,
            wave=wave,
        )

    @cached_property
    def people(self) -> People | Absent:
        """The persons or companies that segments and personas are made of.

        What was called the same in the wave in which segments are made has the same code.
        """
        people = self.people_as_read
        if isinstance(people, Absent) or self.reference is self:
            return people
        plan = self.client.segmentation
        if plan is None or plan.source != "survey":
            return people
        survey, other = self.sources.survey, self.reference.sources.survey
        if isinstance(survey, Absent) or isinstance(other, Absent):
            return people  # nothing to compare: people come from this survey
        found = people.recoded(codes_of_other_wave(survey, other))
        self._keep(found)
        return found

    @cached_property
    def people_as_read(self) -> People | Absent:
        """The same with the codes of this wave's own file."""
        settings = self.client.segmentation
        answered = settings is not None and settings.source == "survey"
        people = people_of(self.client, self.sources, self.weights if answered else None)
        self._keep(people)
        return people

    def _keep(self, found: People | Absent) -> None:
        """Let labels know what people and their answers are called."""
        if not isinstance(found, Absent):
            self._texts.update(found.labels.texts)

    @cached_property
    def _texts(self) -> dict[str, Text]:
        return {}

    @cached_property
    def labels(self) -> Labels:
        """What codes are called, of the sources used so far; nothing is read for it."""
        survey = self.client.sources.of(SurveySettings)
        questions = survey.questions.items() if survey else ()
        asked = {key: question.label for key, question in questions}
        choice = self.client.segmentation.choice if self.client.segmentation else None
        criteria = {
            criterion_code(part, name): one.label
            for part, name, one in (choice.criteria() if choice else ())
            if one.label
        }
        told = (asked, criteria, word_texts(self.client))
        return Labels(first_of(self._texts, self.sources.texts, *told))

    @property
    def people_parts(self) -> PeopleParts:
        """The same part by part, for methods that take frames."""
        return parts_of(self.people)

    @cached_property
    def reference(self) -> Study:
        """The same study of the wave in which segments are made; itself in that wave."""
        wave = self.client.reference_wave
        if wave == self.wave:
            return self
        return replace(self, wave=wave, sources=load_wave(self.client, wave))

    @property
    def later_people(self) -> People | Absent:
        """The people of this wave where segments come from an earlier one; else absent."""
        if self.client.segmentation and self.reference is self:
            return Absent(_("This is the wave in which the segments are made."), gap=False)
        return self.people

    @property
    def later_parts(self) -> PeopleParts:
        """The same part by part."""
        return parts_of(self.later_people)

    @property
    def wave_labels(self) -> tuple[str, str]:
        """Names of the reference wave and of this one, as reports write them."""
        return wave_label(self.client, self.reference.wave), self.cover.wave_label

    @property
    def segment_making(self) -> dict[str, Any]:
        """How segments are made, as arguments of their methods: method, bands and seed."""
        settings = self.client.value
        by_revenue = settings is not None and settings.band_by == "revenue"
        bands = settings.bands if settings and by_revenue else {}
        return {
            "method": self.segment_plan.method,
            "bands": bands,
            "seed": self.client.seed,
        }

    @property
    def told_people(self) -> People | Absent:
        """The people, where the client file has persona blocks; else they are not read."""
        if self.client.segmentation and self.client.personas is None:
            return Absent(_("The client file describes no personas."))
        return self.people_as_read

    @cached_property
    def purchases(self) -> Purchases | Absent:
        """What customers bought, from the source the client file values them by."""
        return purchases_of(self.client, self.sources)

    @property
    def segment_plan(self) -> SegmentPlan:
        """How the client file wants segments made; without a segmentation nobody is divided."""
        return segment_plan(self.client.segmentation)

    @property
    def value_plan(self) -> ValuePlan:
        """How the client file wants customers valued."""
        return value_plan(self.client.value)

    @cached_property
    def segment_words(self) -> Words:
        """What segments, people and money are called, and the people's file."""
        words = segment_words(self.client, self.wave, elsewhere=self.wave != self.cover.wave)
        return replace(words, labels=self.labels)

    @cached_property
    def words_of_both_waves(self) -> Words:
        """The same for people of the reference wave and of this one together."""
        words = segment_words(self.client, self.reference.wave, self.wave)
        return replace(words, labels=self.labels_of_both_waves)

    @cached_property
    def labels_of_both_waves(self) -> Labels:
        """What codes are called, of the sources of the reference wave and of this one."""
        return Labels(first_of(self.labels.texts, self.reference.labels.texts))

    @cached_property
    def value_words(self) -> Words:
        """The same for what customers bought."""
        return replace(value_words(self.client, self.wave), labels=self.labels)

    def source_words(self, source: str) -> Words:
        """The same for one source, such as ``leads``."""
        words = source_words(self.client, self.wave, source)
        settings = self.client.segmentation
        people = [self._texts] if settings and settings.source == source else []
        texts = [*people, self.sources.texts_of.get(source, {}), self.labels.texts]
        return replace(words, labels=Labels(first_of(*texts)))

    @property
    def own_brand(self) -> str | None:
        """The client's brand as its files write it."""
        return self.client.own_brand

    @property
    def brand_stages(self) -> Mapping[str, pd.DataFrame] | Absent:
        """Stages of the brand funnel; a survey that did not ask for them is not read."""
        settings = self.client.sources.of(SurveySettings)
        if settings is not None and not settings.funnel:
            return Absent(_("No brand funnel was asked."))
        return part_of(self.sources.survey, lambda survey: survey.brand_stages)

    @property
    def brand_images(self) -> Mapping[str, pd.DataFrame] | Absent:
        """Which attributes each brand is given; a survey that did not ask is not read."""
        settings = self.client.sources.of(SurveySettings)
        if settings is not None and not settings.image:
            return Absent(_("The survey did not ask for the image of brands."))
        return part_of(self.sources.survey, lambda survey: survey.brand_images)

    @property
    def brand_weights(self) -> pd.Series | Absent:
        """Weights of the respondents where they were asked about brands."""
        stages, images = self.brand_stages, self.brand_images
        if isinstance(stages, Absent) and isinstance(images, Absent):
            return stages
        return self.weights

    @property
    def banner(self) -> pd.DataFrame | Absent:
        """The survey's banner questions: categoricals, named by their labels."""
        return part_of(self.sources.survey, lambda survey: survey.banner)

    @property
    def provenance(self) -> tuple[Provenance, ...]:
        """Every file used so far, of this wave and of the one in which segments are made."""
        return self._noted(lambda sources: sources.provenance)

    @property
    def repairs(self) -> tuple[Repair | DataNote, ...]:
        """Everything the data gate repaired in the sources used so far, and what it noticed."""
        repaired = self._noted(lambda sources: sources.repairs)
        return (*repaired, *self._noted(lambda sources: sources.notes))

    def _noted(self, noted: Callable[[WaveSources], tuple[Noted, ...]]) -> tuple[Noted, ...]:
        opened = [self, *([self.reference] if self.reference is not self else [])]
        several = len(self.client.waves) > 1
        return tuple(
            replace(one, wave=wave_label(self.client, study.wave) if several else "")
            for study in opened
            for one in noted(study.sources)
        )

    def source(self, kinds: str | Iterable[str] | Absent) -> SourceLine:
        """Return the line that says which files a table or figure comes from; reads none.

        Parameters
        ----------
        kinds : str or iterable of str
            A source, such as ``"survey"``, or several.
        """
        if isinstance(kinds, Absent):
            return SourceLine()
        names = [kinds] if isinstance(kinds, str) else kinds
        return source_line(self.client, [self.wave], *names)


def criterion_code(part: str, name: str) -> str:
    """Return the code of what the client file calls a criterion of the choice of segments."""
    return f"=choice/{part}/{name}"
