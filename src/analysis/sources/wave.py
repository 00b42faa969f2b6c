"""All sources of one wave, and the check of a client's whole delivery."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from analysis.clients.document import ClientFile
from analysis.clients.loading import client_file, read_client
from analysis.clients.model import Client
from analysis.clients.names import suggestion
from analysis.clients.project import client_folder, raw_file, reading, shown_path
from analysis.clients.retired_keys import retired_keys
from analysis.clients.scaffold import is_template
from analysis.clients.source_settings import RawFile
from analysis.clients.staff import staff_columns
from analysis.errors import AnalysisError, ClientError, DataError, Problem
from analysis.languages import _
from analysis.sources.absent import Absent
from analysis.sources.choice_answers import choice_problems
from analysis.sources.codebooks import read_codebook
from analysis.sources.inspection import DataNote, Inspection, Provenance, Repair
from analysis.sources.personal_data import settings_problems_of_privacy, unknown_columns
from analysis.sources.raw import Codebook, RawTable, read_raw
from analysis.sources.reading import Reading
from analysis.sources.records import Source, read_source
from analysis.sources.segmentation_gate import (
    data_problems_of_segments,
    settings_problems_of_segments,
)
from analysis.sources.staff import with_staff_named
from analysis.sources.survey import Survey
from analysis.sources.survey_reading import read_survey
from analysis.sources.text import tidy


@dataclass(frozen=True)
class CheckResult:
    """What the data gate says of a client's whole delivery.

    Attributes
    ----------
    problems : tuple of Problem
        What must be mended before anything runs; empty where all is well.
    repairs : tuple of Repair
        What is mended by itself, and said in the report.
    notes : tuple of DataNote
        What to know.
    provenance : tuple of Provenance
        Every file read.
    """

    problems: tuple[Problem, ...]
    repairs: tuple[Repair, ...] = ()
    notes: tuple[DataNote, ...] = ()
    provenance: tuple[Provenance, ...] = ()


@dataclass(frozen=True, eq=False)
class WaveSources:
    """One wave's typed sources; each is read when it is first asked for.

    A source the client did not deliver is `Absent`, with the reason. What was asked for is
    remembered: files, repairs and notes of a report are those of the sources it used.

    Attributes
    ----------
    client_name : str
        The client's folder.
    client : Client
        The client.
    wave : str
        The wave's folder.
    file : ClientFile
        The client file as written, for the lines problems point at.
    """

    client_name: str
    client: Client
    wave: str
    file: ClientFile

    @cached_property
    def survey(self) -> Survey | Absent:
        """The survey."""
        return self._read("survey")

    @cached_property
    def transactions(self) -> Source | Absent:
        """What customers bought."""
        return self._read("transactions")

    @cached_property
    def customers(self) -> Source | Absent:
        """Who the customers are."""
        return self._read("customers")

    @cached_property
    def deals(self) -> Source | Absent:
        """The sales pipeline."""
        return self._read("deals")

    @cached_property
    def leads(self) -> Source | Absent:
        """People who may become customers."""
        return self._read("leads")

    @cached_property
    def competitors(self) -> Source | Absent:
        """Facts about competitors."""
        return self._read("competitors")

    @cached_property
    def prices(self) -> Source | Absent:
        """Offers of the client and of competitors."""
        return self._read("prices")

    @cached_property
    def reviews(self) -> Source | Absent:
        """What people wrote."""
        return self._read("reviews")

    @cached_property
    def web_analytics(self) -> Source | Absent:
        """Visits of the client's website."""
        return self._read("web_analytics")

    @cached_property
    def search_queries(self) -> Source | Absent:
        """What people searched for."""
        return self._read("search_queries")

    @property
    def used(self) -> tuple[Survey | Source, ...]:
        """The sources that were asked for so far, in the client file's fixed order."""
        found = (vars(self).get(kind) for kind in self.client.sources.given())
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

    def _read(self, kind: str) -> Survey | Source | Absent:
        if kind not in self.client.sources.given():
            return Absent(_absence(kind))
        source, inspection = inspect_source(
            self.client_name, self.client, self.file, self.wave, kind
        )
        if inspection.problems or source is None:
            raise DataError(inspection.problems)
        return source


def _absence(kind: str) -> str:
    return {
        "survey": _("The client delivered no survey."),
        "transactions": _("The client delivered no transactions."),
        "customers": _("The client delivered no customer file."),
        "deals": _("The client delivered no deals."),
        "leads": _("The client delivered no leads."),
        "competitors": _("The client delivered no facts about competitors."),
        "prices": _("The client delivered no prices."),
        "reviews": _("The client delivered no reviews."),
        "web_analytics": _("The client delivered no web analytics."),
        "search_queries": _("The client delivered no search queries."),
    }[kind]


def load_wave(
    client_name: str, client: Client, wave: str, file: ClientFile | None = None
) -> WaveSources:
    """Return one wave's sources; nothing is read yet.

    Parameters
    ----------
    client_name : str
        The client's folder.
    client : Client
        The client.
    wave : str
        The wave's folder.
    file : ClientFile, optional
        The client file as written, where it was read already.

    Raises
    ------
    ClientError
        Where the client has no such wave.
    """
    file = file or client_file(client_name)
    if wave not in client.waves:
        raise ClientError(
            Problem(
                file.where(("waves",)),
                _("the wave must be one of the client's waves, got: {wave}", wave=wave),
                suggestion(wave, client.waves),
            )
        )
    return WaveSources(client_name, client, wave, file)


def inspect_source(
    client_name: str, client: Client, file: ClientFile, wave: str, kind: str
) -> tuple[Survey | Source | None, Inspection]:
    """Read one source through the data gate; never raises for what is wrong with it."""
    inspection = Inspection()
    settings = client.sources.given()[kind]
    try:
        path = _file_of(client_name, client, wave, kind, settings)
        table = read_raw(path, settings, kind)
        provenance, codebook = _codebook(client_name, wave, settings, table)
    except AnalysisError as error:
        inspection.problems += error.problems
        return None, inspection
    inspection.provenance += provenance
    inspection.columns |= set(map(str, table.frame.columns))
    fieldwork = client.waves[wave].fieldwork
    reading = Reading(
        table,
        settings,
        file,
        ("sources", kind),
        inspection,
        client.currency,
        fieldwork[1] if fieldwork else None,
        client.privacy,
        _staff_columns_unshown(client, settings),
    )
    if kind == "survey":
        return read_survey(reading, client, codebook, provenance), inspection
    source = read_source(reading, kind, client)
    if source is not None:
        source = with_staff_named(source, client_name, client, wave, reading)
    return source, inspection


def _staff_columns_unshown(client: Client, settings: RawFile) -> frozenset[str]:
    """Columns whose names of staff no report shows: they may be e-mail addresses."""
    if client.staff == "shown":
        return frozenset()
    return frozenset(map(tidy, staff_columns(settings).values()))


def _file_of(client_name: str, client: Client, wave: str, kind: str, settings: RawFile) -> Path:
    name = client.waves[wave].files.get(kind, settings.file)
    path = raw_file(client_folder(client_name), wave, name)
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
    client_name: str, wave: str, settings: RawFile, table: RawTable
) -> tuple[tuple[Provenance, ...], Codebook]:
    name = getattr(settings, "codebook", None)
    if name is None:
        return (table.provenance,), table.codebook
    codebook, provenance = read_codebook(raw_file(client_folder(client_name), wave, name))
    return (table.provenance, provenance), codebook


def check_client(name: str) -> CheckResult:
    """Read everything a client delivered, in all waves, and return everything found.

    Parameters
    ----------
    name : str
        The client's name.

    Returns
    -------
    CheckResult
        Problems of client file and data; nothing is raised for them.
    """
    found = Inspection()
    try:
        client, file = read_client(name)
    except ClientError as error:
        return CheckResult(error.problems)
    found.notes += [DataNote(one.where, one.what) for one in retired_keys(file)]
    found.problems += settings_problems_of_privacy(name, client, file)
    found.problems += settings_problems_of_segments(client, file)
    people: dict[str, Survey | Source] = {}
    for wave in client.waves:
        for kind in client.sources.given():
            source, inspection = inspect_source(name, client, file, wave, kind)
            found.add(inspection)
            if source is not None and client.segmentation and client.segmentation.source == kind:
                found.problems += choice_problems(client, source, file)
                people[wave] = source
    if not found.problems:
        found.problems += unknown_columns(client, file, found.columns)
        found.problems += data_problems_of_segments(client, people, file)
    return CheckResult(
        tuple(found.problems), tuple(found.repairs), tuple(found.notes), tuple(found.provenance)
    )
