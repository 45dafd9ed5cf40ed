"""Keep a process that worker processes are copied from, so that each need not load everything."""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import resource_tracker

from analysis.interrupts import SIGNALS, put_off

COPIES = sys.platform == "linux"
"""Elsewhere a process cannot be copied safely, and each worker starts from nothing."""
METHOD = "forkserver" if COPIES else "spawn"
REHEARSAL = "analysis.corpus.rehearsal"
SETTINGS = {
    # threads that computations share cannot be copied safely, and workers are there to be many
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    # memory that is free again goes back to the system, as Dask has it in workers
    "MALLOC_TRIM_THRESHOLD_": "65536",
}


def open_nursery() -> None:
    """Start the process that workers are copied from, unless it runs; it ends with ours.

    It loads while we go on. No interrupt reaches it or its copies.
    """
    if not COPIES:
        return
    from multiprocessing import forkserver  # noqa: PLC0415 - it is not there on Windows

    with interrupts_kept_back(), _environment(SETTINGS):
        forkserver.set_forkserver_preload([REHEARSAL])
        forkserver.ensure_running()


@contextmanager
def interrupts_kept_back() -> Iterator[None]:
    """Let no interrupt reach us, nor any thread or process that is started meanwhile.

    A terminal sends Ctrl-C to the workers as well, and whoever ends a service asks all of its
    processes to end: one that is just starting would die of it with a traceback. It is for us to
    stop them; what came meanwhile reaches us afterwards.
    """
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    resource_tracker.ensure_running()  # where it has to be started it lets interrupts through again
    with put_off():  # threads that were there before may still hear them
        before = signal.pthread_sigmask(signal.SIG_BLOCK, SIGNALS)
        try:
            yield
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def _environment(values: dict[str, str]) -> Iterator[None]:
    """Have ``values`` in the environment meanwhile, where nothing else is said there."""
    added = [name for name in values if name not in os.environ]
    os.environ.update({name: values[name] for name in added})
    try:
        yield
    finally:
        for name in added:
            del os.environ[name]
