"""Keep the arrays of a store in files that are mapped into memory, so that they need none of it.

The files are made once for each manifest, by whoever serves the store first, in a folder outside
the store. A file is written under another name and renamed when it is whole: a server that is
killed leaves none that is half there, and of two servers that make the same one both may finish.
"""

import json
import mmap
import os
import secrets
import shutil
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO

import numpy as np

from analysis.arrays import Array, Arrays, Make
from analysis.corpus.errors import CorpusError, reason_of
from analysis.corpus.extractor import code_sha256
from analysis.corpus.store.files import settle
from analysis.corpus.store.manifest import NAME

FORMAT = b"newsfigures arrays 1\n"
ALIGNED = 64
"""Bytes at a multiple of which each array begins, as numpy and Arrow want it."""
LENGTH = 8
ENDING, UNFINISHED = ".arrays", ".part"
A_DAY = 86_400
"""Seconds after which an unfinished file is taken for what a killed server left."""
BYTES_PER_FIGURE = 320
"""Room on the disk that a store takes for each of its figures, seen with some to spare."""


def usual_folder() -> Path:
    """Return where arrays are kept unless the reader says otherwise: the user's cache."""
    root = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    return Path(root or Path.home() / ".cache") / "newsfigures"


def folder_of(store: Path, cache: Path) -> Path:
    """Return the folder below ``cache`` for what ``store`` holds now and this program makes of it.

    Another manifest or another program has another folder.

    Raises:
        OSError: the manifest cannot be read.
    """
    place = store.resolve()
    known = sha256((place / NAME).read_bytes() + code_sha256().encode()).hexdigest()
    return cache / f"{place.name}-{sha256(str(place).encode()).hexdigest()[:12]}" / known[:20]


class MappedFiles:
    """Keeps arrays in files of ``folder``; what cannot be written there is held in memory."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @property
    def fresh(self) -> bool:
        """Whether no array is kept yet."""
        return next(self._folder.glob(f"*{ENDING}"), None) is None

    def kept(self, name: str, make: Make) -> Arrays:
        """Return the arrays called ``name``, mapped; ``make`` makes them if no whole file has them.

        Raises:
            CorpusError: they cannot be written.
        """
        file = self._folder / f"{name.replace(' ', '-')}{ENDING}"
        found = mapped(file)
        if found is None:
            write_arrays(file, make())
            found = mapped(file)
        if found is None:
            raise CorpusError(f"{file}: somebody else deleted or damaged it")
        return found


class Kept:
    """Keeps arrays in mapped files as long as they can be written, and in memory from then on.

    For what is worked out while a reader waits: a disk that is full is no reason to show nothing.
    """

    def __init__(self, files: MappedFiles) -> None:
        self._files = files

    def kept(self, name: str, make: Make) -> Arrays:
        """Return the arrays called ``name``."""
        try:
            return self._files.kept(name, make)
        except CorpusError:
            return dict(make())


def opened(store: Path, cache: Path, figures: int) -> MappedFiles:
    """Return the files of ``store`` below ``cache``; those of its older manifests are deleted.

    Raises:
        CorpusError: there is no room for them, or nothing can be written there.
    """
    try:
        folder = folder_of(store, cache)
        fresh = not folder.exists()
        folder.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=folder, suffix=UNFINISHED):
            pass
        room = shutil.disk_usage(folder).free
    except OSError as error:
        raise CorpusError(
            f"{cache}: what is worked out of {store} cannot be written there "
            f"({reason_of(error)}); name another folder with --cache"
        ) from error
    needed = figures * BYTES_PER_FIGURE
    if fresh and room < needed:
        folder.rmdir()
        raise CorpusError(
            f"{cache}: {store} needs about {needed / 1e9:.1f} GB there, and {room / 1e9:.1f} GB "
            "are free; name another folder with --cache"
        )
    _tidy(folder)
    return MappedFiles(folder)


def _tidy(folder: Path) -> None:
    """Delete what other manifests or programs left, and files that nobody will finish."""
    for other in folder.parent.iterdir():
        if other != folder:
            shutil.rmtree(other, ignore_errors=True)
    for part in folder.glob(f"*{UNFINISHED}"):
        if time.time() - part.stat().st_mtime > A_DAY:
            part.unlink(missing_ok=True)


def write_arrays(file: Path, arrays: Iterable[tuple[str, Array]]) -> None:
    """Write ``arrays`` one after the other into ``file``, which is there whole or not at all.

    Raises:
        CorpusError: it cannot be written.
    """
    part = file.with_name(f".{file.stem}.{secrets.token_hex(8)}{UNFINISHED}")
    try:
        with _said(file):
            file.parent.mkdir(parents=True, exist_ok=True)
            target = part.open("wb")
        with target:
            _write(target, file, arrays)
        with _said(file):
            part.replace(file)
            settle(file.parent)
    finally:
        part.unlink(missing_ok=True)


def _write(target: IO[bytes], file: Path, arrays: Iterable[tuple[str, Array]]) -> None:
    places: dict[str, tuple[str, int, int]] = {}
    with _said(file):
        target.write(FORMAT.ljust(ALIGNED, b"\0"))
    for name, array in arrays:  # to make them may fail for reasons of its own
        with _said(file):
            places[name] = (array.dtype.str, len(array), target.tell())
            target.write(np.ascontiguousarray(array).view(np.uint8).data)
            target.write(b"\0" * (-target.tell() % ALIGNED))
    told = json.dumps(places).encode()
    with _said(file):
        target.write(told + len(told).to_bytes(LENGTH, "little") + FORMAT)
        target.flush()
        os.fsync(target.fileno())


@contextmanager
def _said(file: Path) -> Iterator[None]:
    """Say in one line that ``file`` could not be written."""
    try:
        yield
    except OSError as error:
        raise CorpusError(
            f"{file.parent}: cannot be written to ({reason_of(error)}); make room, or name another "
            "folder with --cache"
        ) from error


def mapped(file: Path) -> Arrays | None:
    """Return the arrays of ``file``, read where they lie; ``None`` if there is no whole one."""
    try:
        with file.open("rb") as opened_file:
            content = mmap.mmap(opened_file.fileno(), 0, access=mmap.ACCESS_READ)
    except (OSError, ValueError):  # none, or an empty one
        return None
    end = len(content) - len(FORMAT)
    if content[max(end, 0) :] != FORMAT or content[: len(FORMAT)] != FORMAT:
        return None
    length = int.from_bytes(content[end - LENGTH : end], "little")
    places = json.loads(content[end - LENGTH - length : end - LENGTH])
    return {
        name: np.frombuffer(content, dtype, count, start) if count else np.zeros(0, dtype)
        for name, (dtype, count, start) in places.items()
    }
