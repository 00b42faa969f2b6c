"""The same inputs give the same bytes, whatever the folder, machine settings and jobs."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from published_product import ROOT, Product, Published, copied_project, research

SEGMENTS = Published("hoc_vien_so", "segmentation", "vi")  # the study with the most randomness
ARGUMENTS = ("run", "hoc_vien_so", "--study", "segmentation", "--language", "vi", "--jobs", "1")


@pytest.fixture(scope="module")
def elsewhere(product: Product, tmp_path_factory: pytest.TempPathFactory) -> Product:
    """The same study made by another user: folder, home, time zone, language, hash seed, jobs."""
    root = tmp_path_factory.mktemp("elsewhere")
    home = root / "nhà của Lan"
    home.mkdir()
    project = copied_project(home / "dự án", ("hoc_vien_so",))
    outcome = research(
        project,
        *ARGUMENTS,
        HOME=str(home),
        TZ="Asia/Ho_Chi_Minh",
        LANG="vi_VN.UTF-8",
        LC_ALL="C.UTF-8",
        PYTHONHASHSEED="7",
        OMP_NUM_THREADS="2",
        USER="lan",
        COLUMNS="40",
        SOURCE_DATE_EPOCH="1000000000",
    )
    assert outcome.returncode == 0, outcome.stderr
    return Product(project, {"hoc_vien_so": outcome})


@pytest.mark.parametrize("kind", ["html", "pdf", "ipynb"])
def test_bytes_depend_on_the_inputs_alone(product: Product, elsewhere: Product, kind: str) -> None:
    here, there = product.path(SEGMENTS, kind), elsewhere.path(SEGMENTS, kind)
    assert here.read_bytes() == there.read_bytes()


def test_verify_says_yes_and_then_names_the_file_that_was_altered(tmp_path: Path) -> None:
    project = copied_project(tmp_path / "project", ("hoc_vien_so",))
    only = ("--study", "competitor_analysis", "--language", "en")
    assert research(project, "run", "hoc_vien_so", *only).returncode == 0
    outcome = research(project, "verify", "hoc_vien_so")
    assert outcome.returncode == 0, outcome.stderr
    assert outcome.stdout == "3 files made again; every byte is the same.\n"
    place = "reports/hoc_vien_so/2026-1/en/competitor_analysis.html"
    altered = project / place
    altered.write_bytes(altered.read_bytes().replace("₫10".encode(), "₫11".encode(), 1) + b"\n")
    outcome = research(project, "verify", "hoc_vien_so")
    assert outcome.returncode == 1
    assert outcome.stderr.splitlines()[-1] == f"{place}: is not as it was published"
    assert "Traceback" not in outcome.stderr


def test_no_code_asks_for_the_date() -> None:
    """The clock cannot be set for a test everywhere; what never reads it needs no such test."""
    clock = re.compile(
        r"\b(datetime|date|Timestamp)\.(now|today|utcnow)\(|\btime\.(time|localtime|strftime)\("
    )
    places = [*(ROOT / "src").rglob("*.py"), *(ROOT / "notebooks").glob("*.ipynb")]
    assert not [path.name for path in places if clock.search(path.read_text("utf-8"))]
    typst = [p for p in (ROOT / "src").rglob("*.typ") if "datetime.today" in p.read_text("utf-8")]
    assert not typst


def test_pdf_carries_a_fixed_date(product: Product) -> None:
    import pikepdf

    path: Path = product.path(SEGMENTS, "pdf")
    with pikepdf.open(path) as document:
        dates = {str(document.docinfo.get(key, "")) for key in ("/CreationDate", "/ModDate")}
    assert all(re.match(r"^(D:(1980|1970|2000)0101.*)?$", date) for date in dates), dates
