"""Count what the notebook holds against what each rendering shows; nothing may be lost."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from analysis.errors import Problem
from analysis.languages import messages
from analysis.report.blocks import Document
from analysis.report.renderer import Renderer

_ = messages(__name__)
_SHOWN = 60  # letters of a lost text that the message quotes
_TELLING = 12  # letters from which on a text is counted, not only looked for
_IGNORED = re.compile(r"[\s\u00ad\u2010\u2011\ufffe\u0002-]+")


def lost(document: Document, renderer: Renderer, files: Mapping[str, bytes]) -> Iterator[Problem]:
    """Yield every kind of block whose count differs, and every text that is missing.

    Parameters
    ----------
    document : Document
        What the notebook holds.
    renderer : Renderer
        A format.
    files : mapping of str to bytes
        What it wrote.
    """
    needed, held = renderer.needed(document), renderer.held(document, files)
    yield from _count_problems(renderer.label, needed.counts, held.counts)
    yield from _text_problems(renderer.label, needed.texts, held.texts)


def _count_problems(
    where: str, expected: Mapping[str, int], found: Mapping[str, int]
) -> Iterator[Problem]:
    names = {
        "headings": _("headings"),
        "tables": _("tables"),
        "rows": _("table rows"),
        "figures": _("figures"),
        "findings": _("findings"),
        "personas": _("personas"),
    }
    for kind, count in expected.items():
        if found[kind] != count:
            what = _(
                "must hold {expected} {kind}, got: {found}",
                expected=count,
                kind=names[kind],
                found=found[kind],
            )
            yield Problem(where, what)


def _text_problems(where: str, texts: Iterable[str], pages: Sequence[str]) -> Iterator[Problem]:
    """Every text must be there, wherever lines or pages break."""
    bare = [_bare(page) for page in pages]
    whole = "".join(bare)
    needed = Counter(texts)
    lost = [
        text for text, times in needed.items() if not _is_there(_bare(text), times, whole, bare)
    ]
    for text in lost[:20]:
        quoted = text if len(text) <= _SHOWN else text[:_SHOWN] + "…"
        yield Problem(where, _("must show every text, got none of: {text}", text=quoted))
    if len(lost) > 20:
        more = _.plural("{n} more text is lost", "{n} more texts are lost", len(lost) - 20)
        yield Problem(where, more)


def _is_there(text: str, times: int, whole: str, pages: Sequence[str]) -> bool:
    """Whether a text stands there as often as it must; a short one is part of many others."""
    if len(text) < _TELLING:
        return text in whole
    found = whole.count(text)
    return found >= times or (found >= times - 1 and _over_pages(text, pages))


def _over_pages(text: str, pages: Sequence[str]) -> bool:
    """Whether a long text stands on two pages or more, running lines between its parts."""
    rest = text
    for page in pages:
        if text in page:  # that one is whole, and counted already
            continue
        part = _longest_start(rest, page)
        if part >= min(20, len(rest)):
            rest = rest[part:]
        if not rest:
            return True
    return False


def _longest_start(text: str, page: str) -> int:
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if text[:middle] in page else (low, middle - 1)
    return low


def _bare(text: str) -> str:
    """The letters alone: line breaks, hyphens at their ends and spaces differ by rendering."""
    return _IGNORED.sub("", unicodedata.normalize("NFC", text))
