"""Names of rows and panels, broken so that they keep to their room."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

ROW_CM, HIGH_ROW_CM = 0.62, 0.88  # height of a bar with its gap; with a name of two lines
HEAD_CM = 1.3  # axis and panel titles


def rows_cm(labels: Sequence[str]) -> float:
    """Return the height of all rows: names of two lines need more room."""
    two_lines = any("\n" in wrapped(label) for label in labels)
    return (HIGH_ROW_CM if two_lines else ROW_CM) * len(labels)


def panel_title(title: str, panels: int) -> str:
    """Break a panel's title so that it stays over its panel."""
    return "\n".join(textwrap.wrap(title, width=max(12, 66 // panels)))


def wrapped(label: str, width: int = 34) -> str:
    """Break a long label into at most two lines; what is left over ends in an ellipsis."""
    if len(label) <= width or "\n" in label:
        return label
    words, first = label.split(), ""
    while words and len(first) + len(words[0]) < width:
        first = f"{first} {words.pop(0)}".strip()
    rest = " ".join(words)
    if not first:
        return f"{label[: width - 1]}…"
    return f"{first}\n{rest if len(rest) <= width else rest[: width - 1] + '…'}"
