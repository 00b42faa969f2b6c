"""Run one notebook with Papermill, in a fresh kernel, and hand back what it showed."""

from __future__ import annotations

import logging
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import papermill
from jupyter_core.utils import ensure_event_loop
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat import NotebookNode
from traitlets.config import Config

from analysis.clients.names import suggestion
from analysis.clients.project import shown_path
from analysis.errors import AnalysisError, Problem, RunError
from analysis.languages import messages
from analysis.pipeline.kernels import ReproducibleKernelManager, run_folder

_ = messages(__name__)
PARAMETERS = ("client", "wave", "language")
CELL_SECONDS = 900  # longer than any study's slowest cell on a slow machine
START_SECONDS = 180  # the first kernel waits for the fork server's imports
_INJECTED = "injected-parameters"


@dataclass
class _Watch:
    """Follows the cells of one notebook while they run."""

    total: int
    on_cell: Callable[[int, int], None]
    at: int = 0
    failures: list[tuple[int, str, str]] = field(default_factory=list)

    def start(self, cell_index: int, **_: Any) -> None:
        self.at = cell_index
        self.on_cell(cell_index, self.total)

    def error(self, cell_index: int, execute_reply: Mapping[str, Any], **_: Any) -> None:
        content = execute_reply["content"]
        failure = (cell_index, content.get("ename", ""), content.get("evalue", ""))
        self.failures.append(failure)


def execute_notebook(
    path: Path,
    parameters: Mapping[str, str],
    *,
    failed: Path,
    cache: str = "",
    run_id: str = "",
    on_cell: Callable[[int, int], None] = lambda done, total: None,
) -> NotebookNode:
    """Run a notebook from its first cell to its last and return it with its outputs.

    Parameters
    ----------
    path : Path
        The notebook; its folder is the kernel's working folder.
    parameters : mapping of str to str
        Values of ``client``, ``wave`` and ``language``.
    failed : Path
        Where to keep the notebook as it stood, should a cell fail.
    cache, run_id : str
        See `ReproducibleKernelManager`.
    on_cell : callable
        Called with the number of cells done and of all cells, as each cell starts.

    Returns
    -------
    NotebookNode
        The executed notebook, without times, paths and other traces of this run.

    Raises
    ------
    RunError
        If the notebook does not know a parameter, or a cell fails or takes too long.
    """
    notebook = _read(path)
    _refuse_unknown(path, notebook, parameters)
    watch = _Watch(len(notebook.cells) + 1, on_cell)
    # where it goes with the process, should that be ended from outside
    scratch = Path(tempfile.mkdtemp(prefix="rk-", dir=run_folder())) / "notebook.ipynb"
    try:
        return _run(notebook, path, parameters, watch, scratch, cache, run_id)
    except (papermill.PapermillExecutionError, CellTimeoutError, DeadKernelError) as error:
        raise RunError(_failure(path, notebook, parameters, watch, error, failed)) from error
    except (RuntimeError, EOFError, ConnectionError) as error:
        # what Jupyter's client and the fork server say of a process that is not there
        raise RunError(_no_kernel(path, parameters, error)) from error
    finally:
        if watch.failures and scratch.is_file():
            _keep(scratch, failed)
        _close_event_loop()
        shutil.rmtree(scratch.parent, ignore_errors=True)


def _run(
    notebook: NotebookNode,
    path: Path,
    parameters: Mapping[str, str],
    watch: _Watch,
    scratch: Path,
    cache: str,
    run_id: str,
) -> NotebookNode:
    logging.getLogger("papermill").setLevel(logging.CRITICAL)  # what fails is raised, in words
    executed = papermill.execute_notebook(
        notebook,
        scratch,
        parameters=dict(parameters),
        kernel_name="python3",
        language="python",
        progress_bar=False,
        # saving after every cell rewrites megabytes a hundred times: once at the end is enough
        request_save_on_cell_execute=False,
        autosave_cell_every=0,
        start_timeout=START_SECONDS,
        execution_timeout=CELL_SECONDS,
        iopub_timeout=60,
        record_timing=False,
        shutdown_kernel="immediate",
        resources={"metadata": {"path": str(path.parent)}},
        kernel_manager_class=ReproducibleKernelManager,
        config=Config({"ReproducibleKernelManager": {"cache": cache, "run_id": run_id}}),
        on_cell_start=watch.start,
        on_cell_error=watch.error,
    )
    return without_traces(executed)


def _close_event_loop() -> None:
    """Close the loop that Jupyter's client opened for this thread; it leaves it open."""
    loop = ensure_event_loop()
    if not loop.is_running():
        loop.close()


def without_traces(notebook: NotebookNode) -> NotebookNode:
    """Remove from an executed notebook, in place, what differs between two equal runs."""
    notebook.metadata.pop("papermill", None)
    notebook.metadata.get("language_info", {}).pop("version", None)
    for number, cell in enumerate(notebook.cells):
        cell.metadata.pop("papermill", None)
        cell.metadata.pop("execution", None)
        if not cell.metadata.get("tags", True):
            del cell.metadata["tags"]
        if _INJECTED in cell.metadata.get("tags", []):
            cell["id"] = f"{_INJECTED}-{number}"
    return notebook


def headline_numbers(notebook: NotebookNode) -> dict[str, str]:
    """Return the numbers that a notebook's ``headline`` cell prints as ``name: value`` lines."""
    found: dict[str, str] = {}
    for line in _headline_lines(notebook):
        name, colon, value = line.partition(":")
        if colon and name.strip():
            found[name.strip()] = value.strip()
    return found


def _headline_lines(notebook: NotebookNode) -> Iterator[str]:
    for cell in notebook.cells:
        if "headline" in cell.metadata.get("tags", []):
            for output in cell.get("outputs", []):
                if output.output_type == "stream" and output.name == "stdout":
                    yield from output.text.splitlines()


def _read(path: Path) -> NotebookNode:
    import nbformat

    try:
        if not path.is_file():  # a pipe would be waited for, for ever
            raise FileNotFoundError(path)
        notebook: NotebookNode = nbformat.reads(path.read_text("utf-8"), as_version=4)
        return notebook
    except OSError as error:
        there = sorted(p.stem for p in path.parent.glob("*.ipynb") if p.is_file())
        cure = suggestion(path.stem, there)
        problem = Problem(shown_path(path), _("the notebook must be there, got: no file"), cure)
        raise RunError(problem) from error
    except Exception as error:  # the library looks into whatever JSON there is
        what = _("the notebook must be readable, got: {error}", error=_first_line(str(error)))
        raise RunError(Problem(shown_path(path), what)) from error


def _refuse_unknown(path: Path, notebook: NotebookNode, parameters: Mapping[str, str]) -> None:
    known = [p for p in papermill.inspect_notebook(notebook) if p in PARAMETERS]
    unknown = [name for name in parameters if name not in known]
    if unknown:
        problem = Problem(
            shown_path(path),
            _(
                "the cell tagged “parameters” must define every parameter, got: no {names}",
                names=", ".join(unknown),
            ),
            suggestion(unknown[0], known),
        )
        raise RunError(problem)


def _failure(
    path: Path,
    notebook: NotebookNode,
    parameters: Mapping[str, str],
    watch: _Watch,
    error: Exception,
    failed: Path,
) -> Problem:
    at, name, message = watch.failures[-1] if watch.failures else (watch.at, "", "")
    number = at if at > _parameters_at(notebook) else at + 1  # Papermill put a cell of its own in
    heading = _heading(notebook, number)
    where = _("{notebook}, cell {n}", notebook=shown_path(path), n=number)
    if heading:
        where += f" “{heading}”"
    where += " (" + ", ".join(parameters.values()) + ")"
    if isinstance(error, CellTimeoutError):
        what = _("a cell must end within {seconds} seconds", seconds=CELL_SECONDS)
    elif isinstance(error, DeadKernelError):
        what = _("the kernel must stay alive, got: it ended (often: out of memory)")
    elif name in _own_errors():
        what = message
    else:
        what = _("must run, got: {error}", error=f"{name}: {_first_line(message)}".rstrip(": "))
    cure = _("The notebook as it stood is kept: {path}", path=shown_path(failed))
    return Problem(where, what, cure if watch.failures else "")


def _no_kernel(path: Path, parameters: Mapping[str, str], error: Exception) -> Problem:
    where = f"{shown_path(path)} ({', '.join(parameters.values())})"
    told = _first_line(str(error)) or type(error).__name__
    what = _("its kernel must start and answer, got: {error}", error=told)
    return Problem(
        where, what, _("Run again; if it happens again, look for memory and disk space.")
    )


def _parameters_at(notebook: NotebookNode) -> int:
    """Return the place of the cell tagged ``parameters``, from 0."""
    tagged = (n for n, c in enumerate(notebook.cells) if "parameters" in c.metadata.get("tags", []))
    return next(tagged, -1)


def _heading(notebook: NotebookNode, number: int) -> str:
    """Return the last heading at or above a cell, counted from 1."""
    for cell in reversed(notebook.cells[:number]):
        if cell.cell_type == "markdown":
            for line in cell.source.splitlines():
                if line.startswith("#"):
                    return str(line.lstrip("#").strip())
    return ""


def _own_errors() -> set[str]:
    def below(kind: type[AnalysisError]) -> Iterator[str]:
        yield kind.__name__
        for child in kind.__subclasses__():
            yield from below(child)

    return set(below(AnalysisError))


def _first_line(text: str) -> str:
    return text.strip().splitlines()[0] if text.strip() else ""


def _keep(scratch: Path, failed: Path) -> None:
    import nbformat

    failed.parent.mkdir(parents=True, exist_ok=True)
    notebook = without_traces(nbformat.reads(scratch.read_text("utf-8"), as_version=4))
    failed.write_text(nbformat.writes(notebook), "utf-8")
