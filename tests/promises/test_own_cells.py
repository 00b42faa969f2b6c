"""What analysts put into a notebook of their own: in HTML and in PDF, or refused by name."""

from __future__ import annotations

import base64
import io
import os
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from lxml import html as lxml_html
from nbformat.v4 import (
    new_code_cell,
    new_markdown_cell,
    new_notebook,
    new_output,
    new_raw_cell,
)
from PIL import Image

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="120" height="60"><style>.a{fill:#C8553D}'
    '</style><rect class="a" width="120" height="60"/></svg>'
)
PRICES = "From $25,000 and $30,000, 5$ to 6$, US$7, 30.000₫ and $8 for one, $9"


def picture(kind: str = "PNG", mode: str = "RGB", **options: object) -> bytes:
    """Return a small picture of one colour."""
    out = io.BytesIO()
    Image.new("RGB", (40, 20), "#C8553D").convert(mode).save(out, kind, **options)
    return out.getvalue()


def moving() -> bytes:
    out = io.BytesIO()
    frames = [Image.new("RGB", (9, 9), colour) for colour in ("red", "blue")]
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:])
    return out.getvalue()


def photo_with_place() -> bytes:
    exif = Image.Exif()
    exif[0x010E] = "Nhà riêng của chị Lan"
    return picture("JPEG", exif=exif)


def text(content: bytes) -> str:
    return base64.b64encode(content).decode("ascii")


def markdown(source: str, **attached: bytes):
    cell = new_markdown_cell(source)
    if attached:
        bundles = {name: {"image/png": text(data)} for name, data in attached.items()}
        cell["attachments"] = {name.replace("_", "."): data for name, data in bundles.items()}
    return cell


def output(data: dict[str, object]):
    return new_code_cell("x", execution_count=1, outputs=[new_output("display_data", data)])


def export(kind: str, folder: Path | None, *cells: object):
    """Return what the menu's export gives for a notebook with these cells."""
    from nbconvert.exporters import get_exporter  # here: not in every worker that collects

    notebook = new_notebook(cells=[new_markdown_cell("# Own"), *cells])
    facts = {"metadata": {"path": str(folder)} if folder else {}}
    return get_exporter(f"client_{kind}")().from_notebook_node(notebook, resources=facts)[0]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    inner = tmp_path / "notebooks"
    inner.mkdir()
    (inner / "ảnh quán.png").write_bytes(picture())
    (inner / "photo.jpg").write_bytes(photo_with_place())
    (inner / "print.jpg").write_bytes(picture("JPEG", "CMYK"))
    (inner / "shape.svg").write_text(SVG, "utf-8")
    (tmp_path / "secret.png").write_bytes(picture())
    os.symlink(tmp_path / "secret.png", inner / "link.png")
    return inner


def figures(pdf: bytes) -> list[str]:
    """Return the alternative texts of a PDF's figures."""
    found: list[str] = []

    def walk(tag: object) -> None:
        if isinstance(tag, pikepdf.Dictionary) and tag.get("/S") == "/Figure":
            found.append(str(tag.get("/Alt", "")))
        children = tag.get("/K", []) if isinstance(tag, pikepdf.Dictionary) else []
        for child in children if isinstance(children, pikepdf.Array) else [children]:
            if isinstance(child, pikepdf.Dictionary):
                walk(child)

    with pikepdf.open(io.BytesIO(pdf)) as file:
        walk(file.Root.StructTreeRoot)
    return found


def drawn(page: str) -> list[str]:
    """Return the alternative texts of a page's pictures and formulas."""
    body = lxml_html.document_fromstring(page)
    return [e.get("alt") or e.get("aria-label") or "" for e in body.iter("img", "svg")]


def both(folder: Path | None, *cells: object) -> tuple[str, bytes]:
    return export("html", folder, *cells), export("pdf", folder, *cells)


def pdf_text(pdf: bytes) -> str:
    pages = pypdfium2.PdfDocument(pdf)
    return "".join(page.get_textpage().get_text_range() for page in pages)


def test_pictures_of_markdown_cells_are_in_both(folder: Path) -> None:
    page, pdf = both(
        folder,
        markdown("![Attached](attachment:a.png) \n\n words ![Among words](attachment:a.png) here",
                 a_png=picture()),
        markdown('![Local](<ảnh quán.png> "A caption")\n\n![Print](print.jpg)\n\n![S](shape.svg)'),
        markdown('<img src="photo.jpg" alt="Tag" width="300">\n\nin a <img src="shape.svg"> line'),
        markdown(f"![Data](data:image/png;base64,{text(picture())})"),
        markdown(f"![W](data:image/webp;base64,{text(picture('WEBP'))})"),
        markdown("## Shop\n\n![image.png](attachment:image.png)", image_png=picture()),
    )  # fmt: skip
    named = ["Attached", "Among words", "Local", "Print", "S", "Tag", "Data", "W"]
    for found in (drawn(page), figures(pdf)):
        assert len(found) == 10
        assert set(named) <= set(found)
        assert all(found)
        assert any("Shop" in alt for alt in found)  # a file's name describes nothing
    assert "A caption" in page
    assert "A caption" in pdf_text(pdf)


def test_a_photo_tells_no_place(folder: Path) -> None:
    assert b"Lan" in (folder / "photo.jpg").read_bytes()
    page, pdf = both(folder, markdown("![Photo](photo.jpg)"))
    data = page.split("data:image/jpeg;base64,")[1].split('"')[0]
    assert b"Lan" not in base64.b64decode(data)
    with pikepdf.open(io.BytesIO(pdf)) as file:
        pictures = [o for o in file.objects if isinstance(o, pikepdf.Stream)]
        assert pictures
        assert all(b"ch\xe1\xbb\x8b Lan" not in stream.read_raw_bytes() for stream in pictures)


def test_formulas_are_in_both_and_prices_stay_texts() -> None:
    formulas = [r"\bar{x} = \frac{1}{n}\sum_{i=1}^{n} x_i", r"\hat{p} \pm 1.96",
                r"\text{tỷ lệ khách hàng}", r"\chi^2 \le 3"]  # fmt: skip
    lines = "\\begin{align}\ny &= a + b \\\\\n  &= c\n\\end{align}"
    page, pdf = both(
        None,
        markdown(f"Inline ${formulas[0]}$ and ${formulas[1]}$.\n\n$$\n{formulas[2]}\n$$\n\n- "
                 f"a list with ${formulas[3]}$\n\n{lines}"),
        markdown(PRICES),
    )  # fmt: skip
    for found in (drawn(page), figures(pdf)):
        assert sorted(found) == sorted([*formulas, lines])
    assert PRICES in lxml_html.document_fromstring(page).text_content().replace("\u00a0", " ")
    assert "".join(PRICES.split()) in "".join(pdf_text(pdf).replace("\u00a0", " ").split())


def test_outputs_are_in_both() -> None:
    page, pdf = both(
        None,
        output({"image/png": text(picture())}),
        output({"image/jpeg": text(picture("JPEG"))}),
        output({"image/gif": text(picture("GIF"))}),
        output({"image/svg+xml": SVG}),
        output({"text/html": f'<p>Beside</p><img src="data:image/png;base64,{text(picture())}">'}),
        output({"text/latex": r"$\displaystyle e^{i\pi} + 1 = 0$", "text/plain": "<Math object>"}),
        output({"text/latex": r"So \[ a = b \] holds", "text/plain": "<Latex object>"}),
        output({"text/markdown": f"**Bold** ![M](data:image/png;base64,{text(picture())}) $z$"}),
        output({"text/html": "<table><tr><th>a</th></tr><tr><td>Ô bảng</td></tr></table>"}),
    )
    for found in (drawn(page), figures(pdf)):
        assert len(found) == 5 + 2 + 2
        assert all(found)
    for words in ("Beside", "Ô bảng", "holds", "Bold"):
        assert words in lxml_html.document_fromstring(page).text_content()
        assert words.replace(" ", "") in pdf_text(pdf).replace(" ", "")


def test_raw_cells_are_in_both() -> None:
    page, pdf = both(
        None,
        new_raw_cell("A raw <note> & more"),
        new_raw_cell("Raw *Markdown* $q$", metadata={"raw_mimetype": "text/markdown"}),
    )
    for words in ("A raw <note> & more", "Raw Markdown"):
        assert words in lxml_html.document_fromstring(page).text_content()
        assert words.replace(" ", "") in pdf_text(pdf).replace(" ", "")
    assert drawn(page) == figures(pdf) == ["q"]


REFUSED = {
    "attachment that is not there": (markdown("![x](attachment:lost.png)"), "no such attachment"),
    "file that is not there": (markdown("![x](lost.png)"), "lost.png: no such file"),
    "file above the folder": (markdown("![x](../secret.png)"), "outside the notebook's folder"),
    "absolute file": (markdown("![x](/etc/hostname)"), "outside the notebook's folder"),
    "link out of the folder": (markdown("![x](link.png)"), "outside the notebook's folder"),
    "address": (markdown("![x](https://example.org/x.png)"), "an address elsewhere"),
    "address without scheme": (markdown("![x](//example.org/x.png)"), "an address elsewhere"),
    "file address": (markdown("![x](file:///etc/hostname)"), "an address elsewhere"),
    "img from an address": (markdown('<img src="http://example.org/x.png">'), "elsewhere"),
    "damaged attachment": (markdown("![x](attachment:a.png)", a_png=picture()[:60]), "damaged"),
    "no picture": (markdown("![x](attachment:a.png)", a_png=b"hello"), "something else"),
    "moving picture": (markdown("![x](attachment:a.png)", a_png=moving()), "moves"),
    "unread picture": (markdown("![x](a b.png)"), "Put its address between < and >"),
    "formula beyond the letters": (markdown(r"Let $\undefinedcommand{x}$ be"), "can be drawn"),
    "matrix": (markdown("$$\\begin{pmatrix}1&2\\end{pmatrix}$$"), "can be drawn"),
    "letters of no font": (markdown("$日本$"), "a letter that its font does not have"),
    "formula in a heading": (markdown("## Model $y = x$"), "a heading must be plain text"),
    "picture in a table": (markdown("|a|b|\n|-|-|\n|1|![x](p.png)|"), "a table must be plain"),
    "video tag": (markdown("<video src='x.mp4'></video>"), "<video"),
    "frame": (markdown("text <iframe src='x'></iframe>"), "<iframe"),
    "raw HTML cell": (new_raw_cell("<b>x</b>", metadata={"raw_mimetype": "text/html"}),
                      "plain text or Markdown, got: text/html"),
    "raw LaTeX cell": (new_raw_cell("x", metadata={"raw_mimetype": "text/latex"}), "text/latex"),
    "plotly": (output({"application/vnd.plotly.v1+json": {}, "text/html": "<div></div><script>"
                       "draw()</script>", "text/plain": "Figure"}), "<script>"),
    "vega": (output({"application/vnd.vegalite.v5+json": {}, "text/plain": "<Chart>"}), "vegalite"),
    "widget": (output({"application/vnd.jupyter.widget-view+json": {}, "text/plain": "Slider()"}),
               "widget-view"),
    "script": (output({"application/javascript": "x()", "text/plain": "<Javascript>"}),
               "application/javascript"),
    "audio": (output({"text/html": "<audio controls></audio>", "text/plain": "<A>"}), "<audio>"),
    "video": (output({"text/html": "<video></video>", "text/plain": "<V>"}), "<video>"),
    "map": (output({"text/html": "<div><iframe srcdoc='x'></iframe></div>"}), "<iframe>"),
    "picture by address": (output({"text/html": '<img src="https://example.org/x.png">'}),
                           "an address elsewhere"),
    "picture in an HTML table": (output({"text/html": '<table><tr><td><img src="x.png"></td></tr>'
                                         "</table>"}), "img in a table"),
    "PDF": (output({"application/pdf": "JVBERi0=", "text/plain": "<PDF>"}), "application/pdf"),
    "JSON": (output({"application/json": {"a": 1}, "text/plain": "<JSON object>"}), "json"),
    "damaged output": (output({"image/png": text(picture()[:50])}), "damaged"),
    "TeX beyond formulas": (output({"text/latex": r"\textbf{x} and $y$"}), "text/latex"),
    "SVG with a page in it": (output({"image/svg+xml": SVG.replace("</svg>", "<foreignObject/>"
                                      "</svg>")}), "<foreignObject>"),
    "SVG that loads": (output({"image/svg+xml": SVG.replace("</svg>", '<image href="http://e.org/"/>'
                               "</svg>")}), "<image>"),
}  # fmt: skip


@pytest.mark.parametrize("kind", ["html", "pdf"])
def test_what_no_report_can_hold_is_refused_by_its_cell(folder: Path, kind: str) -> None:
    wrong = []
    for name, (cell, words) in REFUSED.items():
        try:
            export(kind, folder, markdown("Before."), cell)
            wrong.append(f"{name}: exported")
        except Exception as error:  # the menu shows the text of any
            first = cell.source.splitlines()[0][:20]
            if not str(error).startswith("cell 3 “" + first) or words not in str(error):
                wrong.append(f"{name}: {error}")
    assert not wrong, "\n".join(wrong)


def test_all_faults_are_told_at_once_and_a_sent_notebook_has_no_folder() -> None:
    cells = [markdown("![x](a.png) and $\\nothing$"), markdown("fine"), markdown("<audio></audio>")]
    with pytest.raises(Exception, match="notebook without a folder") as told:
        export("html", None, *cells)
    said = str(told.value).splitlines()
    assert len(said) == 3
    assert sum("cell 2" in line for line in said) == 2
    assert "cell 4" in said[2]


def test_quiet_cells_hide_what_they_show() -> None:
    cell = output({"application/vnd.jupyter.widget-view+json": {}, "text/plain": "Slider()"})
    cell.metadata["tags"] = ["setup"]
    page, _pdf = both(None, cell, markdown("After."))
    assert "Slider" not in page
