"""What a command tells on the terminal: lines, faults without a traceback, how it was ended."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import typer
from typer.core import TyperGroup

from analysis.errors import AnalysisError, Problem
from analysis.languages import messages

_ = messages(__name__)
_INTERRUPTED, _TERMINATED = 130, 143  # 128 and the number of the signal, as shells have it
_AGAIN = 0.5  # seconds
_CONTROL = dict.fromkeys([*range(9), *range(11, 32), *range(127, 160)], "�")


def tell(text: str = "", *, err: bool = False) -> None:
    """Print lines; a control character in a client's data must not reach the terminal."""
    try:
        typer.echo(text.translate(_CONTROL), err=err)
    except OSError as error:  # nobody reads any more, or the disk is full
        _silence(err)
        if err:
            return
        if not isinstance(error, BrokenPipeError):
            what = _("must be written, got: {error}", error=error.strerror or str(error))
            tell(str(Problem(_("standard output"), what)), err=True)
        raise SystemExit(1) from None


def _silence(err: bool) -> None:
    """Let what is left to write go nowhere: Python would try again at its end, and complain."""
    stream = sys.stderr if err else sys.stdout
    with suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


class Commands(TyperGroup):
    """The commands; whatever goes wrong is told in lines, without a traceback."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command that was asked for."""
        try:
            return super().invoke(ctx)
        except AnalysisError as error:
            tell(str(error), err=True)
        except KeyboardInterrupt:
            tell(_("Interrupted. The last good reports are untouched."), err=True)
            raise SystemExit(_INTERRUPTED) from None
        except (typer.Exit, typer.Abort):
            raise
        except Exception as error:
            if type(error).__module__.startswith(("click", "typer")):
                raise  # how the command was written
            from analysis.pipeline.unexpected import unexpected

            tell(
                str(unexpected(error, f"research {ctx.invoked_subcommand or ''}".strip())), err=True
            )
        raise typer.Exit(1)


@contextmanager
def ended_in_lines() -> Iterator[None]:
    """Let whatever ends the command line inside a ``with`` block be told in lines."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a Windows console may not know Vietnamese letters
            stream.reconfigure(encoding="utf-8", errors="replace")
    with _signals():
        try:
            yield
        except KeyboardInterrupt:
            sys.exit(_INTERRUPTED)
        except SystemExit as end:
            if end.code == _TERMINATED:  # told when all is tidied up, as the last line
                tell(_("Ended. The last good reports are untouched."), err=True)
            raise
        except OSError as error:  # of what is written outside the commands, such as their help
            _silence(err=False)
            tell(error.strerror or str(error), err=True)
            sys.exit(1)


@contextmanager
def _signals() -> Iterator[None]:
    """Let the first signal to end tidy up, and the next ones not disturb it.

    What a signal raises can be lost: a callback that Python runs on the way cannot raise (one ends
    every import), and a library may catch all. So it is raised again until it is on its way.
    """
    first: list[BaseException] = []

    def end(number: int, frame: Any) -> None:
        if not first:
            first.append(
                KeyboardInterrupt() if number == signal.SIGINT else SystemExit(_TERMINATED)
            )
            if alarm is not None:
                signal.setitimer(signal.ITIMER_REAL, _AGAIN, _AGAIN)
        if not _on_its_way(first[0]):
            raise first[0]

    def lost(unraisable: Any) -> None:
        if unraisable.exc_value not in first:
            told(unraisable)

    alarm = getattr(signal, "SIGALRM", None)  # without, the next Ctrl-C does as much
    wanted = {signal.SIGINT, signal.SIGTERM, getattr(signal, "SIGHUP", signal.SIGTERM)}
    before = {
        one: signal.signal(one, end)
        for one in wanted
        if signal.getsignal(one) not in (signal.SIG_IGN, None)  # nohup, or a shell's background
    }
    if alarm is not None:
        before[alarm] = signal.signal(alarm, end)
    told, sys.unraisablehook = sys.unraisablehook, lost
    try:
        yield
    finally:
        if alarm is not None:
            signal.setitimer(signal.ITIMER_REAL, 0)
        for one, handler in before.items():
            signal.signal(one, handler)
        sys.unraisablehook = told


def _on_its_way(error: BaseException) -> bool:
    """Whether an error is being dealt with here, or something that it led to."""
    current = sys.exc_info()[1]
    while current is not None and current is not error:
        current = current.__context__
    return current is not None
