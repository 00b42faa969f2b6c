"""Nothing personal goes out: refused at check or run, hidden, grouped or allowed with a reason."""

from __future__ import annotations

import csv
import io
import re
import shutil
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator
from html import unescape
from pathlib import Path

import pypdfium2
import pytest
from command_line import Said, research

from analysis import open_study

ROOT = Path(__file__).parents[2]

# pieces as people write them: each must be seen wherever it would be shown
PIECES = (
    "0912345678", "0912.345.678", "(+84) 912 345 678", "84912345678", "0084 912 345 678",
    "0 9 1 2 3 4 5 6 7 8", "０９１２３４５６７８", "O912345678", "01682345678", "028 3822 1234",
    "gọi chị Lan 0912 345 678 nhé", "09\u200b12345678", "0912\u00a0345\u00a0678",
    "không chín một hai ba bốn năm sáu bảy tám", "lan.hoang@fpt.vn", "ten (at) cty (dot) vn",
    "ten a còng gmail chấm com", "lan @ gmail . com", "lаn@gmаil.com", "lan&#64;gmail.com",
    "Lan.Hoàng@fpt.com.vn", "079203012345", "CMND 123456789", "B1234567", "51F-123.45",
    "29-H1 123.45", "STK 0071001234567 Vietcombank", "4111 1111 1111 1111",
    "facebook.com/lan.hoang", "zalo.me/lanhoang", "t.me/lan_hoang", "linkedin.com/in/lan",
    "Sinh ngày 12/03/1990",
)  # fmt: skip
# what looks like it and is none
HARMLESS = (
    "0100109106", "MST 0100109106-001", "250.000.000 ₫", "1.234.567", "84,912,345,678",
    "2024 2025 2026", "01/02/2026 - 15/02/2026", "0 1 2 3 4 5 6 7 8 9 10", "zalo.me / referral",
    "google / cpc", "Hotline 1900 6017", "8934563138165", "Đơn hàng 123456789", "18-24, 25-34",
)  # fmt: skip


def lines_of(rows: Iterable[Iterable[object]]) -> str:
    """Return rows as the text of a CSV file."""
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue()


def project(root: Path, client: str, **files: str) -> Path:
    """Make a project of one client ``acme`` with one wave ``w1``."""
    folder = root / "data" / "acme" / "w1"
    folder.mkdir(parents=True)
    shutil.copytree(ROOT / "notebooks", root / "notebooks")
    (folder.parent / "client.yml").write_text(client, "utf-8")
    for name, text in files.items():
        (folder / f"{name}.csv").write_text(text, "utf-8")
    return root


def said(result: Said) -> str:
    """Return what a command wrote, without its line breaks."""
    return " ".join(result.all.split())


def published(root: Path) -> list[Path]:
    """Return what may be handed to the client, and the page that leads to it."""
    reports = root / "reports"
    shown = (path for path in reports.glob("*/*/client/**/*") if path.is_file())
    return sorted([*shown, *reports.glob("index.html")])


def words_in(path: Path) -> Iterator[str]:
    """Yield every text of a published file: letters, attributes, metadata, names, members."""
    yield path.name
    content = path.read_bytes()
    if path.suffix == ".pdf":
        document = pypdfium2.PdfDocument(content)
        yield from document.get_metadata_dict().values()
        for page in document:
            yield page.get_textpage().get_text_range()
    elif path.suffix == ".xlsx":
        with zipfile.ZipFile(io.BytesIO(content)) as members:
            for name in members.namelist():
                yield name
                yield members.read(name).decode("utf-8", "replace")
    else:
        yield re.sub(r"data:font/[^)]*", "", content.decode("utf-8", "replace"))


def bare(text: str) -> str:
    """Return a text's letters and digits in one form: however it was spaced, it is the same."""
    text = unicodedata.normalize("NFKC", unescape(unescape(text)))
    return re.sub(r"[^\w@]+", "", re.sub(r"[\u200b\u2060]", "", text)).casefold()


def leads_client(privacy: str = "", label: str = "Region") -> str:
    """Return a client file with leads by channel and region."""
    return f"""\
name: Acme
kind: b2c
languages: [en]
waves: {{w1: {{}}}}
{privacy}
sources:
  leads:
    file: leads.csv
    columns: {{lead: lead, channel: channel, converted: conv}}
    attributes:
      region: {{column: region, label: "{label}", family: geographic}}
"""


def leads(special: Iterable[str], rows: int = 60) -> str:
    """Return leads of which one row each has a special channel."""
    channels = [*special, *(["Zalo", "Facebook"] * rows)][:rows]
    body = [[f"L{i}", c, ["Yes", "No"][i % 2], ["N", "S"][i % 2]] for i, c in enumerate(channels)]
    return lines_of([["lead", "channel", "conv", "region"], *body])


def test_every_form_is_refused_with_file_column_row_and_cure(tmp_path: Path) -> None:
    """One column a piece: each is named by itself."""
    attributes = "\n".join(
        f"      a{i}: {{column: c{i}, label: L{i}, family: geographic}}" for i in range(len(PIECES))
    )
    names = [f"c{i}" for i in range(len(PIECES))]
    rows = [[f"L{n}", "Yes", *(PIECES if n == 5 else ["N" if n % 2 else "S"] * len(PIECES))]
            for n in range(20)]  # fmt: skip
    client = f"""\
name: Acme
kind: b2c
waves: {{w1: {{}}}}
sources:
  leads:
    file: leads.csv
    columns: {{lead: lead, converted: conv}}
    attributes:
{attributes}
"""
    root = project(tmp_path, client, leads=lines_of([["lead", "conv", *names], *rows]))
    result = research(root, "check", "acme")
    told = said(result)
    missed = [p for p, name in zip(PIECES, names, strict=True) if f'column "{name}": a' not in told]
    assert not missed
    assert result.code == 1
    assert "1 row, at line 7" in told
    assert "privacy.hide: [{column: c0}]" in told
    assert "0912345678" not in told  # what is covered stays covered


def test_what_looks_like_it_and_is_none_passes(tmp_path: Path) -> None:
    root = project(tmp_path, leads_client(), leads=leads(HARMLESS))
    result = research(root, "check", "acme")
    assert result.code == 0, said(result)


@pytest.mark.parametrize("where", ["label", "wave", "name"])
def test_the_client_files_own_texts_are_checked(tmp_path: Path, where: str) -> None:
    client = leads_client(label="ask lan@fpt.vn" if where == "label" else "Region")
    if where == "wave":
        client = client.replace("w1: {}", "w1: {label: 'Wave of 0912345678'}")
    if where == "name":
        client = client.replace("name: Acme", "name: Acme 0912 345 678")
    result = research(project(tmp_path, client, leads=leads([])), "check", "acme")
    line = {"label": 11, "wave": 4, "name": 1}[where]
    assert result.code == 1
    assert re.search(rf"client\.yml, line {line}: .* must hold no personal data", said(result))


def test_hide_group_and_allow_reach_the_published_files(tmp_path: Path) -> None:
    privacy = """\
privacy:
  hide: [{text: lan.hoang@fpt.vn}]
  group: [{text: "0912345678"}]
  allow: [{text: sales@acme.vn, reason: the shop's own address}]
"""
    special = ["0912345678"] * 15 + ["lan.hoang@fpt.vn"] * 15 + ["sales@acme.vn"] * 15
    client = leads_client(privacy) + DEALS_CLIENT.partition("sources:\n")[2].format()
    sold = deals("Vũ Bình", "tran.an@acme.vn")
    root = project(tmp_path, client, leads=leads(special, 120), deals=sold)
    result = research(root, "run", "acme", "--study", "personas")
    assert result.code == 0, said(result)
    text = "".join(bare(word) for path in published(root) for word in words_in(path))
    assert "staff02" in text
    assert "vũbình" not in text
    assert "an@acme" not in text
    key = (root / "reports" / "acme" / "w1" / "internal" / "staff.csv").read_text("utf-8-sig")
    assert key.splitlines() == ["name,en", "Vũ Bình,Staff 01", "tran.an@acme.vn,Staff 02"]
    assert "0912345678" not in text
    assert "lan.hoang@fpt" not in text
    assert "lanhoang@fpt" not in text
    assert "sales@acmevn" in text
    (page,) = (root / "reports").rglob("personas.html")
    assert ">Other<" in page.read_text("utf-8")


def test_a_column_that_no_file_has_is_told(tmp_path: Path) -> None:
    privacy = "privacy:\n  hide: [{column: chanel}]\n"
    result = research(project(tmp_path, leads_client(privacy), leads=leads([])), "check", "acme")
    assert result.code == 1
    assert re.search(
        r"line 6: privacy\.hide\[1\]\.column must name a column.*channel", said(result)
    )


def test_an_analysts_own_cell_is_refused_with_its_section(tmp_path: Path) -> None:
    """What no column check can see: the gate over what is shown does."""
    import nbformat

    root = project(tmp_path, leads_client(), leads=leads([]))
    path = root / "notebooks" / "personas.ipynb"
    notebook = nbformat.read(path, as_version=4)
    notebook.cells.append(nbformat.v4.new_markdown_cell("## Who to call\n\nCall 0912 345 678."))
    nbformat.write(notebook, path)
    result = research(root, "run", "acme", "--study", "personas")
    told = said(result)
    assert result.code == 1
    assert "Who to call" in told
    assert "a telephone number (091" in told
    assert not published(root) or all("personas" not in path.name for path in published(root))


LOGO = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 20"><title>{title}</title>'
    '<text x="1" y="9">Acme <tspan>{text}</tspan></text></svg>'
)


@pytest.mark.parametrize(
    "words", [{"title": "Acme", "text": "0912 345 678"}, {"title": "lan@fpt.vn", "text": ""}]
)
def test_words_in_a_logo_are_checked(tmp_path: Path, words: dict[str, str]) -> None:
    root = project(tmp_path, leads_client(), leads=leads([]))
    folder = root / "data" / "acme"
    (folder / "logo.svg").write_text(LOGO.format(**words), "utf-8")
    (folder / "_brand.yml").write_text("meta: {name: Acme}\nlogo: logo.svg\n", "utf-8")
    result = research(root, "run", "acme", "--study", "personas")
    assert result.code == 1
    assert "must hold no personal data" in said(result)
    assert not [path for path in published(root) if "personas" in path.name]


DEALS_CLIENT = """\
name: Acme
kind: b2c
languages: [en]
{staff}
waves: {{w1: {{}}, w2: {{}}}}
sources:
  deals:
    file: deals.csv
    columns: {{deal: d, customer: c, outcome: o, amount: a, salesperson: who}}
    outcomes: {{won: [won], lost: [lost]}}
"""


def deals(*people: str) -> str:
    """Return 40 deals of each person."""
    rows = [
        [f"D{i}", f"K{i}", ["won", "lost"][i % 3 == 0], 100 + i, person]
        for i, person in enumerate(person for person in people for _ in range(40))
    ]
    return lines_of([["d", "c", "o", "a", "who"], *rows])


@pytest.mark.parametrize(
    ("staff", "shown"),
    [
        ("", {"w1": ["Staff 01", "Staff 02"], "w2": ["Staff 02", "Staff 03"]}),
        ("staff: initials", {"w1": ["V.B.", "T.A."], "w2": ["T.A.", "L.C."]}),
        ("staff: shown", {"w1": ["Vũ Bình", "Trần An"], "w2": ["Trần An", "Lê Chi"]}),
    ],
)
def test_staff_go_by_codes_that_stay_from_wave_to_wave(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, staff: str, shown: dict[str, list[str]]
) -> None:
    root = project(tmp_path, DEALS_CLIENT.format(staff=staff), deals=deals("Vũ Bình", "Trần An"))
    folder = root / "data" / "acme" / "w2"
    folder.mkdir()
    (folder / "deals.csv").write_text(deals("Lê Chi", "Trần An"), "utf-8")
    monkeypatch.setenv("ANALYSIS_PROJECT", str(root))
    for wave, expected in shown.items():
        study = open_study("personas", client="acme", wave=wave, language="en")
        people = study.frame("deals")["salesperson"]
        assert set(people.map(study.source_words("deals").label)) == set(expected)
