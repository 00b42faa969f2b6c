"""All sources of one wave, each read when it is first asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from analysis.clients.kinds import KINDS
from analysis.clients.model import Client
from analysis.clients.names import suggestion
from analysis.clients.project import reading, shown_path
from analysis.clients.scaffold import is_template
from analysis.errors import AnalysisError, ClientError, DataError, Problem
from analysis.languages import messages
from analysis.sources.files.codebooks import read_codebook
from analysis.sources.files.read import read_raw
from analysis.sources.files.table import Codebook, Provenance, RawTable
from analysis.sources.inspection import DataNote, Inspection, Repair
from analysis.sources.labels import Text, first_of
from analysis.sources.reading import Reading
from analysis.sources.records import Source, read_source
from analysis.sources.staff import with_staff_named
from analysis.sources.survey import Survey
from analysis.sources.survey_reading import read_survey
from analysis.values.absent import Absent

_ = messages(__name__)


@dataclass(frozen=True, eq=False)
class WaveSources:
    """One wave's typed sources; each is read when it is first asked for.

    A source the client did not deliver is `Absent`, with the reason. What was asked for is
    remembered: files, repairs and notes of a report are those of the sources it used.

    Attributes
    ----------
    client : Client
        The client.
    wave : str
        The wave's folder.
    """

    client: Client
    wave: str
    _found: dict[str, Survey | Source | Absent] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_found", {})

    @property
    def survey(self) -> Survey | Absent:
        """The survey."""
        found = self.read("survey")
        assert not isinstance(found, Source)
        return found

    def source(self, kind: str) -> Source | Absent:
        """Return a source with one record a row.

        Parameters
        ----------
        kind : str
            Which, such as ``prices``.
        """
        found = self.read(kind)
        assert not isinstance(found, Survey)
        return found

    def read(self, kind: str) -> Survey | Source | Absent:
        """Return a source, the survey or another; it is then among those used.

        Parameters
        ----------
        kind : str
            Which, such as ``survey``.
        """
        if kind not in self._found:
            self._found[kind] = self._inspected(kind)
        return self._found[kind]

    @cached_property
    def texts_of(self) -> dict[str, dict[str, Text]]:
        """What the codes of each source are called; filled when the source is read."""
        return {kind: {} for kind in self.client.sources.given()}

    @cached_property
    def texts(self) -> Mapping[str, Text]:
        """What the codes of the sources used so far are called."""
        return first_of(*self.texts_of.values())

    @property
    def used(self) -> tuple[Survey | Source, ...]:
        """The sources that were asked for so far, in the client file's fixed order."""
        found = (self._found.get(kind) for kind in self.client.sources.given())
        return tuple(source for source in found if isinstance(source, (Survey, Source)))

    @property
    def provenance(self) -> tuple[Provenance, ...]:
        """Where what was used comes from: each source's file with its size and hash."""
        found: list[Provenance] = []
        for source in self.used:
            own = source.provenance
            found += own if isinstance(own, tuple) else [own]
        return tuple(found)

    @property
    def repairs(self) -> tuple[Repair, ...]:
        """What was mended or left out in the sources used."""
        return tuple(repair for source in self.used for repair in source.repairs)

    @property
    def notes(self) -> tuple[DataNote, ...]:
        """What to know of the sources used."""
        return tuple(note for source in self.used for note in source.notes)

    def _inspected(self, kind: str) -> Survey | Source | Absent:
        if kind not in self.client.sources.given():
            return Absent(_(KINDS[kind].absent))
        source, inspection = inspect_source(self.client, self.wave, kind)
        if inspection.problems or source is None:
            raise DataError(inspection.problems)
        self.texts_of[kind].update(source.labels.texts)
        return source


def load_wave(client: Client, wave: str) -> WaveSources:
    """Return one wave's sources; nothing is read yet.

    Parameters
    ----------
    client : Client
        The client.
    wave : str
        The wave's folder.

    Raises
    ------
    ClientError
        Where the client has no such wave.
    """
    if wave not in client.waves:
        raise ClientError(
            Problem(
                client.file.where(("waves",)),
                _("the wave must be one of the client's waves, got: {wave}", wave=wave),
                suggestion(wave, client.waves),
            )
        )
    return WaveSources(client, wave)


def inspect_source(
    client: Client, wave: str, kind: str
) -> tuple[Survey | Source | None, Inspection]:
    """Read one source through the data gate; never raises for what is wrong with it."""
    inspection = Inspection()
    try:
        path = _delivered(client, wave, kind)
        table = read_raw(path, client.sources.given()[kind], kind)
        provenance, codebook = _codebook(client, wave, kind, table)
    except AnalysisError as error:
        inspection.problems += error.problems
        return None, inspection
    inspection.provenance += provenance
    inspection.columns |= set(map(str, table.frame.columns))
    fieldwork = client.waves[wave].fieldwork
    reading = Reading(table, client, kind, inspection, fieldwork[1] if fieldwork else None)
    if KINDS[kind].own_reader:
        return read_survey(reading, codebook, provenance), inspection
    source = read_source(reading)
    if source is not None:
        source = with_staff_named(source, wave, reading)
    return source, inspection


def _delivered(client: Client, wave: str, kind: str) -> Path:
    path = client.raw_file(wave, kind)
    with reading(path):
        template = is_template(path)
    if template:
        raise DataError(
            Problem(
                shown_path(path),
                _("the file must hold the client's data, got: the template's example rows"),
                _(
                    "Replace it by the client's file, or remove sources.{kind} from client.yml.",
                    kind=kind,
                ),
            )
        )
    return path


def _codebook(
    client: Client, wave: str, kind: str, table: RawTable
) -> tuple[tuple[Provenance, ...], Codebook]:
    path = client.codebook_file(wave, kind)
    if path is None:
        return (table.provenance,), table.codebook
    codebook, provenance = read_codebook(path)
    return (table.provenance, provenance), codebook
