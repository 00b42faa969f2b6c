"""What stays together on paper, and what may part."""

from __future__ import annotations

import pytest

from analysis.report.blocks import Block, Document, Heading, Prose
from analysis.report.formats.pdf.blocks import Files, pdf_blocks
from analysis.report.markdown import markdown_nodes
from analysis.report.theme import theme_of
from analysis.values.absent import Absent
from analysis.values.chart import Chart
from analysis.values.cover import BrandLook, ReportCover
from analysis.values.finding import Finding

WHY = Prose(tuple(markdown_nodes("Why this is asked.")))


def laid_out(*values) -> list[dict]:
    blocks = tuple(Block(f"block-{place}", value) for place, value in enumerate(values))
    document = Document(ReportCover("s", "t"), "", blocks)
    return pdf_blocks(document, Files(), theme_of(BrandLook()))[0]


@pytest.mark.parametrize(("height", "together"), [(120, True), (250, False)])
def test_a_high_chart_may_stand_overleaf_from_its_finding(height, together):
    svg = f'<svg width="453pt" height="{height}pt" viewBox="0 0 453 {height}"></svg>'
    chart = Chart("x", "Message", "", svg, "Message.")
    body = laid_out(Heading(1, "Q"), WHY, Finding("x", "h", "A sentence."), chart)
    assert [data.get("sticky", False) for data in body[1:3]] == [True, together]


def test_only_a_question_without_any_answer_is_quiet():
    note = Absent("The client delivers no leads.")
    answer = Finding("x", "h", "A sentence.")
    body = laid_out(
        Heading(1, "A"), WHY, note, Heading(1, "B"), WHY, answer, note,
        Heading(1, "C"), WHY, Heading(2, "D"), note,
    )  # fmt: skip
    assert [data.get("quiet", False) for data in body] == [True] * 3 + [False] * 6 + [True] * 2
