"""The product as a user runs it: the command line on a copied project."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import nbformat
import pytest
from typer.testing import CliRunner

from analysis.cli import app
from analysis.languages import active_language, use_language
from analysis.values.media import NOTE_MIME

ROOT = Path(__file__).parents[2]
FORMATS = ("html", "pdf", "ipynb")
TYPING_TOOL = "typing_tool.xlsx"
STUDIES = ("market_research", "competitor_analysis", "segmentation", "personas")
SAMPLES = ("ca_phe_may", "hoc_vien_so")
WAVES = {"ca_phe_may": "2026-2", "hoc_vien_so": "2026-1", "bakery": "w1"}


@dataclass(frozen=True)
class Published:
    """One report of the sample clients, or of the small one beside them."""

    client: str
    study: str
    language: str

    @property
    def place(self) -> str:
        """Its place below ``reports/``, without the ending of a format."""
        return f"{self.folder}/{self.study}"

    @property
    def folder(self) -> str:
        """The folder it stands in, below ``reports/``."""
        return f"{self.wave_folder}/client/{self.language}"

    @property
    def wave_folder(self) -> str:
        """The folder of its wave, below ``reports/``."""
        return f"{self.client}/{WAVES[self.client]}"

    @property
    def notebook(self) -> str:
        """Place of its executed notebook, which no client gets."""
        return f"{self.wave_folder}/internal/{self.language}/{self.study}.ipynb"

    @property
    def attached(self) -> tuple[str, ...]:
        """Places of the files that go with it."""
        return (f"{self.folder}/{TYPING_TOOL}",) if self.study == "segmentation" else ()

    @property
    def shown(self) -> tuple[str, ...]:
        """Places of all its files that the index page leads to."""
        return (f"{self.place}.html", f"{self.place}.pdf", *self.attached)

    def __str__(self) -> str:
        return f"{self.client}-{self.study}-{self.language}"


LANGUAGES = ("vi", "en")
EVERY_REPORT = (
    *(Published("ca_phe_may", study, language) for study in STUDIES for language in LANGUAGES),
    # the training academy has no survey: its market research is left out, with the reason
    *(
        Published("hoc_vien_so", study, language)
        for study in STUDIES
        if study != "market_research"
        for language in LANGUAGES
    ),
    Published("bakery", "segmentation", "vi"),
)
# one of each study, three in Vietnamese and two in English; choosing and trying segments is what
# costs: a small client's are published, and nbval runs the coffee chain's
QUICK_REPORTS = (
    Published("ca_phe_may", "market_research", "vi"),
    Published("ca_phe_may", "competitor_analysis", "vi"),
    Published("hoc_vien_so", "competitor_analysis", "en"),
    Published("hoc_vien_so", "personas", "en"),
    Published("bakery", "segmentation", "vi"),
)
# for parametrized tests: `make test` looks at the quick ones, `make test-long` at the others
REPORTS = tuple(
    pytest.param(one, id=str(one), marks=() if one in QUICK_REPORTS else pytest.mark.long)
    for one in EVERY_REPORT
)


def copied_project(root: Path, clients: Sequence[str]) -> Path:
    """Copy what a run reads, and nothing else, into ``root``."""
    for client in clients:
        source = ROOT / "data" / client
        shutil.copytree(source, root / "data" / source.relative_to(ROOT / "data"))
    shutil.copytree(
        ROOT / "notebooks", root / "notebooks", ignore=shutil.ignore_patterns(".*", "__pycache__")
    )
    for name in ("_brand.yml", "requirements.lock"):
        if (ROOT / name).is_file():
            shutil.copy2(ROOT / name, root / name)
    return root


def research(project: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run ``research …`` in a process of its own; messages come in English."""
    environment = {
        **os.environ,
        "ANALYSIS_PROJECT": str(project),
        "RESEARCH_LANGUAGE": "en",
        **variables,
    }
    return subprocess.run(
        [sys.executable, "-m", "analysis.cli", *arguments],
        cwd=project,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=540,
        check=False,
    )


def here(project: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run ``research …`` in this process: its kernels are forks of a server that stands already."""
    before = active_language()
    variables = {"RESEARCH_LANGUAGE": "en", "ANALYSIS_PROJECT": str(project)}
    try:
        result = CliRunner().invoke(app, list(arguments), env=variables)
    finally:
        use_language(before)
    return subprocess.CompletedProcess(arguments, result.exit_code, result.stdout, result.stderr)


@dataclass(frozen=True)
class Product:
    """A project with its published reports, and what the commands said."""

    project: Path
    published: tuple[Published, ...]
    said: dict[str, subprocess.CompletedProcess[str]]

    @property
    def reports(self) -> Path:
        """Folder of everything published."""
        return self.project / "reports"

    def path(self, report: Published, kind: str) -> Path:
        """Return the file of a report; ``kind`` is ``html``, ``pdf`` or ``ipynb``."""
        return self.reports / (report.notebook if kind == "ipynb" else f"{report.place}.{kind}")

    def manifest(self, client: str) -> dict:
        """Return the manifest of a client's published wave."""
        path = self.reports / client / WAVES[client] / "internal" / "manifest.json"
        return json.loads(path.read_text("utf-8"))

    def headline(self, report: Published) -> dict[str, str]:
        """Return the headline numbers that the manifest keeps of a report."""
        return next(
            entry["headline"]
            for entry in self.manifest(report.client)["reports"]
            if (entry["study"], entry["language"]) == (report.study, report.language)
        )

    def bundles(self, report: Published, mime: str) -> list[dict]:
        """Return the structured outputs of one type in the executed notebook, in order."""
        notebook = nbformat.read(self.path(report, "ipynb"), as_version=4)
        return [
            output["data"][mime]
            for cell in notebook.cells
            if cell.cell_type == "code"
            for output in cell.outputs
            if mime in output.get("data", {})
        ]

    def headings(self, report: Published) -> list[str]:
        """Return the notebook's headings below its title, as its Markdown has them (English).

        Those of sections that hold nothing but what does not apply are left out, as in the report.
        """
        notebook = nbformat.read(self.path(report, "ipynb"), as_version=4)
        applying: dict[str, list[bool]] = {}
        heading = ""
        for cell in notebook.cells:
            lines = cell.source.splitlines() if cell.cell_type == "markdown" else []
            for line in (line for line in lines if line.startswith("## ")):
                heading = line.removeprefix("## ")
                applying[heading] = []
            data = [output.get("data", {}) for output in cell.get("outputs", ())]
            notes = [one.get(NOTE_MIME, {}) for one in data]
            applying.setdefault(heading, []).extend(note.get("applies", True) for note in notes)
        return [one for one, parts in applying.items() if one and (any(parts) or not parts)]


def files_of(folder: Path) -> dict[str, bytes]:
    """Return every file a reader can see below a folder, by its place."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.relative_to(folder).parts[0].startswith(".")
    }
