"""The nbconvert exporters, ``client_html`` and so on: one a format, alone on any notebook.

Jupyter Server leads to exporters whose names are letters, digits and underscores only, and shows
the names of all others too; so the names of version 0.2.0 work everywhere but in its menu.
"""

from __future__ import annotations

import re
import sys
from functools import cache
from pathlib import Path
from typing import Any

from nbconvert.exporters import Exporter
from traitlets import default
from traitlets.config import Application

from analysis.errors import ReportError
from analysis.languages.catalog import language_in_use
from analysis.languages.system import message_language
from analysis.report.renderer import renderers

_NAME = re.compile(r"(Client|Former)([A-Z]+)Exporter")


class ReportExporter(Exporter):
    """Exports an executed notebook as the client's report in one format: no code, no request."""

    report_format = ""

    def _file_extension_default(self) -> str:
        return f".{self.report_format}"

    def from_notebook_node(  # type: ignore[override]  # a file, as of nbconvert's own exporters
        self, nb: Any, resources: dict[str, Any] | None = None, **kwargs: Any
    ) -> tuple[str | bytes, dict[str, Any]]:
        """Return the file and nbconvert's resources."""
        nb, resources = super().from_notebook_node(nb, resources, **kwargs)
        content = _report(self.report_format, nb, resources)
        is_text = self.output_mimetype.startswith("text/")
        return content.decode("utf-8") if is_text else content, resources


class FormerExporter(ReportExporter):
    """A name of version 0.2.0, such as ``client-html``: works, but stands in no menu."""

    @default("enabled")
    def _enabled_default(self) -> bool:
        return not _in_a_server()


def __getattr__(name: str) -> type[ReportExporter]:
    """Return a format's exporter: ``ClientHTMLExporter``, or by its name of version 0.2.0."""
    found = _NAME.fullmatch(name)
    if found and found[2].lower() in renderers():
        return _exporter(found[2].lower(), found[1] == "Former")
    raise AttributeError(name)


@cache
def _exporter(format: str, former: bool) -> type[ReportExporter]:
    renderer = renderers()[format]
    kind, menu = (FormerExporter, None) if former else (ReportExporter, renderer.menu)
    own = {
        "report_format": format,
        "export_from_notebook": menu,
        "output_mimetype": renderer.mime,
        "__module__": __name__,
    }
    return type(f"{'Former' if former else 'Client'}{format.upper()}Exporter", (kind,), own)


def _report(format: str, notebook: Any, resources: dict[str, Any]) -> bytes:
    """Render a notebook; what is wrong with it is told as lines, in the reader's language."""
    from analysis.report.rendering import rendered

    known = "path" in resources.get("metadata", {})  # a notebook that is only sent has no folder
    folder = Path(resources["metadata"]["path"] or ".") if known else None
    with language_in_use(message_language()):
        try:
            return rendered(notebook, (format,), folder)[format]
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
