"""The dictionary of an SPSS file, checked before the C library that would die over a damaged one.

ReadStat believes the widths of texts and the numbers of variables that a file states; wrong ones
end the whole process, not only the reading.
"""

from __future__ import annotations

import struct
from pathlib import Path
from typing import BinaryIO

_HEADER_BYTES = 176
_VARIABLE, _LABELS, _LABELLED = 2, 3, 4  # types of records
_WIDEST_TEXT = 255


def check_dictionary(path: Path) -> None:
    """Refuse a file whose variables cannot be as its dictionary says.

    Raises
    ------
    ValueError
        With what is wrong.
    """
    with path.open("rb") as file:
        head = file.read(_HEADER_BYTES)
        order = "<" if head[64:68] in (b"\2\0\0\0", b"\3\0\0\0") else ">"
        variables = continued = 0
        while (kind := _numbers(file, order, 1)) and kind[0] in (_VARIABLE, _LABELS, _LABELLED):
            if kind[0] == _VARIABLE:
                continued = _after_variable(file, order, continued)
                variables += 1
                continue
            if kind[0] == _LABELS:
                _skip_labels(file, order)
                continue
            _check_labelled(file, order, variables)
        if continued:
            raise ValueError("a text without its end")


def _numbers(file: BinaryIO, order: str, count: int) -> tuple[int, ...]:
    content = file.read(4 * count)
    return struct.unpack(f"{order}{count}i", content) if len(content) == 4 * count else ()


def _after_variable(file: BinaryIO, order: str, continued: int) -> int:
    """Return how many unnamed variables must follow: one for each 8 bytes of a text past 8."""
    width, label, gaps, *_formats = _numbers(file, order, 5) or (0, 0, 0)
    if not -1 <= width <= _WIDEST_TEXT or (width == -1) != (continued > 0):
        raise ValueError(f"a variable of width {width}")
    file.seek(8, 1)  # its name
    length = (_numbers(file, order, 1) or (0,))[0] if label else 0
    file.seek((max(0, length) + 3) // 4 * 4 + 8 * min(abs(gaps), 3), 1)
    return continued - 1 if continued else max(0, (width + 7) // 8 - 1)


def _skip_labels(file: BinaryIO, order: str) -> None:
    for _label in range((_numbers(file, order, 1) or (0,))[0]):
        length = file.read(9)[8:]
        if not length:
            return
        file.seek((length[0] + 8) // 8 * 8 - 1, 1)


def _check_labelled(file: BinaryIO, order: str, variables: int) -> None:
    count = (_numbers(file, order, 1) or (0,))[0]
    if not 0 <= count <= variables:
        raise ValueError(f"labels of {count} variables")
    for place in _numbers(file, order, count):
        if not 1 <= place <= variables:
            raise ValueError(f"labels of variable {place}")
