"""The nbconvert exporters ``client-html`` and ``client-pdf``, which work alone on any notebook."""

from __future__ import annotations

from typing import Any

from nbconvert.exporters import Exporter


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
        return render_html(nb), resources


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
        return render_pdf(nb), resources
