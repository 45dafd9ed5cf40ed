"""Keep decisions in a file that several reviewers write to and that survives a crash in mid-write.

One line of JSON is one decision, and lines are only ever added. A line counts from its line end on:
what a crash left of the last one is cut off by whoever writes next, which loses nothing, since a
decision is only said to be kept once its whole line is on the disk.
"""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from analysis.reviewing.ledger import Entry
from analysis.reviewing.lines import LineError, is_torn, line_of, numbered, read_file

try:
    import fcntl
except ImportError:  # Windows has other locks, which nobody has tried here
    fcntl = None  # type: ignore[assignment] # told apart where a lock is asked for

PRIVATE = 0o600
CHUNK = 1 << 16


class JournalError(Exception):
    """The file cannot be used; the message says which, why, and where in it."""


@dataclass(frozen=True)
class News:
    """Entries that were written since the last look; ``anew`` where they are all there are."""

    entries: tuple[Entry, ...]
    anew: bool = False


class Journal:
    """The decisions in the file at ``path``, made where it is missing.

    Every instance reads on from where it stopped, so each reviewer needs one of their own.

    Raises:
        JournalError: the file cannot be made, read or written to, or holds something else.
    """

    def __init__(self, path: Path) -> None:
        if fcntl is None:
            raise JournalError(f"{path}: this system has no file locks that decisions can rely on")
        self.path = path
        self._place, self._line, self._file = 0, 1, (0, 0)
        with self._opened(os.O_CREAT) as file:
            content = _from(file, 0)
        try:
            read_file(content)
        except LineError as error:
            raise JournalError(f"{path}: {error}") from error

    def news(self) -> News:
        """Return the entries that were written since the last call, by whomever.

        A file that was put in the place of another, or cut, is read anew from its beginning.

        Raises:
            JournalError: the file cannot be read, or a line of it is no decision.
        """
        with self._reading() as file:
            status = os.fstat(file)
            here = status.st_dev, status.st_ino
            anew = here != self._file or status.st_size < self._place
            place, line = (0, 1) if anew else (self._place, self._line)
            content = _from(file, place)
        whole = content[: content.rfind(b"\n") + 1]
        lines = whole.split(b"\n")[:-1]
        try:
            entries = numbered(lines, line)
        except LineError as error:
            raise JournalError(f"{self.path}: {error}") from error
        self._file, self._place, self._line = here, place + len(whole), line + len(lines)
        return News(tuple(entries), anew)

    def write(self, entries: Iterable[Entry]) -> None:
        """Add ``entries`` to the file; they are on the disk when this returns, all or none.

        Raises:
            JournalError: the file cannot be written to.
        """
        content = b"".join(map(line_of, entries))
        with self._opened() as file:
            end = _mend(file)
            try:
                _write_all(file, content)
                os.fsync(file)
            except OSError:
                os.ftruncate(file, end)
                raise

    @contextmanager
    def _opened(self, flags: int = 0) -> Iterator[int]:
        """Open the file for reading and adding, for this process alone while it lasts."""
        with self._plainly():
            file = os.open(self.path, os.O_RDWR | os.O_APPEND | os.O_CLOEXEC | flags, PRIVATE)
            try:
                fcntl.flock(file, fcntl.LOCK_EX)
                yield file
            finally:
                os.close(file)

    @contextmanager
    def _reading(self) -> Iterator[int]:
        with self._plainly():
            file = os.open(self.path, os.O_RDONLY | os.O_CLOEXEC)
            try:
                yield file
            finally:
                os.close(file)

    @contextmanager
    def _plainly(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            raise JournalError(f"{self.path}: decisions cannot be kept here ({reason})") from error


def _mend(file: int) -> int:
    """Cut off or finish a last line that has no end; return where the file ends then."""
    size = os.fstat(file).st_size
    start = _last_line(file, size)
    if start == size:
        return size
    if is_torn(_from(file, start)):
        os.ftruncate(file, start)
        return start
    _write_all(file, b"\n")
    return size + 1


def _last_line(file: int, size: int) -> int:
    """Return where the characters after the last line end begin."""
    at = size
    while at > 0:
        start = max(0, at - CHUNK)
        found = os.pread(file, at - start, start).rfind(b"\n")
        if found >= 0:
            return start + found + 1
        at = start
    return 0


def _from(file: int, start: int) -> bytes:
    parts = []
    while part := os.pread(file, CHUNK, start):
        parts.append(part)
        start += len(part)
    return b"".join(parts)


def _write_all(file: int, content: bytes) -> None:
    while content:
        content = content[os.write(file, content) :]
