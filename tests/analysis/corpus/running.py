"""Builds, schedulers and workers as processes, and what is left of them when they are killed."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from tests.analysis.corpus import gate

COUNT = 220
"""Documents: two full batches and a short one, some of them on their way while others wait."""
LAST_DOCUMENT = f"article-{COUNT - 1:09}"
PATIENCE = 300


class Gate:
    """What the last batch of the corpus waits for, in all workers that tests have started."""

    def __init__(self, file: Path):
        self._file = file
        self._times = 0
        self.open()

    @property
    def environment(self) -> dict[str, str]:
        """The environment of a process whose workers wait at this gate."""
        own = {gate.GATE: str(self._file), gate.LAST: LAST_DOCUMENT}
        return os.environ | own | {"DASK_DISTRIBUTED__WORKER__PRELOAD": gate.__file__}

    def open(self) -> None:
        self._say(gate.OPEN)

    def shut(self) -> None:
        """Let nobody through from now on; who waits already is let through."""
        self._times += 1
        self._say(f"shut {self._times}")

    def _say(self, how: str) -> None:
        draft = self._file.with_name("draft")
        draft.write_text(how)
        draft.replace(self._file)


class Cluster:
    """A Dask scheduler and its workers, each a process started by hand."""

    def __init__(self, folder: Path, way: Gate):
        self._file = folder / "scheduler.json"
        self._folder = folder
        self._environment = way.environment
        self._processes: list[subprocess.Popen[bytes]] = []
        self._start("distributed.cli.dask_scheduler", "--port", "0", "--no-dashboard")
        wait_for(self._is_told)
        self.workers = [self.add_worker(), self.add_worker()]

    @property
    def address(self) -> str:
        return str(json.loads(self._file.read_text())["address"])

    def _is_told(self) -> bool:
        """Return whether the scheduler has written its whole file."""
        try:
            return bool(self.address)
        except (FileNotFoundError, json.JSONDecodeError):
            return False

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
            env=self._environment,
        )
        self._processes.append(process)
        return process


def wait_for(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, "it did not come"
        time.sleep(0.02)


def finish(process: "subprocess.Popen[str]") -> tuple[int, str, list[str]]:
    """Return the exit code, the output and what was complained of, once the build is over."""
    out, err = process.communicate(timeout=PATIENCE)
    lines = [line for line in err.splitlines() if line and "of the corpus" not in line]
    return process.returncode, out, lines


def batches(store: Path) -> int:
    return len(list((store / ".build" / "batches").glob("*.zip")))


def is_running(group: int) -> bool:
    """Return whether a process of the group is left; one that is over need not be collected."""
    states = map(state_and_group, filter(str.isdecimal, os.listdir("/proc")))
    return any(found == group and state not in "ZX" for state, found in states)


def state_and_group(pid: str) -> tuple[str, int]:
    """Return the state and the group of a process; of one that has gone an ``X`` and none."""
    try:
        told = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace")
    except (FileNotFoundError, ProcessLookupError):
        return "X", 0
    state, _, group, *_ = told.rpartition(")")[2].split()
    return state, int(group)


def children(pid: int) -> list[int]:
    found: list[int] = []
    for task in os.listdir(f"/proc/{pid}/task"):
        with suppress(FileNotFoundError, ProcessLookupError):  # that thread is over
            told = Path(f"/proc/{pid}/task/{task}/children").read_text(encoding="ascii")
            found += [int(child) for child in told.split()]
    return found
