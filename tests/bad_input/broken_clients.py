"""Clients that are each broken in one way: how to build them, and what the message must hold."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

NAME = "broken"
WAVE = "w1"
CLIENT = """\
name: Broken
kind: b2c
waves:
  w1: {fieldwork: [2026-01-01, 2026-01-31]}
sources:
  survey:
    file: survey.csv
    codebook: codebook.csv
    id: id
    weight: weight
    questions:
      age: {type: single, column: age, label: Age, family: demographic}
      gender: {type: single, column: gender, label: Gender, family: demographic}
      aware: {type: multiple, columns: aware_*, label: Aware}
      recommend: {type: scale, column: recommend, scale: [0, 10], label: Recommend}
      spend: {type: number, column: spend, label: Spending}
    banner: [gender]
    funnel: [aware]
    net_promoter: recommend
    spend: spend
  transactions:
    file: transactions.csv
    columns: {customer: customer, date: date, order: order, amount: amount}
  customers:
    file: customers.csv
    columns: {customer: customer, since: since, revenue: revenue}
    attributes:
      city: {column: city, label: City, family: geographic}
  deals:
    file: deals.csv
    columns: {deal: deal, customer: customer, outcome: outcome, amount: amount}
    outcomes: {won: [won], lost: [lost], open: [open]}
  leads:
    file: leads.csv
    columns: {lead: lead}
    bant: {need: {column: need, yes: ["yes"], no: ["no"]}}
  web_analytics:
    file: web.csv
    columns: {channel: channel, sessions: sessions, conversions: conversions}
segmentation:
  source: survey
  basis: {behavioural: [aware]}
  descriptors: [age, gender]
"""
ROWS = 120
CODEBOOK = "variable,label,code,value\nage,Age,1,18-34\n,,2,35+\ngender,Gender,1,Nam\n,,2,Nữ\n"


def _csv(header: str, row: Callable[[int], str]) -> str:
    return "\n".join([header, *(row(i) for i in range(1, ROWS + 1))]) + "\n"


FILES = {
    "codebook.csv": CODEBOOK,
    "survey.csv": _csv(
        "id,weight,age,gender,aware_1,aware_2,recommend,spend",
        lambda i: (
            f"R{i:03d},1.5,{1 + i % 2},{1 + i % 3 // 2},{i % 2},{i % 3 // 2},{i % 11},{i * 10}"
        ),
    ),
    "transactions.csv": _csv(
        "customer,date,order,amount",
        lambda i: f"K{i % 40},2026-01-{1 + i % 28:02d},D{i},{i * 1000}",
    ),
    "customers.csv": _csv(
        "customer,since,revenue,city",
        lambda i: f"K{i},2025-03-{1 + i % 28:02d},{i * 1000},{('Huế', 'Hà Nội')[i % 2]}",
    ),
    "deals.csv": _csv(
        "deal,customer,outcome,amount",
        lambda i: f"C{i},K{i % 20},{('won', 'lost', 'open')[i % 3]},{i * 100}",
    ),
    "leads.csv": _csv("lead,need", lambda i: f"L{i},{('yes', 'no', '')[i % 3]}"),
    "web.csv": _csv(
        "channel,sessions,conversions", lambda i: f"{('Search', 'Social')[i % 2]},{i * 10},{i}"
    ),
}
# which source is read from which of them
FILES_OF = {
    "survey": ("survey.csv", "codebook.csv"),
    "transactions": ("transactions.csv",),
    "customers": ("customers.csv",),
    "deals": ("deals.csv",),
    "leads": ("leads.csv",),
    "web_analytics": ("web.csv",),
}
Build = Callable[[Path], None]


def write_good(root: Path) -> Path:
    """Write a client that is right, and return its folder."""
    folder = root / "data" / NAME
    (folder / WAVE).mkdir(parents=True)
    (root / "notebooks").mkdir(exist_ok=True)
    (folder / "client.yml").write_text(CLIENT, "utf-8")
    for name, text in FILES.items():
        (folder / WAVE / name).write_text(text, "utf-8")
    return folder


def _client(old: str, new: str) -> Build:
    def build(root: Path) -> None:
        assert old in CLIENT
        (write_good(root) / "client.yml").write_text(CLIENT.replace(old, new, 1), "utf-8")

    return build


def _whole(content: bytes) -> Build:
    return lambda root: _discard((write_good(root) / "client.yml").write_bytes(content))


def _discard(_value: object) -> None:
    return None


def _file(name: str, old: str, new: str) -> Build:
    def build(root: Path) -> None:
        assert old in FILES[name], (name, old)
        (write_good(root) / WAVE / name).write_text(FILES[name].replace(old, new, 1), "utf-8")

    return build


def _bytes(name: str, change: Callable[[bytes], bytes]) -> Build:
    def build(root: Path) -> None:
        path = write_good(root) / WAVE / name
        path.write_bytes(change(path.read_bytes()))

    return build


def _lines(name: str, change: Callable[[list[str]], list[str]]) -> Build:
    return _bytes(name, lambda raw: ("\n".join(change(raw.decode().splitlines())) + "\n").encode())


def _removed(name: str) -> Build:
    return lambda root: (write_good(root) / WAVE / name).unlink()


def _linked(root: Path) -> None:
    folder = write_good(root)
    outside = root / "elsewhere.csv"
    outside.write_text(FILES["deals.csv"], "utf-8")
    (folder / WAVE / "deals.csv").unlink()
    os.symlink(outside, folder / WAVE / "deals.csv")


def _no_wave(root: Path) -> None:
    folder = write_good(root)
    (folder / WAVE).rename(folder / "w01")


def _workbook(root: Path) -> None:
    from openpyxl import Workbook

    folder = write_good(root)
    book = Workbook()
    book.active.title = "Deals 2026"
    for line in FILES["deals.csv"].splitlines():
        book.active.append(line.split(","))
    book.save(folder / WAVE / "deals.xlsx")
    text = CLIENT.replace("file: deals.csv", "file: deals.xlsx\n    sheet: Deal 2026")
    (folder / "client.yml").write_text(text, "utf-8")


def _column(name: str, index: int, value: str) -> Build:
    """Put one value into a whole column of a file."""

    def change(lines: list[str]) -> list[str]:
        rows = [line.split(",") for line in lines]
        for row in rows[1:]:
            row[index] = value
        return [",".join(row) for row in rows]

    return _lines(name, change)


YML = "data/broken/client.yml"
W1 = "data/broken/w1"
BROKEN_CLIENTS: list[tuple[str, Build, tuple[str, ...]]] = [
    # -- the client file
    (
        "unknown key",
        _client("weight: weight", "weigth: weight"),
        (f"{YML}, line 10", "sources.survey.weigth", "Did you mean weight?"),
    ),
    ("wrong type", _client("kind: b2c", "kind: b2x"), (f"{YML}, line 2", "b2c, b2b", "got: b2x")),
    ("missing key", _client("    id: id\n", ""), (f"{YML}, line 6", "sources.survey.id", "Add")),
    (
        "text for a list",
        _client("funnel: [aware]", "funnel: aware"),
        (f"{YML}, line 18", "sources.survey.funnel", "list"),
    ),
    (
        "unknown question",
        _client("banner: [gender]", "banner: [gendre]"),
        (f"{YML}, line 17", "banner[1]", "gendre", "Did you mean gender?"),
    ),
    (
        "question of the wrong type",
        _client("funnel: [aware]", "funnel: [age]"),
        (f"{YML}, line 18", "multiple", "got: single"),
    ),
    (
        "unknown basis",
        _client("{behavioural: [aware]}", "{behavioural: [awre]}"),
        (f"{YML}, line 42", "segmentation.basis.behavioural[1]", "Did you mean aware?"),
    ),
    (
        "unknown family",
        _client("basis: {behavioural", "basis: {behavioral"),
        (f"{YML}, line 42", "behavioral", "Did you mean behavioural?"),
    ),
    (
        "shares over 1",
        _client("weight: weight", "weighting: {targets: {gender: {Nam: 0.6, Nữ: 0.6}}}"),
        (f"{YML}, line 10", "weighting.targets.gender", "sum to 1", "got: 1.2"),
    ),
    (
        "fieldwork backwards",
        _client("[2026-01-01, 2026-01-31]", "[2026-01-31, 2026-01-01]"),
        (f"{YML}, line 4", "waves.w1.fieldwork", "before"),
    ),
    (
        "file elsewhere",
        _client("file: deals.csv", "file: ../../secret.csv"),
        (f"{YML}, line 30", "sources.deals.file", "plain file name", "got: ../../secret.csv"),
    ),
    (
        "YAML tag",
        _client("name: Broken", "name: !!python/object/apply:os.system [ls]"),
        (f"{YML}, line 1", "tags", "python/object"),
    ),
    ("YAML anchor", _client("id: id", "id: &all id"), (f"{YML}, line 9", "anchors", "&all")),
    (
        "doubled key",
        _client("kind: b2c", "kind: b2c\nkind: b2b"),
        (f"{YML}, line 3", "once", "kind", "Remove"),
    ),
    ("tab", _client("  survey:", "\tsurvey:"), (f"{YML}, line 6", "tab", "spaces")),
    ("broken YAML", _client("banner: [gender]", "banner: [gender"), (YML, "line", "valid YAML")),
    (
        "client file not UTF-8",
        _whole("name: Cà phê".encode("windows-1258", "replace")),
        (f"{YML}, line 1", "UTF-8", "0x"),
    ),
    ("empty client file", _whole(b""), (f"{YML}, line 1", "keys and values")),
    # -- files
    ("no file", _removed("deals.csv"), (f"{W1}/deals.csv", "no such file", "Did you mean")),
    ("no wave folder", _no_wave, (W1, "no folder", "Did you mean w01?")),
    ("link", _linked, (f"{W1}/deals.csv", "link", "Put the files themselves")),
    ("empty file", _bytes("deals.csv", lambda raw: b""), (f"{W1}/deals.csv", "empty")),
    (
        "only a header",
        _lines("deals.csv", lambda lines: lines[:1]),
        (f"{W1}/deals.csv", "rows under its header"),
    ),
    (
        "too few rows",
        _lines("deals.csv", lambda lines: lines[:7]),
        (f"{W1}/deals.csv", "at least 10 rows", "got: 6"),
    ),
    (
        "ragged row",
        _file("deals.csv", "C5,K5", "C5,5,K5"),
        (f"{W1}/deals.csv", "4 cells", "got: 5", "line 6"),
    ),
    ("open quote", _file("deals.csv", "C7,", 'C7,"'), (f"{W1}/deals.csv", "quotes", "line 8")),
    (
        "doubled header",
        _file("deals.csv", "deal,customer", "deal,deal"),
        (f"{W1}/deals.csv", '"deal" 2 times', "Rename"),
    ),
    (
        "stray byte",
        _bytes("customers.csv", lambda raw: raw.replace(b"K9,", b"K9\xff,", 1)),
        (f"{W1}/customers.csv", "0xFF", "line 10", "UTF-8"),
    ),
    (
        "binary file",
        _bytes("deals.csv", lambda raw: b"PK\x03\x04\x00\x00" + raw),
        (f"{W1}/deals.csv", "binary"),
    ),
    (
        "unknown sheet",
        _workbook,
        (f"{W1}/deals.xlsx", 'no "Deal 2026"', "Did you mean Deals 2026?"),
    ),
    # -- columns and cells
    (
        "missing column",
        _file("deals.csv", "amount", "amonut"),
        (
            f"{YML}, line 31",
            "sources.deals.columns.amount",
            f"{W1}/deals.csv",
            "Did you mean amonut?",
        ),
    ),
    (
        "missing pattern",
        _client("columns: aware_*", "columns: awareness_*"),
        (f"{YML}, line 14", "sources.survey.questions.aware.columns", "awareness_*"),
    ),
    (
        "text for a number",
        _file("deals.csv", "won,300", "won,three"),
        (f'{W1}/deals.csv, column "amount"', "number", "got: three", "1 row, at line 4", "missing"),
    ),
    (
        "unclear decimal mark",
        _column("survey.csv", 7, "1.234"),
        (f'{W1}/survey.csv, column "spend"', "1.234", "sources.survey.decimal"),
    ),
    (
        "month first",
        _column("transactions.csv", 1, "01/25/2026"),
        (
            f'{W1}/transactions.csv, column "date"',
            "01/25/2026",
            "120 rows, first at line 2",
            "day_first: false",
        ),
    ),
    (
        "no date",
        _file("transactions.csv", "2026-01-05", "soon"),
        (f'{W1}/transactions.csv, column "date"', "got: soon", "line 5"),
    ),
    (
        "impossible year",
        _file("customers.csv", "2025-03-08", "0205-03-08"),
        (f'{W1}/customers.csv, column "since"', "1900 and 2100", "line 8"),
    ),
    (
        "future date",
        _file("transactions.csv", "2026-01-05", "2026-03-05"),
        (f'{W1}/transactions.csv, column "date"', "31 January 2026", "line 5", "fieldwork"),
    ),
    (
        "doubled respondent",
        _file("survey.csv", "R007", "R006"),
        (f'{W1}/survey.csv, column "id"', "one row only", "got: R006", "line 8"),
    ),
    (
        "doubled deal",
        _file("deals.csv", "C9,", "C8,"),
        (f'{W1}/deals.csv, column "deal"', "got: C8", "line 10"),
    ),
    ("missing id", _file("deals.csv", "C9,", ","), (f'{W1}/deals.csv, column "deal"', "line 10")),
    (
        "negative amount",
        _file("deals.csv", "won,300", "won,-300"),
        (f'{W1}/deals.csv, column "amount"', "negative", "got: -300", "line 4"),
    ),
    (
        "negative spending",
        _file("survey.csv", ",30\n", ",-30\n"),
        (f'{W1}/survey.csv, column "spend"', "negative", "line 4"),
    ),
    (
        "outside the scale",
        _file("survey.csv", ",3,30\n", ",99,30\n"),
        (f'{W1}/survey.csv, column "recommend"', "0 and 10", "got: 99", "line 4", "missing"),
    ),
    (
        "share over 1",
        _file("web.csv", "Search,20,2", "Search,20,22"),
        (f'{W1}/web.csv, column "conversions"', "share over 1", "line 3"),
    ),
    (
        "unknown code",
        _file("survey.csv", "R003,1.5,2,1", "R003,1.5,7,1"),
        (f'{W1}/survey.csv, column "age"', "label", "got: 7", "line 4", "codebook"),
    ),
    (
        "unknown outcome",
        _file("deals.csv", "open,500", "pending,500"),
        (f'{W1}/deals.csv, column "outcome"', "got: pending", "line 6", "sources.deals.outcomes"),
    ),
    (
        "outcome never seen",
        _client("won: [won]", "won: [Gewonnen]"),
        (f"{YML}, line 32", "sources.deals.outcomes.won", "Gewonnen", f"{W1}/deals.csv"),
    ),
    (
        "BANT value never seen",
        _client('yes: ["yes"]', 'yes: ["yess"]'),
        (f"{YML}, line 36", "sources.leads.bant.need.yes", "Did you mean yes?"),
    ),
    (
        "constant banner",
        _column("survey.csv", 3, "1"),
        (f'{W1}/survey.csv, column "gender"', "two different values", "Nam"),
    ),
    (
        "empty column",
        _column("customers.csv", 3, ""),
        (f'{W1}/customers.csv, column "city"', "none in 120 rows", "client.yml"),
    ),
    (
        "weight of zero",
        _file("survey.csv", "R005,1.5", "R005,0"),
        (f'{W1}/survey.csv, column "weight"', "over 0", "got: 0", "line 6"),
    ),
    (
        "weight missing",
        _file("survey.csv", "R005,1.5", "R005,"),
        (f'{W1}/survey.csv, column "weight"', "over 0", "got: nothing", "line 6"),
    ),
    (
        "target without answer",
        _client("weight: weight", "weighting: {targets: {gender: {Nam: 0.5, Nu: 0.5}}}"),
        (f"{YML}, line 10", "weighting.targets.gender", "Nu", "Did you mean Nữ?"),
    ),
    (
        "e-mail addresses",
        _column("customers.csv", 3, "lan@example.com"),
        (f'{W1}/customers.csv, column "city"', "e-mail", "must not hold personal data"),
    ),
    (
        "code explained twice",
        _file("codebook.csv", ",,2,35+", ",,1,35+"),
        (f'{W1}/codebook.csv, column "code"', "once", "age", "line 3"),
    ),
    (
        "codebook without codes",
        _file("codebook.csv", "code,value", "cod,value"),
        (f"{W1}/codebook.csv", '"code"', "Did you mean cod?"),
    ),
]
