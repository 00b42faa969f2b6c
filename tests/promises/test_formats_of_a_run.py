"""What a run is asked to make: where each format lies, who gets it, that it is kept up to date."""

from __future__ import annotations

import io
import json
import shutil
import zipfile
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PIL import Image
from product import research

ROOT = Path(__file__).parents[2]
CLIENT = """\
name: Quán Thử
kind: b2c
currency: VND
waves:
  w1: {label: {vi: Đợt một, en: First wave}}
sources:
  prices:
    file: prices.csv
    columns: {brand: brand, product: product, price: price}
"""
PRICES = "brand,product,price\n" + "".join(
    f"{brand},{product},{price}000\n"
    for place, product in enumerate(("=trà", "cà phê", "nước cam", "bánh", "sữa", "kem"))
    for brand, price in (("A", 30 + place), ("B", 33 + 2 * place))
)
CHARTS = "internal/en/charts/competitor_analysis"
WORKBOOK = "client/en/competitor_analysis.xlsx"
RUN = ("run", "quan_thu", "--study", "competitor_analysis", "--language", "en")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("project")
    shutil.copytree(ROOT / "notebooks", root / "notebooks")
    for name in ("pyproject.toml", "requirements.lock"):
        shutil.copyfile(ROOT / name, root / name)
    folder = root / "data" / "quan_thu"
    (folder / "w1").mkdir(parents=True)
    (folder / "client.yml").write_text(CLIENT, "utf-8")
    (folder / "w1" / "prices.csv").write_text(PRICES, "utf-8")
    said = research(root, *RUN, "--format", "xlsx", "--format", "charts")  # as xlsx,charts
    assert said.code == 0, said.err
    return root


def published(project: Path) -> dict[str, bytes]:
    folder = project / "reports" / "quan_thu" / "w1"
    return {path.relative_to(folder).as_posix(): path.read_bytes()
            for path in folder.rglob("*") if path.is_file()}  # fmt: skip


def test_only_what_was_asked_for_is_made_and_lies_with_its_audience(project: Path) -> None:
    found = {name for name in published(project) if not name.startswith(CHARTS)}
    notebook = "internal/en/competitor_analysis.ipynb"
    assert found == {WORKBOOK, "internal/manifest.json", notebook}
    charts = {name for name in published(project) if name.startswith(CHARTS)}
    assert charts == {f"{CHARTS}/{name}" for name in ("charts.csv", "prices.csv", "prices.png")}
    assert Image.open(io.BytesIO(published(project)[f"{CHARTS}/prices.png"])).width > 1000
    index = (project / "reports" / "index.html").read_text("utf-8")
    assert "competitor_analysis.xlsx" in index and "charts" not in index


def test_the_client_gets_the_workbook_and_no_charts(project: Path, tmp_path: Path) -> None:
    said = research(project, "deliver", "quan_thu", "--output", str(tmp_path / "all.zip"))
    assert said.code == 0, said.err
    with zipfile.ZipFile(tmp_path / "all.zip") as archive:
        assert archive.namelist() == ["quan_thu-w1/en/competitor_analysis.xlsx"]


def test_prices_of_the_raw_file_are_numbers_with_their_currency(project: Path) -> None:
    book = load_workbook(io.BytesIO(published(project)[WORKBOOK]))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    money = [cell for cell in cells if "₫" in cell.number_format]
    assert money and all(isinstance(cell.value, int | float) for cell in money)
    assert 30_000 <= min(cell.value for cell in money if cell.value > 1000) <= 43_000
    assert not [cell.coordinate for cell in cells if cell.data_type == "f"]


def test_what_was_made_once_is_kept_up_to_date(project: Path) -> None:
    before = published(project)
    again = research(project, *RUN, "--format", "charts")
    assert again.code == 0 and published(project) == before
    path = project / "data" / "quan_thu" / "w1" / "prices.csv"
    path.write_text(PRICES.replace("A,kem,35000", "A,kem,36000"), "utf-8")
    said = research(project, *RUN, "--format", "html")
    assert said.code == 0, said.err
    after = published(project)
    assert set(after) == {*before, "client/en/competitor_analysis.html"}
    assert after[WORKBOOK] != before[WORKBOOK]
    manifest = json.loads(after["internal/manifest.json"])
    (report,) = manifest["reports"]
    assert {file["path"] for file in report["files"].values()} == set(after) - {
        "internal/manifest.json"
    }
    same = research(project, "verify", "quan_thu")
    assert same.code == 0 and "every byte is the same" in same.out


def test_a_format_there_is_not_is_told(project: Path) -> None:
    said = research(project, *RUN, "--format", "html,docx")
    assert said.code == 2 and "html, pdf, charts, xlsx" in said.err
