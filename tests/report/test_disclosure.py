"""The gate over a document: every place in which a reader could find a piece."""

from __future__ import annotations

import base64
import io

import nbformat
import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from analysis.errors import ReportError
from analysis.report.disclosure import refuse_personal_data
from analysis.report.document import document_of
from analysis.report.rendering import rendered

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><text x="1">{text}</text></svg>'


def notebook(
    *outputs: dict, source: str = "## Section", **metadata: object
) -> nbformat.NotebookNode:
    code = nbformat.v4.new_code_cell(
        "show()", execution_count=1, outputs=[
            nbformat.v4.new_output("display_data", data=data) for data in outputs
        ],
    )  # fmt: skip
    return nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_markdown_cell(source), code], metadata=metadata
    )


@pytest.mark.parametrize(
    "made",
    [
        notebook({"text/plain": "lan@fpt.vn"}),
        notebook({"text/html": "<table><tr><th>a</th></tr><tr><td>0912 345 678</td></tr></table>"}),
        notebook({"image/svg+xml": SVG.format(text="0912<tspan> 345</tspan> 678")}),
        notebook({"text/plain": "1"}, source="## Ask lan (at) fpt (dot) vn"),
        notebook({"text/plain": "1"}, authors=[{"name": "Lan", "email": "lan@fpt.vn"}]),
    ],
)
def test_a_piece_is_refused_wherever_it_stands(made: nbformat.NotebookNode) -> None:
    with pytest.raises(ReportError, match=r"personal data|dữ liệu cá nhân"):
        rendered(made, ("html",))


def test_what_a_format_shows_besides_is_gone_through() -> None:
    document = document_of(notebook({"text/plain": "1"}))
    refuse_personal_data(document, {}, ["1 Prices"])
    with pytest.raises(ReportError, match=r"personal data|dữ liệu cá nhân"):
        refuse_personal_data(document, {}, ["1 Prices", "2 lan@fpt.vn"])


def test_a_picture_goes_out_without_the_words_beside_its_pixels() -> None:
    words, file = PngInfo(), io.BytesIO()
    words.add_text("Software", "made by lan@fpt.vn")
    Image.new("RGB", (8, 8), "#0B6E69").save(file, "PNG", pnginfo=words)
    shown = {"image/png": base64.b64encode(file.getvalue()).decode()}
    page = rendered(notebook(shown), ("html",))["html"].decode("utf-8")
    data = page.partition("data:image/png;base64,")[2].partition('"')[0]
    sent = base64.b64decode(data)
    assert b"lan@fpt.vn" in file.getvalue()
    assert b"lan@fpt.vn" not in sent
    assert Image.open(io.BytesIO(sent)).getpixel((3, 3)) == (11, 110, 105)
