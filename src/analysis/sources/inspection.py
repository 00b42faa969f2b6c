"""What was found while raw files were read: what is wrong, what was repaired, what to know."""

from __future__ import annotations

from dataclasses import dataclass, field

from analysis.errors import Problem
from analysis.sources.files.table import Provenance


@dataclass(frozen=True)
class Repair:
    """Something that was mended or left out, told in the report's data section.

    Attributes
    ----------
    where : str
        File, and column where it concerns one.
    what : str
        What was done, in the active language.
    rows : int
        How many rows it concerned.
    wave : str
        The wave's name, where a report lists files of several.
    """

    where: str
    what: str
    rows: int
    wave: str = ""


@dataclass(frozen=True)
class DataNote:
    """Something the reader should know of the data, which were used as they are."""

    where: str
    what: str
    wave: str = ""


@dataclass
class Inspection:
    """Collects what is found in one or several files, so that all of it is told at once.

    Attributes
    ----------
    columns : set of str
        Names of all columns of the files.
    """

    problems: list[Problem] = field(default_factory=list)
    repairs: list[Repair] = field(default_factory=list)
    notes: list[DataNote] = field(default_factory=list)
    provenance: list[Provenance] = field(default_factory=list)
    columns: set[str] = field(default_factory=set)

    def refuse(self, where: str, what: str, cure: str = "") -> None:
        """Record something that makes the file unusable until it is mended."""
        problem = Problem(where, what, cure)
        if problem not in self.problems:
            self.problems.append(problem)

    def repaired(self, where: str, what: str, rows: int) -> None:
        """Record a repair, where it concerned any rows."""
        if rows:
            self.repairs.append(Repair(where, what, int(rows)))

    def note(self, where: str, what: str) -> None:
        """Record something to know."""
        if DataNote(where, what) not in self.notes:
            self.notes.append(DataNote(where, what))

    def add(self, other: Inspection) -> None:
        """Take over what another inspection found."""
        self.problems += [p for p in other.problems if p not in self.problems]
        self.repairs += other.repairs
        self.notes += [n for n in other.notes if n not in self.notes]
        self.provenance += other.provenance
        self.columns |= other.columns
