"""The name a reader most likely meant."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from difflib import get_close_matches

from analysis.languages import messages

_ = messages(__name__)
SHOWN = 12


def nearest_name(name: str, known: Iterable[str]) -> str | None:
    """Return the known name most like ``name``; None where none is like it.

    Parameters
    ----------
    name : str
        What was written.
    known : iterable of str
        What could have been meant.
    """
    folded = {_folded(key): key for key in known}
    found = get_close_matches(_folded(name), list(folded), n=1, cutoff=0.55)
    return folded[found[0]] if found else None


def _folded(name: str) -> str:
    """Return a name without case and accents: people type Nu for Nữ."""
    apart = unicodedata.normalize("NFD", name.casefold().replace("đ", "d"))
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def suggestion(name: str, known: Iterable[str]) -> str:
    """Return a cure in the active language: the nearest name, or the names there are."""
    names = list(known)
    found = nearest_name(name, names)
    if found is not None:
        return _("Did you mean {name}?", name=found)
    if not names:
        return ""
    listed = ", ".join(names[:SHOWN]) + (" …" if len(names) > SHOWN else "")
    return _("Known are: {names}.", names=listed)
