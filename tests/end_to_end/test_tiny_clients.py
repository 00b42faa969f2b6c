"""Tiny clients made for one purpose: the worked example of S3.2, and data that mean harm."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import openpyxl
import pypdfium2
import pytest
from lxml import html as lxml_html
from published_product import ROOT, TYPING_TOOL, copied_project, here

sys.path.insert(0, str(ROOT / "tests" / "promises"))

from tiny_project import make_project, page

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SCRIPT = "<script>alert(1)</script>"
HOSTILE = (
    SCRIPT,
    "=1+1",
    "<img src=x onerror=alert(1)>",
    "]#panic(1)[ $x$ \\u{41} @ref",
    "[tải về](javascript:alert(1)) **đậm**",
    "{{ 7 * 7 }} {% raw %}",
    "&lt;b&gt; \" ' `",
)


def cells_of(*values: object) -> str:
    """Return a line of a CSV file, every cell in quotes."""
    return ",".join('"' + str(value).replace('"', '""') + '"' for value in values)


# -- 20 Bronze, 3 Silver, 1 Gold: 100 + 30 + 20 million VND

PACKAGES = ((20, 5_000_000), (3, 10_000_000), (1, 20_000_000))  # deals, price of each
S32 = """\
name: Ví dụ S3.2
kind: b2b
currency: VND
waves:
  w1: {label: {vi: Đợt một, en: First wave}}
sources:
  deals:
    file: deals.csv
    columns: {deal: deal, customer: customer, outcome: outcome, amount: amount, closed: closed}
    outcomes: {won: [won], lost: [lost]}
value:
  source: deals
  band_by: price
  bands: {Bronze: 0, Silver: 7500000, Gold: 15000000}
"""


DEALS = [price for count, price in PACKAGES for _ in range(count)]
DEAL_LINES = [f"D{i:02d},K{i:02d},won,{price},2026-01-{i:02d}" for i, price in enumerate(DEALS, 1)]


# -- a client whose data try to get into page, PDF and notebook

CLIENT = f"""\
name: "{SCRIPT}"
kind: b2b
own_brand: "{SCRIPT}"
waves:
  w1: {{label: "=1+1"}}
sources:
  customers:
    file: customers.csv
    columns: {{customer: customer}}
    attributes:
      size: {{column: size, label: "{SCRIPT}", family: firmographic}}
      need_a: {{column: a, type: yes_no, family: psychographic, label: "<b onclick=alert(1)>"}}
      need_b: {{column: b, type: yes_no, family: psychographic, label: "=1+1"}}
      need_c: {{column: c, type: yes_no, family: psychographic, label: "#panic(2)"}}
  competitors:
    file: competitors.csv
    columns: {{name: name, kind: kind, strengths: strengths, weaknesses: weaknesses}}
  prices:
    file: prices.csv
    columns: {{brand: brand, product: product, price: price}}
  reviews:
    file: reviews.csv
    columns: {{brand: brand, text: text, rating: rating}}
    scale: [1, 5]
segmentation:
  source: customers
  basis: {{psychographic: [need_a, need_b, need_c]}}
  descriptors: [size]
  segments: 2
  names: {{1: "{SCRIPT}", 2: "=1+1"}}
"""
CUSTOMERS = [
    cells_of(f"K{i}", (SCRIPT, "=1+1")[i % 2], *("yes" if i % 2 else "no" for _ in "abc"))
    for i in range(60)
]
FILES = {
    "customers.csv": "\n".join(["customer,size,a,b,c", *CUSTOMERS]) + "\n",
    "competitors.csv": "\n".join(
        [
            "name,kind,strengths,weaknesses",
            *(cells_of(text, SCRIPT, text, "=HYPERLINK(1)") for text in HOSTILE),
        ]
    )
    + "\n",
    "prices.csv": "\n".join(
        ["brand,product,price", *(cells_of(HOSTILE[i % 3], f"=1+{i}", 1000 + i) for i in range(60))]
    )
    + "\n",
    "reviews.csv": "\n".join(
        [
            "brand,text,rating",
            *(cells_of(HOSTILE[i % 2], HOSTILE[i % 7], 1 + i % 5) for i in range(60)),
        ]
    )
    + "\n",
}


CLIENTS = {
    "hostile": (CLIENT, FILES),
    "vi_du": (
        S32,
        {"deals.csv": "\n".join(["deal,customer,outcome,amount,closed", *DEAL_LINES]) + "\n"},
    ),
}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Both clients, all their studies published in English."""
    project = copied_project(tmp_path_factory.mktemp("tiny"), ())
    for name, (client, files) in CLIENTS.items():
        wave = project / "data" / name / "w1"
        wave.mkdir(parents=True)
        (wave.parent / "client.yml").write_text(client, "utf-8")
        for file, text in files.items():
            (wave / file).write_text(text, "utf-8")
    outcome = here(project, "run", "--all", "--language", "en", "--jobs", "2")
    assert outcome.returncode == 0, outcome.stderr
    return project


@pytest.fixture(scope="module")
def hostile(project: Path) -> Path:
    return project / "reports" / "hostile" / "w1" / "client" / "en"


@pytest.fixture(scope="module")
def example(project: Path) -> Path:
    return project / "reports" / "vi_du" / "w1"


def test_bronze_is_the_most_important_source_of_revenue(example: Path) -> None:
    entries = json.loads((example / "internal" / "manifest.json").read_text("utf-8"))["reports"]
    headline = next(e["headline"] for e in entries if e["study"] == "segmentation")
    assert float(headline["main_source_share"]) == pytest.approx(2 / 3, abs=5e-6)
    text = (example / "client" / "en" / "segmentation.html").read_text("utf-8")
    words = " ".join(lxml_html.document_fromstring(text).text_content().split())
    # a share of money is counted, not sampled: one decimal however few the customers
    assert re.search(r"“Bronze” brings 66\.7% of revenue \(n = 24, 95% CI", words)


STUDIES = ["competitor_analysis", "market_research", "segmentation"]


@pytest.mark.parametrize("study", STUDIES)
def test_page_shows_hostile_data_as_text(hostile: Path, study: str) -> None:
    source = (hostile / f"{study}.html").read_text("utf-8")
    assert "<script" not in source.lower()
    page = lxml_html.document_fromstring(source)
    assert not list(page.iter("script", "iframe", "object", "embed", "base", "form", "img"))
    attributes = {name for element in page.iter() for name in element.attrib}
    assert not {name for name in attributes if name.startswith("on")}
    # the typing tool is handed out by the page itself
    links = [link.get("href", "") for link in page.iter("a") if not link.get("download")]
    assert all(link.startswith(("#", "https://")) for link in links)
    files = [link.get("href") for link in page.iter("a") if link.get("download")]
    assert len(files) == (study == "segmentation")
    assert all(file.startswith(f"data:{WORKBOOK};base64,") for file in files)
    text = page.text_content()
    assert SCRIPT in text and "=1+1" in text


def test_workbook_holds_hostile_data_as_text(hostile: Path) -> None:
    sheets = openpyxl.load_workbook(hostile / TYPING_TOOL).worksheets
    cells = [cell for sheet in sheets for row in sheet.iter_rows() for cell in row]
    texts = {cell.value for cell in cells if cell.data_type == "s"}
    assert {SCRIPT, "=1+1"} <= texts
    assert not [cell.value for cell in cells if cell.data_type == "f" and "1+1" in str(cell.value)]


def test_every_hostile_cell_is_shown_as_it_was_delivered(hostile: Path) -> None:
    page = lxml_html.document_fromstring((hostile / "competitor_analysis.html").read_text("utf-8"))
    html_text = " ".join(page.text_content().split())
    pdf_text = bare_pdf_text(hostile / "competitor_analysis.pdf")
    for text in HOSTILE:
        assert text in html_text
        assert "".join(text.split()) in pdf_text


@pytest.mark.parametrize("study", STUDIES)
def test_pdf_shows_hostile_data_as_text(hostile: Path, study: str) -> None:
    text = bare_pdf_text(hostile / f"{study}.pdf")
    assert SCRIPT in text and "=1+1" in text


def bare_pdf_text(path: Path) -> str:
    document = pypdfium2.PdfDocument(path)
    text = "".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return "".join(text.split())


def test_verify_names_an_altered_report_and_a_run_mends_it(tmp_path: Path) -> None:
    project = make_project(tmp_path / "project", "tiny")
    run = ("run", "tiny", "--format", "html")
    assert here(project, *run).returncode == 0
    altered = page(project, "tiny")
    published = altered.read_bytes()
    altered.write_bytes(published.replace(b"Tiny", b"Huge"))
    changed = altered.read_bytes()
    assert changed != published
    outcome = here(project, "verify", "tiny")
    assert outcome.returncode == 1 and "Traceback" not in outcome.stderr
    told = f"reports/tiny/w1/client/en/{altered.name}: is not as it was published"
    assert outcome.stderr.splitlines()[-1] == told
    assert altered.read_bytes() == changed, "verify changes nothing"
    outcome = here(project, *run)
    assert outcome.returncode == 0, outcome.stderr
    assert altered.read_bytes() == published


def test_index_page_shows_hostile_names_as_text(hostile: Path) -> None:
    source = (hostile.parents[3] / "index.html").read_text("utf-8")
    assert "<script" not in source.lower()
    assert SCRIPT in lxml_html.document_fromstring(source).text_content()
