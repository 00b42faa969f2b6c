"""One plain form of every way of writing a text, so that a pattern need not know them all."""

from __future__ import annotations

import html
import re
import unicodedata
from functools import lru_cache

# letters of other scripts that look like Latin ones, in lower case, each before its double
_LOOKALIKES = (
    "аaвbеeԁdѕsіiјjӏlкkмmнhоoрpсcтtуyхxһhԛqԝwүyгrпnɑaɡgıiłløo"  # Cyrillic and others
    "αaεeιiκkνvοoρpτtυuχxηnđdðd"  # Greek, and letters that do not come apart
)
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−﹣－~"), "-")
_DOTS = dict.fromkeys(map(ord, "․•·・‧∙⋅。｡"), ".")
# a raised figure is a footnote's mark, no digit of the number before it
_RAISED = dict.fromkeys(map(ord, "⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉"), " ")
_FILLERS = dict.fromkeys(map(ord, "\u115f\u1160\u3164\uffa0\u2800"), " ")
_BEFORE = {**_RAISED, **_FILLERS}
_AFTER = {
    **{
        ord(strange): plain
        for strange, plain in zip(_LOOKALIKES[::2], _LOOKALIKES[1::2], strict=True)
    },
    **_DASHES,
    **_DOTS,
}
_BLANKS = re.compile(r"\s+")
_ENCODED = re.compile(r"%(40|2[ef]|20|3a)")
_LIKE_A_NUMBER = re.compile(r"(?<![a-z0-9])[0-9oil](?:[ .-]?[0-9oil]){8,13}(?![a-z0-9])")
_AS_DIGITS = str.maketrans("oil", "011")
_MOST_LETTERS = 3


@lru_cache(maxsize=20_000)
def folded(text: str) -> str:
    """Return a text in lower case without accents, entities, disguises and double blanks.

    ``Lan.Hoàng&#64;ＦＰＴ．vn`` becomes ``lan.hoang@fpt.vn``; letters of other scripts that look
    like Latin ones become these, invisible signs go, every blank is one space.
    """
    if "&" in text:
        text = html.unescape(html.unescape(text))
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text.translate(_BEFORE))
        text = unicodedata.normalize("NFD", text.lower())
        text = "".join(map(_plain, text)).translate(_AFTER)
    text = text.lower()
    if "%" in text:
        text = _ENCODED.sub(lambda code: chr(int(code.group(1), 16)), text)
    text = _BLANKS.sub(" ", text).strip()
    return _LIKE_A_NUMBER.sub(_digits, text)


def _plain(letter: str) -> str:
    if letter < "\x80":
        return letter
    kind = unicodedata.category(letter)
    if kind in ("Mn", "Me", "Cf"):
        return ""
    if kind == "Nd":
        return str(unicodedata.digit(letter))
    return " " if kind in ("Zs", "Zl", "Zp") else letter


def _digits(found: re.Match[str]) -> str:
    """Read the letters O, I and L as the digits they stand for, where nearly all are digits."""
    text = found.group()
    letters = sum(letter in "oil" for letter in text)
    return text.translate(_AS_DIGITS) if 0 < letters <= _MOST_LETTERS else text
