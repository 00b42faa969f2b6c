"""The command line as a user has it: in this process where that is enough, else in one of its own.

Nothing of the package is imported here but its entry point, whatever module that stands in.
"""

from __future__ import annotations

import contextlib
import io
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import entry_points
from pathlib import Path
from unittest import mock

REPOSITORY = Path(__file__).parents[2]


@dataclass(frozen=True)
class Said:
    """What a command said, and its exit code."""

    code: int
    out: str
    err: str

    @property
    def all(self) -> str:
        """Everything it said."""
        return self.out + self.err


def research(project: Path, *arguments: str, language: str = "en") -> Said:
    """Run ``research …`` in this process; whatever it lets through is raised."""
    (main,) = entry_points(group="console_scripts", name="research")
    streams = [io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2)]
    variables = {"ANALYSIS_PROJECT": str(project), "RESEARCH_LANGUAGE": language}
    with (
        mock.patch.dict(os.environ, variables),
        mock.patch.object(sys, "argv", ["research", *arguments, "--messages", language]),
        contextlib.redirect_stdout(streams[0]),
        contextlib.redirect_stderr(streams[1]),
    ):
        code = 0
        try:
            main.load()()
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else int(end.code is not None)
    out, err = (
        (stream.flush(), stream.buffer.getvalue().decode())[1]  # type: ignore[attr-defined]
        for stream in streams
    )
    return Said(code, out, err)


def environment(project: Path, variables: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return the variables of a process of its own."""
    own = {"ANALYSIS_PROJECT": str(project), "RESEARCH_LANGUAGE": "en", "OMP_NUM_THREADS": "1"}
    return {**os.environ, **own, **(variables or {})}


def started(
    project: Path, *arguments: str, variables: Mapping[str, str] | None = None, **options: object
) -> subprocess.Popen[str]:
    """Start ``research …`` in a process of its own."""
    return subprocess.Popen(
        [Path(sys.executable).with_name("research"), *arguments],
        cwd=project,
        env=environment(project, variables),
        text=True,
        encoding="utf-8",
        **{"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **options},  # type: ignore[arg-type]
    )


def apart(project: Path, *arguments: str, **options: object) -> Said:
    """Run ``research …`` in a process of its own."""
    process = started(project, *arguments, **options)  # type: ignore[arg-type]
    out, err = process.communicate(timeout=120)
    return Said(process.returncode, out or "", err or "")
