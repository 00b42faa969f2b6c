"""No traceback over a damaged file: a line that names it, and what it was read as."""

from __future__ import annotations

import contextlib
import datetime as dt
import io
import os
import random
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from command_line import research

CLIENT = """\
name: Damaged
kind: b2c
waves:
  w1: {{}}
sources:
  customers:
    file: {file}
    columns: {{customer: customer, since: since, revenue: revenue}}
    attributes: {{city: {{column: city, label: City, family: geographic}}}}
"""
ROWS = 30
PEOPLE = pd.DataFrame(
    {
        "customer": [f"K{i}" for i in range(ROWS)],
        "since": pd.date_range("2025-01-01", periods=ROWS, unit="us"),
        "revenue": np.arange(ROWS) * 1000.0,
        "city": [1.0, 2.0] * (ROWS // 2),
    }
)
READ_AS = {".csv": "CSV", ".xlsx": "XLSX", ".parquet": "Parquet", ".sav": "SPSS", ".zsav": "SPSS"}


def whole(ending: str, folder: Path) -> bytes:
    """Return a small file that is right."""
    path = folder / f"whole{ending}"
    if ending == ".csv":
        PEOPLE.to_csv(path, index=False)
    elif ending == ".xlsx":
        PEOPLE.to_excel(path, index=False)
    elif ending == ".parquet":
        PEOPLE.to_parquet(path)
    else:
        import pyreadstat

        labels = {"city": {1: "Huế", 2: "Hà Nội"}}
        pyreadstat.write_sav(
            PEOPLE, str(path), variable_value_labels=labels, row_compress=ending == ".zsav"
        )
    content = path.read_bytes()
    path.unlink()
    return content


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "data" / "damaged" / "w1").mkdir(parents=True)
    (tmp_path / "notebooks").mkdir()
    return tmp_path


def put(project: Path, name: str, content: bytes) -> Path:
    folder = project / "data" / "damaged"
    (folder / "client.yml").write_text(CLIENT.format(file=name), "utf-8")
    path = folder / "w1" / name
    path.write_bytes(content)
    return path


def complaints(project: Path, language: str = "en") -> list[str]:
    """Return what ``check`` complains of; it must be lines that begin with a place."""
    said = research(project, "check", "damaged", language=language)
    assert "Traceback" not in said.all and str(project) not in said.all, said
    lines = said.err.splitlines()
    assert said.code == bool(lines), said
    assert all(line.startswith("data/damaged/") for line in lines), said
    return lines


@pytest.mark.parametrize("ending", READ_AS)
def test_files_cut_short_are_named(project: Path, ending: str) -> None:
    content = whole(ending, project)
    put(project, f"c{ending}", content)
    assert complaints(project) == []
    for part in (0, 3, 180, 300, 0.5, 0.8, 0.97):
        length = part if isinstance(part, int) else int(len(content) * part)
        put(project, f"c{ending}", content[:length])
        lines = complaints(project)
        assert (ending == ".csv" and length > 100) or len(lines) == 1, (length, lines)
        assert all(line.startswith((f"data/damaged/w1/c{ending}", "data/damaged/client.yml"))
                   for line in lines)  # fmt: skip


@pytest.mark.parametrize("ending", READ_AS)
def test_bytes_changed_anywhere_end_in_no_traceback(project: Path, ending: str) -> None:
    content, chance = whole(ending, project), random.Random(20261127)
    for _try in range(16):
        damaged = bytearray(content)
        for _byte in range(chance.choice((1, 2, 8))):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        put(project, f"c{ending}", bytes(damaged))
        complaints(project)


def test_widths_and_places_no_spss_file_has_do_not_end_the_process(project: Path) -> None:
    for ending in (".sav", ".zsav"):
        content = whole(ending, project)
        labelled = content.index(bytes((4, 0, 0, 0, 1, 0, 0, 0, 4, 0, 0, 0))) + 8
        for place, value in ((180, 0x19), (276, 0x36), (276, 0xAD), (277, 0x35), (labelled, 9)):
            damaged = bytearray(content)
            damaged[place] = value
            put(project, f"c{ending}", bytes(damaged))
            (line,) = complaints(project)
            assert "the file must be readable as SPSS" in line, (place, line)


def workbook(change: Callable[[str, bytes], bytes | None], source: bytes) -> bytes:
    """Return a workbook with its parts changed, or left out."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(source)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            content = change(name, old.read(name))
            if content is not None:
                new.writestr(name, content)
    return out.getvalue()


def test_damaged_workbooks_are_named(project: Path) -> None:
    content = whole(".xlsx", project)
    sheet = "xl/worksheets/sheet1.xml"
    far_row = b'<row r="2"'
    cases = {
        "cut": lambda n, c: c[:900] if n == sheet else c,
        "no strings": lambda n, c: c.replace(
            b't="inlineStr"><is><t>K1</t></is>', b't="s"><v>3</v>'
        ),
        "no styles": lambda n, c: None if n == "xl/styles.xml" else c,
        "no workbook": lambda n, c: None if n == "xl/workbook.xml" else c,
        "no sheet": lambda n, c: None if n == sheet else c,
        "row beyond the last": lambda n, c: c.replace(far_row, b'<row r="9999999"'),
        "no number": lambda n, c: c.replace(b"<v>1000</v>", b"<v>1,0.0.0</v>"),
        "no sheets": lambda n, c: (
            c[: c.index(b"<sheets>")] + b"<sheets/>" + c[c.index(b"</sheets>") + 9 :]
            if n == "xl/workbook.xml" else c
        ),
    }  # fmt: skip
    for case, change in cases.items():
        put(project, "c.xlsx", workbook(change, content))
        lines = complaints(project)
        assert len(lines) == 1 or case == "no styles", (case, lines)
        assert all("XLSX" in line or "must have a sheet" in line for line in lines), (case, lines)
    # a size no sheet has is a mistake that many programs make
    wrong_size = workbook(lambda n, c: c.replace(b"A1:D31", b"A1:XFD1048576"), content)
    assert wrong_size != content
    put(project, "c.xlsx", wrong_size)
    assert complaints(project) == []


def test_other_files_named_as_workbooks_are_told_apart(project: Path) -> None:
    old = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(4000)
    put(project, "c.xlsx", old)
    assert "an XLS file or one with a password" in complaints(project)[0]
    (vietnamese,) = complaints(project, "vi")
    assert "mật khẩu" in vietnamese and " must " not in vietnamese
    for content in (b"\x00" * 500, b"PK\x03\x04", b"<html></html>", b"a,b\n1,2\n"):
        put(project, "c.xlsx", content)
        assert "must be an XLSX workbook, got: something else" in complaints(project)[0]
    put(project, "c.xls", old)
    assert (
        "the file must be CSV, TSV, TXT, XLSX, Parquet or SAV, got: .xls"
        in (complaints(project)[0])
    )


NESTED = {
    "lists": pa.array([[i, 2] for i in range(ROWS)]),
    "structs": pa.array([{"a": i} for i in range(ROWS)]),
    "maps": pa.array([[("a", i)] for i in range(ROWS)], pa.map_(pa.string(), pa.int64())),
    "bytes": pa.array([b"\xff\xfe"] * ROWS),
    "days": pa.array([2**31 - 1] * ROWS, pa.date32()),
}
ODD = {
    **NESTED,
    "seconds": pa.array([2**50] * ROWS, pa.timestamp("s")),
    "times": pa.array([dt.time(1)] * ROWS),
    "nothing": pa.nulls(ROWS),
    "marked as bytes": pa.array(["Huế".encode()] * ROWS),
}


def put_parquet(project: Path, *columns: str) -> None:
    """Put a file that is right but for further columns."""
    table = pa.Table.from_pandas(PEOPLE)
    for name in columns:
        table = table.append_column(name, ODD[name])
    pq.write_table(table, put(project, "c.parquet", b""))


@pytest.mark.parametrize("column", ODD)
def test_a_column_nobody_names_may_hold_anything(project: Path, column: str) -> None:
    put_parquet(project, column)
    assert complaints(project) == []


def test_columns_that_are_named_hold_one_value_a_cell(project: Path) -> None:
    put_parquet(project, *ODD)
    assert complaints(project) == []
    client = project / "data" / "damaged" / "client.yml"
    for column in NESTED:
        client.write_text(CLIENT.format(file="c.parquet").replace(": city,", f": {column},"))
        (line,) = complaints(project)
        assert f'column "{column}": each cell must hold one value' in line


def test_a_time_beyond_every_calendar_is_no_date(project: Path) -> None:
    put_parquet(project, "seconds")
    client = project / "data" / "damaged" / "client.yml"
    client.write_text(CLIENT.format(file="c.parquet").replace("since: since", "since: seconds"))
    (line,) = complaints(project)
    assert 'column "seconds": each cell must be a date' in line and "30 rows" in line


def test_numbers_without_end_are_no_dates(project: Path) -> None:
    people = PEOPLE.assign(since=["1" * 400, *["2025-01-01"] * (ROWS - 1)])
    put(project, "c.csv", people.to_csv(index=False).encode())
    (line,) = complaints(project)
    assert "each cell must be a date" in line
    path = put(project, "c.parquet", b"")
    PEOPLE.assign(since=[float("inf"), *[46000.0] * (ROWS - 1)]).to_parquet(path)
    (line,) = complaints(project)
    assert "each cell must be a date" in line


def test_folders_and_forbidden_files_are_named(project: Path) -> None:
    path = put(project, "c.csv", b"")
    path.unlink()
    path.mkdir()
    (line,) = complaints(project)
    assert line.startswith("data/damaged/w1/c.csv: ") and "got: a folder" in line
    path.rmdir()
    path.write_bytes(whole(".csv", project))
    client = project / "data" / "damaged" / "client.yml"
    if os.name == "nt":
        return
    assert complaints(project) == []  # and everything is imported before rights are given up
    for forbidden in (path, path.parent, client):
        mode = forbidden.stat().st_mode
        forbidden.chmod(0)
        try:
            with without_roots_rights(project):
                (line,) = complaints(project)
        finally:
            forbidden.chmod(mode)
        assert line.startswith(f"data/damaged/{'client.yml' if forbidden == client else 'w1'}")
        assert "Permission denied" in line


@contextlib.contextmanager
def without_roots_rights(project: Path) -> Iterator[None]:
    """Be somebody to whom file permissions apply."""
    if os.geteuid() != 0:
        yield
        return
    for folder in (project, *project.parents[:3]):
        folder.chmod(0o755)
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


def test_client_files_of_any_bytes_are_told_with_their_line(project: Path) -> None:
    put(project, "c.csv", whole(".csv", project))
    folder = project / "data" / "damaged"
    right = (folder / "client.yml").read_bytes()
    pieces = (
        b"\x00", b"\xff", b"\t", b"? [a]\n", b"{a: b}: c\n", b"? {a: b}\n", b"\xef\xbb\xbf", b"%",
        b"---\n", b"...\n", b"*a\n", b"!!binary x\n", b"\x0b", b"\xe2\x80\xa8", b"- ", b": ", b"@",
        b"? ",
    )  # fmt: skip
    for name in ("client.yml", "_brand.yml"):
        for encoding in ("utf-16", "utf-32", "utf-8-sig"):
            (folder / name).write_bytes(right.decode().encode(encoding))
            complaints(project)
        content = right if name == "client.yml" else b"color:\n  primary: '#0B6E75'\n"
        places = {0, content.find(b"sources"), content.find(b"file:"), content.find(b"primary")}
        for piece in pieces:
            for place in sorted(places - {-1}):
                (folder / name).write_bytes(content[:place] + piece + content[place:])
                complaints(project)
        (folder / "client.yml").write_bytes(right)
