"""Read the members of zip and tar archives, none of which is ever written anywhere."""

import re
import tarfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import IO

from analysis.corpus.sources.entries import Position
from analysis.corpus.sources.streams import BROKEN, Stream, check_growth

OUTSIDE = "its path leads out of the archive; it was left out"
LINKED = "it is a link; put the text itself into the archive"
LOCKED = "it is locked by a password; unlock it"
DAMAGED = "it is damaged and was left out"
ODD = "it is no ordinary file; it was left out"

_DRIVE = re.compile(r"[A-Za-z]:")


@dataclass(frozen=True, slots=True)
class Member:
    """A file in an archive: its name, its length as stated, what gives its bytes, or why not."""

    name: str
    size: int = 0
    stream: Stream | None = None
    refused: str = ""


def zip_members(file: IO[bytes], position: Position) -> Iterator[Member]:
    """Yield the files of a zip archive in its own order.

    Raises:
        OSError, zipfile.BadZipFile: it is damaged, or it is a bomb.
    """
    with zipfile.ZipFile(file) as archive:
        given = 0
        for entry in archive.infolist():
            if entry.is_dir():
                continue
            member = _zip_member(archive, entry)
            yield member
            if member.stream is not None:
                given += member.stream.tell()
                member.stream.close()
            position.current += entry.compress_size
            check_growth(given, position.current)


def _zip_member(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Member:
    name = entry.filename.replace("\\", "/")
    if refused := OUTSIDE if leads_out(entry.filename) else _zip_refusal(entry):
        return Member(name, refused=refused)
    try:
        raw = archive.open(entry)
    except BROKEN as error:
        return Member(name, refused=f"{DAMAGED} ({error})")
    return Member(name, entry.file_size, Stream(raw, lambda: entry.compress_size))


def _zip_refusal(entry: zipfile.ZipInfo) -> str:
    kind = entry.external_attr >> 28
    if entry.flag_bits & 0x1:
        return LOCKED
    if kind == 0o12:
        return LINKED
    return "" if kind in (0, 0o10) else ODD


def tar_members(stream: Stream) -> Iterator[Member]:
    """Yield the files of a tar archive, read once from start to end.

    Raises:
        OSError, tarfile.TarError, ValueError: it is damaged, or it is a bomb.
    """
    with tarfile.TarFile(fileobj=stream) as archive:
        while (entry := archive.next()) is not None:
            vars(archive)["members"].clear()  # it would keep every header
            if entry.isdir():
                continue
            if leads_out(entry.name):
                yield Member(entry.name, refused=OUTSIDE)
            elif entry.issym() or entry.islnk():
                yield Member(entry.name, refused=LINKED)
            elif entry.issparse() or (content := archive.extractfile(entry)) is None:
                yield Member(entry.name, refused=ODD)
            else:
                yield Member(
                    entry.name.removeprefix("./"), entry.size, Stream(content, stream.tell)
                )


def leads_out(name: str) -> bool:
    r"""Return whether unpacking ``name`` as it stands would write outside of a folder.

    >>> [leads_out(name) for name in ("a/b.txt", "../b.txt", "/b.txt", "c:\\b.txt", "a\\..\\..\\b")]
    [False, True, True, True, True]
    """
    path = PurePosixPath(name.replace("\\", "/"))
    return path.is_absolute() or ".." in path.parts or bool(_DRIVE.match(name)) or "\0" in name
