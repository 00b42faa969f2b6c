"""A survey as the methods need it: answers with their labels, weights, banner, funnel, image."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import pandas as pd

from analysis.clients.keys import key_code, written_key
from analysis.clients.names import suggestion
from analysis.clients.text import written
from analysis.errors import ClientError, Problem
from analysis.languages import messages
from analysis.sources.bands import banded_values, point_code
from analysis.sources.files.table import Provenance
from analysis.sources.inspection import DataNote, Repair
from analysis.sources.labels import Labels, Text
from analysis.values.absent import Absent

_ = messages(__name__)
QuestionType = Literal["single", "multiple", "scale", "number", "text"]


@dataclass(frozen=True)
class AnsweredQuestion:
    """A question with what it was answered by.

    Attributes
    ----------
    key, type : str
        Its name in the client file, its type.
    text : str or Bilingual
        Its wording.
    family : str or None
        Which family of segmentation criteria it belongs to.
    items : tuple of str
        Codes: of the answers (single), of the items (multiple); else empty.
    asked, answered, refused : int
        Respondents who were asked, who answered, who refused (or gave no usable answer).
    scale : tuple of float or None
        Lowest and highest point of a scale.
    bands : tuple of float or None
        Bounds that cut a number into bands.
    ordered : bool
        Whether the order of its answers counts in a segmentation.
    """

    key: str
    text: Text
    type: QuestionType
    family: str | None
    items: tuple[str, ...]
    asked: int
    answered: int
    refused: int
    scale: tuple[float, float] | None = None
    bands: tuple[float, ...] | None = None
    ordered: bool = False

    @property
    def label(self) -> str:
        """Its wording in the active language."""
        return written(self.text)


@dataclass(frozen=True, eq=False)
class Survey:
    """A survey: one row is one respondent.

    Attributes
    ----------
    frame : DataFrame
        The raw codes, index from 0.
    respondents : Series of str
        Each respondent's id.
    weights : Series of float
        Mean 1; all 1 where the file has no weights (also where targets are still to be raked to).
    weighting : str
        ``"none"``, ``"given"`` (a column of the file) or ``"targets"``.
    questions : mapping
        Key → question, in the client file's order.
    provenance : tuple of Provenance
        The file, and its codebook.
    labels : Labels
        What questions, answers, items, bands and brands are called.
    weighting_targets : mapping or None
        Question → answer → share of the population (0–1).
    weighting_trim : tuple of float or None
        Smallest and largest weight allowed.
    weighting_population : str or None
        Where the targets come from.
    """

    frame: pd.DataFrame
    respondents: pd.Series
    weights: pd.Series
    weighting: Literal["none", "given", "targets"]
    questions: Mapping[str, AnsweredQuestion]
    provenance: tuple[Provenance, ...]
    labels: Labels = field(default_factory=Labels)
    weighting_targets: Mapping[str, Mapping[str, float]] | None = None
    weighting_trim: tuple[float, float] | None = None
    weighting_population: str | None = None
    repairs: tuple[Repair, ...] = ()
    notes: tuple[DataNote, ...] = ()
    _answers: Mapping[str, pd.Series | pd.DataFrame] = field(default_factory=dict, repr=False)
    _banner: tuple[str, ...] = ()
    _funnel: tuple[str, ...] = ()
    _brands: Mapping[str, str] = field(default_factory=dict)
    _net_promoter: str | None = None
    _spend: str | None = None
    _image: Mapping[str, pd.DataFrame] | None = None
    _target_keys: tuple[str, ...] = ()

    def question(self, key: str) -> AnsweredQuestion:
        """Return one question.

        Raises
        ------
        ClientError
            Where the client file has no question of this name.
        """
        code = self._coded(key)
        if code not in self.questions:
            raise ClientError(
                Problem(
                    "client.yml",
                    _("the survey must have the question asked for, got: {key}", key=key),
                    suggestion(key, map(written_key, self.questions)),
                )
            )
        return self.questions[code]

    def _coded(self, key: str) -> str:
        return key if key in self.questions else key_code(key)

    def answers(self, key: str) -> pd.Series | pd.DataFrame:
        """Return the answers to one question, a row a respondent.

        Returns
        -------
        Series or DataFrame
            single: ordered categorical of codes, in the client file's order. multiple: frame of
            1 (chosen), 0 and NaN (not asked), a column an item. scale, number: floats. text:
            texts.
        """
        self.question(key)
        return self._answers[self._coded(key)]

    def one_column(self, key: str) -> pd.Series:
        """Return the answers to a question of another type than multiple."""
        found = self.answers(key)
        assert isinstance(found, pd.Series)
        return found

    def _items(self, key: str) -> pd.DataFrame:
        """Return the answers to a question of type multiple."""
        found = self.answers(key)
        assert isinstance(found, pd.DataFrame)
        return found

    def banded(self, key: str) -> pd.Series | Absent:
        """Return the answers to one question as ordered categories.

        A number is cut at the client file's bands, a scale has its points as categories; a
        single question is as it is. Others have none: `Absent`.
        """
        question = self.question(key)
        if question.type == "single":
            return self.one_column(key)
        if question.type == "number" and question.bands:
            return banded_values(key, self.one_column(key), list(question.bands))
        if question.type == "scale":
            points = self.one_column(key)
            codes = {point: point_code(key, point) for point in sorted(points.dropna().unique())}
            return pd.Series(
                pd.Categorical(
                    points.map(codes).astype(object), categories=list(codes.values()), ordered=True
                ),
                index=points.index,
            )
        return Absent(_("“{label}” has no bands.", label=question.label))

    @property
    def banner(self) -> pd.DataFrame | Absent:
        """Questions across which tables are cut: categoricals, named by their keys."""
        if not self._banner:
            return Absent(_("No banner questions were set."))
        return pd.DataFrame({key: self.banded(key) for key in self._banner})

    @property
    def target_frame(self) -> pd.DataFrame | Absent:
        """Questions with population targets: categoricals, named as in ``weighting_targets``."""
        if not self._target_keys:
            return Absent(_("No population targets were set."))
        return pd.DataFrame({key: self.banded(key) for key in self._target_keys})

    @property
    def brand_stages(self) -> dict[str, pd.DataFrame] | Absent:
        """Stages of the brand funnel, widest first: question → brands common to all stages.

        Items are matched by their text, which is the brand's code in every source.
        """
        if not self._funnel:
            return Absent(_("No brand funnel was asked."))
        stages = {key: self._items(key).rename(columns=self._brands) for key in self._funnel}
        common = [
            brand
            for brand in next(iter(stages.values())).columns
            if all(brand in stage.columns for stage in stages.values())
        ]
        if not common:
            return Absent(_("The stages of the funnel have no brand in common."))
        return {key: stage[common] for key, stage in stages.items()}

    @property
    def net_promoter(self) -> tuple[pd.Series, tuple[float, float]] | Absent:
        """Answers to the recommendation question, and the ends of its scale."""
        if self._net_promoter is None:
            return Absent(_("The recommendation question was not asked."))
        question = self.questions[self._net_promoter]
        assert question.scale is not None
        return self.one_column(question.key), question.scale

    @property
    def spend(self) -> pd.Series | Absent:
        """What each respondent spends, in the client's currency."""
        if self._spend is None:
            return Absent(_("The survey did not ask for spending."))
        return self.one_column(self._spend)

    @property
    def brand_images(self) -> dict[str, pd.DataFrame] | Absent:
        """Brand → which attributes respondents give it (1, 0, NaN where not asked)."""
        if self._image is None:
            return Absent(_("The survey did not ask for the image of brands."))
        return dict(self._image)
