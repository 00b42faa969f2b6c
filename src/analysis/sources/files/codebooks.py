"""A survey's codebook as a file of its own: CSV or XLSX with variable, label, code, value."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.clients.names import suggestion
from analysis.clients.source_settings import RawFile
from analysis.errors import DataError, Problem
from analysis.languages import messages
from analysis.sources.files.read import read_raw
from analysis.sources.files.table import Codebook, Provenance
from analysis.sources.text import as_code, tidy

_ = messages(__name__)
IntArray = npt.NDArray[np.int_]
COLUMNS = ("variable", "label", "code", "value")


def read_codebook(path: Path) -> tuple[Codebook, Provenance]:
    """Read a codebook.

    Each row explains one code of one variable (``code``, ``value``), or only names the variable
    (``label``). Variable and label may be left empty on the rows that follow.

    Raises
    ------
    DataError
        Where a column is missing, or a code is explained twice.
    """
    table = read_raw(path, RawFile(file=path.name), "codebook")
    names = {str(name).lower(): name for name in table.frame.columns}
    missing = [name for name in COLUMNS if name not in names]
    if missing:
        raise DataError(
            Problem(
                table.where(),
                _('the codebook must have the column "{column}", got: none', column=name),
                suggestion(name, map(str, table.frame.columns)),
            )
            for name in missing
        )
    frame = table.frame[[names[name] for name in COLUMNS]].set_axis(list(COLUMNS), axis=1)
    frame["variable"] = frame["variable"].ffill()
    return _built(frame, table.where("code"), table.lines), table.provenance


def _built(frame: pd.DataFrame, where: str, lines: IntArray) -> Codebook:
    labels: dict[str, str] = {}
    values: dict[str, dict[str, str]] = {}
    problems: list[Problem] = []
    for row, (variable, label, code, value) in enumerate(frame.itertuples(index=False)):
        if pd.isna(variable):
            continue
        name = tidy(str(variable))
        if not pd.isna(label):
            labels.setdefault(name, tidy(str(label)))
        if pd.isna(code) or pd.isna(value):
            continue
        codes = values.setdefault(name, {})
        if as_code(code) in codes:
            what = _(
                "each code must be explained once, got: {code} of {variable}, line {line}",
                code=as_code(code),
                variable=name,
                line=int(lines[row]),
            )
            problems.append(Problem(where, what, _("Remove one of the two rows.")))
        codes[as_code(code)] = tidy(str(value))
    if problems:
        raise DataError(problems)
    return Codebook(labels, values)
