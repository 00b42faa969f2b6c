"""What several test modules need."""

from __future__ import annotations

import gc
import json
import signal
from pathlib import Path

import pytest
from xdist.remote import Producer
from xdist.scheduler.loadscope import LoadScopeScheduling

ROOT = Path(__file__).parents[1]

# a shell's background job ignores Ctrl-C, and so would every product it starts
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

END_TO_END = "tests/end_to_end/"
OWN_PROJECTS = ("test_bad_input_cli.py", "test_real_data.py", "test_tiny_clients.py")


class ByFile(LoadScopeScheduling):
    """Give workers whole files, in the order of collection.

    A notebook's cells and a module's fixtures stay together. So do the files that read the one
    run of the sample clients (`product`, a minute): in a file of its own each would run them again.
    """

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        shares = file.startswith(END_TO_END) and not file.endswith(OWN_PROJECTS)
        return END_TO_END if shares else file


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> ByFile:
    return ByFile(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest, so that the workers end together."""
    items.sort(key=lambda item: _rank(item.nodeid))


def pytest_collection_finish() -> None:
    """Leave what is alive now, which stays, out of every later search for garbage."""
    gc.collect()
    gc.freeze()


def _rank(nodeid: str) -> int:
    first = (END_TO_END, "tests/promises/", "notebooks/")
    return next((rank for rank, start in enumerate(first) if nodeid.startswith(start)), len(first))


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Folder of the real public data sets, which are not part of the repository."""
    folder = ROOT.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip(f"real data sets are not in the repository; put them into {folder}")
    return folder


@pytest.fixture(scope="session")
def reference(shared_data: Path):
    """Read one file of reference results of established software by its name."""

    def read(name: str) -> dict:
        return json.loads((shared_data.parent / "references" / f"{name}.json").read_text("utf-8"))

    return read


@pytest.fixture(scope="session")
def reference_numbers():
    """Read those numbers of a file of reference results that the repository has itself."""

    def read(name: str) -> dict:
        return json.loads((ROOT / "tests" / "references" / f"{name}.json").read_text("utf-8"))

    return read
