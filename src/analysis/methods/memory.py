"""Remember what a costly method found, so that a second notebook gets it at once."""

from __future__ import annotations

import hashlib
import os
import platform
import warnings
from collections.abc import Callable
from functools import cache, wraps
from importlib.metadata import version
from pathlib import Path
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")
CACHE_VARIABLE = "ANALYSIS_CACHE"
_LIBRARIES = ("numpy", "pandas", "scikit-learn", "scipy", "statsmodels")
_PACKAGE = Path(__file__).parents[1]
# what a result can depend on: the layers that methods import from
_LAYERS = (
    "errors.py", "languages", "privacy", "values", "clients", "sources", "statistics", "methods",
)  # fmt: skip


def remembered(function: Callable[P, T]) -> Callable[P, T]:
    """Let a method look up its result for the same inputs in the folder ``ANALYSIS_CACHE`` names.

    Without that variable nothing is remembered. The result is the same either way: what was
    remembered by other code of this package, or with other versions of the libraries behind
    it, is not found.

    Parameters
    ----------
    function : callable
        A method whose result depends on its arguments only.

    Returns
    -------
    callable
        The method, with the same signature.
    """

    @wraps(function)
    def recalling(*args: P.args, **kwargs: P.kwargs) -> T:
        folder = os.environ.get(CACHE_VARIABLE)
        if not folder:
            return function(*args, **kwargs)
        with warnings.catch_warnings():
            # how long hashing takes is no concern of a report's reader
            warnings.filterwarnings("ignore", message="Persisting input arguments took")
            return _memory(folder)(function)(*args, **kwargs)

    return recalling


@cache
def _memory(folder: str) -> Callable[[Callable[P, T]], Callable[P, T]]:
    from joblib import Memory  # only where something is remembered

    remember: Callable[[Callable[P, T]], Callable[P, T]]
    remember = Memory(Path(folder) / _code_digest(), verbose=0).cache
    return remember


@cache
def _code_digest() -> str:
    """Return a digest of the code results come from and of the versions it computes with."""
    digest = hashlib.sha256(platform.python_version().encode())
    for library in _LIBRARIES:
        digest.update(f"{library} {version(library)}\n".encode())
    for path in _sources():
        digest.update(path.relative_to(_PACKAGE).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _sources() -> list[Path]:
    """Return the modules whose code can change what a method finds."""
    places = [_PACKAGE / layer for layer in _LAYERS]
    places += (_PACKAGE / "topics").rglob("method*.py")
    found = [
        path for place in places for path in (place.rglob("*.py") if place.is_dir() else [place])
    ]
    return sorted(found)
