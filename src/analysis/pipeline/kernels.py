"""Start notebook kernels in a tenth of a second: fork them where libraries are loaded already.

Starting Python and importing pandas, seaborn and scikit-learn costs about four seconds a
notebook. A fork server imports them once; every kernel is a fork of it, as fresh as a new
process. Where the operating system cannot fork (Windows), kernels start the ordinary way.
"""

from __future__ import annotations

import atexit
import importlib.util
import multiprocessing
import os
import shutil
import signal
import sys
import tempfile
import threading
import uuid
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from jupyter_client import AsyncKernelManager
from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.provisioning import LocalProvisioner
from traitlets import Unicode, default

from analysis.arithmetic import chooses, one_arithmetic
from analysis.clients.project import project_root
from analysis.pipeline.kernel_process import serve_kernel

CAN_FORK = "forkserver" in multiprocessing.get_all_start_methods()
_PROVISIONER = "analysis-forked-provisioner"
_LONGEST_SOCKET = 90  # bytes of a path that a Unix socket takes on every system, less a margin
_lock = threading.Lock()
_started = threading.Event()
_running: weakref.WeakSet[ForkedProcess] = weakref.WeakSet()


def kernel_environment(folder: Path) -> dict[str, str]:
    """Return the variables that make a kernel's numbers independent of machine and user.

    Parameters
    ----------
    folder : Path
        Empty folder that takes the place of the user's IPython profile.
    """
    matplotlib = importlib.util.find_spec("matplotlib")
    found = {
        # also one thread a kernel: several jobs otherwise fight for the cores
        **one_arithmetic(),
        # pyarrow's allocator has a thread of its own, which a fork would leave behind
        "JE_ARROW_MALLOC_CONF": "background_thread:false",
        "IPYTHONDIR": str(folder),
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
        "PYTHONHASHSEED": "0",
        "PYTHONNOUSERSITE": "1",
        "PYTHONUTF8": "1",
        "PYDEVD_DISABLE_FILE_VALIDATION": "1",
        "TZ": "UTC",
    }
    if matplotlib and matplotlib.origin:
        settings = Path(matplotlib.origin).parent / "mpl-data" / "matplotlibrc"
        found["MATPLOTLIBRC"] = str(settings)
    return found


_UNWANTED = ("PYTHONSTARTUP", "PYTHONPATH", "PYTHONWARNINGS", "PYTHONINSPECT")


def _unwanted(name: str) -> bool:
    return name in _UNWANTED or chooses(name)


@contextmanager
def _variables(variables: dict[str, str]) -> Iterator[None]:
    before = dict(os.environ)
    for name in [name for name in os.environ if _unwanted(name)]:
        del os.environ[name]
    os.environ.update(variables)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def start_fork_server() -> None:
    """Start importing, in the background, what every kernel needs; a second call does nothing."""
    if not CAN_FORK:
        return
    from multiprocessing import forkserver, resource_tracker

    with _lock:
        if not _started.is_set():
            # its socket stands in the folder of temporary files, whose name may be too long for it
            short = _temporary_files_in(_short_folder())
            resource_tracker.ensure_running()  # it lets Ctrl-C through again where it starts
            with short, _variables(kernel_environment(run_folder())), _no_interrupt():
                multiprocessing.set_forkserver_preload(["analysis.pipeline.kernel_preload"])
                forkserver.ensure_running()
            _started.set()


@contextmanager
def _no_interrupt() -> Iterator[None]:
    """Start processes that Ctrl-C does not reach until they let it: they would tell where it did.

    The fork server lets it when all is imported (`analysis.pipeline.kernel_preload`).
    """
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _short_folder() -> str:
    """Return the folder of temporary files, or one in whose place a socket's path fits."""
    usual = tempfile.gettempdir()
    for folder in (usual, "/tmp", "/var/tmp"):
        short = len(os.fsencode(folder)) + len("/pymp-12345678/listener-12345678") < _LONGEST_SOCKET
        if short and os.access(folder, os.W_OK | os.X_OK):
            return folder
    return usual


@contextmanager
def _temporary_files_in(folder: str) -> Iterator[None]:
    before, tempfile.tempdir = tempfile.tempdir, folder
    try:
        yield
    finally:
        tempfile.tempdir = before


class ForkedProcess:
    """A forked kernel, with the part of `subprocess.Popen` that Jupyter's provisioner uses.

    Parameters
    ----------
    connection_file, folder : str
        See `serve_kernel`.
    environment : dict of str to str
        Variables for this kernel.
    """

    stdin = stdout = stderr = None

    def __init__(self, connection_file: str, folder: str, environment: dict[str, str]) -> None:
        context = multiprocessing.get_context("forkserver")
        self._process = context.Process(
            target=serve_kernel, args=(connection_file, folder, environment), name="kernel"
        )
        with _lock:
            self._process.start()
        _running.add(self)

    @property
    def pid(self) -> int:
        """Its process id."""
        return self._process.pid or 0

    def poll(self) -> int | None:
        """Return the exit code, None while it runs."""
        return self._process.exitcode

    def wait(self) -> int | None:
        """Wait for its end and return the exit code."""
        self._process.join()
        return self._process.exitcode

    def send_signal(self, signum: int) -> None:
        """Send a signal to the kernel and all it started."""
        if self.poll() is None:
            try:
                os.killpg(self.pid, signum)
            except ProcessLookupError:  # not yet a group of its own
                os.kill(self.pid, signum)

    def kill(self) -> None:
        """End it at once."""
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)


class ForkedProvisioner(LocalProvisioner):
    """Jupyter's local provisioner, but forking instead of starting a new Python."""

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Fork a kernel that listens where the connection file says."""
        start_fork_server()
        cwd = str(kwargs.get("cwd") or Path.cwd())
        manager = self.parent
        assert isinstance(manager, ReproducibleKernelManager)
        process = ForkedProcess(manager.connection_file, cwd, manager.environment)
        self.process = process  # type: ignore[assignment]  # all of Popen that is used of it
        self.pid, self.pgid, self.cwd = process.pid, None, cwd
        return self.connection_info


class ReproducibleKernelManager(AsyncKernelManager):
    """Kernels of this Python, whatever kernel specifications the machine has.

    They are forked and reached through files where the system can: two kernels never get the
    same port, which is what breaks plain parallel runs.
    """

    cache = Unicode(help="Folder where costly methods remember results; empty for none.").tag(
        config=True
    )
    run_id = Unicode(help="What the report calls the run it comes from.").tag(config=True)

    @property
    def kernel_spec(self) -> KernelSpec:
        """This Python's own kernel."""
        metadata = {"kernel_provisioner": {"provisioner_name": _PROVISIONER}} if CAN_FORK else {}
        return KernelSpec(
            argv=[sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"],
            display_name="Python 3",
            language="python",
            metadata=metadata,
        )

    @property
    def environment(self) -> dict[str, str]:
        """Variables of one kernel."""
        return {
            "ANALYSIS_PROJECT": str(project_root()),
            "ANALYSIS_CACHE": self.cache,
            "ANALYSIS_RUN_ID": self.run_id,
        }

    @default("connection_file")
    def _connection_file_default(self) -> str:
        return str(run_folder() / f"{uuid.uuid4().hex[:8]}.json")

    @default("transport")
    def _transport_default(self) -> str:
        short = len(os.fsencode(run_folder())) + len("/12345678-ipc-5") < _LONGEST_SOCKET
        return "ipc" if CAN_FORK and short else "tcp"

    async def _async_launch_kernel(self, kernel_cmd: list[str], **kw: Any) -> None:
        kept = {k: v for k, v in kw.get("env", os.environ).items() if not _unwanted(k)}
        kw["env"] = {**kept, **kernel_environment(run_folder()), **self.environment}
        await super()._async_launch_kernel(kernel_cmd, **kw)


_folder: list[Path] = []


def run_folder() -> Path:
    """Return this process's folder for sockets, made when first needed and removed at its end."""
    if not _folder:
        _folder.append(Path(tempfile.mkdtemp(prefix="rk-", dir=_short_folder())))
    return _folder[0]


def end_all_kernels() -> None:
    """End every kernel that this process started."""
    for process in list(_running):
        process.kill()


@atexit.register
def _tidy() -> None:
    end_all_kernels()
    for folder in _folder:
        shutil.rmtree(folder, ignore_errors=True)
