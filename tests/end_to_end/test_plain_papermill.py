"""The notebooks without the product: plain tools give the same headline numbers.

Papermill runs one of them here with another client than it names itself, and nbconvert exports
it; nbval, in ``make test``, runs all of them as they stand and compares with what is committed,
which must be what the product publishes.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from lxml import html
from published_product import ROOT, STUDIES, WAVES, Product, Published

LONG = pytest.mark.long
MAKES_SEGMENTS = pytest.param("personas", marks=LONG)  # nbval makes the coffee chain's


def headline_of(notebook: nbformat.NotebookNode) -> dict[str, str]:
    """Return the lines ``name: value`` that the cell tagged ``headline`` printed."""
    cell = next(c for c in notebook.cells if "headline" in c.metadata.get("tags", []))
    text = "".join(output.get("text", "") for output in cell.outputs)
    return dict(line.split(": ", 1) for line in text.splitlines())


@pytest.mark.parametrize("study", ["competitor_analysis", MAKES_SEGMENTS])
def test_papermill_gives_the_numbers_of_the_published_report(
    product: Product, tmp_path: Path, study: str
) -> None:
    report, out = Published("hoc_vien_so", study, "en"), tmp_path / "out.ipynb"
    parameters = {
        "client": report.client,
        "wave": WAVES[report.client],
        "language": report.language,
    }
    outcome = subprocess.run(
        [
            *(sys.executable, "-m", "papermill", "--no-progress-bar"),
            *(str(product.project / "notebooks" / f"{report.study}.ipynb"), str(out)),
            *(word for name, value in parameters.items() for word in ("-p", name, value)),
        ],
        env={**os.environ, "ANALYSIS_PROJECT": str(product.project), "OMP_NUM_THREADS": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert outcome.returncode == 0, outcome.stderr[-3000:]
    assert headline_of(nbformat.read(out, as_version=4)) == product.headline(report)
    # and exported, as JupyterLab's menu does, it is the published page
    from nbconvert.exporters import get_exporter  # here: not in every worker that collects

    page, _resources = get_exporter("client_html")().from_filename(str(out))
    assert texts(page) == texts(product.path(report, "html").read_text("utf-8"))


def texts(page: str) -> list[str]:
    """Return the texts of a report, but for the number of the run."""
    body = html.document_fromstring(page)
    for element in list(body.iter("style")):
        element.drop_tree()
    said = re.sub(r"Run [0-9a-f]+ · ", "", body.text_content())
    return [" ".join(line.split()) for line in said.splitlines() if line.strip()]


@pytest.mark.parametrize(
    "study",
    # those with segments are published by the long tests
    [pytest.param(s, marks=LONG if s in ("segmentation", "personas") else ()) for s in STUDIES],
)
def test_committed_headline_is_that_of_the_published_report(product: Product, study: str) -> None:
    """nbval compares with what is committed; the product must come to the same numbers."""
    committed = nbformat.read(ROOT / "notebooks" / f"{study}.ipynb", as_version=4)
    assert headline_of(committed) == product.headline(Published("ca_phe_may", study, "vi"))
