"""Projects of tiny clients and a notebook of a second: what happens to a run, not what it says."""

from __future__ import annotations

from pathlib import Path

from nbformat import v4, write

STUDY = "competitor_analysis"
CLIENT = """\
name: Tiny
kind: b2c
languages: [en]
waves:
  w1: {}
sources:
  competitors: {file: competitors.csv, columns: {name: name}}
"""
ROWS = "name\n" + "".join(f"Brand {number}\n" for number in range(12))
PARAMETERS = 'client: str = ""\nwave: str = ""\nlanguage: str = "en"'
OPENED = f"""\
from analysis import open_study
study = open_study("{STUDY}", client=client, wave=wave, language=language)
study"""
COUNTED = """print(f"rows: {len(study.frame('competitors'))}")"""


def make_project(root: Path, *clients: str, code: str = "pass") -> Path:
    """Write a project of clients with one source each; ``code`` runs in every notebook."""
    for client in clients:
        folder = root / "data" / client / "w1"
        folder.mkdir(parents=True)
        (folder.parent / "client.yml").write_text(CLIENT, "utf-8")
        (folder / "competitors.csv").write_text(ROWS, "utf-8")
    write_notebook(root, code)
    return root


def write_notebook(root: Path, code: str) -> None:
    """Write the notebook of the one study that tiny clients get."""
    cells = [
        v4.new_markdown_cell("# Tiny"),
        v4.new_code_cell(PARAMETERS, metadata={"tags": ["parameters"]}),
        v4.new_code_cell(OPENED, metadata={"tags": ["setup"]}),
        v4.new_markdown_cell("## How many?"),
        v4.new_code_cell(code, metadata={"tags": ["setup"]}),
        v4.new_code_cell(COUNTED, metadata={"tags": ["headline"]}),
    ]
    for number, cell in enumerate(cells):
        cell["id"] = f"cell-{number}"
    spec = {"name": "python3", "display_name": "Python 3", "language": "python"}
    (root / "notebooks").mkdir(exist_ok=True)
    notebook = v4.new_notebook(cells=cells, metadata={"kernelspec": spec})
    write(notebook, root / "notebooks" / f"{STUDY}.ipynb")


def page(root: Path, client: str) -> Path:
    """Return the place of a client's report."""
    return root / "reports" / client / "w1" / "client" / "en" / f"{STUDY}.html"


def leftovers(root: Path) -> list[str]:
    """Return what only a run at work may have: staged folders and parts of files."""
    reports = root / "reports"
    staged = [p for p in (reports / ".staging").rglob("*") if p.is_file()]
    return sorted(str(p.relative_to(root)) for p in [*staged, *reports.rglob("*.part")])
