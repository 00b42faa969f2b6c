"""The same inputs give the same bytes, whatever the folder, machine settings and jobs."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from published_product import ROOT, Product, Published, files_of, research

PERSONAS = Published("hoc_vien_so", "personas", "en")


def assert_made_again(there: Path, client: str, files: int, home: Path) -> None:
    """Verify where folder, home, time zone, language, hash seed, arithmetic and jobs differ."""
    home.mkdir()
    project = home / "dự án"
    shutil.copytree(there, project)
    before = files_of(project / "reports")
    outcome = research(
        project,
        *("verify", client, "--jobs", "1"),
        HOME=str(home),
        TZ="Asia/Ho_Chi_Minh",
        LANG="vi_VN.UTF-8",
        LC_ALL="C.UTF-8",
        PYTHONHASHSEED="7",
        OMP_NUM_THREADS="2",
        OPENBLAS_CORETYPE="Prescott",
        OPENBLAS_NUM_THREADS="2",
        NPY_DISABLE_CPU_FEATURES="X86_V3",
        GLIBC_TUNABLES="glibc.cpu.hwcaps=-AVX2,-FMA",
        USER="lan",
        COLUMNS="40",
        SOURCE_DATE_EPOCH="1000000000",
    )
    assert outcome.returncode == 0, outcome.stderr
    assert "Warning" not in outcome.stderr
    assert outcome.stdout == f"{files} files made again; every byte is the same.\n"
    assert files_of(project / "reports") == before


def test_other_user_on_another_machine_gets_the_same_bytes(
    product: Product, tmp_path: Path
) -> None:
    # of the study with the most randomness a report in three formats, and the typing tool
    assert_made_again(product.project, "bakery", 4, tmp_path / "nhà của Lan")


@pytest.mark.long
@pytest.mark.parametrize(("client", "files"), [("ca_phe_may", 26), ("hoc_vien_so", 20)])
def test_other_user_gets_the_same_bytes_of_the_samples(
    product: Product, tmp_path: Path, client: str, files: int
) -> None:
    # four or three reports in two languages and three formats, and two typing tools
    assert_made_again(product.project, client, files, tmp_path / "nhà của Lan")


def test_no_code_asks_for_the_date() -> None:
    """The clock cannot be set for a test everywhere; what never reads it needs no such test."""
    clock = re.compile(
        r"\b(datetime|date|Timestamp)\.(now|today|utcnow)\(|\btime\.(time|localtime|strftime)\("
    )
    places = [*(ROOT / "src").rglob("*.py"), *(ROOT / "notebooks").glob("*.ipynb")]
    assert not [path.name for path in places if clock.search(path.read_text("utf-8"))]
    typst = [p for p in (ROOT / "src").rglob("*.typ") if "datetime.today" in p.read_text("utf-8")]
    assert not typst


def test_manifest_says_what_arithmetic_was_done_with(product: Product) -> None:
    manifest = product.project / "reports" / PERSONAS.wave_folder / "internal" / "manifest.json"
    for inputs in json.loads(manifest.read_text("utf-8"))["inputs"].values():
        assert "1 thread" in inputs["arithmetic"] and "NumPy" in inputs["arithmetic"]


def test_pdf_carries_a_fixed_date(product: Product) -> None:
    import pikepdf

    path: Path = product.path(PERSONAS, "pdf")
    with pikepdf.open(path) as document:
        dates = {str(document.docinfo.get(key, "")) for key in ("/CreationDate", "/ModDate")}
    assert all(re.match(r"^(D:(1980|1970|2000)0101.*)?$", date) for date in dates), dates
