"""The product from outside, in this process: its command, and a study's answers."""

from __future__ import annotations

import contextlib
import io
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

from analysis import answers, open_study

FINDING = "application/vnd.analysis.finding+json"
FIGURE = "application/vnd.analysis.figure+json"
TABLE = "application/vnd.analysis.table+json"


@dataclass(frozen=True)
class Said:
    """What a command said, and its exit code."""

    code: int
    out: str
    err: str


@contextlib.contextmanager
def _project(folder: Path, **variables: str) -> Iterator[None]:
    before = dict(os.environ)
    os.environ |= {"ANALYSIS_PROJECT": str(folder), "RESEARCH_LANGUAGE": "en", **variables}
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def research(project: Path, *arguments: str) -> Said:
    """Run ``research …`` in this process, by the entry point an installation gives it."""
    (command,) = entry_points(group="console_scripts", name="research")
    out, err = io.StringIO(), io.StringIO()
    argv, code = sys.argv, 0
    sys.argv = ["research", arguments[0], "--messages", "en", *arguments[1:]]
    try:
        with _project(project), contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            command.load()()
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
    finally:
        sys.argv = argv
    return Said(code, out.getvalue(), err.getvalue())


@dataclass(frozen=True)
class Asked:
    """What a study displays: section and bundle of each thing, and the headline numbers."""

    shown: tuple[tuple[str, dict[str, Any]], ...]
    headline: dict[str, str]

    def of(self, mime: str, name: str = "") -> list[dict[str, Any]]:
        """Return the bundles of one type, or those of one name."""
        found = [bundle[mime] for _section, bundle in self.shown if mime in bundle]
        return [one for one in found if not name or one.get("name") == name]

    @property
    def text(self) -> str:
        """Everything displayed, as one text."""
        return repr(self.shown) + repr(sorted(self.headline.items()))


def ask(
    project: Path, study: str, client: str, *, wave: str = "", language: str = "en", cache: str = ""
) -> Asked:
    """Return the answers of a study; ``cache`` names a folder for what costly methods found."""
    with _project(project, **({"ANALYSIS_CACHE": cache} if cache else {})):
        found = answers(open_study(study, client=client, wave=wave, language=language))
        shown = tuple((one.section, one.bundle) for one in found)
    return Asked(shown, dict(found.headline))
