"""A kernel inside a forked process."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Mapping


def serve_kernel(connection_file: str, folder: str, environment: Mapping[str, str]) -> None:
    """Be an IPython kernel until told to stop, or until the process that asked for it is gone.

    Parameters
    ----------
    connection_file : str
        What a client needs to reach the kernel.
    folder : str
        Working folder, as a notebook's own folder is under Jupyter.
    environment : mapping of str to str
        Variables on top of those the fork server started with.
    """
    os.setsid()  # a group of its own: Ctrl-C is for the run, and what it starts ends with it
    threading.Thread(target=_end_with_parent, daemon=True).start()
    os.environ.update(environment)
    os.chdir(folder)
    # a kernel speaks over its sockets; a library's stray print must not reach the terminal
    silent = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(silent, descriptor)
    sys.argv = ["ipykernel_launcher", "-f", connection_file]

    from ipykernel.kernelapp import IPKernelApp

    class ReproducibleKernel(IPKernelApp):
        """A kernel without the settings files of the machine and its user."""

        def load_config_file(self, *_arguments: object, **_options: object) -> None:
            """Read nothing: a report must not depend on somebody's profile."""

    ReproducibleKernel.launch_instance(
        argv=["-f", connection_file, "--HistoryManager.hist_file=:memory:"]
    )


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os.killpg(os.getpgid(0), signal.SIGKILL)
