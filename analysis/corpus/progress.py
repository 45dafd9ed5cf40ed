"""Tell how far a build has come, how fast it is and how long it will take."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TextIO

from analysis.corpus.errors import shown

EVERY_ON_SCREEN, EVERY_IN_LOGS = 0.5, 10.0
FAILURES_TOLD = 100
WIDTH = 100


@dataclass
class Progress:
    """Lines about a build on ``target``: one that changes on a screen, one now and then in a log.

    ``total`` counts bytes of the corpus: of a packed file nobody knows the documents beforehand.
    """

    target: TextIO
    total: int
    clock: Callable[[], float] = time.monotonic
    kept: int = 0
    read: int = 0
    failed: int = 0
    _bytes_kept: int = 0
    _bytes_read: int = 0
    _begun: float | None = None
    _told: float | None = None
    _drawn: bool = False

    def begin(self) -> None:
        """Begin to count the time that reading takes, unless that has begun."""
        if self._begun is None:
            self._begun = self.clock()

    def keep(self, size: int) -> None:
        """Count a document that is kept as it was, with the bytes of the corpus it lies in."""
        self.kept += 1
        self._bytes_kept += size

    def advance(self, documents: int, size: int) -> None:
        """Count documents that have been read now, with the bytes of the corpus they lie in."""
        self.read += documents
        self._bytes_read += size

    def tell(self) -> None:
        """Write how things stand, unless that was done a moment ago."""
        screen, now = self.target.isatty(), self.clock()
        every = EVERY_ON_SCREEN if screen else EVERY_IN_LOGS
        if self._told is None or now - self._told < every:
            self._told = now if self._told is None else self._told
            return
        self._told = now
        if screen:
            self.target.write(f"\r{self.line():{WIDTH}.{WIDTH}}")
            self._drawn = True
        else:
            self.target.write(f"newsfigures: {time.strftime('%H:%M:%S')} {self.line()}\n")
        self.target.flush()

    def fail(self, name: str, reason: str) -> None:
        """Name a document that cannot be read; after many of them only their number is told."""
        self.failed += 1
        if self.failed <= FAILURES_TOLD:
            self.say(f"{shown(name)}: {shown(reason)}")
        if self.failed == FAILURES_TOLD:
            self.say("further failures are not listed here; the table failures has them all")

    def say(self, line: str) -> None:
        """Write a line of its own."""
        self.end()
        self.target.write(f"newsfigures: {line}\n")
        self.target.flush()

    def end(self) -> None:
        """Leave the line that changes, so that others can follow."""
        if self._drawn:
            self.target.write(f"\r{'':{WIDTH}}\r")
            self._drawn = False

    def line(self) -> str:
        """Return how things stand as one line.

        >>> import sys
        >>> times = iter((0.0, 10.0))
        >>> progress = Progress(sys.stderr, 4000, lambda: next(times))
        >>> progress.begin()
        >>> progress.keep(1000)
        >>> progress.advance(10, 1000)
        >>> progress.line()
        '50 % of the corpus, 11 documents (10 read now), 1.0 documents/s, 20 s left'
        """
        done = self._bytes_kept + self._bytes_read
        share = min(1.0, done / self.total) if self.total else 1.0
        parts = [f"{100 * share:.0f} % of the corpus"]
        parts.append(f"{self.kept + self.read:,} documents ({self.read:,} read now)")
        if self.failed:
            parts.append(f"{self.failed:,} failed")
        seconds = 0.0 if self._begun is None else self.clock() - self._begun
        if self.read and seconds > 0:
            parts.append(f"{self.read / seconds:,.1f} documents/s")
            left = max(0, self.total - done) * seconds / max(1, self._bytes_read)
            parts.append(f"{duration(left)} left")
        return ", ".join(parts)


def duration(seconds: float) -> str:
    """Return a length of time in its two largest units.

    >>> [duration(seconds) for seconds in (7, 90, 3700, 200_000)]
    ['7 s', '1 min 30 s', '1 h 1 min', '2 d 7 h']
    """
    left = round(seconds)
    for unit, size, smaller, part in (("d", 86_400, "h", 3_600), ("h", 3_600, "min", 60)):
        if left >= size:
            return f"{left // size} {unit} {left % size // part} {smaller}"
    return f"{left // 60} min {left % 60} s" if left >= 60 else f"{left} s"
