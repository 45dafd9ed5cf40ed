"""Load a store as tables that can be looked at: compact, and without the texts themselves.

A column is an array of numbers, and so is what is worked out of it: of a small store in memory, of
a large one in files that memory only maps.
"""

import os
from hashlib import sha256
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from analysis.arrays import MEMORY, Arrays, Keeper, words_in
from analysis.corpus.errors import CorpusError, reason_of
from analysis.corpus.store.frames import READ_LATER, frame_in, packed_table
from analysis.corpus.store.manifest import NAME
from analysis.corpus.store.mapping import Kept, MappedFiles, opened, usual_folder
from analysis.corpus.store.places import Places
from analysis.corpus.store.reading import Store, open_store
from analysis.corpus.store.words import OpenFiles, StoredNumbers, StoredTexts, StoredWords
from analysis.positions import kept_by
from analysis.schema import TABLES, Tables

MOST_FIGURES = 30_000_000
"""Figures up to which a store is served; docs/scale.md says what ten million take."""

MAPPED_FROM = 250_000
"""Figures from which on arrays are mapped: fewer fit into memory several times over."""

FILES_BESIDE = 256
"""Files that the server opens beside those of a store."""


def is_store(path: Path) -> bool:
    """Return whether ``path`` is a folder that a build has made, or has begun to make."""
    return (path / NAME).is_file() or Places(path).hidden.is_dir()


def manifest_sha256(path: Path) -> str:
    """Return the checksum of the manifest of a store: another one, other tables.

    Raises:
        CorpusError: there is none.
    """
    try:
        return sha256((path / NAME).read_bytes()).hexdigest()
    except OSError as error:
        raise CorpusError(f"{path}: no store; make one with newsfigures build") from error


def servable(path: Path) -> Store:
    """Return the store at ``path`` if it can be served.

    Raises:
        CorpusError: it is damaged, of another version, or too large.
    """
    store = open_store(path)
    figures = store.manifest.counts["figures"]
    if figures > MOST_FIGURES:
        raise CorpusError(
            f"{path}: holds {figures:,} figures, and the dashboard shows {MOST_FIGURES:,} at most; "
            "build a store of a part of the corpus, say of one year, and serve that"
        )
    for name in store.manifest.files:
        rows = sum(_rows(file) for file in store.files(name))
        if rows != store.manifest.counts[name]:
            raise _damaged(path, f"{name} has {rows:,} rows, not {store.manifest.counts[name]:,}")
    return store


def _rows(file: Path) -> int:
    try:
        rows: int = pq.read_metadata(file).num_rows
    except (OSError, pa.ArrowException) as error:
        raise _unreadable(file, error) from error
    return rows


def _damaged(path: Path, why: str) -> CorpusError:
    return CorpusError(f"{path}: damaged ({why}); run newsfigures build again, or build a new one")


def _unreadable(file: Path, error: Exception) -> CorpusError:
    why = reason_of(error) if isinstance(error, OSError) else "no whole Parquet file"
    return _damaged(file, why)


def tables_of_store(
    store: Store, cache: Path | None = None, mapped_from: int = MAPPED_FROM
) -> Tables:
    """Return the tables of ``store`` for the dashboard.

    They have the columns of TABLES; texts are categories or ``LazyWords`` where that saves memory,
    offsets int32. Nothing in them may be changed. From ``mapped_from`` figures on their columns,
    and what is worked out of these, are files below ``cache``, made where they are missing.

    Raises:
        CorpusError: a file is missing or damaged, or ``cache`` cannot be written to.
    """
    # What a query needs for a moment goes back to the system; Arrow's own allocator keeps it.
    pa.set_memory_pool(pa.system_memory_pool())
    files = files_of(store, cache, mapped_from)
    return _tables(store, MEMORY, MEMORY) if files is None else _tables(store, files, Kept(files))


def files_of(
    store: Store, cache: Path | None = None, mapped_from: int = MAPPED_FROM
) -> MappedFiles | None:
    """Return where the arrays of ``store`` are kept, ``None`` for memory: it has few figures.

    Raises:
        CorpusError: ``cache`` cannot be written to, or has no room.
    """
    figures = store.manifest.counts["figures"]
    return None if figures < mapped_from else opened(store.path, cache or usual_folder(), figures)


def _tables(store: Store, keeper: Keeper, later: Keeper) -> Tables:
    """Return the tables with columns kept by ``keeper`` and what is made of them by ``later``."""
    try:
        _let_open(sum(len(store.files(name)) for name in READ_LATER))
        columns = {name: _columns(store, name, keeper) for name in (*TABLES, "texts")}
        most = max(store.manifest.counts[name] for name in READ_LATER)
        every = keeper.kept("every", lambda: [("every", np.arange(most, dtype=np.int32))])["every"]
        frames, files = {}, {name: OpenFiles(store.files(name)) for name in READ_LATER}
        for name in TABLES:
            rows = every[: store.manifest.counts[name]]
            frames[name] = frame_in(columns[name], name, files.get(name), rows)
    except (OSError, pa.ArrowException) as error:
        raise _unreadable(store.path, error) from error
    doc_ids, body = words_in(columns["texts"], "doc_id"), columns["texts"]["body"]
    if not doc_ids.equals(words_in(columns["documents"], "doc_id")):
        raise _damaged(store.path, "texts and documents differ")
    pa.default_memory_pool().release_unused()
    texts = StoredTexts(doc_ids, StoredWords(files["texts"], "text"))
    return kept_by(Tables(**frames, texts=texts, bodies=StoredNumbers(doc_ids, body)), later)


def _columns(store: Store, name: str, keeper: Keeper) -> Arrays:
    return keeper.kept(name, lambda: packed_table(name, store.files(name)))


def _let_open(files: int) -> None:
    """Let this process hold ``files`` open, where the system has it ask for so many."""
    if os.name != "posix":
        return
    import resource  # noqa: PLC0415 - Windows has none

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = files + FILES_BESIDE
    if soft != resource.RLIM_INFINITY and soft < wanted:
        limit = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (max(limit, soft), hard))
