"""What a client file says about its survey: questions, weights, banner, funnel, image."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from analysis.clients.source_settings import Column, Family, FileName, RawFile, RawValue
from analysis.clients.text import Settings, ShortText, Text

Key = Annotated[ShortText, Field(description="The name of a question in this client file.")]
Columns = Annotated[
    list[Column] | Column,
    Field(description="Columns by name, or a pattern such as Q1_* (taken in natural order)."),
]


class Question(Settings):
    """One question of the questionnaire.

    ``single`` has one coded answer, ``multiple`` a set of yes/no columns (or one column with
    several answers and a separator), ``scale`` a rating with its ends, ``number`` an amount,
    ``text`` an open answer.
    """

    type: Literal["single", "multiple", "scale", "number", "text"]
    label: Text
    column: Column | None = None
    columns: Columns | None = None
    separator: str | None = Field(None, min_length=1, max_length=3)
    selected: list[RawValue] = Field(
        default_factory=lambda: [1], description="multiple: codes that mean chosen."
    )
    items: dict[ShortText, Text] = Field(
        default_factory=dict, description="multiple: column → label, where the file has none."
    )
    values: dict[RawValue, Text] = Field(
        default_factory=dict, description="Code → label, where the file has none."
    )
    scale: tuple[float, float] | None = None
    bands: list[float] | None = Field(None, min_length=1)
    family: Family | None = Field(None, description="Which family of criteria it belongs to.")

    @model_validator(mode="after")
    def _columns_fit(self) -> Self:
        many = self.type == "multiple" and self.separator is None
        if many and (self.columns is None or self.column is not None):
            raise ValueError("a multiple question must name columns (or column and separator)")
        if not many and (self.column is None or self.columns is not None):
            raise ValueError(f"a {self.type} question must name one column")
        if (self.type == "scale") != (self.scale is not None):
            raise ValueError("scale: [lowest, highest] goes with type: scale, and only there")
        if self.bands and (self.type != "number" or sorted(set(self.bands)) != self.bands):
            raise ValueError("bands must ascend and go with type: number")
        return self


class Weighting(Settings):
    """Targets to which the sample is raked: question → answer → share of the population."""

    targets: dict[Key, dict[ShortText, Annotated[float, Field(ge=0, le=1)]]] = Field(min_length=1)
    trim: tuple[float, float] | None = Field(
        None, description="Smallest and largest weight allowed (mean 1)."
    )
    population: Text | None = Field(None, description="Where the targets come from.")

    @model_validator(mode="after")
    def _shares_sum(self) -> Self:
        for key, shares in self.targets.items():
            total = sum(shares.values())
            if abs(total - 1) > 0.001:
                raise ValueError(f"the shares of {key} must sum to 1, got: {total:.4g}")
        return self


class Image(Settings):
    """A brand × attribute grid of yes/no columns, for the correspondence map."""

    brands: dict[ShortText, Columns] = Field(min_length=3)
    attributes: list[Text] = Field(
        default_factory=list, description="Labels in the columns' order, where the file has none."
    )


class Survey(RawFile):
    """A survey: one row is one respondent."""

    codebook: FileName | None = Field(
        None, description="CSV or XLSX with the columns variable, label, code, value."
    )
    id: Column
    weight: Column | None = None
    weighting: Weighting | None = None
    questions: dict[Key, Question] = Field(min_length=1)
    banner: list[Key] = Field(default_factory=list, max_length=6)
    funnel: list[Key] = Field(
        default_factory=list, description="multiple questions on brands, widest stage first."
    )
    net_promoter: Key | None = None
    spend: Key | None = Field(None, description="A number question: money spent.")
    image: Image | None = None

    @model_validator(mode="after")
    def _names_known(self) -> Self:
        if self.weight and self.weighting:
            raise ValueError("weight and weighting must not both be given")
        wanted = {
            "banner": self.banner,
            "funnel": self.funnel,
            "net_promoter": [self.net_promoter] if self.net_promoter else [],
            "spend": [self.spend] if self.spend else [],
            "weighting.targets": list(self.weighting.targets) if self.weighting else [],
        }
        unknown = [
            f"{place}: {name}"
            for place, names in wanted.items()
            for name in names
            if name not in self.questions
        ]
        if unknown:
            raise ValueError(f"must name questions of this survey, got: {', '.join(unknown)}")
        kinds = {"funnel": ("multiple",), "net_promoter": ("scale",), "spend": ("number",)}
        for place, types in kinds.items():
            for name in wanted[place]:
                if self.questions[name].type not in types:
                    raise ValueError(f"{place}: {name} must be a {types[0]} question")
        return self
