"""Parquet and SPSS files, which know the types and labels of their columns."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from analysis.clients.source_settings import RawFile
from analysis.sources.files.encodings import in_pieces
from analysis.sources.files.spss_dictionary import check_dictionary
from analysis.sources.files.table import Codebook, Provenance, RawTable
from analysis.sources.text import as_code, tidy


def read_parquet(path: Path, settings: RawFile, provenance: Provenance) -> RawTable:
    """Read a Parquet file."""
    import pyarrow.parquet

    read = pyarrow.parquet.read_table(path)
    unusable: dict[str, str] = {}
    for place, (name, column) in enumerate(zip(read.column_names, read.columns, strict=True)):
        values, kind = _single_values(column)
        if kind:
            unusable[tidy(name)] = kind
        if values is not column:
            read = read.set_column(place, name, values)
    frame = read.to_pandas().reset_index(drop=True)
    return replace(_table(path, frame, provenance, Codebook()), unusable=unusable)


def _single_values(column: Any) -> tuple[Any, str]:
    """Return a Parquet column as it can be used, and what it holds instead where it cannot be.

    Lists, bytes and days beyond the calendar stay as texts: rows that differ are no copies.
    """
    import pyarrow

    kind = column.type
    nested = pyarrow.types.is_nested(kind)
    if pyarrow.types.is_binary(kind) or pyarrow.types.is_large_binary(kind):
        try:
            return column.cast(pyarrow.large_string()), ""  # some programs mark no text as such
        except pyarrow.ArrowInvalid:
            nested = True
    elif pyarrow.types.is_date(kind):
        try:
            column.to_pandas()
        except (ValueError, OverflowError):
            number = pyarrow.int64() if kind.bit_width == 64 else pyarrow.int32()
            return column.cast(number), str(kind)
    if not nested:
        return column, ""
    texts = [None if cell is None else str(cell) for cell in column.to_pylist()]
    return pyarrow.chunked_array([pyarrow.array(texts, pyarrow.large_string())]), str(kind)


def read_spss(path: Path, settings: RawFile, provenance: Provenance) -> RawTable:
    """Read an SPSS file with its labels; refused answers stay apart from not asked ones."""
    import pyreadstat

    check_dictionary(path)
    frame, meta = pyreadstat.read_sav(path, user_missing=True)
    labels = {
        tidy(name): tidy(label)
        for name, label in zip(meta.column_names, meta.column_labels, strict=True)
        if label
    }
    values = {
        tidy(name): {
            as_code(code): tidy(str(label)) for code, label in sorted(codes.items(), key=_by_code)
        }
        for name, codes in meta.variable_value_labels.items()
    }
    refused = {
        tidy(name): [(gap["lo"], gap["hi"]) if isinstance(gap, dict) else gap for gap in gaps]
        for name, gaps in meta.missing_ranges.items()
    }
    return _table(path, frame, provenance, Codebook(labels, values, refused))


def _by_code(item: tuple[Any, Any]) -> tuple[int, float, str]:
    code = item[0]
    return (0, float(code), "") if isinstance(code, int | float) else (1, 0.0, str(code))


def _table(path: Path, frame: pd.DataFrame, provenance: Provenance, codebook: Codebook) -> RawTable:
    pieces = np.zeros(len(frame), dtype=bool)
    columns = {}
    for name, values in frame.items():
        if values.dtype == object or isinstance(values.dtype, pd.StringDtype):
            texts = values.map(lambda c: isinstance(c, str) and in_pieces(c)).to_numpy(dtype=bool)
            pieces |= texts
            values = values.map(lambda c: (tidy(c) or None) if isinstance(c, str) else c)
        elif isinstance(values.dtype, pd.CategoricalDtype):
            values = values.astype(object)
        columns[tidy(str(name))] = values
    tidied = pd.DataFrame(columns, index=pd.RangeIndex(len(frame)))
    found = replace(provenance, rows=len(frame), columns=frame.shape[1])
    lines = np.arange(1, len(frame) + 1)
    return RawTable(path, tidied, lines, found, None, int(pieces.sum()), codebook)
