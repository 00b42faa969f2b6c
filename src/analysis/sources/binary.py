"""Parquet and SPSS files, which know the types and labels of their columns."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from analysis.clients.source_settings import RawFile
from analysis.languages import _
from analysis.sources.encodings import in_pieces
from analysis.sources.inspection import Provenance
from analysis.sources.raw import Codebook, RawTable, refused_file
from analysis.sources.text import as_code, tidy


def read_parquet(path: Path, settings: RawFile, provenance: Provenance) -> RawTable:
    """Read a Parquet file.

    Raises
    ------
    DataError
        Where it is none.
    """
    import pyarrow
    import pyarrow.parquet

    try:
        frame = pyarrow.parquet.read_table(path).to_pandas()
    except (pyarrow.ArrowException, OSError) as error:
        raise _unreadable(path, "Parquet", error) from None
    return _table(path, frame.reset_index(drop=True), provenance, Codebook())


def read_spss(path: Path, settings: RawFile, provenance: Provenance) -> RawTable:
    """Read an SPSS file with its labels; refused answers stay apart from not asked ones.

    Raises
    ------
    DataError
        Where it is none.
    """
    import pyreadstat

    try:
        frame, meta = pyreadstat.read_sav(path, user_missing=True)
    except (
        pyreadstat.PyreadstatError, pyreadstat.ReadstatError, OSError, ValueError,
        UnicodeDecodeError,
    ) as error:  # fmt: skip
        raise _unreadable(path, "SPSS", error) from None
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


def _unreadable(path: Path, kind: str, error: Exception) -> Exception:
    return refused_file(
        path,
        _("the file must be readable as {kind}, got: {error}", kind=kind, error=str(error)[:80]),
        _("Export it again from the program it comes from."),
    )
