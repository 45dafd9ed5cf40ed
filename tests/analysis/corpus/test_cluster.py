"""Builds as people run them: over a real scheduler, killed with SIGKILL, stopped with Ctrl-C.

Where something happens in the middle of a build, a gate keeps it from being over before (gate.py).
"""

import asyncio
import logging
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from distributed.comm.core import CommClosedError
from distributed.utils import warn_on_duration

from analysis.corpus import cluster as dask_cluster
from analysis.corpus.batches import Manner
from analysis.corpus.errors import CorpusError
from analysis.corpus.store.manifest import NAME
from benchmarks.articles import write_lines
from tests.analysis.corpus.made import built, contents, failures
from tests.analysis.corpus.running import (
    COUNT,
    Cluster,
    Gate,
    batches,
    children,
    finish,
    is_running,
    wait_for,
)

SEED = 20261130


@pytest.fixture(scope="module")
def way(tmp_path_factory: pytest.TempPathFactory) -> Gate:
    return Gate(tmp_path_factory.mktemp("way") / "gate")


@pytest.fixture
def shut_way(way: Gate) -> Iterator[Gate]:
    """Return the gate, shut until the test opens it or ends."""
    way.shut()
    yield way
    way.open()


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory, way: Gate) -> Iterator[Cluster]:
    running = Cluster(tmp_path_factory.mktemp("cluster"), way)
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


Build = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def start(corpus: Path, way: Gate) -> Build:
    """Return a function that starts ``newsfigures build`` in a group of processes of its own."""

    def started(store: Path, *options: str) -> "subprocess.Popen[str]":
        return subprocess.Popen(
            [sys.executable, "-m", "analysis", "build", str(corpus), str(store), *options],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
            env=way.environment,
        )

    return started


def test_a_scheduler_and_two_workers_give_the_same_store(
    cluster: Cluster, start: Build, whole: dict[str, str], tmp_path: Path
) -> None:
    store = tmp_path / "store"
    code, out, err = finish(start(store, "--scheduler", cluster.address))
    assert (code, err) == (0, [])
    assert out.startswith(f"{COUNT} documents, ")
    assert out.endswith(f"read {COUNT}, kept 0, dropped 0; the store is {store}\n")
    assert contents(store) == whole


def test_a_worker_that_is_killed_loses_nothing(
    cluster: Cluster, start: Build, shut_way: Gate, whole: dict[str, str], tmp_path: Path
) -> None:
    store = tmp_path / "store"
    build = start(store, "--scheduler", cluster.address)
    wait_for(lambda: batches(store) > 0)
    cluster.workers.pop(0).send_signal(signal.SIGKILL)
    shut_way.open()
    code, _, err = finish(build)
    cluster.workers.append(cluster.add_worker())
    assert (code, err) == (0, [])
    assert contents(store) == whole
    assert failures(store) == {}


def test_a_local_worker_that_is_killed_is_replaced_and_loses_nothing(
    start: Build, shut_way: Gate, whole: dict[str, str], tmp_path: Path
) -> None:
    store = tmp_path / "store"
    build = start(store, "--workers", "1")
    wait_for(lambda: batches(store) > 0)
    (worker,) = [inner for child in children(build.pid) for inner in children(child)]
    os.kill(worker, signal.SIGKILL)
    shut_way.open()
    code, _, err = finish(build)
    assert (code, err) == (0, [])
    assert contents(store) == whole
    assert failures(store) == {}


@pytest.mark.usefixtures("shut_way")
def test_a_build_that_is_killed_leaves_no_process_behind(start: Build, tmp_path: Path) -> None:
    store = tmp_path / "store"
    build = start(store, "--workers", "1")
    wait_for(lambda: batches(store) > 0)
    assert is_running(build.pid)
    build.kill()
    finish(build)
    wait_for(lambda: not is_running(build.pid))


def test_killed_at_random_moments_and_resumed_the_store_is_the_same(
    cluster: Cluster, start: Build, shut_way: Gate, whole: dict[str, str], tmp_path: Path
) -> None:
    chance = random.Random(SEED)  # noqa: S311 - the same moments every time
    store = tmp_path / "store"
    for batch in range(2):
        build = start(store, "--scheduler", cluster.address)
        wait_for(lambda: batches(store) > batch)  # noqa: B023 - at once
        time.sleep(chance.random() / 2)
        build.kill()
        finish(build)
        shut_way.shut()  # the workers do not wait on for a build that is gone
    kept = batches(store)
    shut_way.open()
    code, out, err = finish(start(store, "--scheduler", cluster.address))
    assert (code, err) == (0, [])
    assert kept > 0
    assert f"read {COUNT}," not in out
    assert contents(store) == whole


def test_a_scheduler_that_goes_away_ends_the_build_in_one_line(
    corpus: Path, start: Build, shut_way: Gate, whole: dict[str, str], tmp_path: Path
) -> None:
    store = tmp_path / "store"
    own = Cluster(tmp_path, shut_way)
    try:
        build = start(store, "--scheduler", own.address)
        wait_for(lambda: batches(store) > 0)
    finally:
        own.close()
    code, out, err = finish(build)
    assert (code, out) == (2, "")
    assert err == [f"newsfigures: {dask_cluster.GONE}"]
    built(corpus, store)
    assert contents(store) == whole


def test_ctrl_c_stops_local_workers_and_keeps_what_was_read(
    start: Build, shut_way: Gate, whole: dict[str, str], tmp_path: Path
) -> None:
    store = tmp_path / "store"
    build = start(store, "--workers", "1")
    wait_for(lambda: batches(store) > 1)  # the first is entered, the second may just be written
    os.killpg(build.pid, signal.SIGINT)
    code, out, err = finish(build)
    assert (code, out) == (130, "")
    assert err == ["newsfigures: stopped; the same command goes on from here"]
    wait_for(lambda: not is_running(build.pid))
    assert batches(store) > 0
    assert not (store / NAME).exists()
    shut_way.open()
    code, out, _ = finish(start(store, "--workers", "1"))
    assert code == 0
    assert f"read {COUNT}," not in out
    assert contents(store) == whole


@pytest.fixture
def no_client(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have a client that is made at all fail the test: half made ones stop the next for seconds."""
    monkeypatch.setattr(dask_cluster, "Client", lambda *_, **__: pytest.fail("a client was made"))


@pytest.mark.usefixtures("no_client")
def test_a_scheduler_that_is_not_there_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    monkeypatch.setattr(dask_cluster, "SOON", 0.1)
    monkeypatch.setattr(dask_cluster, "PATIENCE", 1)
    with pytest.raises(CorpusError) as told:
        dask_cluster.RemoteCrew("tcp://127.0.0.1:9", said.append).client()
    assert str(told.value).startswith("--scheduler tcp://127.0.0.1:9: ")
    assert "\n" not in str(told.value)
    assert said == ["no scheduler at tcp://127.0.0.1:9 yet; waiting for one, up to 1 s"]


@pytest.mark.usefixtures("no_client")
@pytest.mark.parametrize(
    "address", ["tcp:/127.0.0.1", "127.0.0.1:port", "tcp://127.0.0.1", "tpc://127.0.0.1:8786", ""]
)
def test_what_is_no_address_is_one_line(address: str) -> None:
    with pytest.raises(CorpusError) as told:
        dask_cluster.RemoteCrew(address, pytest.fail).client()
    assert str(told.value) == f"--scheduler {address}: {dask_cluster.NO_ADDRESS}"


@pytest.mark.usefixtures("no_client")
def test_a_scheduler_is_asked_for_where_a_loop_runs_already_too() -> None:
    async def ask() -> None:
        dask_cluster.RemoteCrew("tpc://127.0.0.1:8786", pytest.fail).client()

    with pytest.raises(CorpusError, match="this is no address"):
        asyncio.run(ask())


def test_workers_are_copied_from_one_that_has_read(tmp_path: Path) -> None:
    crew = dask_cluster.LocalCrew(2, tmp_path / "scratch")
    try:
        client = crew.client()
        parents = set(client.run(os.getppid).values())
        loaded = client.run(modules)
        told = client.run(loggers_that_tell)
    finally:
        crew.close()
    assert len(parents) == 1
    assert parents != {os.getpid()}
    assert set(loaded.values()) == {True}
    assert list(told.values()) == [[], []]


def loggers_that_tell() -> list[str]:
    names = dask_cluster.LOGGERS
    return [name for name in names if logging.getLogger(name).isEnabledFor(logging.ERROR)]


def test_a_busy_disk_is_not_told_of(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    warn = partial(warn_on_duration, "0s")
    monkeypatch.setattr("distributed.core.warn_on_duration", lambda _, told: warn(told))
    crew = dask_cluster.LocalCrew(1, tmp_path / "scratch")
    try:
        crew.client()
    finally:
        crew.close()


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
