"""Turn an executed notebook into the files a client gets; none that lost a part gets through."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path

from nbformat import NotebookNode

from analysis.languages.catalog import language_in_use

_one_at_a_time = threading.Lock()  # PDFium, which reads the PDF back, knows no threads


def rendered(
    notebook: NotebookNode, formats: Sequence[str], language: str, folder: Path
) -> dict[str, bytes]:
    """Return the report in each format asked for, checked against the notebook, and its files.

    Formats go by their names, files that go with the report by their names.

    Parameters
    ----------
    notebook : NotebookNode
        The executed notebook.
    formats : sequence of str
        Their names.
    language : str
        The report's language.
    folder : Path
        Where the notebook lies, for the pictures it names.

    Raises
    ------
    ReportError
        If a report cannot be made, or lost a heading, table row or figure on the way.
    """
    from analysis.report.downloads import downloads
    from analysis.report.rendering import files_of, publishable

    with _one_at_a_time, language_in_use(language):
        document = publishable(notebook, formats, folder)
        return {**files_of(document, formats), **downloads(document)}
