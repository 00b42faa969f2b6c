"""Forked kernels are fresh, alike everywhere, and end with the run."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time

import pytest

from analysis.pipeline import execute, kernels

pytestmark = pytest.mark.skipif(not kernels.CAN_FORK, reason="this system cannot fork kernels")


def told(project, *sources: str) -> dict[str, str]:
    path = project.write("market_research", *sources)
    parameters = {"client": "acme", "wave": "w1", "language": "vi"}
    executed = execute.execute_notebook(path, parameters, failed=project.root / "failed.ipynb")
    return execute.headline_numbers(executed)


def test_kernel_is_fresh_single_threaded_and_without_a_profile(project, monkeypatch) -> None:
    monkeypatch.setenv("PYTHONSTARTUP", "startup.py")
    monkeypatch.setenv("OMP_NUM_THREADS", "7")
    first = told(project, "import os, sys", "seen = 1", 'print(f"hash: {hash(chr(97))}")')
    second = told(
        project,
        "import os, sys",
        'names = "OMP_NUM_THREADS PYTHONSTARTUP TZ".split()',
        "print(f\"hash: {hash(chr(97))}\\nseen: {'seen' in dir()}\")\n"
        'print("variables:", *(os.environ.get(name) for name in names))\n'
        'print("folder:", os.path.basename(os.getcwd()))',
    )
    assert second == {
        "hash": first["hash"],
        "seen": "False",
        "variables": "1 None UTC",
        "folder": "notebooks",
    }


ORPHAN = """
import multiprocessing, sys
from pathlib import Path
from analysis.pipeline import execute
multiprocessing.set_forkserver_preload = lambda names: None  # libraries are not what is tested
if __name__ == "__main__":
    execute.execute_notebook(
        Path(sys.argv[1]), {"client": "a", "wave": "w", "language": "vi"}, failed=Path("failed")
    )
"""


def test_kernel_ends_when_the_run_is_killed(project) -> None:
    told_pid = project.root / "pid.json"
    path = project.write(
        "market_research",
        "import json, os, time",
        f"print(open({str(told_pid)!r}, 'w').write(json.dumps(os.getpid())), flush=True)",
        "time.sleep(300)",
    )
    script = project.root / "orphan.py"
    script.write_text(ORPHAN, "utf-8")
    run = subprocess.Popen([sys.executable, script, path])
    try:
        _wait(lambda: told_pid.exists() and told_pid.read_text(), 90)
        pid = json.loads(told_pid.read_text())
        assert _alive(pid)
        run.send_signal(signal.SIGKILL)
        run.wait()
        _wait(lambda: not _alive(pid), 10)
    finally:
        run.kill()
        run.wait()


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    state = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True)
    return not state.stdout.strip().startswith("Z")


def _wait(until, seconds: float) -> None:
    end = time.monotonic() + seconds
    while not until():
        assert time.monotonic() < end, "took too long"
        time.sleep(0.1)
