"""Local pictures attached to their cells, so that a published notebook can be exported anywhere."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Any

from analysis.errors import ReportError
from analysis.report.cells import cell_source
from analysis.report.markdown import drawn_nodes, markdown_nodes
from analysis.report.pictures import PictureSources


def attach_pictures(notebook: Any, folder: Path) -> None:
    """Attach, in place, the pictures in ``folder`` that a notebook's Markdown cells name.

    What cannot be attached is left as it is; rendering says what is wrong with it.

    Parameters
    ----------
    notebook : NotebookNode
        An executed notebook.
    folder : Path
        Where it lies.
    """
    for cell in notebook["cells"]:
        source = cell_source(cell)
        if cell["cell_type"] != "markdown" or not ("![" in source or "<img" in source.lower()):
            continue
        sources = PictureSources("", folder)
        for node in drawn_nodes(markdown_nodes(source)):
            url = node.get("url", "")
            if url and (content := _content(sources, url)):
                data = base64.b64encode(content).decode("ascii")
                bundle = {_MIMES.get(Path(url).suffix.lower(), "image/png"): data}
                cell.setdefault("attachments", {}).setdefault(url, bundle)


_MIMES = {".svg": "image/svg+xml", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".gif": "image/gif"}


def _content(sources: PictureSources, url: str) -> bytes | None:
    try:
        return sources.local_file(url)
    except ReportError:
        return None
