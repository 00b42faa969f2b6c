"""Look up a message in the active language's catalog of its context."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache

from analysis.languages.contexts import catalog_path, context_of
from analysis.languages.po_files import read_entries

SOURCE_LANGUAGE = "en"  # messages are written in it
LANGUAGES = ("vi", SOURCE_LANGUAGE)
_active: ContextVar[str] = ContextVar("language", default=SOURCE_LANGUAGE)


class MissingMessageError(LookupError):
    """A message that the catalog of its context does not have: a fault of the product."""

    def __init__(self, language: str, context: str, message: str) -> None:
        super().__init__(language, context, message)
        self.language, self.context, self.message = language, context, message

    def __str__(self) -> str:
        return f"no text in {self.language} under {self.context} for: {self.message}"


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


class LaterMessage(str):
    """A message that is translated where it is used, and knows whose it is."""

    context: str

    def __new__(cls, message: str, context: str) -> LaterMessage:
        """Return the message with its context."""
        marked = super().__new__(cls, message)
        marked.context = context
        return marked

    def __reduce__(self) -> tuple[type[LaterMessage], tuple[str, str]]:
        """Keep the context where it is sent to another process."""
        return LaterMessage, (str(self), self.context)


class Messages:
    """The messages of one context, called as ``_("…")``.

    Parameters
    ----------
    context : str
        The subject of who says them.
    """

    def __init__(self, context: str) -> None:
        self.context = context

    def __call__(self, message: str, /, **values: object) -> str:
        """Return ``message`` in the active language with ``values`` filled in.

        Parameters
        ----------
        message : str
            The English message, a literal, with ``{name}`` fields; or one that was marked as
            said later, by whichever module: ``_(TITLES[name])``.
        **values : object
            What the fields stand for; already formatted texts, as a rule.

        Raises
        ------
        MissingMessageError
            If the catalog of the message's context does not have it.
        """
        context = message.context if isinstance(message, LaterMessage) else self.context
        return _filled(_text(context, message), values)

    def plural(self, one: str, many: str, number: int, /, **values: object) -> str:
        """Return the form of a message that fits ``number``, which also fills the field ``{n}``.

        Raises
        ------
        MissingMessageError
            If the context's catalog does not have it.
        """
        if active_language() == SOURCE_LANGUAGE:
            message = one if number == 1 else many
        else:  # Vietnamese has one form, whatever the number
            message = _text(self.context, one)
        return _filled(message, {"n": number, **values})

    def later(self, message: str, /) -> LaterMessage:
        """Mark a literal that is translated later, where it is used: ``_(TITLES[name])``."""
        return LaterMessage(message, self.context)


def messages(module: str) -> Messages:
    """Return the messages of a module: ``_ = messages(__name__)``."""
    return Messages(context_of(module))


@cache
def texts_of(language: str, context: str) -> dict[str, str]:
    """Return what a context's catalog holds: message → text; nothing where there is none."""
    entries = read_entries(catalog_path(language, context))
    return {e.message: e.text for e in entries if e.context == context and e.usable}


def _text(context: str, message: str) -> str:
    language = active_language()
    if language == SOURCE_LANGUAGE:
        return str(message)
    found = texts_of(language, context).get(message)
    if found is None:
        raise MissingMessageError(language, context, message)
    return found


def _filled(message: str, values: dict[str, object]) -> str:
    return message.format(**values) if values else message
