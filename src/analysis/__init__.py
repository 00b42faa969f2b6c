"""Client-ready market research out of notebooks.

The packages are layers, each importing only those before it:
``languages`` · ``errors`` · ``clients`` · ``sources`` · ``methods`` ·
``tables``/``figures``/``findings`` · ``report`` · ``pipeline`` · ``cli``.

`open_study` opens a study of a client's wave, and `answers` returns what it has to say.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from analysis.report.answers import answers
    from analysis.report.study import open_study

__version__ = "0.2.0"
__all__ = ["answers", "open_study"]


def __getattr__(name: str) -> Any:
    # imported when first asked for: both bring pandas and matplotlib, which the command line's
    # start can do without
    if name == "answers":
        from analysis.report.answers import answers

        return answers
    if name == "open_study":
        from analysis.report.study import open_study

        return open_study
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
