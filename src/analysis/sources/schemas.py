"""What each typed frame must be like: pandera's schemas, told in the data gate's words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

import pandas as pd
from pandas.api.types import is_numeric_dtype

from analysis.clients.kind import Bound, Role, RoleType
from analysis.languages import messages
from analysis.sources.reading import Reading

if TYPE_CHECKING:
    from pandera.pandas import DataFrameSchema

_ = messages(__name__)
NOT_NEGATIVE: Bound = "not negative"
POSITIVE: Bound = "over 0"


def check_frame(reading: Reading, roles: Mapping[str, Role], frame: pd.DataFrame) -> None:
    """Check a typed frame against its source's schema; every failing column is refused.

    Parameters
    ----------
    reading : Reading
        The file; the frame's index are its rows.
    roles : mapping of str to Role
        What its kind declares.
    frame : DataFrame
        The typed frame, in role names.
    """
    from pandera.errors import SchemaErrors

    try:
        _schema(roles, frame).validate(frame, lazy=True)
    except SchemaErrors as errors:
        cases = errors.failure_cases
        for (role, rule), found in cases.groupby(["column", "check"], sort=False):
            rows = frame.index.isin(found["index"].dropna().astype(int))
            _refuse(reading, str(role), str(rule), pd.Series(rows, index=frame.index))


def _refuse(reading: Reading, role: str, rule: str, rows: pd.Series) -> None:
    column = reading.columns.get(role)
    texts: dict[str, Callable[[], str]] = {
        NOT_NEGATIVE: lambda: _("numbers must not be negative"),
        POSITIVE: lambda: _("numbers must be over 0"),
    }
    if column is None or rule not in texts:
        raise ValueError(f"{reading.path}: role {role} fails {rule}")
    reading.refuse_rows(
        column,
        rows,
        texts[rule](),
        _("Correct the cells, or list what stands for no answer under missing."),
    )


def _schema(roles: Mapping[str, Role], frame: pd.DataFrame) -> DataFrameSchema:
    import pandera.pandas as pa

    checks = {
        NOT_NEGATIVE: pa.Check(lambda s: s >= 0, name=NOT_NEGATIVE, error=NOT_NEGATIVE),
        POSITIVE: pa.Check(lambda s: s > 0, name=POSITIVE, error=POSITIVE),
    }
    columns = {}
    for name, role in roles.items():
        # published figures are words, such as "about 2 million", or numbers throughout
        words = role.type == "figure" and name in frame and not is_numeric_dtype(frame[name])
        bound = [checks[role.bound]] if role.bound and not words else []
        dtype = str if words else _DTYPES[role.type]
        columns[name] = pa.Column(dtype, bound, nullable=True, required=False)
    return pa.DataFrameSchema(columns, strict=False)


_DTYPES: dict[RoleType, type | None] = {
    "id": str,
    "text": str,
    "words": str,
    "name": str,
    "number": float,
    "figure": float,
    "date": None,
    "own": None,
    "unread": None,
}
