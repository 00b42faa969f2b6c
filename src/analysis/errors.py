"""What went wrong, in the reader's language. An error is an AnalysisError or a bug.

A message reads ``<where>: <what> must <requirement>, got: <value>[, n rows, first at line m]
[. <cure>]``. Everything that is wrong is collected and raised once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextvars import ContextVar
from dataclasses import dataclass

# what errors call a column or an answer: its code, unless a study says otherwise
naming: ContextVar[Callable[[str], str]] = ContextVar("naming", default=str)


def called(code: object) -> str:
    """Return what an error calls a code: as the study at hand does; without one, the code.

    Parameters
    ----------
    code : object
        A column that a method was given.
    """
    return naming.get()(str(code))


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong, and how to mend it.

    Attributes
    ----------
    where : str
        File (relative to the project), with line, sheet or column as far as known:
        ``data/acme/client.yml, line 12`` or ``data/acme/w1/deals.csv, column "value"``.
    what : str
        What must hold and what was found, in the active language.
    cure : str
        What to do about it; may be empty.
    """

    where: str
    what: str
    cure: str = ""

    def __str__(self) -> str:
        text = f"{self.where}: {self.what}"
        if self.cure:
            text = f"{text.rstrip('.')}. {self.cure}"
        return text


class AnalysisError(Exception):
    """Base of every error a user is meant to see; shown without traceback.

    Parameters
    ----------
    problems : str or Problem or iterable of Problem
        What is wrong: everything at once.
    """

    def __init__(self, problems: str | Problem | Iterable[Problem]) -> None:
        if isinstance(problems, str):
            self.problems: tuple[Problem, ...] = ()
            message = problems
        else:
            self.problems = (problems,) if isinstance(problems, Problem) else tuple(problems)
            message = "\n".join(str(problem) for problem in self.problems)
        super().__init__(message)


class ClientError(AnalysisError):
    """The client file, or a client's, wave's or study's name, is wrong."""


class DataError(AnalysisError):
    """A raw file cannot be used as it is."""


class NotEnoughData(AnalysisError):
    """A method has too little to go on; the report says so instead of showing a number."""

    gap = True  # a reader may miss it


class DoesNotApply(NotEnoughData):
    """A method makes no sense for what the client asks; nobody misses it."""

    gap = False


class ReportError(AnalysisError):
    """A report could not be made whole, so it was not published."""


class RunError(AnalysisError):
    """A notebook did not run to its end."""
