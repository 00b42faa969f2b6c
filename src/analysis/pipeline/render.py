"""Turn an executed notebook into the files a client gets, and let none through that lost a part."""

from __future__ import annotations

from collections.abc import Sequence

from nbformat import NotebookNode

from analysis.languages import active_language
from analysis.languages.catalog import language_in_use

FORMATS = ("html", "pdf")


def rendered(notebook: NotebookNode, formats: Sequence[str], language: str) -> dict[str, bytes]:
    """Return the report in each format asked for, complete.

    Parameters
    ----------
    notebook : NotebookNode
        The executed notebook.
    formats : sequence of str
        Of ``"html"`` and ``"pdf"``.
    language : str
        The report's language.

    Raises
    ------
    ReportError
        If a report cannot be made, or lost a heading, table row or figure on the way.
    """
    from analysis.report.completeness import check_complete
    from analysis.report.exporters import document_of, render_html, render_pdf

    messages = active_language()
    with language_in_use(language):
        html = render_html(notebook) if "html" in formats else None
        pdf = render_pdf(notebook) if "pdf" in formats else None
        document = document_of(notebook)
    with language_in_use(messages):
        check_complete(document, html, pdf)
    found = {"html": html.encode() if html is not None else None, "pdf": pdf}
    return {name: content for name, content in found.items() if content is not None}
