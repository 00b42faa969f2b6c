"""The client file as a frozen, validated value."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from analysis.clients import source_settings as source
from analysis.clients.misfit import Misfit, Part
from analysis.clients.names import suggestion
from analysis.clients.privacy_settings import Privacy
from analysis.clients.segment_choice_settings import SegmentChoice, choice_misfits, classes_misfit
from analysis.clients.survey_settings import Question, Survey
from analysis.clients.text import Bilingual, Settings, ShortText, Text
from analysis.languages import _

Language = Literal["vi", "en"]
WaveName = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]{0,39}$")]
Name = Annotated[ShortText, Field(description="A question of the survey or an attribute.")]


class Wave(Settings):
    """One delivery of data: a folder of its own beside the client file."""

    label: Text | None = None
    fieldwork: tuple[dt.date, dt.date] | None = Field(None, description="First and last day.")
    files: dict[ShortText, source.FileName] = Field(
        default_factory=dict, description="Source → file, where it is named otherwise in this wave."
    )

    @model_validator(mode="after")
    def _first_before_last(self) -> Self:
        if self.fieldwork and self.fieldwork[0] > self.fieldwork[1]:
            raise Misfit([Part(("fieldwork",), _("must start before it ends"))])
        return self


class Sources(Settings):
    """The raw files a client delivers; every one is optional, at least one is there."""

    survey: Survey | None = None
    transactions: source.Transactions | None = None
    customers: source.Customers | None = None
    deals: source.Deals | None = None
    leads: source.Leads | None = None
    competitors: source.Competitors | None = None
    prices: source.Prices | None = None
    reviews: source.Reviews | None = None
    web_analytics: source.WebAnalytics | None = None
    search_queries: source.SearchQueries | None = None

    @model_validator(mode="after")
    def _one_at_least(self) -> Self:
        if not self.given():
            raise Misfit(_("must name at least one source"))
        return self

    def given(self) -> dict[str, source.RawFile]:
        """Return the sources that the client delivers, by name, in a fixed order."""
        found = {name: getattr(self, name) for name in type(self).model_fields}
        return {name: settings for name, settings in found.items() if settings is not None}


class Tables(Settings):
    """How tables test and what they hide."""

    confidence: float = Field(0.95, ge=0.8, le=0.999)
    correction: Literal["none", "bonferroni", "fdr"] = "fdr"
    smallest_base: int = Field(30, ge=1, description="Smaller bases are marked.")


class Segmentation(Settings):
    """What the segments are made of; descriptors only describe them."""

    source: Literal["survey", "customers"]
    method: Literal[
        "k_means",
        "ward",
        "k_medoids",
        "latent_classes",
        "gaussian_mixture",
        "mixed_mixture",
        "value_bands",
        "rule",
    ] = Field("k_means", description="How segments are made; value_bands and rule set them.")
    basis: dict[source.Family, list[Name]] = Field(
        default_factory=dict, description="Family of criteria → questions or attributes."
    )
    rule: Name | None = Field(None, description="method: rule – its answers are the segments.")
    descriptors: list[Name] = Field(default_factory=list)
    segments: int | None = Field(None, ge=2, le=12, description="The analyst's choice.")
    candidates: tuple[int, int] = (2, 6)
    smallest_segment: float = Field(
        0.05, ge=0, le=0.5, description="Least share of people in a segment, 0–1."
    )
    standardise: bool | None = Field(
        None, description="Whether to bring the basis to one scale; left out: where units differ."
    )
    names: dict[Annotated[int, Field(ge=1, le=12)], Text] = Field(default_factory=dict)
    reference_wave: WaveName | None = Field(
        None, description="The wave segments are made in; left out: the first one."
    )
    compare_with: Name | None = Field(
        None, description="Another classification of the same people, such as earlier segments."
    )
    typing_questions: int = Field(
        8, ge=1, le=20, description="Most questions the typing tool may ask."
    )
    choice: SegmentChoice | None = Field(
        None, description="What segments are judged by; left out: a stated default."
    )

    @property
    def numbers(self) -> range:
        """The numbers of segments to try."""
        return range(self.candidates[0], self.candidates[1] + 1)

    @property
    def given(self) -> bool:
        """Whether the client file says who is in which segment, so that none are looked for."""
        return self.method in ("value_bands", "rule")

    @model_validator(mode="after")
    def _method_fits(self) -> Self:
        parts = []
        if not self.given and not any(self.basis.values()):
            parts.append(Part(("basis",), _("must name what the segments are made of")))
        if self.given and self.basis:
            what = _("must be left out with method: {method}", method=self.method)
            parts.append(Part(("basis",), what))
        if (self.method == "rule") != (self.rule is not None):
            what = _("must name a question or attribute with method: rule, and only there")
            parts.append(Part(("rule",), what))
        if self.rule in self.descriptors:
            what = _("must not repeat names of the basis, got: {names}", names=self.rule)
            parts.append(Part(("descriptors",), what))
        if parts:
            raise Misfit(parts)
        return self

    @model_validator(mode="after")
    def _kept_apart(self) -> Self:
        basis = [name for names in self.basis.values() for name in names]
        if len(set(basis)) != len(basis):
            raise Misfit([Part(("basis",), _("must name each variable in one family only"))])
        both = sorted(set(basis) & set(self.descriptors))
        if both:
            what = _("must not repeat names of the basis, got: {names}", names=", ".join(both))
            raise Misfit([Part(("descriptors",), what)])
        if self.compare_with and self.compare_with in (*basis, self.rule):
            # what segments are made from agrees with them by construction
            what = _("must not repeat names of the basis, got: {names}", names=self.compare_with)
            raise Misfit([Part(("compare_with",), what)])
        if not 2 <= self.candidates[0] <= self.candidates[1] <= 12:
            given = f"[{self.candidates[0]}, {self.candidates[1]}]"
            what = _("must be [lowest, highest] between 2 and 12, got: {given}", given=given)
            raise Misfit([Part(("candidates",), what)])
        return self


class RfmBounds(Settings):
    """Bounds of RFM scores that stay from wave to wave; equally many, ascending."""

    recency: list[float] = Field(description="Days since the last purchase; fewer are better.")
    frequency: list[float] = Field(description="Orders.")
    monetary: list[float] = Field(description="Money, in the client's currency.")

    @model_validator(mode="after")
    def _usable(self) -> Self:
        given = {name: getattr(self, name) for name in type(self).model_fields}
        parts = [
            Part((name,), _("must hold 1 to 8 numbers from 0 on that ascend"))
            for name, values in given.items()
            if not 1 <= len(values) <= 8
            or list(values) != sorted(values)
            or not all(0 <= value < math.inf for value in values)
        ]
        if not parts and len({len(values) for values in given.values()}) > 1:
            counts = ", ".join(str(len(values)) for values in given.values())
            cure = _("One bound fewer than scores: four bounds make scores from 1 to 5.")
            what = _("must hold as many bounds for each of the three, got: {counts}", counts=counts)
            parts = [Part((), what, cure)]
        if parts:
            raise Misfit(parts)
        return self


class Value(Settings):
    """How customers are valued: revenue bands and the client's goal (S3.1–S3.3)."""

    source: Literal["transactions", "deals", "customers"]
    band_by: Literal["price", "quantity", "revenue"] = "revenue"
    bands: dict[ShortText, float] = Field(
        default_factory=dict, description="Band → its lower bound; left out: proposed."
    )
    goal: Literal["growth", "profit", "loyalty"] = "loyalty"
    tie_break: Text | None = Field(
        None, description="The criterion that decides between bands about equal."
    )
    rfm: RfmBounds | None = Field(
        None, description="Bounds of RFM scores; left out: fifths of each wave's customers."
    )
    lapsed_after_days: int | None = Field(
        None,
        ge=1,
        le=3650,
        description="Days without a purchase after which a customer has lapsed; left out: longer "
        "than 95 % of the times between two purchases.",
    )

    @model_validator(mode="after")
    def _bounds_ascend(self) -> Self:
        bounds = list(self.bands.values())
        if bounds != sorted(set(bounds)):
            raise Misfit([Part(("bands",), _("must be listed with ascending lower bounds"))])
        return self


class Personas(Settings):
    """Which questions or attributes describe a persona, by the five blocks of S1.2."""

    demographics: list[Name] = Field(default_factory=list)
    goals: list[Name] = Field(default_factory=list)
    information: list[Name] = Field(default_factory=list)
    pains: list[Name] = Field(default_factory=list)
    barriers: list[Name] = Field(default_factory=list)

    def blocks(self) -> dict[str, list[str]]:
        """Return the five blocks in their order."""
        return {block: getattr(self, block) for block in type(self).model_fields}


class Client(Settings):
    """One client: who it is, what it delivers and how its studies are to be done."""

    name: Text
    kind: Literal["b2c", "b2b"]
    synthetic: bool = Field(False, description="Made-up data; every report is labelled so.")
    about: Text | None = None
    languages: list[Language] = Field(default_factory=lambda: ["vi", "en"], min_length=1)
    currency: Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")] = "VND"
    own_brand: ShortText | None = Field(None, description="As written in survey and files.")
    waves: dict[WaveName, Wave] = Field(min_length=1)
    sources: Sources
    tables: Tables = Tables()
    privacy: Privacy = Privacy()
    staff: Literal["codes", "initials", "shown"] = Field(
        "codes", description="How reports name the client's own staff."
    )
    segmentation: Segmentation | None = None
    value: Value | None = None
    personas: Personas | None = None
    vocabulary: dict[ShortText, Bilingual] = Field(
        default_factory=dict,
        description="Words of the data, as the files write them → {vi: …, en: …} for reports.",
    )
    seed: int = Field(20260101, ge=0, lt=2**32)

    @property
    def reference_wave(self) -> str:
        """The wave in which segments are made; later waves are assigned to them."""
        given = self.segmentation.reference_wave if self.segmentation else None
        return given or next(iter(self.waves))

    @model_validator(mode="after")
    def _parts_fit(self) -> Self:
        parts = [*self._unknown_files(), *self._unknown_names(), *self._unknown_reference()]
        given = list(self.sources.given())
        if self.value and self.value.source not in given:
            parts.append(_unknown(("value", "source"), self.value.source, given))
        if parts:
            raise Misfit(parts)
        return self

    def _unknown_files(self) -> list[Part]:
        given = list(self.sources.given())
        return [
            _unknown(("waves", wave, "files", name), name, given)
            for wave, settings in self.waves.items()
            for name in settings.files
            if name not in given
        ]

    def _unknown_reference(self) -> list[Part]:
        reference = self.segmentation.reference_wave if self.segmentation else None
        if reference is None or reference in self.waves:
            return []
        return [_unknown(("segmentation", "reference_wave"), reference, list(self.waves))]

    def _unknown_names(self) -> list[Part]:
        """Names in segmentation and personas must exist in the source the segments come from."""
        if self.segmentation is None:
            need = _("need segmentation beside them, got: none")
            return [Part(("personas",), need)] if self.personas else []
        given = self.sources.given()
        settings = given.get(self.segmentation.source)
        if settings is None:
            return [_unknown(("segmentation", "source"), self.segmentation.source, list(given))]
        known = getattr(settings, "questions", None) or getattr(settings, "attributes", {})
        places = {
            **{("segmentation", "basis", k): v for k, v in self.segmentation.basis.items()},
            ("segmentation", "descriptors"): self.segmentation.descriptors,
            **{("personas", k): v for k, v in (self.personas or Personas()).blocks().items()},
        }
        return [
            *(
                _unknown((*place, index), name, list(known))
                for place, names in places.items()
                for index, name in enumerate(names)
                if name not in known
            ),
            *self._classification_misfits(known),
            *self._choice_misfits(known),
        ]

    def _classification_misfits(
        self, known: Mapping[str, Question | source.Attribute]
    ) -> list[Part]:
        named = {key: getattr(self.segmentation, key) for key in ("rule", "compare_with")}
        found = {key: name and classes_misfit(name, known) for key, name in named.items()}
        return [
            Part(("segmentation", key), misfit.what, misfit.cure)
            for key, misfit in found.items()
            if misfit
        ]

    def _choice_misfits(self, known: Mapping[str, Question | source.Attribute]) -> list[Part]:
        choice = self.segmentation.choice if self.segmentation else None
        if choice is None:
            return []
        return [
            Part(("segmentation", "choice", *part.path), part.what, part.cure)
            for part in choice_misfits(choice, known, self.segmentation.segments)
        ]


def _unknown(path: tuple[str | int, ...], name: str, known: list[str]) -> Part:
    what = _("must be one of {names}, got: {name}", names=", ".join(known), name=name)
    return Part(path, what, suggestion(name, known))
