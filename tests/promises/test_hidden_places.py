"""Where nobody looks: what pictures, drawings, tables and pages hold beside what they show."""

from __future__ import annotations

import base64
import io
import re
import zlib
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from command_line import research
from nbformat import v4
from PIL import Image, PngImagePlugin
from test_nothing_personal import bare, published, said, words_in
from tiny_project import STUDY, make_project

DRAWN = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/>'
# where a telephone number is put; § stands for it
MARKDOWN = {
    "comment": "## A remark <!-- ask § -->\n\nText.",
    "address of a link": "A [link](https://example.com/?q=§).",
    "title of a link": "A [link](https://example.com 'written to §').",
    "address below": "A [link][1].\n\n[1]: mailto:§",
    "unused address": "A word.\n\n[1]: https://example.com/§ 'of §'",
    "title of a paragraph": '<p title="§">Said so.</p>',
    "attributes of a paragraph": '<p data-who="§" id="x§">Said so.</p>',
    "cell of a table": "| a | b |\n|---|---|\n| § | 2 |",
    "formula": "Mass: $m_a = \\text{§}$",
    "code": "```\ncall §\n```",
    "alt text": "![of §](plain.png)",
    "title of a picture": "![a](plain.png 'of §')",
    "name of a picture": "![a](§.png)",
    "name of an attachment": "![a](attachment:§.png)",
}
CODE = {
    "output": "print('§')",
    "error stream": "import sys; print('§', file=sys.stderr)",
    "behind a long word": "print('A' * 400 + ' §')",
    "whole number": "import pandas as pd; pd.DataFrame({'phone': [§, 7]})",
    "number with a decimal": "pd.DataFrame({'phone': [§.0, 7.0]})",
    "number over a column": "pd.DataFrame({§: [1.5]})",
    "head of a row": "pd.DataFrame({'n': [1]}, index=['§'])",
    "head of a column": "pd.DataFrame({'§': [1]})",
    "caption": "pd.DataFrame({'n': [1]}).style.set_caption('§')",
    "name of an index": "pd.DataFrame({'n': [1]}, index=pd.Index([1], name='§'))",
    "value": "{'who': '§'}",
    "comment in HTML": "from IPython.display import *; HTML('<p>a</p><!-- § -->')",
    "link in HTML": "HTML('<p><a href=\"tel:§\">a</a></p>')",
    "hidden in HTML": "HTML('<p>a <span hidden>§</span></p>')",
    "formula shown": "Latex('$x$ and §')",
    "Markdown shown": "Markdown('**§**')",
    "comment in a drawing": f"SVG('''{DRAWN}<!-- § --></svg>''')",
    "metadata of a drawing": f"SVG('''{DRAWN}<metadata>§</metadata></svg>''')",
    "description of a drawing": f"SVG('''{DRAWN}<desc>§</desc></svg>''')",
    "name in a drawing": f"SVG('''{DRAWN}<g id='§' aria-label='§'/></svg>''')",
    "parts of a text": f"SVG('''{DRAWN}<text><tspan>§1</tspan><tspan>§2</tspan></text></svg>''')",
    "stuck to a name": "print('/mnt/lan§/data')",
}


def words(author: str) -> PngImagePlugin.PngInfo:
    """Return what programs write into a PNG, in each kind of chunk that holds words."""
    kept = PngImagePlugin.PngInfo()
    kept.add_text("Software", author)
    kept.add_text("Author", author, zip=True)
    kept.add_itxt("Comment", author, zip=True)
    return kept


def png(author: str) -> bytes:
    """Return a PNG that says whose it is, and says it again after its end."""
    out = io.BytesIO()
    Image.new("RGB", (90, 30), (12, 34, 56)).save(out, "PNG", pnginfo=words(author))
    return out.getvalue() + author.encode()


def jpeg(author: str) -> bytes:
    """Return a JPEG that notes who took it, as cameras and programs do."""
    exif = Image.Exif()
    exif[0x013B] = author
    exif.get_ifd(0x8825)[29] = author
    out = io.BytesIO()
    Image.new("RGB", (90, 30), (12, 34, 56)).save(
        out, "JPEG", exif=exif, comment=author, xmp=f"<x:xmpmeta>{author}</x:xmpmeta>".encode()
    )
    return out.getvalue()


def inner_words(path: Path) -> Iterator[str]:
    """Yield what a published file holds where nobody sees it, unpacked."""
    yield from words_in(path)
    content = path.read_bytes()
    parts = [content]
    if path.suffix == ".pdf":
        parts += re.findall(rb"stream\r?\n(.*?)\r?\nendstream", content, re.DOTALL)
    else:
        for part in parts:  # pictures in drawings in the page: parts grows on the way
            embedded = re.findall(rb"data:image/[a-z+]+;base64,([A-Za-z0-9+/=]+)", part)
            parts += [base64.b64decode(inner) for inner in embedded]
    for part in parts:
        yield part.decode("latin-1")
        for start in re.finditer(rb"\x78[\x01\x5e\x9c\xda]", part):
            unpacked = zlib.decompressobj()
            try:
                yield unpacked.decompress(part[start.start() :], 2_000_000).decode("latin-1")
            except zlib.error:
                continue


def shown(root: Path) -> str:
    """Return everything that published files hold."""
    return "\0".join(bare(word) for path in published(root) for word in inner_words(path))


def place_pieces(root: Path, left: dict[str, str]) -> None:
    """Write the notebook with a cell for each place."""
    path = root / "notebooks" / f"{STUDY}.ipynb"
    notebook = nbformat.read(path, as_version=4)
    notebook.cells = [c for c in notebook.cells if not c["id"].startswith("place-")]
    (path.parent / "plain.png").write_bytes(png("nobody"))
    imported = v4.new_code_cell("import pandas as pd\nfrom IPython.display import *")
    added = [imported]
    for place, piece in left.items():
        source = {**MARKDOWN, **CODE}[place]
        text = source.replace("§1", piece[:4]).replace("§2", piece[4:]).replace("§", piece)
        if place in CODE:
            cell = v4.new_code_cell(text)
        else:
            cell = v4.new_markdown_cell(text)
            if place == "name of an attachment":
                content = base64.b64encode(png("nobody")).decode()
                cell["attachments"] = {f"{piece}.png": {"image/png": content}}
            if place == "name of a picture":
                (path.parent / f"{piece}.png").write_bytes(png("nobody"))
        added.append(cell)
    for number, cell in enumerate(added):
        cell["id"] = f"place-{number}"
    notebook.cells += added
    nbformat.write(notebook, path)


def test_no_place_of_an_analysts_cell_lets_a_piece_out(tmp_path: Path) -> None:
    root = make_project(tmp_path, "acme")
    places = {place: f"84912345{n:03}" for n, place in enumerate([*MARKDOWN, *CODE], start=100)}
    left, told = dict(places), ""
    while True:
        place_pieces(root, left)
        result = research(root, "run", "acme")
        if not result.code:
            break
        told = said(result)
        named = {end for end in re.findall(r"\(\S{3}•+(\d\d)\)", told)}
        named |= {piece[-2:] for piece in left.values() if piece in told}
        refused = {place for place, piece in left.items() if piece[-2:] in named}
        assert refused, told
        left = {place: piece for place, piece in left.items() if place not in refused}
    text = shown(root)
    assert "2rows" not in told
    leaked = [place for place, piece in left.items() if piece in text]
    assert not leaked
    # what stands in no published file needs no refusal; what would be seen does
    hidden = {"comment", "error stream", "comment in HTML", "comment in a drawing"}
    assert hidden <= set(left) and "output" not in left and "alt text" not in left


def test_what_cameras_and_programs_note_in_pictures_stays_behind(tmp_path: Path) -> None:
    root = make_project(tmp_path, "acme")
    author, inner = "lan.hoang@fpt.vn", base64.b64encode(jpeg("lan.hoang@fpt.vn")).decode()
    folder = root / "data" / "acme"
    (folder / "logo.png").write_bytes(png(author))
    (folder / "_brand.yml").write_text("logo: logo.png\n", "utf-8")
    notebooks = root / "notebooks"
    for name, content in {"a.png": png(author), "b.jpg": jpeg(author)}.items():
        (notebooks / name).write_bytes(content)
    (notebooks / "c.svg").write_text(
        f"<?xml version='1.0'?><!-- {author} -->{DRAWN}<!-- {author} --><metadata>{author}"
        f"</metadata><image width='9' height='9' href='data:image/jpeg;base64,{inner}'/></svg>"
    )
    path = notebooks / f"{STUDY}.ipynb"
    notebook = nbformat.read(path, as_version=4)
    notebook.cells.append(v4.new_markdown_cell("![a](a.png)\n\n![b](b.jpg)\n\n![c](c.svg)"))
    drawn = (
        "import io\nimport matplotlib.pyplot as plt\nfrom IPython.display import *\n"
        "plt.plot([1, 2])\na, b = io.BytesIO(), io.StringIO()\n"
        f"plt.savefig(a, metadata={{'Author': '{author}'}})\n"
        f"plt.savefig(b, format='svg', metadata={{'Creator': '{author}'}})\nplt.close()\n"
        "display(Image(a.getvalue()), SVG(b.getvalue()))"
    )
    notebook.cells.append(v4.new_code_cell(drawn))
    nbformat.write(notebook, path)
    result = research(root, "run", "acme")
    assert result.code == 0, said(result)
    assert bare(author) not in shown(root)
    (page,) = root.rglob("client/en/*.html")
    held = "".join(inner_words(page))
    assert held.count("JFIF") >= 2 and held.count("IHDR") >= 3


@pytest.mark.parametrize(
    "path", ["/ho" "me/lan.hoang/data", "/Users/lan/Desktop/a.csv", "C:\\\\Users\\\\Lan Hoang\\\\x"]
)
def test_paths_that_name_a_person_are_refused(tmp_path: Path, path: str) -> None:
    root = make_project(
        tmp_path, "acme", code="print('file:', STANDS)".replace("STANDS", f"'{path}'")
    )
    notebook = nbformat.read(root / "notebooks" / f"{STUDY}.ipynb", as_version=4)
    notebook.cells[4]["metadata"] = {}  # what a set-up cell prints is shown nowhere
    nbformat.write(notebook, root / "notebooks" / f"{STUDY}.ipynb")
    told = research(root, "run", "acme")
    assert told.code == 1 and "the path of a person's folder" in said(told)


def test_metadata_of_files_name_no_person_and_no_machine(tmp_path: Path) -> None:
    """Neither who ran it nor where stands in what goes out."""
    root = make_project(tmp_path / "lan_hoang_s_machine", "acme")
    variables = {"USER": "lan_hoang_s", "LOGNAME": "lan_hoang_s", "USERNAME": "lan_hoang_s"}
    with pytest.MonkeyPatch.context() as patch:
        for name, value in variables.items():
            patch.setenv(name, value)
        assert research(root, "run", "acme").code == 0
    assert "lanhoangs" not in shown(root).replace("_", "")
    inside = [p for p in root.rglob("internal/**/*") if p.is_file()]
    assert inside and not any(b"lan_hoang_s" in path.read_bytes() for path in inside)
