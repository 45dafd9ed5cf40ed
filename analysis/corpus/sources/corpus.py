"""Go through a corpus in a fixed order: folders, archives, tables and single texts."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO, Any

import fsspec

from analysis.corpus.errors import CorpusError, reason_of
from analysis.corpus.sources.archives import ODD, Member, tar_members, zip_members
from analysis.corpus.sources.entries import Entry, Position, file_entry, refusal
from analysis.corpus.sources.rows import Chosen, csv_rows, json_rows, parquet_rows, row_entries
from analysis.corpus.sources.streams import (
    BROKEN,
    CODECS,
    BombError,
    Readable,
    Stream,
    unpacked,
)
from analysis.documents import ENDINGS, LARGEST_FILE, ROW_KINDS
from analysis.documents.articles import storable
from analysis.documents.decoding import TOO_LARGE_FILE

LEFT_OUT = "readme.md"
ARCHIVES = {".zip": "zip", ".tar": "tar", ".tgz": "tar"}
TABLES = {".jsonl": "json", ".ndjson": "json", ".csv": "csv", ".parquet": "parquet"}
TEXTS = tuple(ending for ending in ENDINGS if ending.lstrip(".") not in ROW_KINDS)
TAR_CODECS = {".tgz": "gzip"}
NESTED = "an archive within an archive is not opened; unpack it"
UNSEEKABLE = "a Parquet file within an archive or another packing is not read; unpack it"
LINK_TO_FOLDER = "it is a link to a folder and was not followed; put the folder in its place"
DEAD_LINK = "it is a link that leads nowhere; mend it or take it out"
EMPTY = "the file is empty; fill it or take it out"
BROKEN_OFF, CAME_BEFORE = "the file is damaged from here on", "what came before was read"
UNREADABLE = "the file cannot be read ({}); mend it or take it out"


@dataclass(frozen=True, slots=True)
class Kind:
    """What the name of a file says it holds: text, zip, tar, json, csv or parquet, and how packed.

    >>> Kind.of("news/2024.jsonl.gz")
    Kind(holds='json', codec='gzip', name='2024.jsonl')
    >>> Kind.of("picture.png") is None
    True
    """

    holds: str
    codec: str | None
    name: str

    @classmethod
    def of(cls, path: str) -> "Kind | None":
        """Return the kind of the file at ``path``, or ``None`` where it is nothing for us."""
        name = PurePosixPath(path).name
        if name.startswith(".") or name.lower() == LEFT_OUT:
            return None
        packing = PurePosixPath(name).suffix.lower()
        codec = CODECS.get(packing)
        inner = PurePosixPath(name).stem if codec else name
        ending = PurePosixPath(inner).suffix.lower()
        holds = "text" if ending in TEXTS else ARCHIVES.get(ending) or TABLES.get(ending)
        return cls(holds, codec or TAR_CODECS.get(ending), inner) if holds else None


@dataclass(frozen=True, slots=True)
class _File:
    path: str
    key: str
    size: int


@dataclass
class Corpus:
    """The documents at one address; ``position`` follows how far ``entries`` has come.

    ``columns`` says which column of a table holds what, where its name does not tell.
    """

    address: str
    columns: Chosen = ()
    position: Position = field(default_factory=Position)

    def __post_init__(self) -> None:
        try:
            self._files: Any
            self._files, self._root = fsspec.url_to_fs(self.address, use_listings_cache=False)
            self._is_folder = self._files.isdir(self._root)
            there = self._is_folder or self._files.exists(self._root)
        except (ValueError, ImportError, OSError) as error:
            raise CorpusError(f"{self.address}: cannot be opened ({error})") from error
        if not there:
            raise CorpusError(f"{self.address}: no such file or folder")
        if not self._is_folder and Kind.of(self._root) is None:
            known = ", ".join((*TEXTS, *ARCHIVES, *TABLES, *CODECS))
            raise CorpusError(f"{self.address}: none of the files that can be read ({known})")

    @property
    def place(self) -> str:
        """The address written out, so that it is the same from wherever a build is started."""
        local = _local(self.address)
        return storable(self.address if local is None else str(local.resolve()))

    def bytes(self) -> int:
        """Return how many bytes the files of the corpus have together."""
        return sum(file.size for file in self._listed() if isinstance(file, _File))

    def entries(self) -> Iterator[Entry]:
        """Yield every document, and every reason why there is none, in an order that stays."""
        for file in self._listed():
            if isinstance(file, Entry):
                yield file
                continue
            yield from self._opened(file)
            self.position.passed += file.size
            self.position.current = 0

    def _listed(self) -> Iterator[_File | Entry]:
        if not self._is_folder:
            name = PurePosixPath(self._root).name
            yield _File(self._root, name, self._files.size(self._root) or 0)
            return
        yield from self._walked(self._root, "")

    def _walked(self, folder: str, key: str) -> Iterator[_File | Entry]:
        try:
            found = self._files.ls(folder, detail=True)
        except OSError as error:
            yield refusal(key or ".", f"the folder cannot be opened ({reason_of(error)})")
            return
        named = sorted((PurePosixPath(entry["name"]).name, entry) for entry in _own(found, folder))
        names = {name for name, _ in named}
        for name, entry in named:
            inner = f"{key}{name}"
            if name.startswith(".") or _belongs_to_page(name, names):
                continue
            there = self._type(entry)
            if there == "directory" and entry.get("islink"):
                yield refusal(inner, LINK_TO_FOLDER)
            elif there == "directory":
                yield from self._walked(entry["name"], f"{inner}/")
            elif Kind.of(name):
                yield self._found(entry, inner, there)

    def _type(self, entry: dict[str, Any]) -> str:
        """Return "file", "directory" or what else an entry of a folder is, or a link leads to."""
        if not entry.get("islink"):
            return str(entry["type"])
        place = entry["name"]
        return "directory" if self._files.isdir(place) else "file" * self._files.isfile(place)

    def _found(self, entry: dict[str, Any], key: str, there: str) -> _File | Entry:
        if there == "file":
            return _File(entry["name"], key, entry.get("size") or 0)
        return refusal(key, DEAD_LINK if entry.get("islink") else ODD)

    def _opened(self, file: _File) -> Iterator[Entry]:
        kind = Kind.of(file.path)
        if kind is None:
            return
        given = 0
        try:
            if kind.holds != "text" and self._is_empty(file):
                yield refusal(file.key, EMPTY)
                return
            with self._files.open(file.path, "rb") as raw:
                reader = _Reader(file.key, self.columns, self.position)
                for entry in reader.entries(kind, raw, file.size):
                    yield entry
                    given += 1
        except BROKEN as error:
            yield _broken(file.key, error, given)

    def _is_empty(self, file: _File) -> bool:
        """Return whether there is nothing in a file; of some far away the size is not known."""
        if file.size:
            return False
        with self._files.open(file.path, "rb") as raw:
            return not raw.read(1)


def _broken(key: str, error: Exception, given: int) -> Entry:
    """Return the entry that says why a file broke off, after ``given`` others or at once."""
    told = reason_of(error) if isinstance(error, OSError) else str(error)
    if isinstance(error, BombError):
        return refusal(f"{key}#end", f"{told}; {CAME_BEFORE}" if given else told)
    if given:
        return refusal(f"{key}#end", f"{BROKEN_OFF} ({told}); {CAME_BEFORE}")
    return refusal(key, UNREADABLE.format(told))


def _belongs_to_page(name: str, beside: set[str]) -> bool:
    """Return whether a browser saved the folder ``name`` beside a page, with its pictures."""
    page, parted, _ = name.rpartition("_files")
    return bool(parted) and not beside.isdisjoint((f"{page}.html", f"{page}.htm"))


def _own(found: list[dict[str, Any]], folder: str) -> list[dict[str, Any]]:
    """Return what lies in ``folder``: object stores list the folder itself too."""
    return [entry for entry in found if entry["name"].rstrip("/") != folder.rstrip("/")]


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads one file of the corpus."""

    key: str
    columns: Chosen
    position: Position

    def entries(self, kind: Kind, raw: IO[bytes], size: int) -> Iterator[Entry]:
        if kind.holds == "zip" and kind.codec is None:
            return self._members(zip_members(raw, self.position))
        if kind.holds == "parquet" and kind.codec is None:
            return row_entries(self.key, parquet_rows(raw, self.columns), self.columns)
        stream = Stream(unpacked(raw, kind.codec), self._watched(raw))
        if kind.holds == "tar":
            return self._members(tar_members(stream))
        return self._content(self.key, kind, stream, size if kind.codec is None else 0)

    def _watched(self, raw: IO[bytes]) -> Callable[[], int]:
        def used() -> int:
            self.position.current = raw.tell()
            return self.position.current

        return used

    def _members(self, members: Iterator[Member]) -> Iterator[Entry]:
        for member in members:
            key = f"{self.key}/{member.name}"
            kind = Kind.of(member.name)
            if any(part.startswith(".") for part in PurePosixPath(member.name).parts[:-1]):
                kind = None
            if member.refused and (kind or member.refused.startswith("its path")):
                yield refusal(key, member.refused)
            elif member.stream is not None and kind is not None:
                yield from self._member(key, kind, member.stream, member.size)

    def _member(self, key: str, kind: Kind, stream: Stream, size: int) -> Iterator[Entry]:
        given = 0
        try:
            if kind.codec is not None and kind.holds not in ("tar", "zip"):
                stream = Stream(unpacked(stream, kind.codec), stream.tell)
                size = 0
            for entry in self._content(key, kind, stream, size):
                yield entry
                given += 1
        except BROKEN as error:
            yield _broken(key, error, given)

    def _content(self, key: str, kind: Kind, stream: Stream, size: int) -> Iterator[Entry]:
        if kind.holds in ("tar", "zip"):
            yield refusal(key, NESTED)
        elif kind.holds == "parquet":
            yield refusal(key, UNSEEKABLE)
        elif kind.holds == "text":
            yield _text_entry(key, kind, stream, size)
        else:
            is_json = kind.holds == "json"
            rows = json_rows(stream) if is_json else csv_rows(stream, self.columns)
            yield from row_entries(key, rows, self.columns)


def _text_entry(key: str, kind: Kind, stream: Readable, size: int) -> Entry:
    content = b"" if size > LARGEST_FILE else stream.read(LARGEST_FILE + 1)
    if max(size, len(content)) > LARGEST_FILE:
        return refusal(key, TOO_LARGE_FILE)
    return file_entry(str(PurePosixPath(key).with_name(kind.name)), content)


def corpus_at(address: str, columns: Chosen, *, store: Path) -> Corpus:
    """Return the corpus at ``address``, which the folder ``store`` may not be part of.

    Raises:
        CorpusError: it is not there, it is nothing that can be read, or one lies in the other.
    """
    corpus = Corpus(address, columns)
    if (local := _local(address)) is not None:
        place, target = local.resolve(), store.resolve()
        if place == target or place in target.parents or target in place.parents:
            raise CorpusError(f"{store}: the store must lie outside of the corpus {address}")
    return corpus


def _local(address: str) -> Path | None:
    if "://" not in address and "::" not in address:
        return Path(address)
    return Path(address.removeprefix("file://")) if address.startswith("file://") else None
