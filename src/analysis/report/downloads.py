"""Files that go with a report, written from the bundles a notebook shows."""

from __future__ import annotations

import base64
import json
from functools import lru_cache

from analysis.languages.catalog import language_in_use
from analysis.report.blocks import Document, DownloadBlock
from analysis.report.cover import ReportCover
from analysis.report.labels import labels
from analysis.report.theme import readable

_MIMES = {".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
_LARGEST_EMBEDDED = 400_000  # a page must still go through the mail


def downloads(document: Document) -> dict[str, bytes]:
    """Return the files that go with a report, by name."""
    blocks = [block for block in document.blocks if isinstance(block, DownloadBlock)]
    return {block.file: _file(block, document.cover) for block in blocks}


def embedded(document: Document) -> dict[str, str]:
    """Return the same files as addresses that hold them, but for large ones."""
    found = {}
    for name, content in downloads(document).items():
        if len(content) <= _LARGEST_EMBEDDED:
            mime = _MIMES[name[name.rindex(".") :]]
            found[name] = f"data:{mime};base64,{base64.b64encode(content).decode('ascii')}"
    return found


def _file(block: DownloadBlock, cover: ReportCover) -> bytes:
    brand = readable(cover.brand.primary, "#FFFFFF").removeprefix("#")
    return _workbook(block.content, brand, cover.language, cover.synthetic)


@lru_cache(maxsize=4)  # page and file are written one after the other
def _workbook(content: str, brand: str, language: str, synthetic: bool) -> bytes:
    from analysis.report.bundles import table_from_bundle
    from analysis.report.typing_workbook import typing_workbook_of
    from analysis.report.workbook import Ink

    values = json.loads(content)
    with language_in_use(language):
        if synthetic:
            values["about"] = [labels()["synthetic_long"], *values["about"]]
        tables = [table_from_bundle(bundle) for bundle in values["tables"]]
        return typing_workbook_of(values, tables, Ink(brand=brand))
