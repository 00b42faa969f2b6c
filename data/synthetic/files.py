"""Writes raw files whose bytes depend on their content only: no clock, no machine."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import tempfile
import unicodedata
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path

import pandas as pd
import pyreadstat
from openpyxl import Workbook

EPOCH = dt.datetime(2026, 1, 1)
SAV_CLOCK = slice(92, 109)  # creation date (9 bytes) and time (8) in the header of a .sav
TONES = "\u0300\u0301\u0303\u0309\u0323"


def dong(amount: float, sign: str = " ₫") -> str:
    """Write an amount as Vietnamese shops do: 45.000 ₫."""
    return f"{round(amount):,}".replace(",", ".") + sign


def csv_bytes(
    header: Sequence[str], rows: Iterable[Sequence], delimiter: str = ",", encoding: str = "utf-8"
) -> bytes:
    """Return a delimited file; ``cp1258`` gets its tone marks as combining signs."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows(rows)
    if encoding == "cp1258":
        return _split_tones(text.getvalue()).encode(encoding)
    return text.getvalue().encode(encoding)


def _split_tones(text: str) -> str:
    """Windows-1258 has ê and a tone sign, but no ế: take the tone off where it must be."""
    out = []
    for letter in unicodedata.normalize("NFC", text):
        marks = unicodedata.normalize("NFD", letter)
        tone = "".join(mark for mark in marks if mark in TONES)
        base = "".join(mark for mark in marks if mark not in TONES)
        out.append(unicodedata.normalize("NFC", base) + tone)
    return "".join(out)


def xlsx_bytes(sheets: dict[str, tuple[Sequence[str], Iterable[Sequence]]]) -> bytes:
    """Return a workbook of sheets with one header row; entries are stored, with a fixed date.

    Stored, not compressed: the result of compression depends on the machine's zlib.
    """
    book = Workbook()
    book.remove(book.active)
    for title, (header, rows) in sheets.items():
        sheet = book.create_sheet(title)
        sheet.append(list(header))
        for row in rows:
            sheet.append(list(row))
    raw = io.BytesIO()
    book.save(raw)
    stable = io.BytesIO()
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(stable, "w") as target:
        for name in sorted(source.namelist()):
            content = source.read(name)
            if name == "docProps/core.xml":
                stamp = EPOCH.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
                content = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", stamp, content)
            target.writestr(zipfile.ZipInfo(name, EPOCH.timetuple()[:6]), content)
    return stable.getvalue()


def sav_bytes(
    frame: pd.DataFrame,
    labels: dict[str, str],
    values: dict[str, dict[int, str]],
    missing: dict[str, list[int]],
    formats: dict[str, str],
) -> bytes:
    """Return an SPSS file; the clock in its header is set to a fixed date."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "survey.sav"
        pyreadstat.write_sav(
            frame,
            path,
            column_labels=labels,
            variable_value_labels=values,
            missing_ranges=missing,
            variable_format=formats,
            row_compress=True,
        )
        content = bytearray(path.read_bytes())
    content[SAV_CLOCK] = b"01 Jan 2600:00:00"
    return bytes(content)
