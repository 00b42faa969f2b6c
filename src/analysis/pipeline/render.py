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

    Formats go by their endings, files that go with the report by their names.

    Parameters
    ----------
    notebook : NotebookNode
        The executed notebook.
    formats : sequence of str
        Of ``"html"`` and ``"pdf"``.
    language : str
        The report's language.
    folder : Path
        Where the notebook lies, for the pictures it names.

    Raises
    ------
    ReportError
        If a report cannot be made, or lost a heading, table row or figure on the way.
    """
    from analysis.report import rendering

    with _one_at_a_time, language_in_use(language):
        if {"html", "pdf"} <= set(formats):
            both = rendering.rendered(notebook, folder)
            return {"html": both.html.encode(), "pdf": both.pdf, **both.files}
        files = rendering.downloads_of(notebook, folder)
        if "html" in formats:
            return {"html": rendering.render_html(notebook, folder).encode(), **files}
        return {"pdf": rendering.render_pdf(notebook, folder), **files}
