"""The small parts of a report: letters, anchors, drawings, colours, foreign tables."""

from __future__ import annotations

import pytest

from analysis.errors import ReportError
from analysis.report.anchors import Anchors, slug
from analysis.report.blocks import Block, Document, Heading, appendix_tables
from analysis.report.display import bundle_of
from analysis.report.drawings import safe_svg
from analysis.report.fonts import covered_letters
from analysis.report.foreign import html_parts, plain_text
from analysis.report.formats.pdf.tables import table_pages
from analysis.report.html_tables import text_html
from analysis.report.letters import Letters
from analysis.report.markdown import markdown_nodes, node_text
from analysis.report.pictures import shown_picture
from analysis.report.theme import READABLE, contrast, theme_of
from analysis.values.chart import Chart
from analysis.values.cover import BrandLook, ReportCover
from analysis.values.table import Cell, Column, Row, Table


@pytest.mark.parametrize(
    ("said", "shown", "count"),
    [
        ("Đường → ≥ 5 nghìn ₫", "Đường → ≥ 5 nghìn\u00a0₫", 0),
        ("Cafe\u0301", "Café", 0),
        ("a\u202eb\u0000c", "abc", 0),
        ("tốt 🎉🎉", "tốt □□", 2),
        ("👩‍👩‍👧 nhà", "□ nhà", 1),
        ("👍🏽", "□", 1),
        ("漢字", "□□", 2),
        ("سلام", "□□□□", 4),
        ("52 % (n = 214)", "52\u00a0% (n\u00a0=\u00a0214)", 0),
    ],
)
def test_letters_no_font_has_are_replaced_and_counted(said, shown, count):
    letters = Letters(covered_letters(BrandLook()))
    assert (letters.text(said), letters.replaced) == (shown, count)


def test_a_value_and_its_text_count_once():
    letters = Letters(covered_letters(BrandLook()))
    letters.texts({"value": "🎉", "text": "🎉", "mark": "", "small": False})
    assert letters.replaced == 1


def test_anchors():
    assert slug("Đối thủ cạnh tranh?") == "doi-thu-canh-tranh"
    anchors = Anchors()
    assert [anchors.free("A"), anchors.free("a"), anchors.free("漢")] == ["a", "a-2", "section"]


def test_a_drawing_keeps_shapes_and_texts_and_nothing_that_acts():
    svg = safe_svg(
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
        ' width="10" height="5" onload="x()"><style>*{fill:url(http://x)}</style><script>x</script>'
        '<a xlink:href="http://x"><text onclick="x()">Hà &amp; Nội</text></a>'
        '<rect id="r" fill="url(#g)" style="fill:url(http://x/)"/><use xlink:href="#r"/>'
        '<use xlink:href="http://x#y"/></svg>',
        "fig",
    )
    for bad in ("http://x", "script", "onload", "onclick", "style"):
        assert bad not in svg
    for good in ("Hà &amp; Nội", 'id="fig-r"', "url(#fig-g)", 'href="#fig-r"', '"0 0 10 5"'):
        assert good in svg


def test_what_is_no_picture_is_refused():
    with pytest.raises(ReportError):
        safe_svg("<html/>", "x")
    with pytest.raises(ReportError):
        safe_svg("no", "x")
    with pytest.raises(ReportError):
        shown_picture(b"hello", "cell 1", "x", "image/png")


@pytest.mark.parametrize(
    "lost",
    [
        "<foreignObject><p>x</p></foreignObject>",
        '<image href="http://x/y.png"/>',
        "<style>g > path{fill:red}</style>",
        "<text>&x;</text>",
    ],
)
def test_a_drawing_that_would_lose_something_is_refused(lost):
    head = '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    with pytest.raises(ReportError):
        safe_svg(f'{head}<svg xmlns="http://www.w3.org/2000/svg">{lost}</svg>', "x")


def test_styles_of_a_drawing_are_written_into_its_shapes():
    svg = safe_svg(
        '<svg xmlns="http://www.w3.org/2000/svg"><style>/* a */ #r{fill:red} .c,.d{fill:blue;'
        "stroke:url(#g)} rect{opacity:.5} @font-face{src:url(http://x)}</style>"
        '<rect id="r" class="c" style="opacity:1"/><path class="d"/></svg>',
        "fig",
    )
    assert 'style="opacity:.5;fill:blue;stroke:url(#fig-g);fill:red;opacity:1"' in svg
    assert 'style="fill:blue;stroke:url(#fig-g)"' in svg
    assert "http" not in svg.replace("http://www.w3.org", "")


@pytest.mark.parametrize("primary", ["#0B6E69", "#FFE08A", "#000000", "#FFFFFF", "#D98E04"])
def test_every_text_colour_can_be_read(primary):
    theme = theme_of(BrandLook(primary=primary, accent="#FFEE00", muted="#C0C0C0"))
    assert contrast(theme.on_primary, theme.primary) >= READABLE
    for colour in (theme.primary_text, theme.muted, theme.ink):
        assert contrast(colour, theme.wash) >= READABLE
    assert contrast(theme.accent, theme.paper) >= READABLE


def test_pandas_table_with_two_heads_and_a_named_index():
    source = (
        "<table><thead><tr><th></th><th colspan='2'>2026</th></tr>"
        "<tr><th></th><th>n</th><th>share</th></tr><tr><th>city</th><th></th><th></th></tr></thead>"
        "<tbody><tr><th rowspan='2'>Huế</th><td>1</td><td>0.5</td></tr>"
        "<tr><td>2</td><td>0.7</td></tr></tbody></table>"
    )
    tables, text = html_parts(source, "t")
    assert text == ""
    (table,) = tables
    assert table.stub == "city"
    assert [(c.label, c.spanner, c.format) for c in table.columns] == [
        ("n", "2026", "number"),
        ("share", "2026", "number"),
    ]
    assert [row.label for row in table.rows] == ["Huế", "Huế"]


def test_descriptions_of_objects_are_no_content():
    assert plain_text("<Axes: xlabel='x'>") == ""
    assert plain_text("<object object at 0x7f00deadbeef>") == ""
    assert plain_text("Model at 0x7f00 done") == "Model done"


def test_markdown_keeps_html_as_text_and_drops_unsafe_links():
    nodes = markdown_nodes("a <b>x</b> [l](javascript:x) [m](https://e.org) &amp; c")
    assert node_text(nodes[0]) == "a <b>x</b> l m & c"
    links = [child["url"] for child in nodes[0]["children"] if child["kind"] == "link"]
    assert links == ["https://e.org"]


def _table(name: str, rows: int, width: int = 2) -> Table:
    columns = tuple(Column(f"Nhóm {n}", "number") for n in range(width))
    cells = tuple(Cell(1, "21,4–27,3 %") for _ in range(width))
    return Table(name, f"Bảng {name}", columns, tuple(Row(f"{n}", cells) for n in range(rows)))


def test_data_that_stand_in_the_body_are_not_repeated_on_paper():
    shown, other = _table("a", 3), _table("b", 4)
    figures = [
        Block(f"figure-{place}", Chart(f"{place}", "x", "", "<svg/>", "x", data=data))
        for place, data in enumerate([_table("copy", 3), other, _table("again", 4)])
    ]
    document = Document(ReportCover("s", "t"), "", (Block("table-a", shown), *figures))
    assert appendix_tables(document) == [other]


def test_a_table_that_breaks_keeps_its_ends_together():
    (short,), (long,) = table_pages(_table("a", 12)), table_pages(_table("b", 90))
    assert (short["whole"], short["kept"]) == (True, 0)
    assert not long["whole"]
    assert long["kept"] >= 3


def test_a_banner_of_eight_intervals_stays_upright():
    (part,) = table_pages(_table("banner", 6, width=8))
    assert not part["landscape"]


def test_intervals_and_short_compounds_stay_on_one_line():
    assert text_html("KTC: 21,4–27,3\u00a0% <b>") == (
        'KTC: <span class="nb">21,4–27,3\u00a0%</span> &lt;b&gt;'
    )
    assert text_html("Wi-Fi mạnh") == '<span class="nb">Wi-Fi</span> mạnh'


def test_what_does_not_apply_is_left_out_with_its_heading():
    from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

    from analysis.report.document import document_of
    from analysis.values.absent import Absent

    def shown(*values):
        outputs = [new_output("display_data", bundle_of(v)) for v in values]
        return new_code_cell("shown", outputs=outputs)

    no_wave = Absent("First wave.", gap=False)
    cells = [
        new_markdown_cell("# Study\n\nWhy?"),
        new_markdown_cell("## Part\n\nWords."),
        shown(no_wave),
        new_markdown_cell("### Do they hold?\n\nWords of it."),
        shown(no_wave, no_wave),
        new_markdown_cell("### Who bought?\n\nMore words."),
        shown(Absent("No purchases."), no_wave),
        new_markdown_cell("## Method\n\nOnly words."),
    ]
    blocks = document_of(new_notebook(cells=cells)).blocks
    headings = [b.value.text for b in blocks if isinstance(b.value, Heading)]
    assert headings == ["Part", "Who bought?", "Method"]
    assert [b.value for b in blocks if isinstance(b.value, Absent)] == [Absent("No purchases.")]
