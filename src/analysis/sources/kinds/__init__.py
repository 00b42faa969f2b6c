"""Kinds of sources with code of their own: a module of this folder, named as the kind, has it.

Their declarations lie in `analysis.clients.kinds`; most of a kind is said there.
"""

from __future__ import annotations

import importlib
import pkgutil

from analysis.sources.own_code import OwnCode

_THERE = frozenset(module.name for module in pkgutil.iter_modules(__path__))


def own_code(kind: str) -> OwnCode:
    """Return a kind's own code; that of most does nothing.

    Parameters
    ----------
    kind : str
        The kind of source, such as ``deals``.
    """
    if kind not in _THERE:
        return OwnCode()
    found = importlib.import_module(f"{__name__}.{kind}").OWN
    assert isinstance(found, OwnCode)
    return found
