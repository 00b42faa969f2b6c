"""What one command publishes: every report, the manifest, the index page."""

from __future__ import annotations

import io
import re
import runpy
import zipfile
from base64 import b64decode

import openpyxl
import pytest
from lxml import html as lxml_html
from published_product import (
    EVERY_REPORT,
    REPORTS,
    ROOT,
    TYPING_TOOL,
    WAVES,
    Product,
    Published,
    files_of,
)

from analysis.values.media import FINDING_MIME

WITH_TOOL = [one for one in REPORTS if one.values[0].attached]
VIETNAMESE = [one for one in REPORTS if one.values[0].language == "vi"]


def test_every_report_is_there_in_every_format_and_nothing_else(product: Product) -> None:
    expected = {place for report in product.published for place in report.shown}
    expected |= {report.notebook for report in product.published}
    expected |= {f"{client}/{wave}/internal/manifest.json" for client, wave in WAVES.items()}
    expected.add("hoc_vien_so/2026-1/internal/staff.csv")  # who stands behind the codes of staff
    assert set(files_of(product.reports)) == expected | {"index.html"}


def test_the_benchmark_finds_every_report(product: Product) -> None:
    notebooks_run = runpy.run_path(str(ROOT / "tests" / "bench" / "bench_run.py"))["notebooks_run"]
    expected = {(r.client, WAVES[r.client], r.study, r.language) for r in product.published}
    assert set(notebooks_run(product.project)) == expected


def test_run_says_where_the_reports_are_and_what_was_left_out(product: Product) -> None:
    said = product.said["hoc_vien_so"]
    lines = said.stdout.splitlines()
    assert lines[0] == "hoc_vien_so · 2026-1: published"
    assert lines[-1] == f"Reports: {product.reports / 'index.html'}"
    assert any(line.startswith("hoc_vien_so · market_research: Needs") for line in lines)
    for outcome in product.said.values():
        assert "Warning" not in outcome.stderr and "Traceback" not in outcome.stderr


def test_index_leads_to_every_report(product: Product) -> None:
    page = lxml_html.document_fromstring((product.reports / "index.html").read_text("utf-8"))
    links = {link.get("href") for link in page.iter("a")}
    assert links == {place for report in product.published for place in report.shown}
    text = page.text_content()
    assert "Cà phê Mây" in text and "Học viện Số" in text
    assert "Needs a survey" in text, "the reason why a study was left out is missing"


@pytest.mark.parametrize("client", sorted(WAVES))
def test_manifest_tells_what_the_reports_were_made_of(product: Product, client: str) -> None:
    manifest = product.manifest(client)
    (inputs,) = manifest["inputs"].values()
    # segments are made in the first wave: a report of the second is made from both
    raw = {
        path.relative_to(product.project).as_posix()
        for path in (product.project / "data" / client).glob("*/*")
    }
    assert raw <= set(inputs["files"])
    assert f"data/{client}/client.yml" in inputs["files"]
    assert inputs["code"] and inputs["lock"] and inputs["seed"] == 20260101
    assert inputs["versions"]["pandas"]
    assert all(entry["headline"] for entry in manifest["reports"])


@pytest.mark.long  # of one study: test_answers.py
@pytest.mark.parametrize("report", EVERY_REPORT, ids=str)
def test_headline_numbers_do_not_depend_on_the_language(
    product: Product, report: Published
) -> None:
    same = [r for r in product.published if (r.client, r.study) == (report.client, report.study)]
    assert len(same) == (1 if report.client == "bakery" else 2)
    assert all(product.headline(one) == product.headline(report) for one in same)


@pytest.mark.parametrize("report", WITH_TOOL)
def test_typing_tool_stands_beside_the_page_that_hands_it_out(
    product: Product, report: Published
) -> None:
    content = (product.reports / report.folder / TYPING_TOOL).read_bytes()
    page = lxml_html.document_fromstring(product.path(report, "html").read_text("utf-8"))
    (link,) = [link for link in page.iter("a") if link.get("download")]
    assert link.get("download") == TYPING_TOOL
    assert b64decode(link.get("href").partition(";base64,")[2]) == content
    sheets = openpyxl.load_workbook(io.BytesIO(content)).worksheets
    kinds = {cell.data_type for sheet in sheets for row in sheet.iter_rows() for cell in row}
    assert "f" in kinds, "a person types answers, and formulas tell the segment"
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        assert not [name for name in parts.namelist() if "vba" in name.lower()]
        texts = [parts.read(name) for name in parts.namelist()]
    assert not [text for text in texts if str(product.project).encode() in text]


@pytest.mark.parametrize("report", REPORTS)
def test_published_files_tell_no_place_user_or_time(product: Product, report: Published) -> None:
    for kind in ("html", "pdf", "ipynb"):
        content = product.path(report, kind).read_bytes()
        assert str(product.project).encode() not in content
        assert b"site-packages" not in content and b"start_time" not in content


@pytest.mark.parametrize("report", VIETNAMESE)
def test_vietnamese_report_has_vietnamese_findings(product: Product, report: Published) -> None:
    """Half-translated sentences are the usual slip: English function words give them away."""
    english = re.compile(r"\b(the|of|and|with|than|respondents|customers|not|were|are)\b")
    for finding in product.bundles(report, FINDING_MIME):
        for text in (finding["headline"], finding["text"], finding["implication"]):
            assert not english.search(text), text
