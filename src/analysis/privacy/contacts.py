"""E-mail addresses, profiles and machines' addresses in texts, also where they are spelt out."""

from __future__ import annotations

import re
from collections.abc import Iterator

_ENDINGS = (
    "com|vn|net|org|edu|gov|info|biz|io|co|asia|xyz|me|name|pro|site|online|store|shop|app|dev|"
    "eu|us|uk|fr|de|jp|kr|cn|sg|th|my|au|ca|in|ru|la|kh|tw|hk|id|ph|es|it|nl|ch|at|se"
)
_MAILERS = "gmail|yahoo|ymail|hotmail|outlook|icloud|live|fpt|vnn|proton|protonmail|zoho|mail"
_FILES = r"png|jpe?g|svg|gif|webp|html?|css|js|pdf|csv|xlsx?|ttf|otf"
_AT = r"(?:\s?@\s?|\s?[(\[{<]\s?(?:at|a cong|a moc|@)\s?[)\]}>]\s?|\s(?:a[ -]cong|a[ -]moc|at)\s)"
_DOT = r"(?:\s?\.\s?|\s?[(\[{<]\s?(?:dot|cham|\.)\s?[)\]}>]\s?|\s(?:cham|dot)\s)"
_NAME = r"[a-z0-9][a-z0-9._+%'-]*(?:\s(?:cham|dot|gach duoi)\s[a-z0-9._-]+)*"
_MAIL = re.compile(
    rf"(?<![a-z0-9]){_NAME}{_AT}[a-z0-9-]+(?:{_DOT}[a-z0-9-]+)*?{_DOT}(?:{_ENDINGS})\b"
)
_PLAIN_MAIL = re.compile(r"[a-z0-9._+%'-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)*\.([a-z]{2,24})\b")
_BARE_MAIL = re.compile(rf"{_NAME}(?:{_AT})(?:{_MAILERS})\b(?!\s?\.)")
_SPACED = re.compile(rf"[a-z0-9._+-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:{_ENDINGS})(?![a-z0-9])")
_SLASH = r"\s?/\s?"
_SITES = (
    rf"(?:(?:facebook|instagram|tiktok|linkedin|twitter|threads|youtube|messenger|pinterest){_DOT}"
    rf"(?:com|net)|fb{_DOT}(?:com|me)|zalo{_DOT}me|t{_DOT}me|telegram{_DOT}me|wa{_DOT}me|m{_DOT}me|"
    rf"instagr{_DOT}am|(?<![a-z0-9.-])x{_DOT}com)"
)
_PROFILE = re.compile(rf"(?<![a-z0-9-]){_SITES}{_SLASH}@?([a-z0-9][a-z0-9._=?&/%-]*)")
_HANDLE = re.compile(
    r"(?:\b(?:zalo|fb|facebook|tiktok|instagram|ig|telegram|skype|line)\b\s?[:=]?\s?)@[a-z0-9][\w.]{2,}"
)
_SKYPE = re.compile(r"(?:skype|viber|whatsapp|tel|mailto|sms|zalo):(?://)?[^\s]{4,}")
# what stands after the slash where a channel, not a person, is named
_NO_PROFILE = re.compile(
    r"(?:referral|cpc|cpm|organic|social|paid|ads?|none|display|e-?mail|ppc|video|post|feed|story|"
    r"sharer|share|policies|privacy|business|help|login|watch|hashtag|tag|about|legal|terms|groups|"
    r"marketplace|messenger|instagram|facebook|zalo|tiktok|youtube|web|app|direct|other|khac)\b"
)
# where a computer keeps somebody's files; what all may use is nobody's
_HOME = re.compile(
    r"(?:(?<![\w.])/(?:home|users)/|\b[a-z]:[\\/]+users[\\/]+)"
    r"(?!(?:public|shared|default)\b)[a-z0-9][\w. -]*(?=[\\/])"
)
_IPV4 = re.compile(r"(?<![\w.])(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})(?![\w]|\.\d)")
_MAC = re.compile(r"(?<![0-9a-f:-])[0-9a-f]{2}([:-])(?:[0-9a-f]{2}\1){4}[0-9a-f]{2}(?![0-9a-f:-])")


def contacts(text: str) -> Iterator[tuple[str, str, int]]:
    """Yield what leads to somebody's letter box, profile or machine: kind, text and end.

    Parameters
    ----------
    text : str
        A folded text.
    """
    yield from _mails(text)
    for found in _PROFILE.finditer(text):
        if not _NO_PROFILE.match(found.group(1)):
            yield "profile", found.group(), found.end()
    for pattern in (_HANDLE, _SKYPE):
        for found in pattern.finditer(text):
            yield "profile", found.group(), found.end()
    yield from _machines(text)


def _mails(text: str) -> Iterator[tuple[str, str, int]]:
    plain = [
        found for found in _PLAIN_MAIL.finditer(text) if not re.fullmatch(_FILES, found.group(1))
    ]
    found = [*_MAIL.finditer(text), *plain, *_BARE_MAIL.finditer(text)]
    for mail in found:
        yield "email", mail.group(), mail.end()
    if not found and "@" in text and (spaced := _SPACED.search(text.replace(" ", ""))):
        yield "email", spaced.group(), len(text)


def _machines(text: str) -> Iterator[tuple[str, str, int]]:
    for found in _IPV4.finditer(text):
        parts = found.groups()
        long = sum(map(len, parts)) >= 8  # shorter ones are versions and numbers of chapters
        if long and all(int(part) <= 255 and str(int(part)) == part for part in parts):
            yield "machine", found.group(), found.end()
    for found in _HOME.finditer(text):
        yield "folder", found.group(), found.end()
    for found in _MAC.finditer(text):
        yield "machine", found.group(), found.end()
