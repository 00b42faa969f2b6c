"""Import what every notebook imports, once, in the process that kernels are forked from.

Importing this module is all the fork server does before it waits for orders. It must stay
single-threaded: a fork takes only the thread that forks along.
"""

from __future__ import annotations

import gc
import importlib
import pkgutil
import signal
from contextlib import suppress

import analysis

# some are imported when first used: here once, and not by every kernel
_LIBRARIES = (
    "IPython.core.debugger",
    "ipykernel.debugger",
    "ipykernel.ipkernel",
    "ipykernel.kernelapp",
    "matplotlib.backends.backend_svg",
    "matplotlib.font_manager",
    "matplotlib_inline.backend_inline",
    "pandera.pandas",
    "tornado.platform.asyncio",
)
_NOT_FOR_KERNELS = ("analysis.pipeline", "analysis.terminal", "analysis.cli")


def _preload() -> None:
    gc.disable()  # nothing of what is imported is garbage; looking for it costs a tenth
    for name in _LIBRARIES:
        importlib.import_module(name)
    for module in pkgutil.walk_packages(analysis.__path__, "analysis.", onerror=lambda _: None):
        if not module.name.startswith(_NOT_FOR_KERNELS):
            # what cannot be imported shows its error in the notebook that wants it
            with suppress(Exception):
                importlib.import_module(module.name)
    # objects alive now are never freed: leave their pages shared with the kernels
    gc.collect()
    gc.freeze()
    gc.enable()


def _let_interrupts_through() -> None:
    """Forget the Ctrl-C that came while this process imported: who started it deals with it."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    signal.signal(signal.SIGINT, before)


try:
    _preload()
finally:
    _let_interrupts_through()
