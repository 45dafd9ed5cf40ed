"""Builds as people run them: over a real scheduler, killed with SIGKILL, stopped with Ctrl-C."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from distributed.comm.core import CommClosedError

from analysis.corpus import cluster as dask_cluster
from analysis.corpus.batches import Manner
from analysis.corpus.errors import CorpusError
from analysis.corpus.store.manifest import NAME
from benchmarks.articles import write_lines
from tests.analysis.corpus.made import built, contents, failures

COUNT = 220
"""Documents: two full batches and a short one, some of them on their way while others wait."""
PATIENCE = 300
SEED = 20261130


class Cluster:
    """A Dask scheduler and its workers, each a process started by hand."""

    def __init__(self, folder: Path):
        self._file = folder / "scheduler.json"
        self._folder = folder
        self._processes: list[subprocess.Popen[bytes]] = []
        self._start("distributed.cli.dask_scheduler", "--port", "0", "--no-dashboard")
        wait_for(self._file.exists)
        self.workers = [self.add_worker(), self.add_worker()]

    @property
    def address(self) -> str:
        return str(json.loads(self._file.read_text())["address"])

    def add_worker(self) -> "subprocess.Popen[bytes]":
        place = ("--local-directory", str(self._folder))
        options = ("--no-nanny", "--nthreads", "1", "--no-dashboard", *place)
        return self._start("distributed.cli.dask_worker", *options)

    def close(self) -> None:
        for process in self._processes:
            process.kill()
        for process in self._processes:
            process.wait()

    def _start(self, module: str, *options: str) -> "subprocess.Popen[bytes]":
        own = ("--scheduler-file", str(self._file), "--host", "127.0.0.1")
        process = subprocess.Popen(
            [sys.executable, "-m", module, *own, *options],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=self._folder,
        )
        self._processes.append(process)
        return process


def wait_for(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, "it did not come"
        time.sleep(0.02)


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    running = Cluster(tmp_path_factory.mktemp("cluster"))
    yield running
    running.close()


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("corpus") / "news.jsonl.gz"
    write_lines(path, COUNT)
    return path


@pytest.fixture(scope="module")
def whole(corpus: Path) -> dict[str, str]:
    """Return the files of a store that was built without a break."""
    store = corpus.with_name("whole")
    built(corpus, store)
    return contents(store)


def start(corpus: Path, store: Path, *options: str) -> "subprocess.Popen[str]":
    """Start ``newsfigures build`` in a group of processes of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "analysis", "build", str(corpus), str(store), *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def finish(process: "subprocess.Popen[str]") -> tuple[int, str, list[str]]:
    """Return the exit code, the output and what was complained of, once the build is over."""
    out, err = process.communicate(timeout=PATIENCE)
    lines = [line for line in err.splitlines() if line and "of the corpus" not in line]
    return process.returncode, out, lines


def is_running(group: int) -> bool:
    """Return whether a process of the group is left."""
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def batches(store: Path) -> int:
    return len(list((store / ".build" / "batches").glob("*.zip")))


def test_a_scheduler_and_two_workers_give_the_same_store(
    cluster: Cluster, corpus: Path, whole: dict[str, str], tmp_path: Path
) -> None:
    store = tmp_path / "store"
    code, out, err = finish(start(corpus, store, "--scheduler", cluster.address))
    assert (code, err) == (0, [])
    assert out.startswith(f"{COUNT} documents, ")
    assert out.endswith(f"read {COUNT}, kept 0, dropped 0; the store is {store}\n")
    assert contents(store) == whole


def test_a_worker_that_is_killed_loses_nothing(
    cluster: Cluster, corpus: Path, whole: dict[str, str], tmp_path: Path
) -> None:
    store = tmp_path / "store"
    build = start(corpus, store, "--scheduler", cluster.address)
    wait_for(lambda: batches(store) > 0)
    cluster.workers.pop(0).send_signal(signal.SIGKILL)
    code, _, err = finish(build)
    cluster.workers.append(cluster.add_worker())
    assert (code, err) == (0, [])
    assert contents(store) == whole
    assert failures(store) == {}


def children(pid: int) -> list[int]:
    found = []
    for task in os.listdir(f"/proc/{pid}/task"):
        told = Path(f"/proc/{pid}/task/{task}/children").read_text(encoding="ascii")
        found += [int(child) for child in told.split()]
    return found


def test_a_local_worker_that_is_killed_is_replaced_and_loses_nothing(
    corpus: Path, whole: dict[str, str], tmp_path: Path
) -> None:
    store = tmp_path / "store"
    build = start(corpus, store, "--workers", "1")
    wait_for(lambda: batches(store) > 0)
    (worker,) = [inner for child in children(build.pid) for inner in children(child)]
    os.kill(worker, signal.SIGKILL)
    code, _, err = finish(build)
    assert (code, err) == (0, [])
    assert contents(store) == whole
    assert failures(store) == {}


def test_a_build_that_is_killed_leaves_no_process_behind(corpus: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    build = start(corpus, store, "--workers", "1")
    wait_for(lambda: batches(store) > 0)
    build.kill()
    finish(build)
    wait_for(lambda: not is_running(build.pid))


def test_killed_at_random_moments_and_resumed_the_store_is_the_same(
    cluster: Cluster, corpus: Path, whole: dict[str, str], tmp_path: Path
) -> None:
    chance = random.Random(SEED)  # noqa: S311 - the same moments every time
    store = tmp_path / "store"
    for batch in range(2):
        build = start(corpus, store, "--scheduler", cluster.address)
        wait_for(lambda: batches(store) > batch or (store / NAME).exists())  # noqa: B023 - at once
        time.sleep(chance.random() / 2)
        build.kill()
        finish(build)
    kept = batches(store)
    code, out, err = finish(start(corpus, store, "--scheduler", cluster.address))
    assert (code, err) == (0, [])
    assert kept > 0
    assert f"read {COUNT}," not in out
    assert contents(store) == whole


def test_a_scheduler_that_goes_away_ends_the_build_in_one_line(
    corpus: Path, whole: dict[str, str], tmp_path: Path
) -> None:
    store = tmp_path / "store"
    own = Cluster(tmp_path)
    try:
        build = start(corpus, store, "--scheduler", own.address)
        wait_for(lambda: batches(store) > 0)
    finally:
        own.close()
    code, out, err = finish(build)
    assert (code, out) == (2, "")
    assert err == [f"newsfigures: {dask_cluster.GONE}"]
    built(corpus, store)
    assert contents(store) == whole


def test_ctrl_c_stops_local_workers_and_keeps_what_was_read(
    corpus: Path, whole: dict[str, str], tmp_path: Path
) -> None:
    store = tmp_path / "store"
    build = start(corpus, store, "--workers", "1")
    wait_for(lambda: batches(store) > 1)  # the first is entered, the second may just be written
    os.killpg(build.pid, signal.SIGINT)
    code, out, err = finish(build)
    assert (code, out) == (130, "")
    assert err == ["newsfigures: stopped; the same command goes on from here"]
    wait_for(lambda: not is_running(build.pid))
    assert batches(store) > 0
    assert not (store / NAME).exists()
    code, out, _ = finish(start(corpus, store, "--workers", "1"))
    assert code == 0
    assert f"read {COUNT}," not in out
    assert contents(store) == whole


@pytest.fixture
def no_client(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have a client that is made at all fail the test: half made ones stop the next for seconds."""
    monkeypatch.setattr(dask_cluster, "Client", lambda *_, **__: pytest.fail("a client was made"))


@pytest.mark.usefixtures("no_client")
def test_a_scheduler_that_is_not_there_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dask_cluster, "PATIENCE", 1)
    with pytest.raises(CorpusError) as told:
        dask_cluster.RemoteCrew("tcp://127.0.0.1:9").client()
    assert str(told.value).startswith("--scheduler tcp://127.0.0.1:9: ")
    assert "\n" not in str(told.value)


@pytest.mark.usefixtures("no_client")
@pytest.mark.parametrize(
    "address", ["tcp:/127.0.0.1", "127.0.0.1:port", "tcp://127.0.0.1", "tpc://127.0.0.1:8786", ""]
)
def test_what_is_no_address_is_one_line(address: str) -> None:
    with pytest.raises(CorpusError) as told:
        dask_cluster.RemoteCrew(address).client()
    assert str(told.value) == f"--scheduler {address}: {dask_cluster.NO_ADDRESS}"


def test_workers_are_copied_from_one_that_has_read(tmp_path: Path) -> None:
    crew = dask_cluster.LocalCrew(2, tmp_path / "scratch")
    try:
        client = crew.client()
        parents = set(client.run(os.getppid).values())
        loaded = client.run(modules)
    finally:
        crew.close()
    assert len(parents) == 1
    assert parents != {os.getpid()}
    assert set(loaded.values()) == {True}


def modules() -> bool:
    return "analysis.corpus.rehearsal" in sys.modules


def blocked() -> set[int]:
    return signal.pthread_sigmask(signal.SIG_BLOCK, [])


def test_interrupts_are_left_to_us_by_local_workers(tmp_path: Path) -> None:
    crew = dask_cluster.LocalCrew(1, tmp_path / "scratch")
    try:
        (mask,) = crew.client().run(blocked).values()
    finally:
        crew.close()
    assert {signal.SIGINT, signal.SIGTERM} <= mask
    assert blocked().isdisjoint((signal.SIGINT, signal.SIGTERM))


class Lost:
    """A future whose answer can no longer be fetched, of a client that gives out no others."""

    status = "finished"

    def submit(self, *_: object, **__: object) -> "Lost":
        return self

    def add_done_callback(self, call: Callable[["Lost"], None]) -> None:
        call(self)

    def result(self) -> None:
        raise CommClosedError("in <TCP (closed)>: Stream is closed")

    def scheduler_info(self, n_workers: int) -> None:
        raise CommClosedError(f"asked for {n_workers}: Stream is closed")

    def cancel(self, _: object) -> None:
        return


class LostCrew:
    def client(self) -> Any:
        return Lost()

    def close(self) -> None:
        return


def test_a_scheduler_that_goes_before_an_answer_is_fetched_is_said_in_one_line() -> None:
    with dask_cluster.readers_of(LostCrew(), Manner()) as readers:
        readers.submit([])
        with pytest.raises(CorpusError, match="the scheduler is gone"):
            readers.answer()
        with pytest.raises(CorpusError, match="the scheduler is gone"):
            _ = readers.full


def test_batches_are_not_kept_once_they_are_read(tmp_path: Path) -> None:
    crew = dask_cluster.LocalCrew(1, tmp_path)
    client = crew.client()
    try:
        for number in range(5):
            assert client.submit(len, "x" * number, pure=False).result() == number
        scheduler = client.cluster.scheduler
        senders = [*scheduler.stream_comms.values(), *scheduler.client_comms.values()]
        assert len(senders) == 2
        assert all(len(sender.recent_message_log) <= 1 for sender in senders)
    finally:
        crew.close()
