"""Personal data in a text that is to be shown: what has a form by which it can be found."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from analysis.languages import messages
from analysis.privacy.contacts import contacts
from analysis.privacy.digits import digit_strings, without_dates
from analysis.privacy.folding import folded
from analysis.privacy.numbered_documents import is_account, is_identity_number, written_documents
from analysis.privacy.telephones import is_telephone, spoken_telephone

_ = messages(__name__)
_SUSPECT = re.compile(
    r"(?:\d[^a-z0-9]{0,3}){6}|[a-z]\d{4}|\d[a-z]|@|\bat\b|\bcong\b|\bmoc\b|cham|\bdot\b"
    r"|\.\s?(?:com|me|net|am)\b"
    r"|/home/|[\\/]users[\\/]|skype|viber|mailto|khong|[0-9a-f]{2}[:-][0-9a-f]{2}"
)
_UNNAMED = re.compile(r"[\W_]+")
_SHOWN_FIRST, _SHOWN_LAST = 3, 2


@dataclass(frozen=True)
class PersonalPiece:
    """One piece of personal data.

    Attributes
    ----------
    kind : str
        ``"telephone"``, ``"email"`` …
    text : str
        The piece, in the plain form in which it was found.
    """

    kind: str
    text: str

    @property
    def name(self) -> str:
        """What it is, in the reader's language."""
        return kind_names()[self.kind]

    @property
    def masked(self) -> str:
        """The piece with its middle covered: enough to find it, too little to use it."""
        shown = self.text[:_SHOWN_FIRST], self.text[-_SHOWN_LAST:]
        covered = max(3, len(self.text) - _SHOWN_FIRST - _SHOWN_LAST)
        return f"{shown[0]}{'•' * min(covered, 6)}{shown[1]}"


def kind_names() -> dict[str, str]:
    """Return what each kind of personal data is called."""
    return {
        "email": _("an e-mail address"),
        "telephone": _("a telephone number"),
        "identity": _("an identity card number"),
        "passport": _("a passport number"),
        "plate": _("a vehicle plate"),
        "account": _("an account or card number"),
        "profile": _("a link to a profile"),
        "birth": _("a date of birth"),
        "machine": _("an address of a computer"),
        "folder": _("the path of a person's folder"),
        "name": _("a person's name"),
        "address": _("a postal address"),
    }


@lru_cache(maxsize=50_000)
def personal_pieces(text: str, context: str = "") -> tuple[PersonalPiece, ...]:
    """Return the personal data a text holds.

    Parameters
    ----------
    text : str
        What is to be shown.
    context : str, optional
        What stands over it, such as its column's title: nine digits under "CMND" are an identity
        card's, ten under "Mã số thuế" a company's.
    """
    plain = folded(text)
    if not _SUSPECT.search(plain):
        return ()
    before = folded(context) + ": " if context else ""
    found: dict[str, PersonalPiece] = {}
    for kind, piece, end in _found(before + plain):
        if end > len(before) and not any(piece in other for other in found):
            found[piece] = PersonalPiece(kind, piece.strip())
    return tuple(found.values())


def _found(text: str) -> Iterator[tuple[str, str, int]]:
    yield from contacts(text)
    undated = without_dates(text)
    for number in digit_strings(undated):
        for kind, is_one in _NUMBERS:
            if is_one(undated, number):
                yield kind, number.text, number.end
                break
    yield from written_documents(text)
    if spoken := spoken_telephone(text):
        yield "telephone", spoken.group(), spoken.end()


_NUMBERS = (
    ("telephone", is_telephone),
    ("identity", is_identity_number),
    ("account", is_account),
)


def compact(text: str) -> str:
    """Return a text's letters and digits alone, in plain form: by it pieces are compared."""
    return _UNNAMED.sub("", folded(text))
