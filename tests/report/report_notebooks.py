"""Executed notebooks, made by hand: one with every kind of block, and one of another house."""

from __future__ import annotations

import base64
import struct
import zlib
from typing import Any

import matplotlib
import nbformat
import numpy as np
from nbformat import NotebookNode
from nbformat.v4 import (
    new_code_cell,
    new_markdown_cell,
    new_notebook,
    new_output,
)

from analysis.drawing.canvas import blank_drawing
from analysis.drawing.figure import finished_figure
from analysis.report.display import bundle_of
from analysis.values.absent import Absent
from analysis.values.card import Card, CardBlock, CardLine
from analysis.values.chart import Chart
from analysis.values.cover import BrandLook, Logo, ReportCover
from analysis.values.finding import Brief, Finding
from analysis.values.table import Cell, Column, Row, Table, cell

HOSTILE = '<script>alert(1)</script> #panic("x") $a$ \\ *b* _c_ `d` @e <f> =1+1'
VIETNAMESE = "Ưỡn ẹo, khuỷu tay, nghễnh ngãng, quỳnh, đường Lý Thường Kiệt, ₫"
_LOGO = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 160 48"><circle cx="24" cy="24" r="20"'
    ' fill="{colour}"/><path d="M14 24h20M24 14v20" stroke="#fff" stroke-width="4"/>'
    '<text x="54" y="31" font-family="Source Sans Pro" font-size="20" font-weight="600"'
    ' fill="#1F2A2E">{name}</text></svg>'
)


def full_notebook(**cover: Any) -> NotebookNode:
    """Return a notebook with every kind of block, Vietnamese throughout."""
    cells = [
        new_markdown_cell("# Phân khúc khách hàng\n\nKhách hàng chia thành những nhóm nào, và nhóm"
                          " nào đáng đầu tư nhất?"),
        _code("client = 'ca-phe-may'", tags=["parameters"]),
        _code("setup", _shown(sample_cover(**cover)), _stream("đang tải dữ liệu"), tags=["setup"]),
        new_markdown_cell("## Tóm tắt"),
        _code("brief", _shown(sample_brief())),
        new_markdown_cell("## Các nhóm khác nhau ở điểm nào?\n\nĐộ lớn của nhóm cho biết nên dồn"
                          " ngân sách vào đâu. *Người đi làm trung thành* mua nhiều nhất và"
                          " **ít nhạy với giá** nhất."),
        _code("figure", _shown(bar_figure())),
        _code("finding", _shown(sample_brief().findings[1])),
        new_markdown_cell("### Theo nhân khẩu\n\nBảng dưới so sánh các nhóm theo tuổi và nơi ở:\n\n"
                          "- chữ cái chỉ cột thấp hơn có ý nghĩa;\n- xem thêm"
                          " [ghi chú phương pháp](#phuong-phap) hay https://example.org."),
        _code("table", _shown(spanner_table())),
        new_markdown_cell("## Khách hàng biết đến thương hiệu ra sao?\n\nNhận biết là bước đầu"
                          " của phễu."),
        _code("figure", _shown(line_figure())),
        _code("wide", _shown(wide_table())),
        new_markdown_cell("## Chân dung khách hàng"),
        _code("cards", _shown(persona_card(1)), _shown(persona_card(2))),
        new_markdown_cell("## Ý kiến nguyên văn\n\nTất cả ý kiến, không chọn lọc."),
        _code("note", _shown(Absent("Không có dữ liệu giao dịch nên không tính được giá trị vòng"
                                    " đời khách hàng."))),
        _code("note", _shown(Absent("Không có dữ liệu giao dịch nên không tính được giá trị vòng"
                                    " đời khách hàng."))),
        _code("long", _shown(long_table())),
        new_markdown_cell("## Phương pháp\n\n1. Khảo sát 800 khách hàng.\n2. Cân trọng số theo"
                          " tuổi và vùng.\n\n> Ghi chú: khoảng tin cậy 95 %.\n\n"
                          "| Bước | Kết quả |\n|---|---|\n| Làm sạch | 12 dòng |\n"),
        _code("print", _stream("một dòng in ra"), _stream("cảnh báo", "stderr")),
        _code("headline", _stream("k = 4"), tags=["headline"]),
    ]  # fmt: skip
    return _notebook(cells)


def foreign_notebook() -> NotebookNode:
    """Return a notebook no tool of ours has touched: pandas HTML, PNG, SVG and text."""
    frame = (
        '<div><style scoped>.x{}</style><table border="1" class="dataframe"><thead><tr><th></th>'
        "<th>city</th><th>sales</th></tr></thead><tbody><tr><th>0</th><td>Hà Nội</td>"
        "<td>1,250.5</td></tr><tr><th>1</th><td>&lt;script&gt;alert(1)&lt;/script&gt;</td>"
        "<td>NaN</td></tr></tbody></table><p>2 rows × 2 columns</p></div>"
    )
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="80" onload="alert(1)">'
        '<script>alert(1)</script><rect width="200" height="80" fill="#eee"/><a'
        ' href="https://example.org/"><text x="9" y="40">Hà Nội</text></a></svg>'
    )
    cells = [
        new_markdown_cell("# Monthly *sales*\n\nA first look. <b onclick='x()'>bold</b>\n\n"
                          "A second paragraph with [a bad link](javascript:alert(1))."),
        new_markdown_cell("#### A heading that skips levels"),
        _code("df", _data({"text/html": frame, "text/plain": "   city  sales"})),
        _code("plot", _data({"image/png": png(), "text/plain": "<Figure size 640x480>"},
                            {"image/png": {"alt": "Sales by month"}})),
        _code("svg", _data({"image/svg+xml": svg, "text/plain": "<Axes: >"})),
        _code("x", _data({"text/plain": "{'a': 1}"}), _stream("hello"), _stream("bad", "stderr")),
        _code("obj", _data({"text/plain": "<object object at 0x7f00deadbeef>"})),
    ]  # fmt: skip
    return _notebook(cells)


def failed_notebook() -> NotebookNode:
    """Return a notebook whose only cell failed."""
    error = new_output("error", ename="ValueError", evalue="k must be positive", traceback=[])
    return _notebook([_code("1/0", error)])


def sample_cover(**changes: Any) -> ReportCover:
    """Return a cover with both logos."""
    brand = BrandLook(
        agency_logo=Logo("image/svg+xml", _base64(_LOGO.format(colour="#1F2A2E", name="Lát Cắt"))),
        client_logo=Logo("image/svg+xml", _base64(_LOGO.format(colour="#0B6E69", name="Mây"))),
    )
    values = {
        "study": "segmentation", "title": "Phân khúc khách hàng", "client": "Cà phê Mây",
        "agency": "Lát Cắt Research", "wave": "2026-1", "wave_label": "Đợt 1 năm 2026",
        "fieldwork": "01/03/2026 – 15/03/2026", "language": "vi", "synthetic": True,
        "run_id": "a1b2c3d4", "product_version": "0.1.0", "brand": brand,
    }  # fmt: skip
    return ReportCover(**{**values, **changes})


def sample_brief() -> Brief:
    """Return six findings and two gaps."""
    findings = (
        Finding("revenue", "Người đi làm trung thành mang lại 52 % doanh thu",
                "Nhóm Người đi làm trung thành chiếm 31 % khách hàng nhưng mang lại 52 % doanh thu"
                " (n = 214, KTC 95 %: 47–57 %).", "Giữ chân nhóm này trước khi tìm khách mới.",
                "S3.2", 0.9),
        Finding("price", "Sinh viên nhạy với giá nhất",
                "Sinh viên nhạy với giá hơn mọi nhóm khác: 64 % chọn quán theo giá (n = 180, KTC"
                " 95 %: 57–71 %).", "Thử gói giá theo khung giờ vắng.", "S2.1", 0.8),
        Finding("nps", "Điểm giới thiệu tăng", "Điểm giới thiệu là +32, cao hơn đợt trước 6 điểm"
                " (n = 800).", "", "S1.1", 0.7),
        Finding("delivery", "Giao hàng chậm", "41 % lời chê nhắc đến giao hàng, nhiều gấp đôi lý"
                " do thứ hai (n = 312).", "Đo thời gian giao theo quán.", "S1.4", 0.6),
        Finding("aware", "Nhận biết ổn định", "Nhận biết tự phát 48 %, không khác đợt trước"
                " (n = 800).", "", "S1.1", 0.5),
        Finding("hostile", "x", f"Tên nhóm do khách đặt: {HOSTILE}.", VIETNAMESE, "", 0.4),
    )  # fmt: skip
    return Brief(findings, ("Giá trị vòng đời: không có dữ liệu giao dịch.",
                            "Đối thủ trực tuyến: cơ sở chỉ có 9 người trả lời."))  # fmt: skip


def bar_figure() -> Chart:
    """Return a bar chart with intervals."""
    names = ["Người đi làm trung thành", "Sinh viên săn ưu đãi", "Gia đình cuối tuần",
             "Khách vãng lai"]  # fmt: skip
    shares = [0.31, 0.28, 0.24, 0.17]
    with _chart_style():
        drawing, axes = blank_drawing(6.2)
        axes.barh(names[::-1], shares[::-1], color=["#B8C0C2"] * 3 + ["#0B6E69"], height=0.62)
        for y, value in enumerate(shares[::-1]):
            axes.plot([value - 0.03, value + 0.03], [y, y], color="#1F2A2E", linewidth=1)
            axes.text(value + 0.04, y, f"{value * 100:.0f} %", va="center")
        axes.set_xlim(0, 0.45)
        axes.xaxis.set_visible(False)
        for side in ("top", "right", "bottom", "left"):
            axes.spines[side].set_visible(False)
        axes.tick_params(length=0)
        rows = tuple(Row(n, (cell(s, "share", base=800), cell(214, "number")))
                     for n, s in zip(names, shares, strict=True))  # fmt: skip
        data = Table("segment-sizes", "Độ lớn của các nhóm",
                     (Column("Tỷ lệ", "share"), Column("n", "number")), rows, "Nhóm")  # fmt: skip
        return finished_figure(
            drawing, name="segment-sizes",
            finding=_said("Người đi làm trung thành là nhóm lớn nhất"),
            subtitle="Tỷ lệ khách hàng theo nhóm, toàn bộ mẫu, tháng 3/2026, %",
            alt="Biểu đồ thanh: Người đi làm trung thành 31 %, Sinh viên 28 %, Gia đình 24 %,"
                " Khách vãng lai 17 %.",
            base="Cơ sở: 800 khách hàng (cơ sở hiệu dụng 642); vạch: KTC 95 %",
            source="Nguồn: khảo sát khách hàng, Lát Cắt Research", data=data,
        )  # fmt: skip


def line_figure() -> Chart:
    """Return a line chart over waves."""
    with _chart_style():
        drawing, axes = blank_drawing(7)
        for place, name in enumerate(["Mây", "Trung Nguyên", "Highlands"]):
            values = 0.3 + 0.12 * place + 0.02 * np.arange(4)
            axes.plot(range(4), values, marker="o", color=BrandLook().series[place])
            axes.text(3.08, values[-1], name, va="center")
        axes.set_xticks(range(4), ["Đợt 1", "Đợt 2", "Đợt 3", "Đợt 4"])
        axes.set_xlim(-0.1, 3.7)
        return finished_figure(
            drawing, name="awareness",
            finding=_said("Nhận biết thương hiệu Mây tăng đều qua bốn đợt"),
            subtitle="Nhận biết tự phát, người uống cà phê 18–55 tuổi, %",
            alt="Biểu đồ đường: Mây tăng từ 30 % lên 36 %.",
            base="Cơ sở: 800 người mỗi đợt", source="Nguồn: khảo sát khách hàng",
        )  # fmt: skip


def spanner_table() -> Table:
    """Return a banner table with spanners, letters, groups, base and total rows."""
    spans = [("Tổng", ""), ("Nam", "Giới tính"), ("Nữ", "Giới tính"), ("18–24", "Tuổi"),
             ("25–34", "Tuổi"), ("35–44", "Tuổi"), ("45+", "Tuổi")]  # fmt: skip
    columns = tuple(Column(label, "share", spanner, "" if i == 0 else "ABCDEF"[i - 1])
                    for i, (label, spanner) in enumerate(spans))  # fmt: skip
    counts = [800, 390, 410, 180, 260, 210, 28]
    rows = [Row("Cơ sở", tuple(cell(n, "number") for n in counts), kind="base"),
            Row("Nơi mua thường xuyên", kind="group")]  # fmt: skip
    for place, name in enumerate(["Tại quán", "Mua mang đi", "Giao tận nơi qua ứng dụng"]):
        shares = [0.5 - 0.13 * place + 0.031 * k for k in range(7)]
        marks = ["", "B" if place == 0 else "", "", "DEF" if place == 2 else "", "", "C", ""]
        rows.append(Row(name, tuple(
            cell(s, "share", base=n, mark=m, small=n < 30)
            for s, n, m in zip(shares, counts, marks, strict=True)), level=1))  # fmt: skip
    rows.append(Row("Tổng", tuple(cell(1.0, "share", base=n) for n in counts), kind="total"))
    return Table(
        "channels", "Nơi mua theo giới tính và tuổi", columns, tuple(rows), "Kênh mua",
        subtitle="% theo cột, đã cân trọng số", base="Cơ sở: 800 khách hàng",
        source="Nguồn: khảo sát khách hàng",
        notes=("Chữ cái: cao hơn cột mang chữ đó, mức ý nghĩa 5 %, hiệu chỉnh Holm.",
               "In nghiêng: cơ sở dưới 30."),
    )  # fmt: skip


def wide_table() -> Table:
    """Return a table of 26 columns, which no page of A4 holds."""
    columns = tuple(Column(f"Thương hiệu {n}", "money", "Miền Bắc" if n < 13 else "Miền Nam", "")
                    for n in range(26))  # fmt: skip
    rows = tuple(
        Row(f"Sản phẩm cà phê số {i}",
            tuple(cell(39000 + 1000 * i + 100 * n, "money") for n in range(26)))
        for i in range(12)
    )  # fmt: skip
    return Table("prices", "Giá bán theo thương hiệu", columns, rows, "Sản phẩm",
                 base="Cơ sở: 12 sản phẩm", source="Nguồn: thu thập tại cửa hàng")  # fmt: skip


def long_table(rows: int = 240) -> Table:
    """Return verbatims: a long table with hostile texts and letters no font has."""
    said = [
        "Cà phê ngon, nhân viên dễ thương nhưng chờ hơi lâu vào buổi sáng, nhất là thứ Hai",
        HOSTILE, VIETNAMESE, "Tuyệt vời 🎉🎉 sẽ quay lại 👩‍👩‍👧", "=HYPERLINK(\"http://x\")",
        "ok", "Cafe\u0301 decomposed va\u0300 ghép dấu", "Giá hợp lý – chỗ ngồi thoải mái",
    ]  # fmt: skip
    lines = tuple(
        Row(f"Khách {n + 1:03d}", (Cell(said[n % len(said)], said[n % len(said)]),
                                   cell(1 + n % 5, "number")))
        for n in range(rows)
    )  # fmt: skip
    columns = (Column("Ý kiến"), Column("Điểm", "number"))
    return Table("verbatims", "Ý kiến của khách hàng", columns, lines, "Khách",
                 base=f"Cơ sở: {rows} ý kiến", source="Nguồn: khảo sát")  # fmt: skip


def persona_card(number: int) -> Card:
    """Return a persona with five blocks, one of them empty."""
    titles = ["Nhân khẩu", "Mục tiêu và giá trị", "Nguồn thông tin", "Thách thức và nỗi đau",
              "Rào cản và vai trò khi mua"]  # fmt: skip
    statements = ["Làm văn phòng ở quận trung tâm", "Uống cà phê mỗi sáng trước giờ làm",
                  "Thích chỗ ngồi yên tĩnh để làm việc",
                  "Xem đánh giá trên mạng trước khi thử"]  # fmt: skip
    lines = tuple(
        CardLine(s, 0.74 - 0.12 * i, 0.45, f"{74 - 12 * i} %", "45 %", f"{164 - 26 * i}",
                 f"{68 - 12 * i}–{80 - 12 * i} %", "214", i < 2)
        for i, s in enumerate(statements)
    )  # fmt: skip
    mean = CardLine("Chi tiêu trung bình mỗi tháng", None, None, "1,2 tr ₫", "640 k ₫", "188",
                    "1,1–1,3 tr ₫", "214", True)  # fmt: skip
    blocks = [CardBlock(title, lines[: 4 - i % 2] + ((mean,) if i == 0 else ()))
              for i, title in enumerate(titles)]  # fmt: skip
    blocks[3] = CardBlock(titles[3], (), "Khảo sát không hỏi về điều này.")
    return Card(
        name=f"segment-{number}",
        title=["Người đi làm trung thành", "Sinh viên săn ưu đãi"][number - 1],
        number=number,
        portrait="Làm văn phòng ở trung tâm, uống mỗi sáng và chi gần gấp đôi khách trung bình.",
        size_lines=(("Khách hàng", "31 % (28–34 %)"), ("Doanh thu", "52 % (47–57 %)"),
                    ("Ước tính", "9.300 người"), ("Độ ổn định", "0,88")),
        blocks=tuple(blocks),
        unknown=("Thu nhập: không hỏi.", "Thương hiệu dùng song song: cơ sở dưới 30."),
        base="Cơ sở: 214 khách hàng", source="Nguồn: khảo sát và giao dịch",
    )  # fmt: skip


def png() -> str:
    """Return a picture of 40 × 20 points in base64, made here."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + body))
        return struct.pack(">I", len(body)) + kind + body + check

    head = struct.pack(">IIBBBBB", 40, 20, 8, 2, 0, 0, 0)
    lines = b"".join(b"\0" + b"\x0b\x6e\x69" * 40 for _ in range(20))
    parts = (b"\x89PNG\r\n\x1a\n", chunk(b"IHDR", head), chunk(b"IDAT", zlib.compress(lines)),
             chunk(b"IEND", b""))  # fmt: skip
    return base64.b64encode(b"".join(parts)).decode("ascii")


def _said(headline: str) -> Finding:
    return Finding("shown", headline, f"{headline}.")


def _chart_style():
    from matplotlib import font_manager

    from analysis.report.fonts import default_font_folder

    for name in ("Regular", "Semibold", "Bold", "It"):
        font_manager.fontManager.addfont(default_font_folder() / f"SourceSansPro-{name}.ttf")
    return matplotlib.rc_context({"font.family": ["Source Sans Pro", "DejaVu Sans"],
                                  "font.size": 9, "axes.spines.top": False,
                                  "axes.spines.right": False})  # fmt: skip


def _notebook(cells: list[NotebookNode]) -> NotebookNode:
    for place, one in enumerate(cells):
        one["id"] = f"cell-{place}"
    kernel = {"name": "python3", "display_name": "Python 3"}
    notebook = new_notebook(cells=cells, metadata={"kernelspec": kernel})
    return nbformat.reads(nbformat.writes(notebook), as_version=4)


def _code(source: str, *outputs: Any, tags: list[str] | None = None) -> NotebookNode:
    return new_code_cell(source, execution_count=1, outputs=list(outputs),
                         metadata={"tags": tags or []})  # fmt: skip


def _shown(value: Any) -> NotebookNode:
    return _data(bundle_of(value))


def _data(data: dict[str, Any], metadata: dict[str, Any] | None = None) -> NotebookNode:
    return new_output("display_data", data=data, metadata=metadata or {})


def _stream(text: str, name: str = "stdout") -> NotebookNode:
    return new_output("stream", name=name, text=text)


def _base64(text: str) -> str:
    return base64.b64encode(text.encode("utf-8")).decode("ascii")
