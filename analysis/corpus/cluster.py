"""Get Dask to read batches: by processes of this machine, or by a cluster that is already there."""

import logging
import shutil
import time
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Protocol

import dask
from distributed import Client, Future, LocalCluster, Security
from distributed.comm.core import CommClosedError, connect
from distributed.utils import LoopRunner

from analysis.corpus.batches import Answer, Asked, Manner, read_batch
from analysis.corpus.errors import CorpusError
from analysis.corpus.extractor import fingerprint
from analysis.corpus.nursery import METHOD, interrupts_kept_back, open_nursery

GONE = "the scheduler is gone; what was read is kept, and the same command goes on"
NO_ADDRESS = "this is no address; write it as tcp://host:8786"
SOON, PATIENCE = 2, 60
"""Seconds that a cluster has for its first worker: until we say that we wait, and in all."""
TICK, COUNTED_EVERY = 0.5, 2.0
"""Seconds that we wait for an answer, and until the scheduler is asked for its workers again."""
LOGGERS = (
    *("distributed", "tornado.application", "asyncio"),
    *(f"distributed.{part}" for part in ("batched", "client", "comm", "core", "gc", "nanny")),
    *(f"distributed.{part}" for part in ("scheduler", "utils", "worker")),
)
SLOW_DISK = "Creating scratch directories is taking"
"""A warning that Dask gives wherever a disk is busy for a second."""
LARGEST_BATCH = "200MB"
"""Batches of one large file are no mistake."""
QUIET = {
    "distributed.admin.large-graph-warning-threshold": LARGEST_BATCH,
    # Its last messages are kept for a look at faults, a thousand of each connection; ours hold
    # batches, and would be hundreds of megabytes.
    "distributed.admin.low-level-log-length": 1,
    # Dask watches itself many times a second, in every process; all that was a tenth of the time.
    "distributed.worker.profile.enabled": False,
    "distributed.admin.tick.interval": "500ms",
    "distributed.admin.system-monitor.interval": "5s",
    "distributed.worker.memory.monitor-interval": "500ms",
    "distributed.scheduler.active-memory-manager.start": False,
}
"""Settings of Dask."""
TASKS_EACH, FEWEST_TASKS = 3, 4
"""Batches under way for each thread of the cluster: one being read, the others waiting for it."""


class Crew(Protocol):
    """Whoever gives us a client to send batches to."""

    def client(self) -> Client:
        """Return a client of the cluster, which is started or reached now."""

    def close(self) -> None:
        """Let go of the cluster."""


class LocalCrew:
    """Worker processes of this machine, reachable from this machine only."""

    def __init__(self, workers: int, scratch: Path):
        self._workers = workers
        self._scratch = scratch
        self._cluster: LocalCluster | None = None
        self._client: Client | None = None

    def client(self) -> Client:
        """Start the processes and return their client."""
        quieten()
        dask.config.set({"distributed.worker.multiprocessing-method": METHOD})
        open_nursery()
        with interrupts_kept_back():
            self._cluster = LocalCluster(
                n_workers=self._workers,
                threads_per_worker=1,
                processes=True,
                host="127.0.0.1",
                dashboard_address="127.0.0.1:0",
                scheduler_kwargs={"dashboard": False},
                local_directory=str(self._scratch),
                silence_logs="CRITICAL",
            )
        self._client = Client(self._cluster, set_as_default=False)
        return self._client

    def close(self) -> None:
        """Stop the processes."""
        if self._client is not None:
            self._client.close()
        if self._cluster is not None:
            self._cluster.close()
        shutil.rmtree(self._scratch, ignore_errors=True)


class RemoteCrew:
    """The workers of a scheduler that somebody else has started; ``tell`` says what we wait for."""

    def __init__(self, address: str, tell: Callable[[str], None]):
        self._address = address
        self._tell = tell
        self._client: Client | None = None

    def client(self) -> Client:
        """Return a client of the scheduler, once it has a worker that reads as we do.

        Raises:
            CorpusError: nobody answers, no worker comes, or one has another program.
        """
        quieten()
        try:
            self._wait(self._knock, "no scheduler")
            self._client = Client(self._address, set_as_default=False, timeout=PATIENCE)
            self._wait(partial(self._client.wait_for_workers, 1), "no worker")
            programs = self._client.run(fingerprint, on_error="return")
        except ValueError as error:
            raise CorpusError(f"--scheduler {self._address}: {NO_ADDRESS}") from error
        except (OSError, CommClosedError) as error:
            reason = str(error).splitlines()[0] if str(error) else type(error).__name__
            raise CorpusError(f"--scheduler {self._address}: {reason}") from error
        for worker in strangers(programs):
            raise CorpusError(another_program(worker))
        return self._client

    def _knock(self, seconds: float) -> None:
        # A loop of its own: a notebook has a running one already.
        LoopRunner().run_sync(knock, self._address, seconds)

    def _wait(self, come: Callable[[float], None], missing: str) -> None:
        """Wait for what is missing, and say so where it does not come at once."""
        try:
            come(SOON)
        except OSError:
            self._tell(f"{missing} at {self._address} yet; waiting for one, up to {PATIENCE} s")
            come(PATIENCE)

    def close(self) -> None:
        """Leave the scheduler; what we asked for is dropped there."""
        if self._client is not None:
            self._client.close()


async def knock(address: str, seconds: float) -> None:
    """Return once somebody answers at the address.

    A client that finds nobody fails half made, with a running thread. When it is collected it
    stops that thread under a lock of all clients; the next client, which may be just the one that
    brings the collector on, then waits for ten seconds and fails.

    Raises:
        ValueError: this is no address.
        OSError: nobody answers in that time.
    """
    secured = Security().get_connection_args("client")
    comm = await connect(address, timeout=seconds, **secured)
    await comm.close()


def quieten() -> None:
    """Keep Dask from telling of lost workers, which we do ourselves, and from watching itself."""
    dask.config.set(QUIET)
    for name in LOGGERS:
        logging.getLogger(name).setLevel(logging.CRITICAL)
    warnings.filterwarnings("ignore", SLOW_DISK)


def strangers(programs: Mapping[str, object]) -> list[str]:
    """Return the workers that read otherwise than we do, by what each calls its program.

    One that cannot be reached any more has no program at all, and does no harm.

    >>> strangers({"tcp://a": fingerprint(), "tcp://b": OSError("gone"), "tcp://c": ImportError()})
    ['tcp://c']
    """
    return [
        worker
        for worker, program in programs.items()
        if program != fingerprint() and not isinstance(program, OSError)
    ]


def another_program(worker: str) -> str:
    """Return the line that says that a worker would read otherwise than we do."""
    return f"{worker}: this worker has another version of newsfigures or none; install ours there"


class Readers:
    """Batches that are being read; answers come in any order.

    The cluster is only started for the first batch: a build that finds nothing new needs none.
    """

    def __init__(self, crew: Crew, manner: Manner):
        self._crew = crew
        self._manner = manner
        self._client: Client | None = None
        self._running: dict[Future[Answer], Sequence[Asked]] = {}
        self._done: SimpleQueue[Future[Answer]] = SimpleQueue()
        self._threads, self._counted = 1, -COUNTED_EVERY

    def __len__(self) -> int:
        return len(self._running)

    @property
    def full(self) -> bool:
        """Whether another batch would only wait."""
        return len(self._running) >= max(FEWEST_TASKS, TASKS_EACH * self.threads)

    @property
    def threads(self) -> int:
        """How many batches can be read at once.

        Raises:
            CorpusError: the cluster is gone.
        """
        if self._client is not None and time.monotonic() >= self._counted + COUNTED_EVERY:
            try:
                workers = self._client.scheduler_info(n_workers=-1)["workers"].values()
            except OSError as error:  # CommClosedError is one
                raise CorpusError(GONE) from error
            self._threads = max(1, sum(worker["nthreads"] for worker in workers))
            self._counted = time.monotonic()
        return self._threads

    def submit(self, batch: Sequence[Asked]) -> None:
        """Have ``batch`` read."""
        if self._client is None:
            self._client = self._crew.client()
        future = self._client.submit(read_batch, batch, self._manner, pure=False)
        self._running[future] = batch
        future.add_done_callback(self._done.put)

    def answer(self) -> tuple[Sequence[Asked], Answer | BaseException] | None:
        """Return a batch with what became of it, or ``None`` when there is none for a while.

        Raises:
            CorpusError: the cluster is gone.
        """
        try:
            future = self._done.get(timeout=TICK)
        except Empty:
            if self._client is not None and self._client.status != "running":
                raise CorpusError(GONE) from None
            return None
        batch = self._running.pop(future)
        if future.status == "finished":
            try:
                return batch, future.result()
            except CommClosedError as error:  # it went between the answer and its fetching
                raise CorpusError(GONE) from error
        if future.status == "error":
            return batch, future.exception()
        raise CorpusError(GONE)

    def cancel(self) -> None:
        """Give up what is being read."""
        if self._client is not None and self._client.status == "running":
            self._client.cancel(list(self._running))
        self._running.clear()


@contextmanager
def readers_of(crew: Crew, manner: Manner) -> Iterator[Readers]:
    """Give out readers that ``crew`` stands behind, and let go of it afterwards."""
    readers = Readers(crew, manner)
    try:
        yield readers
    finally:
        readers.cancel()
        crew.close()
