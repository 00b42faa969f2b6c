"""The report as one HTML file that needs nothing else: no request, no script, its own fonts."""

from __future__ import annotations

import base64
from functools import cache
from html import escape
from pathlib import Path

from analysis.languages.catalog import language_in_use
from analysis.report.blocks import Document, FigureBlock, Heading, PersonaBlock, texts_of
from analysis.report.cover import Logo, ReportCover
from analysis.report.drawings import checked_image, safe_svg
from analysis.report.fonts import embedded_faces
from analysis.report.html_blocks import Look, block_html
from analysis.report.labels import cover_facts, labels, run_line
from analysis.report.theme import theme_of

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
        look = Look(words, theme_of(cover.brand))
        body = "\n".join(block_html(block, look) for block in document.blocks)
        return _template().render(
            cover=cover,
            lead=document.lead,
            words=words,
            facts=cover_facts(cover, words),
            run=run_line(cover, words),
            contents=Markup(_contents(document)),
            body=Markup(body),
            logos=[Markup(tag) for tag in _logos(cover, words)],
            style=Markup(_style(document, look)),
        )


@cache
def _template():
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
        if isinstance(block, Heading) and block.level <= 2:
            entries.append((block.level, block.anchor, block.text))
        elif isinstance(block, PersonaBlock):
            entries.append((2, block.anchor, block.card.title))
    return "".join(
        f'<li class="level{level}"><a href="#{anchor}">{escape(text)}</a></li>'
        for level, anchor, text in entries
    )


def _logos(cover: ReportCover, words: dict[str, str]) -> list[str]:
    pairs = (("client_logo", cover.client), ("agency_logo", cover.agency))
    tags = []
    for name, owner in pairs:
        logo: Logo | None = getattr(cover.brand, name)
        if logo:
            alt = escape(f"{words[name]} {owner}".strip())
            tags.append(f'<img class="{name}" src="{_data_uri(logo, name)}" alt="{alt}">')
    return tags


def _data_uri(logo: Logo, name: str) -> str:
    data = logo.data
    if logo.mime == "image/svg+xml":
        svg = safe_svg(logo.content().decode("utf-8"), name)
        data = base64.b64encode(svg.encode("utf-8")).decode("ascii")
    else:
        data = checked_image(data, logo.mime, name)
    return f"data:{logo.mime};base64,{data}"


def _style(document: Document, look: Look) -> str:
    drawn = "".join(block.svg for block in document.blocks if isinstance(block, FigureBlock))
    cover = document.cover
    text = "".join(texts_of(document)) + drawn + "".join(look.words.values())
    text += cover.client + cover.agency + cover.wave_label + cover.fieldwork + "→●"
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
