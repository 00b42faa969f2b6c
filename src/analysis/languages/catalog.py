"""Look up a message in the active language's gettext catalogs."""

from __future__ import annotations

import gettext
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path

LANGUAGES = ("vi", "en")
_FOLDER = Path(__file__).parent
_active: ContextVar[str] = ContextVar("language", default="en")


def active_language() -> str:
    """Return the language texts and numbers are written in now: ``"vi"`` or ``"en"``."""
    return _active.get()


def use_language(language: str) -> None:
    """Write everything from here on in ``language``.

    Parameters
    ----------
    language : str
        ``"vi"`` or ``"en"``.

    Raises
    ------
    ValueError
        For any other language.
    """
    if language not in LANGUAGES:
        raise ValueError(f"language must be one of {', '.join(LANGUAGES)}, got: {language}")
    _active.set(language)


@contextmanager
def language_in_use(language: str) -> Iterator[None]:
    """Write in ``language`` inside a ``with`` block, and as before after it."""
    before = _active.get()
    use_language(language)
    try:
        yield
    finally:
        _active.set(before)


def _(message: str, **values: object) -> str:
    """Return ``message`` in the active language with ``values`` filled in.

    Parameters
    ----------
    message : str
        The English message, a literal, with ``{name}`` fields.
    **values : object
        What the fields stand for; already formatted texts, as a rule.
    """
    return _filled(translate_text(message), values)


def plural(one: str, many: str, number: int, **values: object) -> str:
    """Return the form of a message that fits ``number``, which also fills the field ``{n}``."""
    message = _catalog(active_language()).ngettext(one, many, number)
    return _filled(message, {"n": number, **values})


def translatable(message: str) -> str:
    """Mark a literal that is translated later, where it is used: ``_(TITLES[name])``."""
    return message


def translate_text(message: str) -> str:
    """Return ``message`` in the active language, unfilled; itself where no catalog has it."""
    return _catalog(active_language()).gettext(message) if message else message


def _filled(message: str, values: dict[str, object]) -> str:
    return message.format(**values) if values else message


@cache
def _catalog(language: str) -> gettext.NullTranslations:
    """Merge the language's ``.po`` files; they are read as they are, so nothing is compiled."""
    merged = gettext.NullTranslations()
    for path in reversed(sorted((_FOLDER / language).glob("*.po"))):
        merged = _PoTranslations(path, fallback=merged)
    return merged


class _PoTranslations(gettext.NullTranslations):
    """The translations of one ``.po`` file."""

    def __init__(self, path: Path, fallback: gettext.NullTranslations) -> None:
        super().__init__()
        from babel.messages.pofile import read_po  # costs 50 ms: only when a catalog is read

        with path.open("rb") as file:
            self._messages = {entry.id: entry.string for entry in read_po(file) if entry.id}
        self._singulars = {
            (key[0] if isinstance(key, tuple) else key): value
            for key, value in self._messages.items()
        }
        self.add_fallback(fallback)

    def gettext(self, message: str) -> str:
        found = self._singulars.get(message)
        found = found[0] if isinstance(found, tuple) else found
        return found or self._fallback.gettext(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        found = self._singulars.get(msgid1)
        if isinstance(found, tuple):  # Vietnamese has one form, whatever the number
            return found[0] or self._fallback.ngettext(msgid1, msgid2, n)
        return found or self._fallback.ngettext(msgid1, msgid2, n)
