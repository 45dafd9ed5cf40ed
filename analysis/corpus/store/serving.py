"""Load a store as tables that can be looked at: compact, and without the texts themselves.

Columns of which few cells differ are categories (in the order of their names), so that a million
rows take a byte or four each; columns that no chart looks at are read where somebody does.
"""

from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from analysis.corpus.errors import CorpusError, reason_of
from analysis.corpus.store.columns import CATEGORIES, plain_schema
from analysis.corpus.store.manifest import NAME
from analysis.corpus.store.places import Places
from analysis.corpus.store.reading import Store, open_store
from analysis.corpus.store.words import OpenFiles, StoredNumbers, StoredTexts, StoredWords
from analysis.lazywords import InMemory, LazyWords
from analysis.schema import DAY, INTEGER, TABLES, TEXT, Columns, Tables

MOST_FIGURES = 3_000_000
"""Figures up to which a store is served; docs/scale.md says what a million take in memory."""

LAZY = {
    "documents": {"url", "sha256"},
    "sentences": {"text"},
    "figures": {"prefix", "suffix", "counted", "claim_id"},
    "mentions": {"quote"},
    "spending": {"quote", "about"},
    "flows": {"quote"},
}
"""Columns that are read when somebody looks at them."""

HELD = {"figures": {"quote", "about"}}
"""Columns that tables and charts name many of: in memory, but not copied by every filter."""

_REPEATED = """
    doc_id speaker driving_words qualifier_cue change_cue status_cue title_from published_from
"""
REPEATED = CATEGORIES | frozenset(_REPEATED.split())
"""Columns whose cells repeat enough to be kept as categories."""

BIG = 2**31


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


def tables_of_store(store: Store) -> Tables:
    """Return the tables of ``store`` for the dashboard.

    They have the columns of TABLES; texts are categories or ``LazyWords`` where that saves memory,
    offsets int32. Nothing in them may be changed.

    Raises:
        CorpusError: a file is missing or damaged.
    """
    # What a query needs for a moment goes back to the system; Arrow's own allocator keeps it.
    pa.set_memory_pool(pa.system_memory_pool())
    try:
        frames = {name: _frame(store, name, columns) for name, columns in TABLES.items()}
        texts = OpenFiles(store.files("texts"))
        told = _read(store, "texts", ["doc_id", "body"])
    except (OSError, pa.ArrowException) as error:
        raise _unreadable(store.path, error) from error
    doc_ids = told["doc_id"]
    if doc_ids.to_pylist() != frames["documents"]["doc_id"].tolist():
        raise _damaged(store.path, "texts and documents differ")
    bodies = StoredNumbers(doc_ids, told["body"].to_numpy())
    pa.default_memory_pool().release_unused()
    return Tables(**frames, texts=StoredTexts(doc_ids, StoredWords(texts, "text")), bodies=bodies)


def _frame(store: Store, name: str, columns: Columns) -> pd.DataFrame:
    files = OpenFiles(store.files(name)) if name in LAZY else None
    lazy = LAZY.get(name, set())
    read = _read(store, name, [column for column in columns if column not in lazy])
    every = np.arange(len(next(iter(read.values()))), dtype=np.int32)  # one for all lazy columns
    every.setflags(write=False)
    cells: dict[str, object] = {}
    for column, (dtype, _) in columns.items():
        if files is not None and column in lazy:
            cells[column] = LazyWords(StoredWords(files, column), every)
        elif column in HELD.get(name, ()):
            cells[column] = LazyWords(InMemory(read.pop(column).combine_chunks()), every)
        else:
            cells[column] = _cells(read.pop(column), dtype)
    return pd.DataFrame(cells, copy=False)


def _read(store: Store, name: str, columns: Sequence[str]) -> dict[str, pa.ChunkedArray]:
    """Return columns of a table, repeated ones as numbers that point into one list."""
    coded = [column for column in columns if column in REPEATED and not _is_key(name, column)]
    files = [
        pq.ParquetFile(file, read_dictionary=coded).read(columns=list(columns))
        for file in store.files(name)
    ]
    schema = plain_schema(name)
    found = {}
    for column in columns:
        kind = schema.field(column).type
        kind = pa.dictionary(pa.int32(), kind) if column in coded else kind
        chunks = [chunk.cast(kind) for file in files for chunk in file[column].chunks]
        found[column] = pa.chunked_array(chunks, kind).unify_dictionaries()
    return found


def _is_key(name: str, column: str) -> bool:
    return name in ("documents", "texts") and column == "doc_id"


def _cells(column: pa.ChunkedArray, dtype: str) -> object:
    if pa.types.is_dictionary(column.type):
        return categories(column)
    if dtype == TEXT:
        # In one piece: of several, Arrow would put all together for every few rows looked at.
        whole = pa.chunked_array([column.cast(pa.large_string()).combine_chunks()])
        return pd.Series(pd.array(whole, dtype="str"))
    if dtype == DAY:
        return column.cast(pa.timestamp("s")).to_pandas()
    if dtype == INTEGER and len(column) and pc.max(column).as_py() < BIG:
        return column.cast(pa.int32()).to_numpy()
    return column.to_numpy()


def categories(column: pa.ChunkedArray) -> pd.Categorical:
    """Return a dictionary-encoded column as categories that stand in the order of their names."""
    whole = column.combine_chunks()
    whole = whole.chunk(0) if isinstance(whole, pa.ChunkedArray) else whole
    names = whole.dictionary
    order = pc.sort_indices(names)
    rank = np.empty(len(names), dtype=np.int32)
    rank[order.to_numpy()] = np.arange(len(names))
    codes = rank[whole.indices.to_numpy()] if len(names) else np.zeros(0, dtype=np.int32)
    known = pd.Index(pd.array(names.take(order).cast(pa.large_string()), dtype="str"))
    return pd.Categorical.from_codes(codes, categories=known)
