"""All sources of one wave, and the check of a client's whole delivery."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from analysis.clients.loading import load_client
from analysis.clients.model import Client
from analysis.clients.names import suggestion
from analysis.clients.project import reading, shown_path
from analysis.clients.retired_keys import retired_keys
from analysis.clients.scaffold import is_template
from analysis.errors import AnalysisError, ClientError, DataError, Problem
from analysis.languages import messages
from analysis.sources.choice_answers import choice_problems
from analysis.sources.codebooks import read_codebook
from analysis.sources.inspection import DataNote, Inspection, Provenance, Repair
from analysis.sources.labels import Text
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
from analysis.values.absent import Absent

_ = messages(__name__)


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
    client : Client
        The client.
    wave : str
        The wave's folder.
    """

    client: Client
    wave: str

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

    @cached_property
    def texts_of(self) -> dict[str, dict[str, Text]]:
        """What the codes of each source are called; filled when the source is read."""
        return {kind: {} for kind in self.client.sources.given()}

    @cached_property
    def texts(self) -> Mapping[str, Text]:
        """What the codes of the sources used so far are called."""
        return ChainMap(*self.texts_of.values())

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
        source, inspection = inspect_source(self.client, self.wave, kind)
        if inspection.problems or source is None:
            raise DataError(inspection.problems)
        self.texts_of[kind].update(source.labels.texts)
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
    if kind == "survey":
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
        client = load_client(name)
    except ClientError as error:
        return CheckResult(error.problems)
    found.notes += [DataNote(one.where, one.what) for one in retired_keys(client.file)]
    found.problems += settings_problems_of_privacy(client)
    found.problems += settings_problems_of_segments(client)
    people: dict[str, Survey | Source] = {}
    for wave in client.waves:
        for kind in client.sources.given():
            source, inspection = inspect_source(client, wave, kind)
            found.add(inspection)
            if source is not None and client.segmentation and client.segmentation.source == kind:
                found.problems += choice_problems(client, source)
                people[wave] = source
    if not found.problems:
        found.problems += unknown_columns(client, found.columns)
        found.problems += data_problems_of_segments(client, people)
    return CheckResult(
        tuple(found.problems), tuple(found.repairs), tuple(found.notes), tuple(found.provenance)
    )
