"""What a client file says of segments and personas: what makes them, what describes them."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from analysis.clients.keys import KeyName
from analysis.clients.misfit import Misfit, Part
from analysis.clients.segment_choice_settings import SegmentChoice
from analysis.clients.source_settings import Family
from analysis.clients.text import Settings, Text
from analysis.languages import messages

_ = messages(__name__)
SegmentationSource = Literal["survey", "customers"]
WaveName = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]{0,39}$")]
Name = Annotated[KeyName, Field(description="A question of the survey or an attribute.")]


class Segmentation(Settings):
    """What the segments are made of; descriptors only describe them."""

    source: SegmentationSource
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
    basis: dict[Family, list[Name]] = Field(
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
