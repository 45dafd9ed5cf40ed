"""Start the dashboard as a user does, and tell when it answers and what memory it holds."""

import os
import secrets
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from analysis.command_line import SETTINGS

START_SECONDS = 300.0
LAST_SECONDS = 60.0
"""Seconds for the first answer and for the end: what a machine takes that has much else to do."""
PORTS = range(20_000, 32_000)
"""Ports that no system gives out by itself: one found free is still free when the server begins."""
PROC = Path("/proc")


@dataclass(frozen=True)
class Server:
    """A running dashboard: its address, its process, and the seconds until it answered."""

    url: str
    pid: int
    started: float

    def megabytes(self) -> float:
        """Return the resident memory of the process and of those it started (Linux only)."""
        return sum(map(_resident, _family(self.pid))) / 1_000_000


@contextmanager
def serve(paths: list[Path], app: Path | None = None) -> Iterator[Server]:
    """Run ``newsfigures serve`` on ``paths`` at a free port until the block ends.

    ``app`` is another Streamlit script to be run on them instead.
    """
    port = free_port()
    given = [str(path.resolve()) for path in paths]
    command = [sys.executable, "-m", "analysis", "serve", *given, "--port", str(port)]
    if app is not None:
        options = [*SETTINGS, f"--server.port={port}"]
        command = [sys.executable, "-m", "streamlit", "run", str(app), *options, "--", *given]
    begun = time.perf_counter()
    process = subprocess.Popen(  # noqa: S603 - our own command
        command,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        url = f"http://127.0.0.1:{port}"
        wait_for(f"{url}/_stcore/health", process)
        yield Server(url, process.pid, time.perf_counter() - begun)
    finally:
        with suppress(ProcessLookupError):  # it ended by itself, which has been told of
            os.killpg(process.pid, signal.SIGTERM)
        process.wait(timeout=LAST_SECONDS)


def free_port() -> int:
    """Return a port of this machine that nobody listens at."""
    while True:
        port = secrets.choice(PORTS)
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port


def wait_for(url: str, process: subprocess.Popen[bytes]) -> None:
    """Return once the server answers; end the program with a line if it never does."""
    deadline = time.perf_counter() + START_SECONDS
    while time.perf_counter() < deadline:
        if process.poll() is not None:
            raise SystemExit(f"The server ended at once, with {process.returncode}.")
        try:
            with urllib.request.urlopen(url, timeout=2) as answer:  # noqa: S310 - always http
                if answer.status == 200:
                    return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.02)
    raise SystemExit(f"The server did not answer within {START_SECONDS:.0f} seconds.")


def _resident(pid: int) -> int:
    pages = int((PROC / str(pid) / "statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


def _family(pid: int) -> list[int]:
    """Return ``pid`` and all processes below it."""
    children = (PROC / str(pid) / "task" / str(pid) / "children").read_text(encoding="ascii")
    return [pid, *(one for child in children.split() for one in _family(int(child)))]
