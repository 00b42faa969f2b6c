"""Forms that docs/client-file.md promises to read, or to refuse: each tried with a small input."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pandas as pd
import pytest
from product import ask, research
from small_clients import new_project

CLIENT = """\
name: Acme
kind: b2c
languages: [en]
waves:
  w1: {}
sources:
  prices:
    file: p.csv
    columns: {brand: Nhãn, price: Giá}
"""
PRICES = pd.DataFrame({"Nhãn": ["Acme", "Bolt"] * 10, "Giá": range(10, 30)})


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return new_project(tmp_path)


def check(project: Path, text: str = CLIENT, prices: pd.DataFrame = PRICES, wave: str = "w1"):
    """Write a client of one price list, and check it."""
    folder = project / "data" / "acme" / wave
    folder.mkdir(parents=True)
    prices.to_csv(folder / "p.csv", index=False)
    (folder.parent / "client.yml").write_text(text, "utf-8")
    return research(project, "check", "acme")


REFUSED = {
    "a tag": ("name: Acme", "name: !!str Acme", "YAML tags"),
    "an anchor": ("name: Acme", "name: &a Acme", "YAML anchors"),
    "an alias": ("kind: b2c", "about: &a x\nkind: *a", "YAML aliases"),
    "a tab": ("  w1: {}", "\tw1: {}", "a tab"),
    "a key given twice": ("kind: b2c", "kind: b2c\nkind: b2b", "kind again"),
    "an unknown key": ("kind: b2c", "kind: b2c\ncurency: VND", "Did you mean currency?"),
    "a text of 301 characters": ("name: Acme", f"name: {'x' * 301}", "at most 300 characters"),
    "a file in another folder": ("file: p.csv", "file: ../p.csv", "plain file name"),
    "a wave with a capital": ("  w1: {}", "  W1: {}", "lower-case letters"),
    "a word as a truth": ("kind: b2c", "kind: b2c\nsynthetic: maybe", "be true or false"),
    "a text without letters": ("name: Acme", 'name: ""', "not be empty"),
    "half a text in two languages": ("name: Acme", "name: {vi: Acme}", "name.en"),
    "a currency in small letters": ("kind: b2c", "kind: b2c\ncurrency: vnd", "three capital"),
    "a missing column": ("price: Giá", "price: Gia ban", "must name a column"),
}


@pytest.mark.parametrize("form", REFUSED)
def test_form_is_refused_with_its_line(project: Path, form: str) -> None:
    before, after, told = REFUSED[form]
    said = check(project, CLIENT.replace(before, after, 1))
    assert said.code == 1 and told in said.err, said.err
    assert "data/acme/client.yml" in said.err and "line " in said.err
    assert "Traceback" not in said.err


def in_pieces(text: str) -> str:
    return unicodedata.normalize("NFD", text)


ACCEPTED = {
    "column names in pieces": (CLIENT, PRICES.rename(columns=in_pieces)),
    "a client file in pieces": (in_pieces(CLIENT), PRICES),
    "blanks round column names": (CLIENT, PRICES.rename(columns="  {}  ".format)),
    "one text in each language": (CLIENT.replace("name: Acme", "name: {vi: A, en: B}"), PRICES),
    "yes as a truth": (CLIENT + "synthetic: yes\n", PRICES),
    "no as a word": (CLIENT.replace("name: Acme", "name: no"), PRICES),
}


@pytest.mark.parametrize("form", ACCEPTED)
def test_form_is_read(project: Path, form: str) -> None:
    text, prices = ACCEPTED[form]
    said = check(project, text, prices)
    assert said.code == 0, said.err


def test_wave_named_by_a_year_stands_in_quotes(project: Path) -> None:
    said = check(project, CLIENT.replace("w1: {}", '"2026": {}'), wave="2026")
    assert said.code == 0, said.err


@pytest.mark.parametrize(
    "money", ["1.250.000 ₫", "1.250.000đ", "1.250.000", "1250000", "1,250,000"]
)
def test_vietnamese_money_is_read(project: Path, money: str) -> None:
    said = check(project, prices=PRICES.assign(Giá=money, n=range(20)))
    assert said.code == 0, said.err
    headline = ask(project, "competitor_analysis", "acme").headline
    assert (headline["offers"], headline["reference_price"]) == ("20", "1250000")
