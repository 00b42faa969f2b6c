"""Brands, new clients and the client file's schema."""

from __future__ import annotations

from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from analysis.clients.brand import load_brand
from analysis.clients.colours import contrast
from analysis.clients.document import read_document
from analysis.clients.kinds import KINDS
from analysis.clients.loading import load_client
from analysis.clients.scaffold import new_client
from analysis.clients.schema import client_schema
from analysis.errors import ClientError
from analysis.sources.delivery import check_client

SVG = '<svg xmlns="http://www.w3.org/2000/svg"><rect width="9" height="9"{}/>{}</svg>'


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ANALYSIS_PROJECT", str(tmp_path))
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "data" / "acme").mkdir(parents=True)
    return tmp_path / "data" / "acme"


def test_default_brand_is_readable(folder: Path) -> None:
    brand = load_brand(folder)
    assert contrast(brand.ink, brand.paper) >= 4.5
    assert contrast(brand.muted, brand.paper) >= 4.5
    assert contrast(brand.primary, "#FFFFFF") >= 3
    assert len(set(brand.series)) >= 7


def test_contrast_equals_wcag_example() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.005)


def test_client_brand_lies_over_the_agencys(folder: Path) -> None:
    agency = 'meta: {name: Agency}\ncolor: {palette: {teal: "#066"}, primary: teal}\n'
    (folder.parent / "_brand.yml").write_text(agency, "utf-8")
    (folder / "_brand.yml").write_text("meta: {name: Acme}\nlogo: logo.svg\n", "utf-8")
    (folder / "logo.svg").write_text(SVG.format("", ""), "utf-8")
    brand = load_brand(folder)
    assert (brand.agency_name, brand.client_name, brand.primary) == ("Agency", "Acme", "#006666")
    assert brand.client_logo == folder / "logo.svg"
    assert brand.series[0] == "#006666"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('color: {primary: "#ffee00"}', "3 to 1"),
        ('color: {foreground: "#999999"}', "4.5 to 1"),
        ('color: {palette: {teal: "#066"}, primary: tael}', "Did you mean teal"),
        ("colour: {}", "Did you mean color"),
        ("logo: ../logo.svg", "beside _brand.yml"),
        ("logo: none.svg", "no none.svg"),
        ("typography: {base: Arial}", "Source Sans Pro"),
    ],
)
def test_wrong_brands(folder: Path, text: str, message: str) -> None:
    (folder / "_brand.yml").write_text(text + "\n", "utf-8")
    with pytest.raises(ClientError, match=message):
        load_brand(folder)


@pytest.mark.parametrize(
    ("attribute", "inside"),
    [
        (' onload="x()"', ""),
        ("", "<script>x()</script>"),
        ("", '<image href="https://example.com/a.png"/>'),
        ("", "<style>@import 'a.css'</style>"),
        (' style="fill:url(https://example.com)"', ""),
    ],
)
def test_active_logos_are_refused(folder: Path, attribute: str, inside: str) -> None:
    (folder / "_brand.yml").write_text("logo: logo.svg\n", "utf-8")
    (folder / "logo.svg").write_text(SVG.format(attribute, inside), "utf-8")
    with pytest.raises(ClientError, match="scripts or links"):
        load_brand(folder)


@pytest.fixture(scope="module")
def checker() -> Draft202012Validator:
    """What editors check client files with; the schema itself is checked once."""
    Draft202012Validator.check_schema(client_schema())
    return Draft202012Validator(client_schema())


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_new_client_is_valid_and_says_what_to_fill_in(
    folder: Path, language: str, checker: Draft202012Validator
) -> None:
    written = new_client("moi", language)
    client = load_client("moi")
    assert list(client.sources.given()) == list(KINDS)
    problems = check_client("moi").problems
    assert len(problems) == len(KINDS)
    assert all("example rows" in problem.what for problem in problems)
    assert not list(checker.iter_errors(read_document(written[0]).values))
    with pytest.raises(ClientError, match="exists"):
        new_client("moi", language)
