"""Measure how archives become stores: throughput, memory, growth, restarts, builds without change.

    python -m benchmarks.archive [--sizes 10000 50000 100000] [--kills 20] [--write docs/scale.md]

Makes archives of articles from the grammar of archive.toml and builds them with the command
``newsfigures build``, as anybody would. Beside wall time, which other work on the machine
lengthens, it takes processor seconds of all processes of a build, and the peak of what they hold
together (pages that two of them share are counted twice).
"""

import argparse
import hashlib
import os
import random
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.articles import SENTENCES, write_lines
from benchmarks.children import python, usual_environment
from benchmarks.scale_page import Beside, Build, Report, Restart, page
from benchmarks.sections import write_section

SAMPLED_EVERY = 0.25
WORKERS, BATCH = 2, 100


def tree(pid: int) -> list[int]:
    """Return a process and all that it has started, as Linux tells it."""
    found = [pid]
    for process in found:
        try:
            tasks = os.listdir(f"/proc/{process}/task")
            for task in tasks:
                children = Path(f"/proc/{process}/task/{task}/children").read_text(encoding="ascii")
                found += [int(child) for child in children.split()]
        except OSError:
            continue  # it has ended
    return found


def resident(pids: Sequence[int]) -> float:
    """Return the megabytes of resident memory that processes have together."""
    total = 0
    for pid in pids:
        try:
            pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
        except OSError:
            continue  # it has ended
        total += pages * os.sysconf("SC_PAGE_SIZE")
    return total / 1e6


def processor_seconds(pids: Sequence[int]) -> dict[int, float]:
    """Return the processor seconds that each process has used so far."""
    used = {}
    for pid in pids:
        try:
            told = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8")
        except OSError:
            continue
        fields = told.rpartition(")")[2].split()
        used[pid] = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return used


@dataclass
class Watch:
    """The peak of memory and the processor seconds of a tree of processes."""

    pid: int
    megabytes: float = 0.0
    seconds: dict[int, float] = field(default_factory=dict)
    _over: threading.Event = field(default_factory=threading.Event)

    def run(self) -> None:
        """Look again and again until the watch is over."""
        while not self._over.wait(SAMPLED_EVERY):
            pids = tree(self.pid)
            self.megabytes = max(self.megabytes, resident(pids))
            self.seconds |= processor_seconds(pids)

    def end(self) -> None:
        """End the watch."""
        self._over.set()


@contextmanager
def watched(process: "subprocess.Popen[str]") -> Iterator[Watch]:
    """Watch a process and its children meanwhile."""
    watch = Watch(process.pid)
    thread = threading.Thread(target=watch.run)
    thread.start()
    try:
        yield watch
    finally:
        watch.end()
        thread.join()


def started(corpus: Path, store: Path, workers: int) -> "subprocess.Popen[str]":
    """Start a build, as the command line does."""
    return run_by("-m", "analysis", "build", str(corpus), str(store), "--workers", str(workers))


def run_by(*words: str) -> "subprocess.Popen[str]":
    """Start Python with ``words``."""
    return subprocess.Popen(  # noqa: S603 - our own command
        python(*words),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env=usual_environment(),
    )


def build(corpus: Path, store: Path, workers: int = WORKERS) -> Build:
    """Build to the end and return what that cost.

    Raises:
        subprocess.CalledProcessError: the build failed.
    """
    return finished(started(corpus, store, workers))


def finished(begun: "subprocess.Popen[str]") -> Build:
    """Wait for a build and return what it cost.

    Raises:
        subprocess.CalledProcessError: it failed.
    """
    since = time.monotonic()
    with begun as process, watched(process) as watch:
        out = process.communicate()[0]
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, process.args)
    seconds = time.monotonic() - since
    return Build(read_of(out), seconds, sum(watch.seconds.values()), watch.megabytes)


def read_of(line: str) -> int:
    """Return how many documents a build has read now, by its last line.

    >>> read_of("9 documents, 40 figures, 0 failed; read 1,200, kept 3, dropped 0; the store is s")
    1200
    """
    return int(line.partition("; read ")[2].partition(", kept")[0].replace(",", ""))


def side_by_side(folder: Path, documents: int) -> Beside:
    """Build half each in two single processes without Dask, then all of it with two workers."""
    halves = [folder / f"half-{half}.jsonl" for half in (0, 1)]
    for number, half in enumerate(halves):
        write_lines(half, documents // 2, first=number * documents // 2)
    both = folder / "both.jsonl"
    write_lines(both, documents)
    words = [("-m", "benchmarks.alone", str(half), str(half.with_suffix(""))) for half in halves]
    with ThreadPoolExecutor(len(words)) as pool:
        alone = list(pool.map(lambda command: finished(run_by(*command)), words))
    return Beside(
        documents,
        build(both, folder / "both"),
        Build(
            sum(one.documents for one in alone),
            max(one.seconds for one in alone),
            sum(one.processor for one in alone),
            sum(one.megabytes for one in alone),
        ),
    )


def checksums(store: Path) -> dict[str, str]:
    """Return the checksum of each file of a store that is in sight."""
    files = (path for path in store.rglob("*") if path.is_file() and ".build" not in path.parts)
    return {
        str(path.relative_to(store)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in files
    }


def kill(corpus: Path, store: Path, after: float) -> None:
    """Start a build and kill it after so many seconds."""
    with started(corpus, store, WORKERS) as process:
        try:
            process.communicate(timeout=after)
        except subprocess.TimeoutExpired:
            process.kill()


def equal_after_kills(corpus: Path, folder: Path, kills: int) -> int:
    """Kill builds at random moments, go on with each, and count those that end as if unbroken."""
    whole = build(corpus, folder / "whole")
    expected = checksums(folder / "whole")
    chance = random.Random(kills)  # noqa: S311 - the same moments every time
    equal = 0
    for number in range(kills):
        store = folder / f"killed-{number}"
        kill(corpus, store, chance.random() * whole.seconds)
        build(corpus, store)
        equal += checksums(store) == expected
        shutil.rmtree(store, ignore_errors=True)
    return equal


def killed_half_way(corpus: Path, store: Path, documents: int) -> Restart:
    """Kill a build when half of it has been read, and finish it."""
    with started(corpus, store, WORKERS) as process:
        while process.poll() is None and written(store) * BATCH < documents / 2:
            time.sleep(SAMPLED_EVERY)
        process.kill()
    again = build(corpus, store)
    return Restart(documents, documents - again.documents, WORKERS * BATCH)


def written(store: Path) -> int:
    """Return the number of the last batch that a build has written."""
    batches = (store / ".build" / "batches").glob("*.zip")
    return max((int(path.stem) for path in batches), default=0)


def measured(options: argparse.Namespace, folder: Path) -> Report:
    """Measure all that is asked for, one thing after the other."""
    report = Report(options.sentences)
    for size in options.sizes:
        corpus, store = folder / f"{size}.jsonl.gz", folder / f"store-{size}"
        write_lines(corpus, size, sentences=options.sentences)
        report.builds[size] = build(corpus, store)
        report.again[size] = build(corpus, store)
        print(size, report.builds[size], report.again[size], flush=True)
        if options.half and size == options.sizes[-1]:
            report.restart = killed_half_way(corpus, folder / "half", size)
            report.half_equal = checksums(folder / "half") == checksums(store)
        shutil.rmtree(store)
    if options.beside:
        report.beside = side_by_side(folder, options.beside)
    if options.kills:
        corpus = folder / "kills.jsonl"
        write_lines(corpus, options.kill_size)
        equal = equal_after_kills(corpus, folder, options.kills)
        report.kills = (equal, options.kills, options.kill_size)
    return report


def main() -> int:
    """Print the report, or write it into a page."""
    parser = argparse.ArgumentParser(description="Measure how archives become stores.")
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 50_000, 100_000])
    parser.add_argument("--sentences", type=int, default=SENTENCES, help="of an article, about")
    parser.add_argument("--kills", type=int, default=20, help="0: none")
    parser.add_argument("--kill-size", type=int, default=1_000)
    parser.add_argument("--beside", type=int, default=2_000, help="documents; 0: leave it out")
    parser.add_argument("--half", action=argparse.BooleanOptionalAction, default=True)
    parser.add_argument("--write", type=Path, help="page whose section is to be replaced")
    parser.add_argument("--section", default="scale", help="the section's name")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        text = page(measured(options, Path(folder)))
    if options.write is None:
        print(text)
    else:
        write_section(options.write, options.section, text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
