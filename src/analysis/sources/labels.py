"""Codes, the same in every language, and what they are called in the active one.

A question or attribute is called by its key in the client file (``age``); an answer by key and
raw code (``age/2``), an item of a multiple question by key and column (``sources/q5_3``), a band
by key and lower bound (``age/25``; the lowest ``age/under``), what privacy settings group by
``age/other``. ``gender=1`` says whether the answer to ``gender`` is ``gender/1``. Words of raw
files that stand for themselves (brands, products, channels) are their own codes; one that is a
key too has ``=`` before it (``=gender``). What is neither begins with ``=`` and has a ``/``
(``=value/money``). Keys with ``=`` or ``/`` have them encoded (`analysis.clients.keys`): no two
things have the same code.

What an error in a method calls a code, is what the open study calls it (`errors.called`): methods
have no words.
"""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from analysis.clients.text import Bilingual, written
from analysis.errors import naming
from analysis.languages import LANGUAGES, language_in_use, messages

_ = messages(__name__)
UNDER, OTHER = "under", "other"
Text = str | Bilingual


@dataclass(frozen=True)
class Labels:
    """What codes are called.

    Attributes
    ----------
    texts : mapping of str to str or Bilingual
        Code → its text in both languages.
    """

    texts: Mapping[str, Text] = field(default_factory=dict)

    def label(self, code: object) -> str:
        """Return what a code is called in the active language; a code without a text is its own.

        Parameters
        ----------
        code : object
            A code of the client's sources.
        """
        name = str(code)
        if name in self.texts:
            return written(self.texts[name])
        question, equals, answer = name.partition("=")
        if not equals or question not in self.texts:
            return name
        given = f"{question}/{answer}"
        return f"{self.label(question)}: {self.label(given if given in self.texts else answer)}"

    def text(self, code: str) -> Text:
        """Return what a code is called in both languages.

        Parameters
        ----------
        code : str
            A code of the client's sources.
        """
        return self.texts[code] if code in self.texts else in_both(lambda: self.label(code))


def first_of(*texts: Mapping[str, Text]) -> Mapping[str, Text]:
    """Return several mappings as one, the first that has a code telling; it grows as they do.

    Parameters
    ----------
    *texts : mapping of str to str or Bilingual
        Code → text.
    """
    return ChainMap(*texts)  # type: ignore[arg-type]  # asks for more than reading does


def use_labels(labels: Labels) -> None:
    """Let errors from here on call codes as these labels do.

    Parameters
    ----------
    labels : Labels
        Of a study; they grow as its sources are read.
    """
    naming.set(labels.label)


@contextmanager
def labels_in_use(labels: Labels) -> Iterator[None]:
    """Let errors inside a ``with`` block call codes as these labels do.

    Parameters
    ----------
    labels : Labels
        Of a study.
    """
    token = naming.set(labels.label)
    try:
        yield
    finally:
        naming.reset(token)


def in_both(write: Callable[[], str]) -> Text:
    """Return what a function writes in each language, as a client file would give it.

    Parameters
    ----------
    write : callable
        Returns a text in the active language.
    """
    found = []
    for language in LANGUAGES:
        with language_in_use(language):
            found.append(write())
    return of_pair(*found)


def of_pair(vi: str, en: str) -> Text:
    """Return a text of both languages: one where they are equal."""
    return vi if vi == en else Bilingual.model_construct(vi=vi, en=en)


def pair(text: Text) -> tuple[str, str]:
    """Return a text in Vietnamese and in English."""
    return (text, text) if isinstance(text, str) else (text.vi, text.en)


def other_text() -> Text:
    """Return what values are called that privacy settings group together."""
    return in_both(lambda: _("Other"))


def indicator(question: str, answer: str) -> str:
    """Return the code of a 0/1 variable: whether the answer to a question is this one.

    Parameters
    ----------
    question, answer : str
        Codes, such as ``gender`` and ``gender/1``.
    """
    return f"{question}={answer.removeprefix(f'{question}/')}"


def asked_by(code: str) -> str:
    """Return the question of a 0/1 variable that `indicator` named; empty for other codes."""
    return code.partition("=")[0] if "=" in code else ""


def answer_codes(
    key: str, given: Mapping[str, Text], shown: Mapping[str, Text | None]
) -> tuple[dict[str, str], dict[str, Text]]:
    """Return the code of every raw code, and what codes are called.

    Raw codes that are called the same in every language are one answer, with the first one's code.

    Parameters
    ----------
    key : str
        The question or attribute.
    given : mapping of str to text
        Raw code → what it is called in file and client file.
    shown : mapping of str to text or None
        The same as reports show it: grouped values have another text, hidden ones None.
    """
    grouped, others = OTHER, pair(other_text())
    while grouped in given:
        grouped += "_"
    codes: dict[str, str] = {}
    texts: dict[str, Text] = {}
    first: dict[tuple[str, str], str] = {}
    for raw, text in shown.items():
        if text is None:
            continue
        own = grouped if pair(text) == others and pair(text) != pair(given[raw]) else raw
        codes[raw] = first.setdefault(pair(text), f"{key}/{own}")
        texts.setdefault(codes[raw], text)
    return codes, texts
