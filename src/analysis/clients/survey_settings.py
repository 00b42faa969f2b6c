"""What a client file says about its survey: questions, weights, banner, funnel, image."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from analysis.clients.keys import KeyName, written_key
from analysis.clients.misfit import Misfit, Part
from analysis.clients.names import suggestion
from analysis.clients.source_settings import (
    Column,
    Family,
    FileName,
    RawFile,
    RawValue,
    Shown,
)
from analysis.clients.survey_roles import Asks, Named, named_questions
from analysis.clients.text import Settings, ShortText, Text
from analysis.languages import messages

_ = messages(__name__)
_PRICE = _.later("prices must not be negative")
Key = Annotated[KeyName, Field(description="The name of a question in this client file.")]
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
        default_factory=lambda: list[RawValue]([1]), description="multiple: codes that mean chosen."
    )
    items: dict[ShortText, Text] = Field(
        default_factory=dict, description="multiple: column → label, where the file has none."
    )
    values: dict[RawValue, Text] = Field(
        default_factory=dict, description="Code → label, where the file has none."
    )
    scale: tuple[float, float] | None = None
    bands: list[float] | None = Field(None, min_length=1)
    ordered: bool = Field(
        False, description="single: whether the order of its answers counts in a segmentation."
    )
    family: Family | None = Field(None, description="Which family of criteria it belongs to.")

    @property
    def own_column(self) -> str:
        """The column of a question that has one."""
        assert self.column is not None
        return self.column

    @property
    def own_columns(self) -> list[str] | str:
        """The columns of a question that has a set of them."""
        assert self.columns is not None
        return self.columns

    @property
    def ends(self) -> tuple[float, float]:
        """The lowest and the highest point of a question that has a scale."""
        assert self.scale is not None
        return self.scale

    @model_validator(mode="after")
    def _columns_fit(self) -> Self:
        many = self.type == "multiple" and self.separator is None
        if many and (self.columns is None or self.column is not None):
            raise Misfit(_("must name columns (or column and separator), being multiple"))
        if not many and (self.column is None or self.columns is not None):
            raise Misfit(_("must name one column, being {type}", type=self.type))
        if (self.type == "scale") != (self.scale is not None):
            raise Misfit(_("must give scale: [lowest, highest] with type: scale, and only there"))
        if self.scale and self.scale[0] >= self.scale[1]:
            raise Misfit([Part(("scale",), _("must be [lowest, highest]"))])
        if self.bands and (self.type != "number" or sorted(set(self.bands)) != self.bands):
            raise Misfit([Part(("bands",), _("must ascend and go with type: number"))])
        return self


class Weighting(Settings):
    """Targets to which the sample is raked: question → answer → share of the population."""

    targets: Annotated[
        dict[Key, dict[ShortText, Annotated[float, Field(ge=0, le=1)]]],
        Asks(("single", "number"), groups=True),
    ] = Field(min_length=1)
    trim: tuple[float, float] | None = Field(
        None, description="Smallest and largest weight allowed (mean 1)."
    )
    population: Text | None = Field(None, description="Where the targets come from.")

    @model_validator(mode="after")
    def _trims_around_one(self) -> Self:
        if self.trim and not 0 <= self.trim[0] < 1 < self.trim[1]:
            what = _("must be [smallest, largest] with 1, the mean weight, between them")
            raise Misfit([Part(("trim",), what)])
        return self

    @model_validator(mode="after")
    def _shares_sum(self) -> Self:
        for key, shares in self.targets.items():
            total = sum(shares.values())
            if abs(total - 1) > 0.001:
                what = _("must have shares that sum to 1, got: {total}", total=f"{total:.4g}")
                raise Misfit([Part(("targets", key), what)])
        return self


class Image(Settings):
    """A brand × attribute grid of yes/no columns, for the correspondence map."""

    brands: dict[ShortText, Columns] = Field(min_length=3)
    attributes: list[Text] = Field(
        default_factory=list, description="Labels in the columns' order, where the file has none."
    )


class PriceSensitivity(Settings):
    """Four prices of one product that respondents were asked for (van Westendorp)."""

    too_cheap: Annotated[Key, Asks(("number",), amount=_PRICE)] = Field(
        description="A `number` question: so cheap that its quality is doubted."
    )
    cheap: Annotated[Key, Asks(("number",), amount=_PRICE, above="too_cheap")] = Field(
        description="Cheap: a bargain. Most answers must lie above those to `too_cheap`."
    )
    expensive: Annotated[Key, Asks(("number",), amount=_PRICE, above="cheap")] = Field(
        description="Getting expensive, but still considered."
    )
    too_expensive: Annotated[Key, Asks(("number",), amount=_PRICE, above="expensive")] = Field(
        description="So expensive that it is not considered."
    )


class Survey(RawFile):
    """A survey: one row is one respondent."""

    codebook: Annotated[FileName | None, Shown("file")] = Field(
        None,
        description="CSV or XLSX with the columns `variable`, `label`, `code`, `value`. "
        "SPSS files bring their own.",
    )
    id: Annotated[Column, Shown("column")] = Field(
        description="The respondent's number; every one once."
    )
    weight: Annotated[Column | None, Shown("column")] = Field(
        None,
        description="Weights of the fieldwork agency; brought to mean 1. Not beside `weighting`.",
    )
    weighting: Annotated[Weighting | None, Shown("settings", apart=True)] = Field(
        None, description="Targets the report rakes the sample to."
    )
    questions: Annotated[dict[Key, Question], Shown("name → question")] = Field(
        min_length=1, description="The questions used; others need not be listed."
    )
    banner: Annotated[list[Key], Asks(("single", "scale", "number"), groups=True)] = Field(
        default_factory=list,
        max_length=6,
        description="Columns of tables, six at most; `single`, `scale`, or `number` with bands.",
    )
    funnel: Annotated[list[Key], Asks(("multiple",))] = Field(
        default_factory=list,
        description="`multiple` questions on brands with the same item labels, widest stage first. "
        "A brand nobody was asked about is shown as not asked.",
    )
    net_promoter: Annotated[Key | None, Asks(("scale",))] = Field(
        None,
        description="A `scale` question on `[0, 10]` or `[1, 10]`: nine and ten promote, up to six "
        "detract.",
    )
    spend: Annotated[
        Key | None, Asks(("number",), amount=_.later("money spent must not be negative"))
    ] = Field(None, description="A `number` question: money spent. It values segments of a survey.")
    price_sensitivity: PriceSensitivity | None = Field(
        None, description="Four questions on the price of one product: which prices are accepted."
    )
    image: Annotated[Image | None, Shown("settings", apart=True)] = Field(
        None, description="Brand × attribute grid for the correspondence map."
    )

    @model_validator(mode="after")
    def _names_known(self) -> Self:
        if self.weight and self.weighting:
            raise Misfit([Part(("weighting",), _("must not stand beside weight"))])
        parts = [
            part for named in named_questions(self) if (part := self._misnamed(named)) is not None
        ]
        if not parts:
            parts = self._unfit_net_promoter()
        if parts:
            raise Misfit(parts)
        return self

    def _unfit_net_promoter(self) -> list[Part]:
        """A net promoter score has its own ends: 9–10 promote, 0–6 detract."""
        scale = self.questions[self.net_promoter].scale if self.net_promoter else None
        if scale is None or (scale[0] in (0, 1) and scale[1] == 10):
            return []
        what = _(
            "must be a question whose scale is [0, 10] or [1, 10], got: {scale}",
            scale=f"[{scale[0]:g}, {scale[1]:g}]",
        )
        cure = _("Leave net_promoter out: other scales stand in banner and descriptors.")
        return [Part(("net_promoter",), what, cure)]

    def _misnamed(self, named: Named) -> Part | None:
        if named.question not in self.questions:
            name = written_key(named.question)
            what = _("must name a question of this survey, got: {name}", name=name)
            return Part(named.path, what, suggestion(name, map(written_key, self.questions)))
        found, asks = self.questions[named.question], named.asks
        if found.type == "number" and asks.groups and not found.bands:
            what = _("must have answers to choose from, got: {kind}", kind=found.type)
            return Part(named.path, what, _("Give a number bands, or name another question."))
        if found.type in asks.types:
            return None
        wanted = ", ".join(asks.types)
        what = _(
            "must be a question of type {wanted}, got: {found}", wanted=wanted, found=found.type
        )
        return Part(named.path, what)
