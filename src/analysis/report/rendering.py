"""Render an executed notebook as the client's report, whole or not at all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from analysis.errors import Problem, ReportError
from analysis.report.blocks import Document
from analysis.report.completeness import lost
from analysis.report.disclosure import refuse_personal_data
from analysis.report.document import document_of
from analysis.report.renderer import Renderer, renderers

__all__ = ["document_of", "files_of", "publishable", "rendered"]


def rendered(
    notebook: Mapping[str, Any], formats: Sequence[str], folder: Path | None = None
) -> dict[str, bytes]:
    """Return the report's files in the formats asked for, read back and counted.

    Parameters
    ----------
    notebook : mapping
        An executed notebook as nbformat reads it.
    formats : sequence of str
        Names of formats, such as ``"html"``.
    folder : Path, optional
        Where the notebook lies, for the pictures it names.

    Returns
    -------
    dict of str to bytes
        A format's file by its name; what it writes beside, by that, a stroke and a name.

    Raises
    ------
    ReportError
        If a cell failed or was not run, a bundle is broken, it would show personal data, or a
        file cannot be written or lacks anything of the notebook.
    """
    return files_of(publishable(notebook, formats, folder), formats)


def publishable(
    notebook: Mapping[str, Any], formats: Sequence[str], folder: Path | None
) -> Document:
    """Return a notebook's document if all may be shown that the formats show of it.

    Raises
    ------
    ReportError
        If a cell failed or was not run, a bundle is broken, or it would show personal data.
    """
    document = document_of(notebook, folder)
    own = [text for one in _renderers(formats) for text in one.own_texts(document)]
    refuse_personal_data(document, notebook.get("metadata", {}), own)
    return document


def files_of(document: Document, formats: Sequence[str]) -> dict[str, bytes]:
    """Return a document's files in the formats asked for; raises `ReportError` as `rendered`."""
    whole: dict[str, bytes] = {}
    problems: list[Problem] = []
    for renderer in _renderers(formats):
        files = renderer.files(document)
        problems += lost(document, renderer, files)
        whole |= files
    if problems:
        raise ReportError(problems)
    return whole


def _renderers(formats: Sequence[str]) -> list[Renderer]:
    return [renderers()[name] for name in formats]
