"""What each typed frame must be like: pandera's schemas, told in the data gate's words."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
from pandas.api.types import is_numeric_dtype

from analysis.languages import messages
from analysis.sources.reading import Reading

_ = messages(__name__)
NOT_NEGATIVE, POSITIVE, AT_MOST_ONE = "not negative", "positive", "at most 1"


def check_frame(reading: Reading, kind: str, frame: pd.DataFrame) -> None:
    """Check a typed frame against its source's schema; every failing column is refused.

    Parameters
    ----------
    reading : Reading
        The file; the frame's index are its rows.
    kind : str
        The source.
    frame : DataFrame
        The typed frame, in role names.
    """
    from pandera.errors import SchemaErrors

    try:
        _schema(kind, frame).validate(frame, lazy=True)
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
        AT_MOST_ONE: lambda: _("shares must not be over 1"),
    }
    if column is None or rule not in texts:
        raise ValueError(f"{reading.path}: role {role} fails {rule}")
    reading.refuse_rows(
        column,
        rows,
        texts[rule](),
        _("Correct the cells, or list what stands for no answer under missing."),
    )


def _schema(kind: str, frame: pd.DataFrame):
    import pandera.pandas as pa

    rules = {
        NOT_NEGATIVE: pa.Check(lambda s: s >= 0, name=NOT_NEGATIVE, error=NOT_NEGATIVE),
        POSITIVE: pa.Check(lambda s: s > 0, name=POSITIVE, error=POSITIVE),
        AT_MOST_ONE: pa.Check(lambda s: s <= 1, name=AT_MOST_ONE, error=AT_MOST_ONE),
    }
    columns = {}
    for role, (dtype, *names) in _ROLES[kind].items():
        if kind == "competitors" and role in frame and dtype is float:
            # published figures are words, such as "about 2 million", or numbers throughout
            dtype, names = (dtype, names) if is_numeric_dtype(frame[role]) else (str, [])
        columns[role] = pa.Column(
            dtype, [rules[name] for name in names], nullable=True, required=False
        )
    return pa.DataFrameSchema(columns, strict=False)


_TEXT, _NUMBER, _DATE = ("str",), (float,), (None,)
_ROLES: dict[str, dict[str, tuple]] = {
    "transactions": {
        "customer": _TEXT,
        "date": _DATE,
        "amount": _NUMBER,
        "quantity": _NUMBER,
        "price": (float, NOT_NEGATIVE),
        "cost": _NUMBER,
        "order": _TEXT,
    },
    "customers": {
        "customer": _TEXT,
        "since": _DATE,
        "revenue": (float, NOT_NEGATIVE),
        "profit": _NUMBER,
        "purchases": (float, NOT_NEGATIVE),
        "last_purchase_days": (float, NOT_NEGATIVE),
    },
    "deals": {
        "deal": _TEXT,
        "customer": _TEXT,
        "amount": (float, NOT_NEGATIVE),
        "quantity": (float, NOT_NEGATIVE),
        "created": _DATE,
        "closed": _DATE,
    },
    "leads": {"lead": _TEXT, "channel": _TEXT, "created": _DATE, "converted": _NUMBER},
    "competitors": {
        "name": _TEXT,
        "customers": (float, NOT_NEGATIVE),
        "sales": (float, NOT_NEGATIVE),
        "outlets": (float, NOT_NEGATIVE),
    },
    "prices": {"price": (float, POSITIVE), "brand": _TEXT, "rating": (float, NOT_NEGATIVE)},
    "reviews": {"text": _TEXT, "rating": _NUMBER},
    "web_analytics": {
        "channel": _TEXT,
        "sessions": (float, NOT_NEGATIVE),
        "conversions": (float, NOT_NEGATIVE),
        "revenue": (float, NOT_NEGATIVE),
    },
    "search_queries": {
        "query": _TEXT,
        "clicks": (float, NOT_NEGATIVE),
        "impressions": (float, NOT_NEGATIVE),
        "position": (float, NOT_NEGATIVE),
    },
}
