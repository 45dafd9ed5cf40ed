"""End with one line, and never with a traceback, when somebody presses Ctrl-C or asks us to end.

``KeyboardInterrupt`` can come out of any statement. Where work has to be put away it is caught and
that is done, once; everywhere else, above all while modules are loaded, the process ends at once.
This module loads nothing that takes time, for it has to be there before all others.
"""

import os
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from types import FrameType

STOPPED = 130
"""The exit code of what was interrupted, as shells have it."""

SIGNALS = (signal.SIGINT, signal.SIGTERM)
_STDERR = 2

Handler = Callable[[int, FrameType | None], object]
Handlers = list[tuple[signal.Signals, Handler | int | None]]


def farewell(command: Sequence[str]) -> str:
    r"""Return what an interrupted command says last, below whatever stands on the screen.

    >>> farewell(["build", "news/", "store/"])
    '\nnewsfigures: stopped; the same command goes on from here\n'
    """
    goes_on = "; the same command goes on from here" if command[:1] == ["build"] else ""
    return f"\nnewsfigures: stopped{goes_on}\n"


def end_at_once(line: str = "") -> None:
    """From now on end the process with ``line`` as soon as it is interrupted."""
    _handle(_ending(line))


@contextmanager
def ended_at_once(line: str) -> Iterator[None]:
    """Do so meanwhile, where there is nothing to put away.

    An exception that is thrown into a module that is loading can come out as another one.
    """
    before = _handle(_ending(line))
    try:
        yield
    finally:
        _restore(before)


@contextmanager
def caught_once() -> Iterator[None]:
    """Let the first interrupt raise ``KeyboardInterrupt``; the next ends the process at once."""

    def stop(*_: object) -> None:
        end_at_once()
        raise KeyboardInterrupt

    before = _handle(stop)
    try:
        yield
    finally:
        _restore(before)


@contextmanager
def put_off() -> Iterator[None]:
    """Let interrupts come through only afterwards."""
    came: list[int] = []
    before = _handle(lambda number, _: came.append(number))
    try:
        yield
    finally:
        _restore(before)
        if came:
            signal.raise_signal(came[0])


def _ending(line: str) -> Handler:
    def end(*_: object) -> None:
        try:
            os.write(_STDERR, line.encode())
        finally:  # nobody may be listening any more
            os._exit(STOPPED)

    return end


def _handle(handler: Handler) -> Handlers:
    """Set ``handler`` and return those before; what our parent has had ignored stays ignored."""
    heard = [number for number in SIGNALS if signal.getsignal(number) != signal.SIG_IGN]
    return [(number, signal.signal(number, handler)) for number in heard]


def _restore(handlers: Handlers) -> None:
    for number, handler in handlers:
        signal.signal(number, handler)
