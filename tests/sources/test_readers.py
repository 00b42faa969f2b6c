"""Raw files of every usual kind give the same table."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pandas as pd
import pytest

from analysis.clients.source_settings import RawFile
from analysis.errors import DataError
from analysis.sources.files.read import read_raw

HEADER = ["mã", "tên", "thành phố", "số"]
ROWS = [["007", "Nguyễn Thị Hường", "Đà Nẵng", "12,5"], ["008", "Trần Đức; Long", "Huế", "1.234"]]
SETTINGS = RawFile(file="x.csv")


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "data").mkdir()
    (tmp_path / "notebooks").mkdir()
    monkeypatch.setenv("ANALYSIS_PROJECT", str(tmp_path))
    return tmp_path


def text_of(delimiter: str) -> str:
    return "\r\n".join(delimiter.join(f'"{c}"' for c in row) for row in [HEADER, *ROWS]) + "\r\n"


def in_1258(text: str) -> bytes:
    """Write as Windows-1258 does: base letters, the five tone marks as combining characters."""
    tones = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
    out = []
    for letter in text:
        apart = unicodedata.normalize("NFD", letter)
        base = unicodedata.normalize("NFC", "".join(c for c in apart if c not in tones))
        out.append(base + "".join(c for c in apart if c in tones))
    return "".join(out).encode("windows-1258")


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "windows-1258", "utf-16", "NFD"])
def test_text_files(tmp_path: Path, delimiter: str, encoding: str) -> None:
    text = text_of(delimiter)
    path = tmp_path / "x.csv"
    if encoding == "windows-1258":
        path.write_bytes(in_1258(text))
    elif encoding == "NFD":
        path.write_bytes(unicodedata.normalize("NFD", text).encode())
    else:
        path.write_bytes(text.encode(encoding))
    table = read_raw(path, SETTINGS)
    assert list(table.frame.columns) == HEADER
    assert table.frame.to_numpy().tolist() == ROWS
    assert table.lines.tolist() == [2, 3]
    assert table.decomposed == (3 if encoding == "NFD" else 0)
    assert len(table.provenance.sha256) == 64


def test_latin_1(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes("nom;ville\nZoé;Besançon\nÈve;Orléans\n".encode("latin-1"))
    table = read_raw(path, SETTINGS)
    assert table.frame["ville"].tolist() == ["Besançon", "Orléans"]
    assert table.provenance.encoding == "windows-1252"


def test_cells_with_line_breaks_keep_line_numbers(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text('a,b\n1,"x\ny"\n\n2,z\n', "utf-8")
    assert read_raw(path, SETTINGS).lines.tolist() == [2, 5]


def test_parquet(tmp_path: Path) -> None:
    path = tmp_path / "x.parquet"
    pd.DataFrame(ROWS, columns=HEADER).to_parquet(path)
    assert read_raw(path, SETTINGS).frame.to_numpy().tolist() == ROWS


def test_sheets_one_under_the_other(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    frame = pd.DataFrame({"id": [12417, 12418], "value": [1.5, None]})
    with pd.ExcelWriter(path) as writer:
        frame.to_excel(writer, sheet_name="2025", index=False)
        frame.to_excel(writer, sheet_name="2026", index=False)
    table = read_raw(path, RawFile(file="x.xlsx", sheet=["2025", "2026"]))
    assert table.frame["id"].tolist() == [12417, 12418, 12417, 12418]
    assert table.provenance.sheets == ("2025", "2026")
    assert table.place(3) == 'row 3 of sheet "2026"'
    with pytest.raises(DataError, match="2026"):
        read_raw(path, RawFile(file="x.xlsx", sheet="2062"))
