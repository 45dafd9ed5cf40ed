"""Read files that may be compressed, damaged or bombs, without ever holding more than a line."""

import io
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import IO, Protocol

import pyarrow as pa

LONGEST_LINE = 20_000_000
"""Bytes of a line of a table: the largest document, with every character escaped."""
PIECE = 1 << 18
BOMB_RATIO, HARMLESS = 200, 64_000_000
"""Text shrinks to a tenth, lists of the same to a fiftieth; a few bytes may become HARMLESS."""
LARGEST_READ = 32_000_000
"""No header of an archive is as long as that; whoever says so wants our memory."""

BOMB = (
    f"it unpacks to more than {BOMB_RATIO} times its size, as only a trap does; "
    "what follows in it was not read"
)
CODECS = {".gz": "gzip", ".zst": "zstd"}


class BombError(OSError):
    """What is being unpacked grows as no archive of texts does."""

    def __init__(self) -> None:
        super().__init__(BOMB)
        self.strerror = BOMB


BROKEN = (
    OSError,
    EOFError,
    ValueError,
    RuntimeError,
    zlib.error,
    zipfile.BadZipFile,
    tarfile.TarError,
    pa.ArrowException,
)
"""What reading damaged or hostile containers raises."""


class Readable(Protocol):
    """Whatever gives out bytes in pieces."""

    def read(self, size: int = -1, /) -> bytes:
        """Return up to ``size`` bytes; none at the end."""


def check_growth(given: int, used: int) -> None:
    """Refuse what has grown from ``used`` bytes to ``given`` while it was unpacked.

    Raises:
        BombError: that is more than BOMB_RATIO times, and more than HARMLESS.
    """
    if given > HARMLESS + BOMB_RATIO * used:
        raise BombError


def unpacked(raw: IO[bytes] | io.RawIOBase, codec: str | None) -> Readable:
    """Return what ``raw`` holds, through the codec "gzip" or "zstd" where one is named."""
    if codec is None:
        return raw
    stream: Readable = pa.CompressedInputStream(pa.PythonFile(raw, mode="r"), codec)
    return stream


class Stream(io.RawIOBase):
    """A file read once from start to end, watched by how much of it has been used so far.

    It can tell and seek forwards, which is what archives need.

    Raises:
        BombError: on reading, when far more has come out than went in.
    """

    def __init__(self, source: Readable, used: Callable[[], int]):
        super().__init__()
        self._source = source
        self._used = used
        self._told = 0

    def readable(self) -> bool:
        """Return True: it is for reading."""
        return True

    def seekable(self) -> bool:
        """Return True, though only ways forwards are open."""
        return True

    def tell(self) -> int:
        """Return how many bytes have come out."""
        return self._told

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go forwards to ``offset``.

        Raises:
            OSError: it lies behind.
        """
        if whence != io.SEEK_SET or offset < self._told:
            raise OSError("it leads back to what has been read")
        while self._told < offset and self.read(min(PIECE, offset - self._told)):
            pass
        return self._told

    def read(self, size: int = -1) -> bytes:
        """Return up to ``size`` bytes; fewer only at the end."""
        if not 0 <= size <= LARGEST_READ:
            raise OSError("it holds a header that is too long to be one")
        pieces: list[bytes] = []
        missing = size
        while missing and (piece := self._source.read(missing)):
            pieces.append(piece)
            missing -= len(piece)
        self._told += size - missing
        check_growth(self._told, self._used())
        return b"".join(pieces)


def lines_of(stream: Readable) -> Iterator[bytes | None]:
    r"""Yield the lines of a file without their ends; ``None`` stands for one that is too long.

    >>> list(lines_of(io.BytesIO(b"a\n" + b"b" * (LONGEST_LINE + 1) + b"\nc")))
    [b'a', None, b'c']
    """
    pieces: list[bytes] = []
    length = 0
    while piece := stream.read(PIECE):
        *ended, rest = piece.split(b"\n")
        for part in ended:
            pieces.append(part)
            yield b"".join(pieces) if length + len(part) <= LONGEST_LINE else None
            pieces, length = [], 0
        pieces.append(rest)
        length += len(rest)
        if length > LONGEST_LINE:
            pieces = []
    if length:
        yield b"".join(pieces) if length <= LONGEST_LINE else None
