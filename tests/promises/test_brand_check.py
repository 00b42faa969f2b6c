"""What a run cannot show of a brand, ``research check`` says; what it lets pass, a run shows."""

from __future__ import annotations

import gzip
import io
import sys
from importlib.metadata import entry_points
from importlib.util import find_spec
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from PIL import Image
from small_clients import new_project

CLIENT = """\
name: Quán Thử
kind: b2c
languages: [en]
waves:
  w1: {}
sources:
  prices:
    file: prices.csv
    columns: {brand: brand, price: price}
"""
PRICES = "brand,price\n" + "".join(f"B{n % 3},{1000 + n}\n" for n in range(30))
XMLNS = 'xmlns="http://www.w3.org/2000/svg"'
RECT = '<rect width="60" height="20" fill="#0B6E69"/>'


def svg(inside: str = RECT, size: str = 'width="60" height="20"', head: str = "") -> bytes:
    return f"{head}<svg {XMLNS} {size}>{inside}</svg>".encode()


def png(colour: str = "#0B6E69", mode: str = "RGB") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (60, 20), colour).convert(mode).save(out, "PNG")
    return out.getvalue()


def vast() -> bytes:
    """Return a picture that is small as a file, and large in memory."""
    out = io.BytesIO()
    Image.new("L", (9_000, 5_000), 60).save(out, "PNG")
    return out.getvalue()


GOOD = {
    "latin.svg": '<?xml version="1.0" encoding="iso-8859-1"?><svg xmlns="http://www.w3.org/2000/'
    'svg" width="90" height="30"><text y="20">Café</text></svg>'.replace("é", "\xe9"),
    "prefixed.svg": '<s:svg xmlns:s="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><s:rect'
    ' width="9" height="9"/></s:svg>',
    "styled.svg": svg('<style>.a{fill:#fff} .b{fill:#0B6E69}</style><rect class="b" width="60"'
                      ' height="20"/>'),
    "shadow.svg": svg('<filter id="f"><feGaussianBlur stdDeviation="1"/></filter><rect width="60"'
                      ' height="20" filter="url(#f)"/>'),
    "editor.svg": svg('<metadata/><x:layer xmlns:x="http://editor.example/ns"/>' + RECT),
    "plain.png": png(),
    "clear.png": png(mode="RGBA"),
    "palette.png": png(mode="P"),
}  # fmt: skip
BAD = {
    "nameless.svg": (b'<svg width="90" height="30"><rect width="9" height="9"/></svg>', "svg"),
    "sizeless.svg": (svg(size=""), "how large it is"),
    "percent.svg": (svg(size='width="100%" height="100%"'), "how large it is"),
    "nothing.svg": (svg(size='viewBox="0 0 0 0"'), "how large it is"),
    "empty.svg": (svg(""), "nothing that can be seen"),
    "white.svg": (svg(RECT.replace("#0B6E69", "#fff")), "nothing that can be seen"),
    "white.png": (png("#ffffff"), "nothing that can be seen"),
    "page.svg": (svg("<foreignObject/>"), "foreignobject"),
    "script.svg": (svg("<script>x()</script>"), "script"),
    "far.svg": (svg('<image href="http://e.org/x.png"/>'), "href"),
    "entity.svg": (svg("&x;", head='<!DOCTYPE svg [<!ENTITY x "y">]>'), "DOCTYPE"),
    "chosen.svg": (svg("<style>g > rect{fill:red}</style>" + RECT), "styles in its shapes"),
    "broken.svg": (svg()[:-7], "broken XML"),
    "packed.svg": (gzip.compress(svg()), "broken XML"),
    "logo.svgz": (gzip.compress(svg()), ".svgz"),
    "logo.webp": (png(), ".webp"),
    "nil.svg": (b"", "broken XML"),
    "nil.png": (b"", "something else"),
    "cut.png": (png()[:70], "damaged"),
    "named.png": (svg(), "something else"),
    "named.svg": (png(), "broken XML"),
    "vast.png": (vast, "million pixels"),
    "folder.svg": (None, "folder.svg"),
}


@pytest.fixture
def client(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ANALYSIS_PROJECT", str(new_project(tmp_path)))
    folder = tmp_path / "data" / "quan"
    (folder / "w1").mkdir(parents=True)
    (folder / "client.yml").write_text(CLIENT, "utf-8")
    (folder / "w1" / "prices.csv").write_text(PRICES, "utf-8")
    return folder


def research(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    """Run the command line here; return its exit code and what it said."""
    command = entry_points(group="console_scripts")["research"].load()
    before, sys.argv = sys.argv, ["research", *words, "--messages", "en"]
    try:
        command()
        code = 0
    except SystemExit as end:
        code = int(end.code or 0)
    finally:
        sys.argv = before
    said = capsys.readouterr()
    return code, said.out + said.err


def with_logo(client: Path, name: str, content: bytes | str | None) -> None:
    path = client / name
    if content is None:
        path.mkdir()
    else:
        path.write_bytes(content.encode("latin-1") if isinstance(content, str) else content)
    (client / "_brand.yml").write_text(f"meta: {{name: X}}\nlogo: {name}\n", "utf-8")


def test_logos_that_a_run_cannot_show_are_told_by_check(
    client: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = []
    for name, (content, words) in BAD.items():
        with_logo(client, name, content() if callable(content) else content)
        code, said = research(capsys, "check", "quan")
        if code != 1 or words not in said or "Traceback" in said:
            wrong.append(f"{name}: exit {code}: {said}")
        elif "data/quan/" not in said:
            wrong.append(f"{name}: says no file: {said}")
    assert not wrong, "\n".join(wrong)


def test_logos_that_a_run_can_show_pass(client: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wrong = []
    for name, content in GOOD.items():
        with_logo(client, name, content)
        code, said = research(capsys, "check", "quan")
        if code:
            wrong.append(f"{name}: {said}")
    assert not wrong, "\n".join(wrong)


def test_a_run_shows_what_check_let_pass(client: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with_logo(client, "latin.svg", GOOD["latin.svg"])
    (client.parent / "agency.svg").write_bytes(GOOD["prefixed.svg"].encode())
    (client.parent / "_brand.yml").write_text("meta: {name: A}\nlogo: agency.svg\n", "utf-8")
    code, said = research(capsys, "run", "quan")
    assert code == 0, said
    page = next((client.parents[1] / "reports").rglob("competitor_analysis.html"))
    html = page.read_text("utf-8")
    assert "Café</text>" in html
    assert html.count("<svg") >= 2
    assert "s:svg" not in html


def test_the_whole_brand_is_read_by_check(client: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (client / "_brand.yml").write_text('color: {primary: "#ffee00"}\nlogo: none.svg\n', "utf-8")
    code, said = research(capsys, "check", "quan")
    assert code == 1
    assert "3 to 1" in said
    assert "none.svg" in said


def font(name: str) -> bytes:
    folder = Path(find_spec("font_source_sans_pro").submodule_search_locations[0]) / "files"
    return (folder / name).read_bytes()


def web_font(content: bytes) -> bytes:
    made = TTFont(io.BytesIO(content))
    made.flavor = "woff"
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def without_letters(content: bytes) -> bytes:
    from fontTools.subset import Subsetter

    made, cut, out = TTFont(io.BytesIO(content)), Subsetter(), io.BytesIO()
    cut.populate(text="abcdefghijklmnopqrstuvwxyz 0123456789")
    cut.subset(made)
    made.save(out)
    return out.getvalue()


def test_fonts_that_a_run_cannot_use_are_told_by_check(
    client: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = font("SourceSansPro-Regular.ttf")
    cases = {
        "none": (b"hello", "Source Sans Pro", "must be"),
        "cut short": (whole[:60_000], "Source Sans Pro", "must be"),
        "web font": (web_font(whole), "Source Sans Pro", "TrueType"),
        "few letters": (without_letters(whole), "Source Sans Pro", "every Vietnamese letter"),
        "another name": (whole, "Acme Sans", "Name it in _brand.yml"),
    }
    wrong = []
    for name, (content, family, words) in cases.items():
        (client / "own.ttf").write_bytes(content)
        # the product's own font needs no file: another name for it has its file read
        family = "Source  Sans Pro" if family == "Source Sans Pro" else family
        (client / "_brand.yml").write_text(
            f"typography:\n  fonts: [{{family: {family}, files: [own.ttf]}}]\n"
            f"  base: {{family: {family}}}\n", "utf-8",
        )  # fmt: skip
        code, said = research(capsys, "check", "quan")
        if code != 1 or words not in said or "data/quan/own.ttf" not in said:
            wrong.append(f"{name}: exit {code}: {said}")
    assert not wrong, "\n".join(wrong)
