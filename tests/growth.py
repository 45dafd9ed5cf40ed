"""Compare how long a text of some length takes with how long one eight times as long does."""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import thread_time

TIMES = 8
# Work that grows with the length takes 8 times as long, with its square 64 times. What lies between
# leaves room for a busy machine; of three runs the shortest counts.
MOST = 32
RUNS = 3
SHORTEST = 0.005


def grows_with_length(run: Callable[[str], object], piece: str, length: int) -> bool:
    """Return whether ``run`` takes no more than about 8 times as long for 8 times ``length``."""
    short, long = (piece * max(1, size // len(piece)) for size in (length, TIMES * length))
    shortest = max(seconds(lambda: run(short)), SHORTEST)
    return seconds(lambda: run(long)) < MOST * shortest


def seconds(run: Callable[[], object]) -> float:
    """Return the time of a processor that this thread alone takes, of three runs the shortest."""
    taken = []
    for _ in range(RUNS):
        with no_collection():
            start = thread_time()
            run()
            taken.append(thread_time() - start)
    return min(taken)


@contextmanager
def no_collection() -> Iterator[None]:
    """Let nobody look meanwhile for rubbish that other tests have left."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
