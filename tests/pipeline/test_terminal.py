"""However a command is ended: what a signal raises arrives, wherever it comes."""

from __future__ import annotations

import contextlib
import os
import signal
import time

import pytest

from analysis.terminal import ended_in_lines

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals of POSIX systems")


class _Callback:
    """Cannot raise: like the callback with which every import ends."""

    def __del__(self) -> None:
        os.kill(os.getpid(), signal.SIGINT)
        time.sleep(0.01)


def _in_a_callback() -> None:
    _Callback()


def _where_all_is_caught() -> None:
    with contextlib.suppress(BaseException):
        os.kill(os.getpid(), signal.SIGINT)
        time.sleep(0.01)


@pytest.mark.parametrize("lost", [_in_a_callback, _where_all_is_caught])
def test_a_signal_that_is_lost_comes_again(lost, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end, ended_in_lines():
        lost()
        time.sleep(20)
    assert end.value.code == 130
    assert capsys.readouterr() == ("", "")


def test_tidying_up_is_not_disturbed() -> None:
    """Neither by the signal that is raised again, nor by the next of the user's."""
    tidied = []
    with pytest.raises(SystemExit), ended_in_lines():
        try:
            os.kill(os.getpid(), signal.SIGINT)
            time.sleep(20)
        finally:
            os.kill(os.getpid(), signal.SIGINT)
            time.sleep(0.7)
            tidied.append(True)
    assert tidied
