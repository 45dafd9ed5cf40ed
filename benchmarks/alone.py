"""Build a store in one process, without Dask: what builds with workers are held against.

    python -m benchmarks.alone CORPUS STORE

It does the whole job (reads, keeps its journal, writes the parts and the manifest) by the code of
``newsfigures build``; only each batch is read here and now, by the process that writes it down.
"""

import gc
import io
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from analysis.corpus.building import Plan, build
from analysis.corpus.progress import Progress
from analysis.corpus.sources import Corpus
from analysis.corpus.store.places import Places


class Done:
    """A batch that has been read, as Dask gives it out."""

    status = "finished"

    def __init__(self, answer: object):
        self._answer = answer

    def result(self) -> object:
        """Return what was read."""
        return self._answer

    def add_done_callback(self, told: Callable[["Done"], None]) -> None:
        """Tell at once that it is done."""
        told(self)


class Alone:
    """A crew and its client in one, which reads each batch at once."""

    status = "running"

    def client(self) -> Any:
        """Return itself."""
        return self

    def submit(self, read: Callable[..., object], *asked: object, pure: bool) -> Done:
        """Read a batch, whether or not it is ``pure``."""
        del pure
        return Done(read(*asked))

    def scheduler_info(self, n_workers: int) -> Any:
        """Return that there is one thread, however many workers are asked for."""
        del n_workers
        return {"workers": {"here": {"nthreads": 1}}}

    def cancel(self, futures: object) -> None:
        """Do nothing: nothing is under way."""

    def close(self) -> None:
        """Do nothing: nothing was started."""


def main() -> int:
    """Build, and say what was built."""
    gc.freeze()  # as workers do
    corpus, store = Corpus(sys.argv[1]), Path(sys.argv[2])
    outcome = build(Plan(corpus, Places(store)), Alone(), Progress(io.StringIO(), corpus.bytes()))
    print(f"{outcome}; the store is {store}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
