"""The report as one HTML file that needs nothing else: no request, no script, its own fonts."""

from __future__ import annotations

from functools import cache
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.languages.catalog import language_in_use
from analysis.report.blocks import Document, Heading, texts_of
from analysis.report.downloads import embedded
from analysis.report.drawings import unsized
from analysis.report.fonts import embedded_faces
from analysis.report.formats.html.blocks import Look, block_html
from analysis.report.labels import cover_facts, labels, run_line
from analysis.report.pictures import shown_picture
from analysis.report.theme import theme_of
from analysis.values.card import Card
from analysis.values.chart import Chart
from analysis.values.cover import Logo, ReportCover

if TYPE_CHECKING:
    from jinja2 import Template

TEMPLATES = Path(__file__).parent / "templates"
_FACES = {
    "regular": ("400", "normal"),
    "semibold": ("600", "normal"),
    "bold": ("700", "normal"),
    "italic": ("400", "italic"),
}


def page_html(document: Document) -> str:
    """Return the whole page."""
    from markupsafe import Markup

    cover = document.cover
    with language_in_use(cover.language):
        words = labels()
        look = Look(words, theme_of(cover.brand), embedded(document))
        body = _body(document, look)
        logos = _logos(cover, words)
        return _template().render(
            cover=cover,
            lead=document.lead,
            words=words,
            facts=cover_facts(cover, words),
            run=run_line(cover, words),
            contents=Markup(_contents(document)),
            body=Markup(body),
            logos=[Markup(tag) for tag in logos],
            style=Markup(_style(document, look, logos)),
        )


def _body(document: Document, look: Look) -> str:
    level = 0
    parts = []
    for block in document.blocks:
        level = block.value.level if isinstance(block.value, Heading) else level
        parts.append(block_html(block, look, level))
    return "\n".join(parts)


@cache
def _template() -> Template:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    folder = FileSystemLoader(TEMPLATES)
    environment = Environment(
        loader=folder, autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    return environment.get_template("report.html.j2")


def _contents(document: Document) -> str:
    """Two levels of headings as nested lists; a persona counts as what stands under one."""
    entries = []
    for block in document.blocks:
        if isinstance(block.value, Heading) and block.value.level <= 2:
            entries.append((block.value.level, block.anchor, block.value.text))
        elif isinstance(block.value, Card):
            entries.append((2, block.anchor, block.value.title))
    return "".join(
        f'<li class="level{level}"><a href="#{anchor}">{escape(text)}</a></li>'
        for level, anchor, text in entries
    )


def _logos(cover: ReportCover, words: dict[str, str]) -> list[str]:
    pairs = (("client_logo", cover.client), ("agency_logo", cover.agency))
    return [
        _logo(getattr(cover.brand, name), name, escape(f"{words[name]} {owner}".strip()))
        for name, owner in pairs
        if getattr(cover.brand, name)
    ]


def _logo(logo: Logo, name: str, alt: str) -> str:
    """An SVG stands in the page itself, where its texts have the report's font."""
    shown = shown_picture(logo.content(), name, name, logo.mime)
    if shown.mime == "image/svg+xml":
        return unsized(shown.data).replace("<svg", f'<svg role="img" aria-label="{alt}"', 1)
    return f'<img src="data:{shown.mime};base64,{shown.data}" alt="{alt}">'


def _style(document: Document, look: Look, logos: list[str]) -> str:
    drawn = "".join(chart.svg + chart.narrow for chart in document.values(Chart))
    cover = document.cover
    text = "".join((*texts_of(document), drawn, *look.words.values(), *logos))
    text += cover.client + cover.about + cover.agency + cover.wave_label + cover.fieldwork + "→●"
    faces = []
    for family, style, data in embedded_faces(cover.brand, text):
        weight, slant = _FACES[style]
        name = "".join(letter for letter in family if letter.isalnum() or letter in " -")
        faces.append(
            f'@font-face{{font-family:"{name}";font-weight:{weight};font-style:{slant};'
            f"src:url(data:font/ttf;base64,{data})}}"
        )
    sheet = (TEMPLATES / "report.css").read_text("utf-8")
    return "\n".join([*faces, look.theme.css(), sheet])
