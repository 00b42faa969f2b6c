"""Files that go with a report, written from what a notebook carries: one writer a kind."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from analysis.languages.catalog import language_in_use
from analysis.report.blocks import Document
from analysis.report.labels import labels
from analysis.report.theme import readable
from analysis.values.cover import ReportCover
from analysis.values.download import Download

_LARGEST_EMBEDDED = 400_000  # a page must still go through the mail


@dataclass(frozen=True)
class Writer:
    """Who writes one kind of file.

    Attributes
    ----------
    ending : str
        How its name ends.
    mime : str
        Its media type.
    write : callable
        Content, and the brand's colour as ``RRGGBB``, to the file; in the report's language.
    """

    ending: str
    mime: str
    write: Callable[[Mapping[str, Any], str], bytes]


def _typing_tool(content: Mapping[str, Any], brand: str) -> bytes:
    from analysis.report.typing_workbook import typing_workbook_of
    from analysis.report.workbook import Ink

    return typing_workbook_of(content, Ink(brand=brand))


_WRITERS = {
    "typing_tool": Writer(
        ".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", _typing_tool
    )
}


def refuse_unknown(download: Download) -> None:
    """Refuse a file that nobody here writes.

    Raises
    ------
    ValueError
        If its kind is not known, or its name ends otherwise than files of its kind.
    """
    writer = _WRITERS.get(download.kind)
    if writer is None or not download.file.endswith(writer.ending):
        raise ValueError(f"{download.kind}: {download.file}")


def downloads(document: Document) -> dict[str, bytes]:
    """Return the files that go with a report, by name."""
    return {one.file: _file(one, document.cover) for one in document.values(Download)}


def embedded(document: Document) -> dict[str, str]:
    """Return the same files as addresses that hold them, but for large ones."""
    found = {}
    for download in document.values(Download):
        content = _file(download, document.cover)
        if len(content) <= _LARGEST_EMBEDDED:
            mime = _WRITERS[download.kind].mime
            data = base64.b64encode(content).decode("ascii")
            found[download.file] = f"data:{mime};base64,{data}"
    return found


def _file(download: Download, cover: ReportCover) -> bytes:
    brand = readable(cover.brand.primary, "#FFFFFF").removeprefix("#")
    content = json.dumps(download.content, ensure_ascii=False, sort_keys=True)
    return _written(download.kind, content, brand, cover.language, cover.synthetic)


@lru_cache(maxsize=4)  # page and file are written one after the other
def _written(kind: str, content: str, brand: str, language: str, synthetic: bool) -> bytes:
    values = json.loads(content)
    with language_in_use(language):
        if synthetic:
            values["about"] = [labels()["synthetic_long"], *values["about"]]
        return _WRITERS[kind].write(values, brand)
