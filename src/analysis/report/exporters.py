"""The nbconvert exporters ``client_html`` and ``client_pdf``, which work alone on any notebook.

Jupyter Server leads to exporters whose names are letters, digits and underscores only, and shows
the names of all others too; so the names of version 0.2.0 work everywhere but in its menu.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from nbconvert.exporters import Exporter
from traitlets import default
from traitlets.config import Application

from analysis.errors import ReportError
from analysis.languages.catalog import language_in_use
from analysis.languages.system import message_language


class ClientHTMLExporter(Exporter):
    """Exports an executed notebook as the client's report: one HTML file, no code, no request."""

    export_from_notebook = "Client report (HTML)"
    output_mimetype = "text/html"

    def _file_extension_default(self) -> str:
        return ".html"

    def from_notebook_node(
        self, nb: Any, resources: dict[str, Any] | None = None, **kwargs: Any
    ) -> tuple[str, dict[str, Any]]:
        """Return the page and nbconvert's resources."""
        from analysis.report.rendering import render_html

        nb, resources = super().from_notebook_node(nb, resources, **kwargs)
        return _report(render_html, nb, resources), resources


class ClientPDFExporter(Exporter):
    """Exports an executed notebook as the client's report: a tagged PDF with the brand's cover."""

    export_from_notebook = "Client report (PDF)"
    output_mimetype = "application/pdf"

    def _file_extension_default(self) -> str:
        return ".pdf"

    def from_notebook_node(
        self, nb: Any, resources: dict[str, Any] | None = None, **kwargs: Any
    ) -> tuple[bytes, dict[str, Any]]:
        """Return the PDF's bytes and nbconvert's resources."""
        from analysis.report.rendering import render_pdf

        nb, resources = super().from_notebook_node(nb, resources, **kwargs)
        return _report(render_pdf, nb, resources), resources


class FormerHTMLExporter(ClientHTMLExporter):
    """``client-html``, the name of version 0.2.0: works, but stands in no menu."""

    export_from_notebook = None

    @default("enabled")
    def _enabled_default(self) -> bool:
        return not _in_a_server()


class FormerPDFExporter(ClientPDFExporter):
    """``client-pdf``, the name of version 0.2.0: works, but stands in no menu."""

    export_from_notebook = None

    @default("enabled")
    def _enabled_default(self) -> bool:
        return not _in_a_server()


def _report(render: Callable[..., Any], notebook: Any, resources: dict[str, Any]) -> Any:
    """Render a notebook; what is wrong with it is told as lines, in the reader's language."""
    known = "path" in resources.get("metadata", {})  # a notebook that is only sent has no folder
    folder = Path(resources["metadata"]["path"] or ".") if known else None
    with language_in_use(message_language()):
        try:
            return render(notebook, folder)
        except ReportError as error:
            if _on_the_command_line():
                sys.exit(str(error))  # anything else nbconvert shows as a traceback
            raise


def _in_a_server() -> bool:
    """Whether a Jupyter server asks, whose list of exporters becomes a menu."""
    server = sys.modules.get("jupyter_server.serverapp")
    return server is not None and isinstance(_application(), server.ServerApp)


def _on_the_command_line() -> bool:
    command = sys.modules.get("nbconvert.nbconvertapp")
    return command is not None and isinstance(_application(), command.NbConvertApp)


def _application() -> Application | None:
    return Application.instance() if Application.initialized() else None
