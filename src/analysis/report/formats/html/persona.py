"""A persona's card as HTML."""

from __future__ import annotations

from html import escape

from analysis.report.avatars import avatar_svg
from analysis.report.html_tables import text_html
from analysis.report.theme import Theme, readable
from analysis.values.card import Card, CardBlock, CardLine


def persona_html(card: Card, anchor: str, words: dict[str, str], theme: Theme, level: int) -> str:
    """Return the card: emblem, name and size beside portrait and the five blocks."""
    tag = f"h{min(level + 2, 6)}"
    colour = theme.series[(card.number - 1) % len(theme.series)]
    mark = readable(colour, theme.paper)
    avatar = avatar_svg(card.number, theme.series, theme.paper)
    avatar = avatar.replace("<svg", '<svg aria-hidden="true"', 1)
    sizes = "".join(
        f"<div><dt>{escape(label)}</dt><dd>{escape(value)}</dd></div>"
        for label, value in card.size_lines
    )
    blocks = "".join(_block(part, words) for part in card.blocks)
    unknown = ""
    if card.unknown:
        lines = "".join(f"<li>{escape(text)}</li>" for text in card.unknown)
        title = escape(words["unknown"])
        unknown = f'<div class="unknown"><p class="label">{title}</p><ul>{lines}</ul></div>'
    foot = "".join(f'<p class="foot">{escape(t)}</p>' for t in (card.base, card.source) if t)
    return (
        f'<section class="persona" id="{anchor}" style="--segment:{colour};--mark:{mark}"'
        f' aria-labelledby="{anchor}-name"><div class="who">{avatar}'
        f'<{tag} class="name" id="{anchor}-name">{escape(card.title)}</{tag}>'
        f"<dl>{sizes}</dl></div>"
        f'<div class="what"><p class="portrait">{text_html(card.portrait)}</p>{_key(words)}{blocks}'
        f"{unknown}{foot}</div></section>"
    )


def _key(words: dict[str, str]) -> str:
    return (
        f'<p class="key"><span><i class="swatch"></i>{escape(words["segment"])}</span>'
        f'<span><i class="tick"></i>{escape(words["everyone"])}</span>'
        f'<span><b aria-hidden="true">●</b>{escape(words["distinctive"])}</span></p>'
    )


def _block(block: CardBlock, words: dict[str, str]) -> str:
    if not block.lines:
        body = f'<p class="empty">{escape(block.empty)}</p>' if block.empty else ""
    else:
        body = f"<ul>{''.join(_line(line, words) for line in block.lines)}</ul>"
    return f'<div class="block"><p class="label">{escape(block.title)}</p>{body}</div>'


def _line(line: CardLine, words: dict[str, str]) -> str:
    facts = [
        (words["everyone"], line.everyone_text),
        (words["index"], line.index_text),
        (words["interval"], line.interval_text),
        (words["base"], line.base_text),
    ]
    small = "".join(
        f"<span>{escape(label)} <b>{escape(value)}</b></span>" for label, value in facts if value
    )
    mark = f'<b title="{escape(words["distinctive"])}">●</b> ' if line.distinctive else ""
    return (
        f'<li><span class="statement">{mark}{text_html(line.statement)}</span>{_bar(line)}'
        f'<span class="share">{escape(line.share_text)}</span>'
        f'<span class="facts">{small}</span></li>'
    )


def _bar(line: CardLine) -> str:
    if line.share is None:
        return '<span class="bar none"></span>'
    tick = "" if line.everyone is None else f'<i style="left:{_percent(line.everyone)}"></i>'
    return f'<span class="bar"><u style="width:{_percent(line.share)}"></u>{tick}</span>'


def _percent(share: float) -> str:
    return f"{min(max(share, 0.0), 1.0) * 100:.1f}%"
