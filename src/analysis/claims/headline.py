"""The headline numbers of a study as text: what nbval compares and the manifest keeps."""

from __future__ import annotations

import math
from decimal import Decimal
from typing import SupportsFloat

from analysis.values.absent import Absent

ABSENT = "absent"


def headline(**numbers: SupportsFloat | str | Absent | None) -> str:
    """Return one line ``name: value`` a number, the same on every machine.

    Parameters
    ----------
    **numbers : float, int, str or Absent
        The study's key numbers; floats are written with six significant digits, what the data
        do not answer as ``absent``. No language is involved: the lines are compared.
    """
    return "\n".join(f"{name}: {_text(value)}" for name, value in numbers.items())


def _text(value: SupportsFloat | str | Absent | None) -> str:
    if value is None or isinstance(value, Absent):
        return ABSENT
    if isinstance(value, str | bool | int):
        return str(value)
    number = float(value)  # numpy's scalars too
    if not math.isfinite(number):
        return ABSENT
    return f"{Decimal(f'{number:.6g}'):f}"  # never as 1e+07
