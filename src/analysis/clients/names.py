"""The name a reader most likely meant."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from analysis.languages import _

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
    folded = {key.casefold(): key for key in known}
    found = get_close_matches(name.casefold(), list(folded), n=1, cutoff=0.55)
    return folded[found[0]] if found else None


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
