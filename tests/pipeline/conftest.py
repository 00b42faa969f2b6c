"""A tiny project in a temporary folder: one client, two studies, no charts."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest
from nbformat import v4

from analysis.languages import active_language, use_language
from analysis.pipeline import render, run
from analysis.pipeline.progress import LogProgress
from analysis.pipeline.run import Outcome, Wanted

CLIENT = """\
name: {vi: Công ty Tí Hon, en: Tiny Ltd}
kind: b2c
waves:
  w1: {label: {vi: Đợt một, en: First wave}}
sources:
  competitors: {file: competitors.csv, columns: {name: name}}
  reviews: {file: reviews.csv, columns: {text: text}}
"""
PARAMETERS = 'client: str = "acme"\nwave: str = "w1"\nlanguage: str = "vi"'


def notebook(*sources: str, parameters: str = PARAMETERS) -> nbformat.NotebookNode:
    """Return a small notebook: title, parameters, the given cells, the last one as headline."""
    cells = [
        v4.new_markdown_cell("# Tiny"),
        v4.new_code_cell(parameters, metadata={"tags": ["parameters"]}),
        v4.new_markdown_cell("## How many?"),
        *(v4.new_code_cell(source) for source in sources),
    ]
    cells[-1].metadata["tags"] = ["headline"]
    for number, cell in enumerate(cells):
        cell["id"] = f"cell-{number}"
    spec = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return v4.new_notebook(cells=cells, metadata={"kernelspec": spec})


class Project:
    """A tiny project and what one does with it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.reports = root / "reports"
        self.client = root / "data" / "acme"
        self.data = self.client / "w1" / "competitors.csv"
        self.log = LogProgress(io.StringIO())

    def set_up(self) -> None:
        self.data.parent.mkdir(parents=True)
        (self.client / "client.yml").write_text(CLIENT, "utf-8")
        self.data.write_text("name\nA\nB\nC\n", "utf-8")
        (self.client / "w1" / "reviews.csv").write_text("text\ngood\n", "utf-8")
        rows = "from pathlib import Path\n" + (
            'rows = len(Path("../data", client, wave, "competitors.csv").read_text().split()) - 1'
        )
        self.write("market_research", 'print("reviews: 1")')
        self.write("competitor_analysis", rows, 'print(f"rows: {rows}")')

    def write(self, study: str, *sources: str, parameters: str = PARAMETERS) -> Path:
        path = self.root / "notebooks" / f"{study}.ipynb"
        path.parent.mkdir(exist_ok=True)
        nbformat.write(notebook(*sources, parameters=parameters), path)
        return path

    def published(self) -> dict[str, bytes]:
        """Return every file a reader can see, by its place."""
        return {
            path.relative_to(self.reports).as_posix(): path.read_bytes()
            for path in sorted(self.reports.rglob("*"))
            if path.is_file() and not path.relative_to(self.reports).parts[0].startswith(".")
        }

    def run(self, **wanted: object) -> Outcome:
        return run.run(Wanted(clients=("acme",), **wanted), self.log)


def plain_rendering(executed, formats, language, folder=None) -> dict[str, bytes]:
    """Stand in for the exporters: the headline as text."""
    text = "".join(
        output.get("text", "") for cell in executed.cells for output in cell.get("outputs", [])
    )
    return {name: f"{name} {language}\n{text}".encode() for name in formats}


@pytest.fixture(autouse=True)
def same_language_after():
    before = active_language()
    yield
    use_language(before)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """The tiny project, with stand-ins for data gate and exporters."""
    return set_up(tmp_path, monkeypatch)


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a run of the tiny project publishes in Vietnamese as HTML, made once."""
    before = active_language()
    with pytest.MonkeyPatch.context() as patch:
        found = set_up(tmp_path_factory.mktemp("published"), patch)
        found.run(languages=("vi",), formats=("html",))
    use_language(before)
    return found.reports


def set_up(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    found = Project(folder / "a project")
    found.set_up()
    monkeypatch.setenv("ANALYSIS_PROJECT", str(found.root))
    monkeypatch.setattr(run, "_check_data", lambda names: None)
    monkeypatch.setattr(render, "rendered", plain_rendering)
    return found


@pytest.fixture
def no_kernels(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Let any attempt to start a kernel fail from here on."""

    def forbid() -> None:
        def refuse() -> None:
            raise AssertionError("a kernel was about to start")

        monkeypatch.setattr(run, "_start_kernels", refuse)

    return forbid
