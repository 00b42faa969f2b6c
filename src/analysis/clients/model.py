"""The client file as a frozen, validated value."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, Self, TypeVar, get_args

from pydantic import Field, PrivateAttr, StringConstraints, create_model, model_validator

from analysis.clients.document import ClientFile
from analysis.clients.kinds import KINDS
from analysis.clients.misfit import Misfit, Part
from analysis.clients.names import suggestion
from analysis.clients.privacy_settings import Privacy
from analysis.clients.project import raw_file
from analysis.clients.segment_choice_settings import choice_misfits, classes_misfit, not_there
from analysis.clients.segmentation_settings import (
    Personas,
    Segmentation,
    SegmentationSource,
    WaveName,
)
from analysis.clients.source_settings import Attribute, FileName, RawFile
from analysis.clients.survey_settings import Question
from analysis.clients.text import Bilingual, Settings, ShortText, Text
from analysis.clients.value_settings import Value, ValueSource
from analysis.languages import messages

_ = messages(__name__)
Language = Literal["vi", "en"]
Declared = TypeVar("Declared", bound=RawFile)


class Wave(Settings):
    """One delivery of data: a folder of its own beside the client file."""

    label: Text | None = None
    fieldwork: tuple[dt.date, dt.date] | None = Field(None, description="First and last day.")
    files: dict[ShortText, FileName] = Field(
        default_factory=dict, description="Source → file, where it is named otherwise in this wave."
    )

    @model_validator(mode="after")
    def _first_before_last(self) -> Self:
        if self.fieldwork and self.fieldwork[0] > self.fieldwork[1]:
            raise Misfit([Part(("fieldwork",), _("must start before it ends"))])
        return self


class _Sources(Settings):
    """The raw files a client delivers; every one is optional, at least one is there."""

    @model_validator(mode="after")
    def _one_at_least(self) -> Self:
        if not self.given():
            raise Misfit(_("must name at least one source"))
        return self

    def given(self) -> dict[str, RawFile]:
        """Return the sources that the client delivers, by name, in a fixed order."""
        found = {name: getattr(self, name) for name in type(self).model_fields}
        return {name: settings for name, settings in found.items() if settings is not None}

    def of(self, settings: type[Declared]) -> Declared | None:
        """Return a source by the type of its settings; None where the client delivers none.

        Parameters
        ----------
        settings : type of RawFile
            Such as `Reviews`.
        """
        return next((one for one in self.given().values() if isinstance(one, settings)), None)


if TYPE_CHECKING:
    Sources = _Sources
else:
    Sources = create_model(
        "Sources",
        __base__=_Sources,
        __doc__=_Sources.__doc__,
        **{name: (kind.settings | None, None) for name, kind in KINDS.items()},
    )


class Tables(Settings):
    """How tables test and what they hide."""

    confidence: float = Field(default=0.95, ge=0.8, le=0.999)
    correction: Literal["none", "bonferroni", "fdr"] = "fdr"
    smallest_base: int = Field(default=30, ge=1, description="Smaller bases are marked.")


class Client(Settings):
    """One client: who it is, what it delivers and how its studies are to be done.

    It knows the file it was read from: its folder, and the line of everything in it.
    """

    name: Text
    kind: Literal["b2c", "b2b"]
    synthetic: bool = Field(False, description="Made-up data; every report is labelled so.")
    about: Text | None = None
    languages: list[Language] = Field(
        default_factory=lambda: list[Language](("vi", "en")), min_length=1
    )
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
    _file: ClientFile = PrivateAttr()

    def read_from(self, file: ClientFile) -> Self:
        """Return the same client, which knows the file that describes it.

        Parameters
        ----------
        file : ClientFile
            Its client file as written.
        """
        known = self.model_copy()
        known._file = file
        return known

    @property
    def file(self) -> ClientFile:
        """The client file as written, for the lines problems point at."""
        return self._file

    @property
    def folder(self) -> Path:
        """The client's folder."""
        return self._file.path.parent

    @property
    def id(self) -> str:
        """The folder's name, by which commands know the client; `name` is what reports show."""
        return self.folder.name

    def raw_file(self, wave: str, kind: str) -> Path:
        """Return the path of a source's raw file in a wave.

        Parameters
        ----------
        wave, kind : str
            The wave and the source, such as ``prices``.

        Raises
        ------
        ClientError
            Where the folder or file is absent, or is a link that leads elsewhere.
        """
        name = self.waves[wave].files.get(kind, self.sources.given()[kind].file)
        return raw_file(self.folder, wave, name)

    def codebook_file(self, wave: str, kind: str) -> Path | None:
        """Return the path of the codebook that belongs to a source; None where there is none."""
        name = getattr(self.sources.given()[kind], "codebook", None)
        return None if name is None else raw_file(self.folder, wave, name)

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
            parts.append(_not_given(("value", "source"), self.value.source, ValueSource, given))
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
            source = self.segmentation.source
            return [_not_given(("segmentation", "source"), source, SegmentationSource, given)]
        known = getattr(settings, "questions", None) or getattr(settings, "attributes", {})
        places: dict[tuple[str, ...], list[str]] = {
            **{("segmentation", "basis", k): v for k, v in self.segmentation.basis.items()},
            ("segmentation", "descriptors"): self.segmentation.descriptors,
            **{("personas", k): v for k, v in (self.personas or Personas()).blocks().items()},
        }
        return [
            *(
                not_there((*place, index), name, known)
                for place, names in places.items()
                for index, name in enumerate(names)
                if name not in known
            ),
            *self._classification_misfits(known),
            *self._choice_misfits(known),
        ]

    def _classification_misfits(self, known: Mapping[str, Question | Attribute]) -> list[Part]:
        named = {key: getattr(self.segmentation, key) for key in ("rule", "compare_with")}
        found = {key: name and classes_misfit(name, known) for key, name in named.items()}
        return [
            Part(("segmentation", key), misfit.what, misfit.cure)
            for key, misfit in found.items()
            if misfit
        ]

    def _choice_misfits(self, known: Mapping[str, Question | Attribute]) -> list[Part]:
        if self.segmentation is None or self.segmentation.choice is None:
            return []
        choice = self.segmentation.choice
        return [
            Part(("segmentation", "choice", *part.path), part.what, part.cure)
            for part in choice_misfits(choice, known, self.segmentation.segments)
        ]


def _not_given(path: tuple[str, ...], name: str, possible: object, given: Iterable[str]) -> Part:
    """Return that a source is named which the client does not have, with those that would do."""
    there = [one for one in get_args(possible) if one in given]
    if there:
        return _unknown(path, name, there)
    return Part(path, _("must be a source that the client file has, got: {name}", name=name))


def _unknown(path: tuple[str | int, ...], name: str, known: list[str]) -> Part:
    what = _("must be one of {names}, got: {name}", names=", ".join(known), name=name)
    return Part(path, what, suggestion(name, known))
