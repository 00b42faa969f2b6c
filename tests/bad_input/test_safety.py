"""Client data and names are untrusted: nothing in them runs, leads elsewhere or is lost."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from broken_clients import FILES, NAME, write_good

from analysis.clients.loading import load_client
from analysis.clients.project import client_folder
from analysis.clients.scaffold import new_client
from analysis.errors import ClientError
from analysis.sources.delivery import check_client
from analysis.sources.wave import load_wave

SCRIPT = "<script>alert(1)</script>"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ANALYSIS_PROJECT", str(tmp_path))
    return tmp_path


@pytest.mark.parametrize("name", ["../x", "a/b", "..", "", "A", "x" * 41, "a\n", "/etc", "a b"])
def test_names_that_lead_elsewhere_are_refused(project: Path, name: str) -> None:
    write_good(project)
    for use in (client_folder, lambda text: new_client(text, "vi")):
        with pytest.raises(ClientError, match="lower-case letters"):
            use(name)
    assert sorted(path.name for path in project.iterdir()) == ["data", "notebooks"]


@pytest.mark.parametrize("value", [SCRIPT, "=1+1", "@SUM(A1)", "{{7*7}}", "#set page()"])
def test_values_stay_text(project: Path, value: str) -> None:
    folder = write_good(project)
    text = FILES["customers.csv"].replace("Huế", value)
    (folder / "w1" / "customers.csv").write_text(text, "utf-8")
    assert check_client(NAME).problems == ()
    customers = load_wave(load_client(NAME), "w1").source("customers")
    assert value in map(customers.labels.label, customers.frame["city"].cat.categories)


def test_formulas_in_workbooks_are_not_computed(project: Path) -> None:
    from openpyxl import Workbook

    folder = write_good(project)
    book = Workbook()
    for line in FILES["customers.csv"].replace("Huế", "=1+1").splitlines():
        book.active.append(line.split(","))
    book.save(folder / "w1" / "customers.xlsx")
    path = folder / "client.yml"
    path.write_text(path.read_text("utf-8").replace("customers.csv", "customers.xlsx"), "utf-8")
    customers = load_wave(load_client(NAME), "w1").source("customers")
    assert set(customers.frame["city"].dropna()) == {"city/Hà Nội"}


def test_a_tag_runs_nothing(project: Path) -> None:
    folder = write_good(project)
    mark = project / "mark"
    text = f"name: !!python/object/apply:os.mkdir [{mark}]\n"
    (folder / "client.yml").write_text(text, "utf-8")
    with pytest.raises(ClientError, match="tags"):
        load_client(NAME)
    assert not mark.exists()


def test_a_folder_that_is_a_link_is_refused(project: Path) -> None:
    folder = write_good(project)
    os.symlink(folder, project / "data" / "other")
    with pytest.raises(ClientError, match="link"):
        load_client("other")
