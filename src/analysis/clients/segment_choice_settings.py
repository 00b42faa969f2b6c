"""What a client file says about the choice of segments: what knocks out, attracts and fits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Annotated, Self

from pydantic import Field, FiniteFloat, model_validator

from analysis.clients.keys import KeyName, written_key
from analysis.clients.misfit import Misfit, Part
from analysis.clients.names import suggestion
from analysis.clients.source_settings import Attribute, RawValue
from analysis.clients.survey_settings import Question
from analysis.clients.text import Settings, ShortText, Text
from analysis.languages import messages

_ = messages(__name__)
MEASURES = (
    "size",
    "value",
    "money_per_head",
    "growth",
    "stability",
    "distinctiveness",
    "reachability",
    "own_brand",
    "recommendation",
)
PARTS = ("knock_out", "attractiveness", "fit")
NUMERIC = ("number", "scale")
Score = Annotated[float, Field(ge=0, le=10)]
SegmentNumber = Annotated[int, Field(ge=1, le=12)]


class ShareOf(Settings):
    """The share of a segment that gave one answer."""

    question: KeyName = Field(description="A question of the survey, or an attribute.")
    answer: RawValue = Field(description="Its answer or item, as labelled in either language.")


class Measured(Settings):
    """Where a criterion of the client's own gets its number from."""

    label: Text | None = Field(None, description="What the criterion is called in the report.")
    share_of: ShareOf | None = Field(None, description="The share that gave an answer.")
    mean_of: KeyName | None = Field(None, description="The mean of a scale or number.")
    judgement: dict[SegmentNumber, Score] = Field(
        default_factory=dict,
        description="The analyst's own score by segment, 0–10; shown as a judgement.",
    )

    @property
    def given(self) -> list[str]:
        """Return which of the ways to get a number are used."""
        ways = ("share_of", "mean_of", "judgement")
        return [way for way in ways if getattr(self, way)]

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        if len(self.given) > 1:
            what = _("must have one of {names} only", names=", ".join(self.given))
            raise Misfit([Part((self.given[1],), what)])
        return self


class KnockOut(Measured):
    """A bound that a segment must keep to be looked at further."""

    at_least: FiniteFloat | None = Field(None, description="Segments under it are out.")
    at_most: FiniteFloat | None = Field(None, description="Segments over it are out.")

    @model_validator(mode="after")
    def _bounds_fit(self) -> Self:
        least, most = self.at_least, self.at_most
        if least is None and most is None:
            raise Misfit(_("must give at_least, at_most or both"))
        if least is not None and most is not None and least > most:
            raise Misfit([Part(("at_least",), _("must not be over at_most"))])
        return self


class Criterion(Measured):
    """A criterion segments are scored on, 0–10."""

    weight: FiniteFloat = Field(1, ge=0, description="0: shown, not counted.")
    low: FiniteFloat | None = Field(
        None, description="The number that scores 0; above high, less is better."
    )
    high: FiniteFloat | None = Field(None, description="The number that scores 10.")

    @model_validator(mode="after")
    def _scale_fits(self) -> Self:
        if (self.low is None) != (self.high is None):
            missing = "high" if self.high is None else "low"
            raise Misfit(_("must give low and high, or neither, got: no {name}", name=missing))
        if self.low is not None and self.low == self.high:
            raise Misfit([Part(("high",), _("must differ from low"))])
        if self.judgement and self.low is not None:
            raise Misfit([Part(("low",), _("must not stand beside judgement, which is a score"))])
        return self


class SegmentChoice(Settings):
    """How segments are chosen (S0.4): knock-out criteria first, then attractiveness and fit.

    A key is one of the measures of `MEASURES`, or a name of the client's own with ``share_of``,
    ``mean_of`` or ``judgement``. A part left out is the stated default.
    """

    knock_out: dict[ShortText, KnockOut] = Field(
        default_factory=dict, description="Segments that fail one are out, whatever they score."
    )
    attractiveness: dict[ShortText, Criterion] = Field(
        default_factory=dict, description="What makes a segment worth reaching."
    )
    fit: dict[ShortText, Criterion] = Field(
        default_factory=dict, description="What makes the client able to reach and win it."
    )

    @model_validator(mode="after")
    def _names_and_weights(self) -> Self:
        parts = [
            found
            for part, name, criterion in self.criteria()
            if (found := _misnamed(part, name, criterion)) is not None
        ]
        for part in ("attractiveness", "fit"):
            weights = [criterion.weight for criterion in getattr(self, part).values()]
            if weights and not any(weights):
                what = _("must have a weight over 0 in one criterion at least")
                parts.append(Part((part,), what))
        if parts:
            raise Misfit(parts)
        return self

    def criteria(self) -> Iterator[tuple[str, str, Measured]]:
        """Return every criterion with its part and name, in the client file's order."""
        for part in PARTS:
            for name, criterion in getattr(self, part).items():
                yield part, name, criterion


def _misnamed(part: str, name: str, criterion: Measured) -> Part | None:
    if name in MEASURES:
        if not criterion.given:
            return None
        what = _("must not have {name}: the report measures it", name=criterion.given[0])
        cure = _("Give the criterion a name of your own.")
        return Part((part, name, criterion.given[0]), what, cure)
    if criterion.given:
        return None
    what = _(
        "must be one of {names}, or have share_of, mean_of or judgement",
        names=", ".join(MEASURES),
    )
    return Part((part, name), what, suggestion(name, MEASURES))


def choice_misfits(
    choice: SegmentChoice, known: Mapping[str, Question | Attribute], segments: int | None = None
) -> list[Part]:
    """Return what a choice names that the segments' source does not have, below ``choice``.

    Parameters
    ----------
    choice : SegmentChoice
        The settings.
    known : mapping
        Questions of the survey, or attributes of the customers, by name.
    segments : int, optional
        The analyst's number of segments, where it is set.
    """
    parts = []
    for part, name, criterion in choice.criteria():
        place = (part, name)
        if criterion.share_of is not None:
            asked = criterion.share_of.question
            parts += _asked((*place, "share_of", "question"), asked, known, share=True)
        if criterion.mean_of is not None:
            parts += _asked((*place, "mean_of"), criterion.mean_of, known, share=False)
        for number in criterion.judgement:
            if segments is not None and number > segments:
                what = _("must be one of the {n} segments", n=segments)
                parts.append(Part((*place, "judgement", number), what))
    return parts


def classes_misfit(name: str, known: Mapping[str, Question | Attribute]) -> Part | None:
    """Return what keeps a question or attribute from dividing people into classes, else None.

    Parameters
    ----------
    name : str
        The question or attribute.
    known : mapping
        Those there are.
    """
    if misfits := _asked((), name, known, share=True):
        if name not in known:
            return misfits[0]
        return replace(misfits[0], cure=_("Give a number bands, or name another question."))
    if known[name].type == "multiple":
        what = _("must have one answer a person, got: {kind}", kind="multiple")
        return Part((), what)
    return None


def not_there(path: tuple[str | int, ...], name: str, known: Iterable[str]) -> Part:
    """Return that there is no such question or attribute, all called as the client file does.

    Parameters
    ----------
    path : tuple
        Where it is named.
    name : str
        The code of its name.
    known : iterable of str
        Codes of those there are.
    """
    written, there = written_key(name), [written_key(one) for one in known]
    what = _("must be one of {names}, got: {name}", names=", ".join(there), name=written)
    return Part(path, what, suggestion(written, there))


def _asked(
    path: tuple[str | int, ...],
    name: str,
    known: Mapping[str, Question | Attribute],
    *,
    share: bool,
) -> list[Part]:
    """Return what is wrong with the question or attribute a criterion names."""
    if name not in known:
        return [not_there(path, name, known)]
    kind = known[name].type
    if not share and kind not in NUMERIC:
        what = _("must be a number or a scale, got: {kind}", kind=kind)
        return [Part(path, what, _("Use share_of for the share of one answer."))]
    if share and (kind == "text" or (kind == "number" and not known[name].bands)):
        what = _("must have answers to choose from, got: {kind}", kind=kind)
        return [Part(path, what, _("Use mean_of for numbers, or give the question bands."))]
    return []
