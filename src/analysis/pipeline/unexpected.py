"""What nobody provided for: told in one line, with the traceback kept for whoever mends it."""

from __future__ import annotations

import hashlib
import tempfile
import traceback
from contextlib import suppress
from pathlib import Path

from analysis.clients.project import project_root, shown_path
from analysis.errors import AnalysisError, Problem, RunError
from analysis.languages import messages

_ = messages(__name__)


def unexpected(error: BaseException, where: str) -> RunError:
    """Return an error that a user can read for one that is a bug or the machine's refusal.

    Parameters
    ----------
    error : BaseException
        What was raised.
    where : str
        At what: a client, a report or a command.
    """
    text = " ".join(str(error).split())[:200]
    told = f"{type(error).__name__}: {text}".rstrip(": ")
    if isinstance(error, OSError) and error.strerror:
        told = error.strerror if error.filename is None else f"{error.strerror}: {error.filename}"
    kept = _kept("".join(traceback.format_exception(error)))
    cure = _("What happened in full: {path}", path=kept) if kept else ""
    return RunError(Problem(where, _("must run, got: {error}", error=told), cure))


def _kept(full: str) -> str:
    """Write a traceback where nothing published lies; the same one has the same name."""
    name = f"traceback-{hashlib.sha256(full.encode('utf-8', 'replace')).hexdigest()[:8]}.txt"
    with suppress(OSError, AnalysisError):
        folder = project_root() / "reports" / ".failed"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(full, "utf-8", "replace")
        return shown_path(folder / name)
    with suppress(OSError):
        path = Path(tempfile.gettempdir()) / f"research-{name}"
        path.write_text(full, "utf-8", "replace")
        return str(path)
    return ""
