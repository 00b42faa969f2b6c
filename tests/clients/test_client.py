"""A client knows the folder it stands in, its file and the line of everything in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.clients.loading import load_client
from analysis.errors import ClientError

FILE = """\
name: The shown name
kind: b2c
waves:
  w1: {}
  w2: {files: {prices: other.csv}}
sources:
  survey:
    {file: survey.csv, codebook: codes.csv, id: id, questions: {q: {column: q, label: Q, type: text}
    }}
  prices: {file: prices.csv, columns: {brand: b, price: p}}
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ANALYSIS_PROJECT", str(tmp_path))
    (tmp_path / "notebooks").mkdir()
    folder = tmp_path / "data" / "shop"
    for wave, names in {
        "w1": ("survey.csv", "codes.csv", "prices.csv"),
        "w2": ("survey.csv", "codes.csv", "other.csv"),
    }.items():
        (folder / wave).mkdir(parents=True)
        for name in names:
            (folder / wave / name).write_text("id\n", "utf-8")
    (folder / "client.yml").write_text(FILE, "utf-8")
    return folder


def test_it_goes_by_its_folder_and_shows_its_name(folder: Path) -> None:
    client = load_client("shop")
    assert (client.id, client.name) == ("shop", "The shown name")
    assert client.folder == folder and client.file.path == folder / "client.yml"
    assert client.file.where(("sources", "prices")) == "data/shop/client.yml, line 10"


def test_it_names_the_raw_files_of_each_wave(folder: Path) -> None:
    client = load_client("shop")
    assert client.raw_file("w1", "prices") == folder / "w1" / "prices.csv"
    assert client.raw_file("w2", "prices") == folder / "w2" / "other.csv"
    assert client.codebook_file("w2", "survey") == folder / "w2" / "codes.csv"
    assert client.codebook_file("w1", "prices") is None
    (folder / "w1" / "prices.csv").unlink()
    with pytest.raises(ClientError, match=r"prices\.csv: the file must be in the wave's folder"):
        client.raw_file("w1", "prices")


def test_clients_read_alike_are_equal_and_copies_know_their_file(folder: Path) -> None:
    client = load_client("shop")
    assert client == load_client("shop")
    copied = client.model_copy(update={"staff": "initials"})
    assert (copied.id, copied.staff) == ("shop", "initials")
    assert copied != client
