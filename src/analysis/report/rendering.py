"""Render an executed notebook as the client's report, whole or not at all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis.report.blocks import Document
from analysis.report.completeness import check_complete, check_html, check_pdf
from analysis.report.disclosure import refuse_personal_data
from analysis.report.document import document_of
from analysis.report.downloads import downloads

__all__ = ["Rendered", "document_of", "downloads_of", "render_html", "render_pdf", "rendered"]


@dataclass(frozen=True)
class Rendered:
    """Both renderings of one notebook, counted against it, and the files that go with them."""

    document: Document
    html: str
    pdf: bytes
    files: Mapping[str, bytes]


def render_html(notebook: Mapping[str, Any], folder: Path | None = None) -> str:
    """Return the report as one HTML file.

    Parameters
    ----------
    notebook : mapping
        An executed notebook as nbformat reads it.
    folder : Path, optional
        Where the notebook lies, for the pictures it names.

    Raises
    ------
    ReportError
        If a cell failed or was not run, a bundle is broken, it would show personal data, or the
        page lacks anything of the notebook.
    """
    from analysis.report.html_page import page_html

    document = _publishable(notebook, folder)
    html = page_html(document)
    check_html(document, html)
    return html


def render_pdf(notebook: Mapping[str, Any], folder: Path | None = None) -> bytes:
    """Return the report as a tagged PDF.

    Parameters
    ----------
    notebook : mapping
        An executed notebook as nbformat reads it.
    folder : Path, optional
        Where the notebook lies, for the pictures it names.

    Raises
    ------
    ReportError
        If a cell failed or was not run, a bundle is broken, Typst refuses the document, or the
        PDF lacks anything of the notebook.
    """
    from analysis.report.pdf_page import page_pdf

    document = _publishable(notebook, folder)
    pdf = page_pdf(document)
    check_pdf(document, pdf)
    return pdf


def downloads_of(notebook: Mapping[str, Any], folder: Path | None = None) -> dict[str, bytes]:
    """Return the files that go with the report, by name; often there are none.

    Raises
    ------
    ReportError
        If a cell failed or a bundle is broken.
    """
    return downloads(_publishable(notebook, folder))


def rendered(notebook: Mapping[str, Any], folder: Path | None = None) -> Rendered:
    """Return both renderings; the notebook, which lies in ``folder``, is read and checked once.

    Raises
    ------
    ReportError
        As `render_html` and `render_pdf` do.
    """
    from analysis.report.html_page import page_html
    from analysis.report.pdf_page import page_pdf

    document = _publishable(notebook, folder)
    html, pdf = page_html(document), page_pdf(document)
    check_complete(document, html, pdf)
    return Rendered(document, html, pdf, downloads(document))


def _publishable(notebook: Mapping[str, Any], folder: Path | None) -> Document:
    """Return a notebook's document if all it shows may be shown."""
    document = document_of(notebook, folder)
    refuse_personal_data(document, notebook.get("metadata", {}))
    return document
