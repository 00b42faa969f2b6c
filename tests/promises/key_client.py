"""A small client made for some keys of the client file, and which of its keys are tried."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import pandas as pd
from small_clients import SmallClient

WAVE = "w1"
# what a delimited file may need to be told, each with something in the file that needs it
DELIMITED = {
    "encoding": "windows-1258", "delimiter": ";", "decimal": ",", "day_first": True,
    "missing": ["-"], "about": "Made up.", "url": "https://example.org/data",
    "accessed": "2026-02-03",
}  # fmt: skip


@dataclass(frozen=True)
class KeyClient:
    """A client and the keys it is made for.

    Attributes
    ----------
    make : callable
        Makes the client.
    studies : tuple of str
        The studies that these keys reach, with the language where it is not English; ``show``
        is the command.
    keys : tuple of str
        Patterns of the keys that are tried with it.
    but : tuple of str
        Patterns of keys among them that are tried with another client.
    values : dict
        Key → values to try where no value made from the schema says something.
    """

    make: Callable[[], SmallClient]
    studies: tuple[str, ...]
    keys: tuple[str, ...]
    but: tuple[str, ...] = ()
    values: dict[str, list[Any]] = field(default_factory=dict)

    def tries(self, name: str) -> bool:
        """Whether a key is tried with this client."""
        return _fits(name, self.keys) and not _fits(name, self.but)


def _fits(name: str, patterns: tuple[str, ...]) -> bool:
    return any(fnmatchcase(name, pattern) for pattern in patterns)


def delimited(frame: pd.DataFrame) -> bytes:
    """Return a file as `DELIMITED` describes it: it needs its code page and its signs."""
    noted = frame.assign(note="Cà phê đá")
    return noted.to_csv(index=False, sep=";").encode("cp1258")


def unanswered(column: pd.Series) -> list[str]:
    """Return a column as text with one cell that `DELIMITED` takes for no answer."""
    return ["-", *column.astype(str)[1:]]


def with_halves(small: SmallClient) -> SmallClient:
    """Return a client with a second file beside each, of the first half of its rows."""
    files = {}
    for wave, named in small.files.items():
        files[wave] = dict(named)
        for name, content in named.items():
            half = _half(content)
            if half is not None:
                files[wave][other_file(name)] = half
    return replace(small, files=files)


def other_file(name: str) -> str:
    """Return the name of the second file."""
    path = Path(name)
    return f"{path.stem}_2{path.suffix}"


def _half(content: pd.DataFrame | bytes) -> pd.DataFrame | bytes | None:
    if isinstance(content, pd.DataFrame):
        return content.head(len(content) // 2)
    lines = content.split(b"\n")
    return b"\n".join(lines[: len(lines) // 2 + 1]) + b"\n" if b";" in lines[0] else None


def in_a_book(client: KeyClient, source: str) -> KeyClient:
    """Return a client with one source in a workbook of two sheets, for the key that names one."""

    def make() -> SmallClient:
        small = client.make()
        settings = small.settings["sources"][source]
        content = small.files[WAVE][settings["file"]]
        text = content.decode("cp1258") if isinstance(content, bytes) else content.to_csv()
        sign = ";" if isinstance(content, bytes) else ","
        frame = pd.read_csv(io.StringIO(text), sep=sign, dtype=str)
        book = io.BytesIO()
        with pd.ExcelWriter(book) as writer:
            frame.to_excel(writer, sheet_name="All", index=False)
            frame.head(len(frame) // 2).to_excel(writer, sheet_name="Half", index=False)
        settings |= {"file": "book.xlsx", "sheet": "All"}
        for key in ("encoding", "delimiter"):
            settings.pop(key, None)
        small.files[WAVE] = {**small.files[WAVE], "book.xlsx": book.getvalue()}
        return small

    place = f"sources.{source}.sheet"
    return KeyClient(make, client.studies[:1], (place,), values={place: ["Half"]})
