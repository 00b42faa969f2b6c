"""However a command ends, by a signal, a dead process or nowhere to write: in a line, tidied up."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from command_line import REPOSITORY, apart, environment, research, started
from tiny_project import leftovers, make_project, page

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals and devices of POSIX systems")
SLOW = """\
import os, pathlib, time
if client == "slow":
    pathlib.Path("../started").write_text(str(os.getpid()))
    time.sleep(300)"""
RUN = ("run", "slow", "--format", "html")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = make_project(tmp_path_factory.mktemp("ends"), "slow", "good", code=SLOW)
    client = root / "data" / "good" / "client.yml"
    client.write_text(client.read_text("utf-8").replace("Tiny", "Trà sữa Nhí"), "utf-8")
    old = page(root, "slow")
    old.parent.mkdir(parents=True)
    old.write_text("the last good report", "utf-8")
    return root


def processes(mark: str) -> list[int]:
    """Return processes that carry a variable: those a command started, and what they started."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if f"ENDS={mark}".encode() in (folder / "environ").read_bytes().split(b"\0"):
                found.append(int(folder.name))
        except OSError:
            continue
    return found


def wait_for(path: Path, process: subprocess.Popen[str] | None = None) -> str:
    """Wait until a notebook's cell is at work and return its kernel's process."""
    end = time.monotonic() + 200
    while time.monotonic() < end and not (process and process.poll() is not None):
        if path.is_file() and (text := path.read_text()):
            return text
        time.sleep(0.05)
    raise AssertionError(f"no cell ran: {process and process.communicate()}")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks into /proc")
@pytest.mark.parametrize(
    ("number", "code"),
    [(signal.SIGINT, 130), pytest.param(signal.SIGTERM, 143, marks=pytest.mark.long)],
)
def test_a_signal_while_a_notebook_runs(project: Path, number: int, code: int) -> None:
    (project / "started").unlink(missing_ok=True)
    # sockets do not fit into a folder of temporary files with such a name
    long = project / ("t" * 80)
    long.mkdir(exist_ok=True)
    run = started(project, *RUN, variables={"ENDS": str(code), "TMPDIR": str(long)})
    wait_for(project / "started", run)
    assert len(processes(str(code))) >= 2
    run.send_signal(number)
    out, err = run.communicate(timeout=60)
    assert run.returncode == code, (out, err)
    assert out == "" and err.count("\n") == 1 and "last good reports are untouched" in err
    end = time.monotonic() + 10
    while processes(str(code)) and time.monotonic() < end:
        time.sleep(0.1)
    assert not processes(str(code)) and not leftovers(project)
    assert not [path.name for path in long.iterdir()]
    assert page(project, "slow").read_text("utf-8") == "the last good report"


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks into /proc")
def test_a_kernel_that_is_killed_stops_no_other_client(project: Path) -> None:
    (project / "started").unlink(missing_ok=True)
    parents: list[int] = []

    def kill() -> None:
        kernel = int(wait_for(project / "started"))
        stat = Path(f"/proc/{kernel}/stat").read_text().rsplit(")", 1)[1].split()
        parents.append(int(stat[1]))
        os.kill(kernel, signal.SIGKILL)

    killer = threading.Thread(target=kill)
    killer.start()
    # the good client comes first
    said = research(project, "run", "--all", "--format", "html", "--jobs", "1")
    killer.join()
    assert parents and os.getpid() not in parents, "kernels are forks of a server of their own"
    assert said.code == 1 and "Traceback" not in said.all, said
    assert "good · w1: published" in said.out
    assert "(slow, w1, en): the kernel must stay alive" in said.err.splitlines()[-1]
    assert page(project, "slow").read_text("utf-8") == "the last good report"


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks into /proc")
def test_a_kernel_that_cannot_start_is_told(project: Path) -> None:
    run = started(project, *RUN, variables={"ENDS": "server"})
    end = time.monotonic() + 100
    while time.monotonic() < end and run.poll() is None:
        for one in processes("server"):
            with contextlib.suppress(ProcessLookupError):
                if forks(one):
                    os.kill(one, signal.SIGKILL)
        time.sleep(0.02)
    out, err = run.communicate(timeout=100)
    assert run.returncode == 1 and "Traceback" not in out + err, (out, err)
    assert "must start and answer" in err.splitlines()[-1], err
    assert page(project, "slow").read_text("utf-8") == "the last good report"


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks into /proc")
def test_ctrl_c_while_kernels_get_ready_is_told_once(project: Path) -> None:
    """A terminal sends it to every process of the command, whatever these are importing."""
    run = started(project, *RUN, variables={"ENDS": "ready"}, start_new_session=True)
    end = time.monotonic() + 100
    while not any(forks(one) for one in processes("ready")):
        assert time.monotonic() < end and run.poll() is None, run.communicate()
        time.sleep(0.02)
    time.sleep(0.4)
    os.killpg(run.pid, signal.SIGINT)
    out, err = run.communicate(timeout=100)
    assert run.returncode == 130 and out == "", (out, err)
    assert err.count("\n") == 1 and "last good reports are untouched" in err, err


def forks(process: int) -> bool:
    """Whether a process is one that kernels are forked from."""
    try:
        return b"multiprocessing.forkserver" in Path(f"/proc/{process}/cmdline").read_bytes()
    except OSError:
        return False


def test_a_signal_at_the_start_ends_in_silence(project: Path) -> None:
    for delay in (0.25, 0.4, 0.6):
        command = started(project, "list", "--messages", "vi")
        time.sleep(delay)
        command.send_signal(signal.SIGINT)
        out, err = command.communicate(timeout=60)
        assert command.returncode in (0, 130, -signal.SIGINT), (out, err)
        assert "Traceback" not in out + err, (delay, err)


def test_nowhere_to_write_is_one_line(project: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("no device that is always full")
    with open("/dev/full", "w") as full:
        told = apart(project, "list", stdout=full)
        assert told.code == 1 and told.err.count("\n") == 1, told
        assert "standard output: must be written, got: No space left" in told.err
        assert apart(project, "list", stdout=full, stderr=full).code == 1
    reader, writer = os.pipe()
    os.close(reader)
    told = apart(project, "list", stdout=writer)
    os.close(writer)
    assert told.code == 1 and told.err == ""


def test_any_terminal_gets_its_letters(project: Path) -> None:
    plain = {"LC_ALL": "C", "LANG": "C", "PYTHONIOENCODING": "ascii", "RESEARCH_LANGUAGE": "vi",
             "HOME": "/nowhere", "TMPDIR": "/nowhere/at/all"}  # fmt: skip
    told = apart(project, "list", variables=plain)
    assert told.code == 0 and "good · Trà sữa Nhí · B2C · w1: " in told.out and told.err == ""


def test_what_nobody_provided_for_is_told_in_a_line_and_kept(project: Path) -> None:
    # a machine whose libraries are broken: pandas cannot be imported
    broken = project / "broken"
    broken.mkdir()
    (broken / "pandas.py").write_text("raise RuntimeError('half installed')\n", "utf-8")
    check = subprocess.run(
        [Path(sys.executable).with_name("research"), "check", "good"],
        env=environment(project, {"PYTHONPATH": str(broken), "RESEARCH_LANGUAGE": "vi"}),
        cwd=REPOSITORY, capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert check.returncode == 1
    (line,) = check.stderr.splitlines()
    assert line.startswith("research check: phải chạy được") and "half installed" in line
    kept = project / line.rsplit(" ", 1)[1]
    assert "Traceback" in kept.read_text("utf-8")
