"""The check of a client's whole delivery: every file of every wave, before anything runs."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.clients.loading import load_client
from analysis.clients.retired_keys import retired_keys
from analysis.errors import ClientError, Problem
from analysis.sources.choice_answers import choice_problems
from analysis.sources.files.table import Provenance
from analysis.sources.inspection import DataNote, Inspection, Repair
from analysis.sources.personal_data import settings_problems_of_privacy, unknown_columns
from analysis.sources.records import Source
from analysis.sources.segmentation_gate import (
    data_problems_of_segments,
    settings_problems_of_segments,
)
from analysis.sources.survey import Survey
from analysis.sources.wave import inspect_source


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
