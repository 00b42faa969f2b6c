"""Remember what a costly method found, so that a second notebook gets it at once."""

from __future__ import annotations

import hashlib
import os
import platform
import re
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
_IMPORTED = re.compile(r"^[ \t]*from (analysis[\w.]*) import (\([^)]*\)|[^\n]*)", re.MULTILINE)


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
            return _memory(folder, function.__module__)(function)(*args, **kwargs)

    return recalling


@cache
def _memory(folder: str, module: str) -> Callable[[Callable[P, T]], Callable[P, T]]:
    from joblib import Memory  # only where something is remembered

    remember: Callable[[Callable[P, T]], Callable[P, T]]
    remember = Memory(Path(folder) / _code_digest(module), verbose=0).cache
    return remember


@cache
def _code_digest(module: str) -> str:
    """Return a digest of the code a module's results come from, and of the libraries' versions."""
    digest = hashlib.sha256(platform.python_version().encode())
    for library in _LIBRARIES:
        digest.update(f"{library} {version(library)}\n".encode())
    for path in _sources(module):
        digest.update(path.relative_to(_PACKAGE).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _sources(module: str) -> list[Path]:
    """Return the files whose code can change what a module finds: its own and all it reaches."""
    reached: set[Path] = set()
    waiting = _files(module)
    while waiting:
        path = waiting.pop()
        if path not in reached:
            reached.add(path)
            waiting += _imported(path)
    # the package's own front door opens studies; no result passes through it
    return sorted(reached - {_PACKAGE / "__init__.py"})


@cache
def _imported(path: Path) -> list[Path]:
    """Return the files of this package that a file imports, inside functions and for types too."""
    found: list[Path] = []
    for module, names in _IMPORTED.findall(path.read_text("utf-8")):
        parts = (f"{module}.{name}" for name in re.findall(r"\w+", names))
        found += [file for name in (module, *parts) for file in _files(name)]
    return found


def _files(module: str) -> list[Path]:
    """Return the file of a module of this package; none for other names."""
    place = _PACKAGE.joinpath(*module.split(".")[1:])
    return [file for file in (place / "__init__.py", place.with_suffix(".py")) if file.is_file()]
