"""Client-ready market research out of notebooks.

The packages are layers, each importing only those before it: ``arithmetic`` ·
``languages`` · ``errors`` · ``privacy`` · ``values`` · ``clients`` · ``sources`` · ``statistics`` ·
``study`` · ``drawing`` · ``claims`` · ``topics`` · ``report`` · ``pipeline`` · ``cli``.

`open_study` opens a study of a client's wave, and `answers` returns what it has to say.
"""

from __future__ import annotations

import sys

if (getattr(sys, "argv", None) or [""])[0].endswith(("research", "research.exe", "-m")):
    import gc
    import signal

    # hardly anything that reading libraries and client files makes is garbage: looking for it
    # after every 700 objects takes a fifth of a run without news
    gc.set_threshold(200_000)
    # read as the command line, which handles Ctrl-C once it is read: until then it ends in silence
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)

from typing import TYPE_CHECKING, Any

from analysis.arithmetic import use_one_arithmetic

if TYPE_CHECKING:
    from analysis.report.answers import answers
    from analysis.report.opening import open_study

__version__ = "0.2.0"
__all__ = ["answers", "open_study"]

# An optional format of JSON schemas, which nbformat and altair bring along: importing it parses 35
# grammars, two seconds in every process for nothing here. Its absence is provided for.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]  # so: not found

# before anything of this package loads NumPy, which makes its choices when it is loaded
kernel_not_obeyed = use_one_arithmetic()
if kernel_not_obeyed and "numpy" in sys.modules:  # too late: the next product of matrices kills
    from analysis.errors import AnalysisError, Problem
    from analysis.languages import messages

    _ = messages("analysis.arithmetic")

    raise AnalysisError(
        Problem(
            "OPENBLAS_CORETYPE",
            _(
                "must name a kernel that this processor can execute, got: {kernel}",
                kernel=kernel_not_obeyed,
            ),
            _("Remove the variable, and restart."),
        )
    )


def __getattr__(name: str) -> Any:
    # imported when first asked for: both bring pandas and matplotlib, which the command line's
    # start can do without
    if name == "answers":
        from analysis.report.answers import answers

        return answers
    if name == "open_study":
        from analysis.report.opening import open_study

        return open_study
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
