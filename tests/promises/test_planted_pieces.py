"""More than 300 pieces of personal data, one in each place of both samples: none goes out.

Each piece is either refused, by file and column, by key of the client file or by its place in the
report, or it stands nowhere in what may be handed over.
"""

from __future__ import annotations

import copy
import io
import random
import re
import tempfile
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd
import pyreadstat
import pytest
from command_line import Said, research
from small_clients import SmallClient, new_project, small_academy, small_coffee
from test_nothing_personal import bare, published, said, words_in

pytestmark = pytest.mark.long

WAVE = "2026-1"
# keys of the client file whose texts say how to read, not what to show
STRUCTURE = frozenset(
    (
        "kind", "file", "type", "column", "columns", "source", "family", "separator", "encoding",
        "delimiter", "url", "languages", "missing", "method", "codebook", "id", "weight", "basis",
        "descriptors", "banner", "funnel", "net_promoter", "spend", "waves", "outcomes", "bant",
        "own_brand", "choice", "brand_terms", "privacy", "of", "goal", "band_by", "currency",
        "converted_values", "words", "sheet", "decimal", "reference_wave", "compare_with", "rule",
        "demographics", "goals", "information", "pains", "barriers", "accessed", "selected",
        "correction", "brands",
    )
)  # fmt: skip


def pieces() -> Iterator[str]:
    """Yield ever new pieces, in turn of each form."""
    chance = random.Random(20261127)

    def digits(count: int) -> str:
        return "".join(chance.choice("123456789") for _ in range(count))

    def mobile() -> str:
        return "09" + digits(8)

    def word() -> str:
        return "".join(chance.choice("bcdghklmnpqrstvx") for _ in range(7))

    while True:
        m = mobile()
        yield m
        yield f"{m[:4]}.{m[4:7]}.{m[7:]}"
        yield f"gọi {m[:4]} {m[4:7]} {m[7:]} nhé"
        yield f"+84 {m[1:4]}-{m[4:7]}-{m[7:]}"
        yield f"(028) 38{digits(2)} {digits(4)}"
        yield " ".join("０１２３４５６７８９"[int(d)] for d in mobile())
        yield f"{word()}@{word()}.vn"
        yield f"{word()} (at) {word()} (dot) com"
        yield f"{word()} a còng gmail chấm com"
        yield f"0792{digits(8)}"
        yield f"CMND {digits(9)}"
        yield f"hộ chiếu B{digits(7)}"
        yield f"51F-{digits(3)}.{digits(2)}"
        yield f"STK 007{digits(10)} Vietcombank"
        yield f"facebook.com/{word()}"
        yield f"zalo.me/{mobile()}"
        yield f"sinh ngày {chance.randint(1, 28)}/{chance.randint(1, 12)}/19{digits(2)}"


@dataclass
class Planted:
    """A client with pieces in its places; those that were refused are taken out again."""

    client: SmallClient
    places: dict[tuple[Any, ...], str] = field(default_factory=dict)
    refused: dict[tuple[Any, ...], str] = field(default_factory=dict)

    @property
    def standing(self) -> dict[tuple[Any, ...], str]:
        """Places whose pieces were not refused so far."""
        return {place: piece for place, piece in self.places.items() if place not in self.refused}

    def write(self, project: Path) -> None:
        """Write the client with every piece that still stands."""
        made = copy.deepcopy(self.client)
        logo, brand = "Acme", "Acme"
        for place, piece in self.standing.items():
            kind, *where = place
            if kind == "key":
                _set(made.settings, where, lambda text, piece=piece: f"{text} {piece}")
            elif kind == "cell":
                file, column = where
                frame = made.files[WAVE][file].astype(object)
                frame.loc[3, column] = piece
                made.files[WAVE][file] = frame
            elif kind == "label":
                (column,) = where
                made.files[WAVE]["survey.sav"] = _relabelled(
                    made.files[WAVE]["survey.sav"], column, piece
                )
            elif kind == "file":
                (source,) = where
                old = made.settings["sources"][source]["file"]
                new = f"{piece} {old}".replace("/", "-")
                made.settings["sources"][source]["file"] = new
                made.files[WAVE][new] = made.files[WAVE].pop(old)
            elif kind == "logo":
                logo = piece
            else:
                brand = piece
        folder = made.write(project, "acme")
        (folder / "_brand.yml").write_text(
            f'meta: {{name: "{brand}"}}\nlogo: logo.svg\n', encoding="utf-8"
        )
        (folder / "logo.svg").write_text(
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 99 9"><text y="8">{logo}</text>'
            "</svg>",
            encoding="utf-8",
        )

    def take_out(self, result: Said) -> None:
        """Take out what a command refused, found by what it says."""
        told = said(result)
        before = len(self.refused)
        for place, piece in self.standing.items():
            if _is_named(place, piece, told):
                self.refused[place] = piece
        assert len(self.refused) > before, f"nothing planted is named: {told}"


def _is_named(place: tuple[Any, ...], piece: str, told: str) -> bool:
    kind, *where = place
    if kind == "cell":
        return f'/{where[0]}, column "{where[1]}":' in told
    if kind == "label":
        return f'column "{where[0]}": a column shown' in told
    if kind == "key" and f" {_dotted(where)} must hold no personal" in told:
        return True
    if kind == "file" and f" sources.{where[0]}.file must hold no personal" in told:
        return True
    return any(
        bare(piece).startswith(bare(start)) or bare(start) in bare(piece)
        for start, end in re.findall(r"\((\S{3})•+(\S{2})\)", told)
        if bare(piece).endswith(bare(end)) or bare(end) in bare(piece)
    )


def _dotted(where: list[Any]) -> str:
    return "".join(f"[{p + 1}]" if isinstance(p, int) else f".{p}" for p in where).lstrip(".")


def _set(values: Any, where: list[Any], change: Any) -> None:
    for part in where[:-1]:
        values = values[part]
    values[where[-1]] = change(values[where[-1]])


def _texts(values: Any, where: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the places of the client file's own texts."""
    if isinstance(values, dict):
        for key, value in values.items():
            if key not in STRUCTURE or (where and where[-1] == "waves"):
                yield from _texts(value, (*where, key))
        if "waves" in values:
            for wave in values["waves"]:
                yield from _texts(values["waves"][wave], (*where, "waves", wave))
    elif isinstance(values, list):
        for place, value in enumerate(values):
            yield from _texts(value, (*where, place))
    elif isinstance(values, str):
        yield where


def _relabelled(content: bytes, column: str, piece: str) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "survey.sav"
        path.write_bytes(content)
        frame, meta = pyreadstat.read_sav(path, user_missing=True)
        labels = dict(meta.variable_value_labels)
        names = dict(zip(meta.column_names, meta.column_labels, strict=True))
        if labels.get(column):
            code = next(iter(labels[column]))
            labels[column] = {**labels[column], code: piece}
        names[column] = piece
        pyreadstat.write_sav(
            frame, path, variable_value_labels=labels, column_labels=list(names.values()),
            missing_ranges=meta.missing_ranges,
        )  # fmt: skip
        return path.read_bytes()


def planted(client: SmallClient) -> Planted:
    """Put one piece into each column, label, text, name of a file, brand and logo."""
    client = _in_frames(client)
    places: list[tuple[Any, ...]] = [("key", *where) for where in _texts(client.settings)]
    for file, content in client.files[WAVE].items():
        if isinstance(content, pd.DataFrame):
            places += [("cell", file, column) for column in content.columns]
        else:
            places += [("label", column) for column in _columns(content)]
    places += [("file", source) for source in client.settings["sources"]]
    places += [("logo",), ("brand",)]
    return Planted(client, dict(zip(places, pieces(), strict=False)))


def _in_frames(client: SmallClient) -> SmallClient:
    """Return a client whose CSV files are all frames."""
    files = dict(client.files[WAVE])
    for name, content in files.items():
        if name.endswith(".csv"):
            if isinstance(content, pd.DataFrame):
                content = content.to_csv(index=False).encode()
            head = content.decode("utf-8-sig").partition("\n")[0].strip().strip('"')
            mark = max(",;\t", key=head.count)
            text = io.StringIO(unicodedata.normalize("NFC", content.decode("utf-8-sig")))
            files[name] = pd.read_csv(text, sep=mark, dtype=str)
    for settings in client.settings["sources"].values():
        settings.pop("encoding", None)
        settings.pop("delimiter", None)
    return SmallClient(client.settings, {WAVE: files})


def _columns(content: bytes) -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "survey.sav"
        path.write_bytes(content)
        return list(pyreadstat.read_sav(path, metadataonly=True)[1].column_names)


@pytest.mark.parametrize("sample", ["coffee", "academy"])
def test_no_planted_piece_goes_out(tmp_path: Path, sample: str) -> None:
    client = small_coffee((WAVE,)) if sample == "coffee" else small_academy()
    wave = planted(client)
    for commands in (("check", "acme"), ("run", "acme")):
        for round_ in range(12):
            project = new_project(tmp_path / f"{commands[0]}{round_}")
            wave.write(project)
            result = research(project, *commands)
            leaked = _leaked(project, wave.places)
            assert not leaked
            if not result.code:
                break
            wave.take_out(result)
        assert result.code == 0, said(result)
        assert commands[0] == "check" or published(project)
    kinds = Counter(place[0] for place in wave.standing)
    print(f"\n{sample}: {len(wave.places)} planted, {len(wave.refused)} refused, "
          f"{len(wave.standing)} shown nowhere: {dict(kinds)}")  # fmt: skip
    assert len(wave.places) >= 150


def _leaked(project: Path, places: dict[tuple[Any, ...], str]) -> list[tuple[Any, ...]]:
    text = "\0".join(bare(word) for path in published(project) for word in words_in(path))
    return [place for place, piece in places.items() if bare(piece) in text]
