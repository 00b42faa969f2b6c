"""Time runs of both sample clients, and the same notebooks by the plain tools.

Run by ``make bench``. Everything is written into a copy of the project in a temporary folder.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
CLIENTS = ("ca_phe_may", "hoc_vien_so")
PARTS = (
    *(f"data/{client}" for client in CLIENTS),
    *("data/_brand.yml", "data/agency.svg", "notebooks", "requirements.lock"),
)


def seconds(*command: str | Path, project: Path) -> float:
    """Return how long a command takes; it must succeed."""
    began = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", *map(str, command)],
        cwd=project,
        env={**os.environ, "ANALYSIS_PROJECT": str(project)},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        sys.exit(f"{' '.join(map(str, command))}\n{done.stdout}{done.stderr}")
    return time.monotonic() - began


def copied_project(folder: Path) -> Path:
    """Copy what a run reads into ``folder``."""
    for name in PARTS:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name)
        elif source.is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, folder / name)
    return folder


def notebooks_run(project: Path) -> Iterator[tuple[str, str, str, str]]:
    """Yield client, wave, study and language of every published report."""
    for path in sorted((project / "reports").glob("[!.]*/*/internal/*/*.ipynb")):
        client, wave, _internal, language, name = path.relative_to(project / "reports").parts
        yield client, wave, Path(name).stem, language


def plain_seconds(project: Path, runs: list[tuple[str, str, str, str]]) -> float:
    """Return how long papermill and ``nbconvert --to html`` take for the same notebooks."""
    total = 0.0
    output = project / "plain.ipynb"
    for client, wave, study, language in runs:
        parameters = ("-p", "client", client, "-p", "wave", wave, "-p", "language", language)
        notebook = project / "notebooks" / f"{study}.ipynb"
        total += seconds("papermill", notebook, output, *parameters, project=project)
        total += seconds("nbconvert", "--to", "html", output, project=project)
    return total


def main() -> None:
    """Print a table of seconds and ratios."""
    with tempfile.TemporaryDirectory() as folder:
        project = copied_project(Path(folder) / "project")
        rows = []
        for jobs in (1, 2):
            for client in CLIENTS:
                run = ("analysis.cli", "run", client, "--jobs", str(jobs), "--force")
                rows.append(
                    (f"{client}, {jobs} job(s), HTML and PDF", seconds(*run, project=project))
                )
                print(f"{rows[-1][0]:<48} {rows[-1][1]:7.1f} s", flush=True)
        nothing = min(seconds("analysis.cli", "run", "--all", project=project) for _ in range(3))
        print(f"{'both clients, nothing new':<48} {nothing:7.1f} s", flush=True)
        runs = list(notebooks_run(project))
        for client in CLIENTS:
            own = [run for run in runs if run[0] == client]
            plain = plain_seconds(project, own)
            print(f"{client + ', papermill and nbconvert, HTML only':<48} {plain:7.1f} s")
            for label, taken in rows:
                if label.startswith(client):
                    print(f"  {label:<46} {taken / plain:7.2f} of that", flush=True)
        print(f"{len(runs)} notebooks; {os.cpu_count()} cores; Python {sys.version.split()[0]}")


if __name__ == "__main__":
    main()
