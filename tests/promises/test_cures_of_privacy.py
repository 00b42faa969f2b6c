"""What messages say against personal data helps: each cure is followed, and the client passes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from command_line import research
from test_nothing_personal import bare, leads_client, lines_of, project, published, said, words_in

NAMES = ["Quán Nhà", "Quán 0912 345 678", "lan@fpt.vn", "Quán Xa", "Quán Gần"]
MARKET = """\
name: Quán Nhà
kind: b2c
languages: [en]
own_brand: Quán Nhà
waves: {w1: {}}
sources:
  competitors: {file: competitors.csv, columns: {name: name, outlets: outlets}}
"""


def market(root: Path, privacy: str, names: list[str] = NAMES) -> Path:
    """Make a client of competitors, some of whose names hold personal data."""
    rows = [[name, n] for n, name in enumerate(names)]
    return project(root, MARKET + privacy, competitors=lines_of([["name", "outlets"], *rows]))


@pytest.mark.parametrize(
    ("part", "shown"),
    [("hide", {"Quán Nhà", "Quán Xa", "Quán Gần"}),
     ("group", {"Quán Nhà", "Quán Xa", "Quán Gần", "Other", "Other 2"})],
)  # fmt: skip
def test_names_of_which_each_row_has_its_own(tmp_path: Path, part: str, shown: set[str]) -> None:
    told = said(research(market(tmp_path / "before", ""), "check", "acme"))
    assert f"privacy.{part}" in told
    root = market(tmp_path / "after", f"privacy: {{{part}: [{{column: name}}]}}\n")
    checked = research(root, "check", "acme")
    assert checked.code == 0, said(checked)
    made = research(root, "run", "acme", "--study", "competitor_analysis")
    assert made.code == 0, said(made)
    (page,) = (path for path in published(root) if path.suffix == ".html" and path.stem != "index")
    text = page.read_text("utf-8").replace("\xa0", " ")
    assert {name for name in [*NAMES, "Other", "Other 2"] if f">{name}<" in text} == shown
    held = "".join(bare(word) for path in published(root) for word in words_in(path))
    assert "0912345678" not in held and "lan@fptvn" not in held


def test_a_name_that_stands_twice_is_told_whatever_is_grouped(tmp_path: Path) -> None:
    names = [*NAMES, "Quán 0912 345 678"]
    root = market(tmp_path, "privacy: {group: [{column: name}]}\n", names)
    assert "each id must stand in one row only" in said(research(root, "check", "acme"))


REMARKS = [f"Tôi thích quán {n} vì chị Lan vui" for n in range(60)]
CITIES = ["Hà Nội", "Huế", "Đà Nẵng"] * 20


def with_region(values: list[str]) -> str:
    """Return leads whose regions are such."""
    body = [[f"L{n}", "Zalo", ["Yes", "No"][n % 2], value] for n, value in enumerate(values)]
    return lines_of([["lead", "channel", "conv", "region"], *body])


SENTENCES = [f"{'Cà phê ngon nhưng hôm nay chờ hơi lâu, lần sau tôi sẽ gọi trước. ' * 2}{n % 25}"
             for n in range(60)]  # fmt: skip


@pytest.mark.parametrize("values", [REMARKS, SENTENCES], ids=["all different", "long"])
def test_peoples_own_words_are_no_categories(tmp_path: Path, values: list[str]) -> None:
    root = project(tmp_path / "a", leads_client(), leads=with_region(values))
    told = said(research(root, "check", "acme"))
    assert 'leads.csv, column "region": a column shown as categories must not hold' in told
    assert "privacy.open_texts: [region]" in told and f"{len(set(values))} different texts" in told
    opened = leads_client("privacy: {open_texts: [region]}")
    root = project(tmp_path / "b", opened, leads=with_region(["Hà Nội", *values[1:]]))
    result = research(root, "check", "acme")
    if values is REMARKS:  # then names are looked for in it
        assert "a person's name" in said(result)
    else:
        assert result.code == 0, said(result)


@pytest.mark.parametrize(
    "values",
    [CITIES, [str(1000 + n) for n in range(60)], [f"Quận {n}" for n in range(19)]],
    ids=["categories", "numbers", "too few to say"],
)
def test_categories_stay_categories(tmp_path: Path, values: list[str]) -> None:
    result = research(project(tmp_path, leads_client(), leads=with_region(values)), "check", "acme")
    assert result.code == 0, said(result)


def test_values_that_the_client_file_names_are_known(tmp_path: Path) -> None:
    values = ", ".join(f"'{value}': R{n % 3}" for n, value in enumerate(REMARKS))
    client = leads_client().replace(
        "family: geographic}", f"family: geographic, values: {{{values}}}}}"
    )
    result = research(project(tmp_path, client, leads=with_region(REMARKS)), "check", "acme")
    assert result.code == 0, said(result)


@pytest.mark.parametrize(
    "heading", ["Quán, tên gì?", "name: of the place", "12", "yes", 'called "this"', "[x] {y} #z"]
)
def test_the_cure_may_be_copied_whatever_the_column_is_called(tmp_path: Path, heading: str) -> None:
    client = MARKET.replace("name: name", f"name: {json.dumps(heading, ensure_ascii=False)}")
    rows = [[heading, "outlets"], *([name, n] for n, name in enumerate(NAMES))]
    kept = lines_of(rows)
    told = said(research(project(tmp_path / "before", client, competitors=kept), "check", "acme"))
    start = told.index("privacy.hide: ") + len("privacy.hide: ")
    cure = told[start : told.index(" in client.yml", start)]
    after = project(tmp_path / "after", f"{client}privacy: {{hide: {cure}}}\n", competitors=kept)
    checked = research(after, "check", "acme")
    assert checked.code == 0, (cure, said(checked))
