"""Turn the Parquet files of a table into arrays of numbers, and these into a frame.

Columns of which few cells differ are categories (in the order of their names), so that a million
rows take a byte or four each; columns that no chart looks at are read where somebody does.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from analysis.arrays import (
    Array,
    Arrays,
    categories_in,
    has_categories,
    packed_categories,
    packed_words,
    texts_in,
    whole,
    words_in,
)
from analysis.codes import smallest
from analysis.corpus.store.columns import CATEGORIES, STORED, plain_schema
from analysis.corpus.store.words import OpenFiles, StoredWords
from analysis.lazywords import InMemory, LazyWords, Positions
from analysis.schema import DAY, INTEGER, TEXT

LAZY = {
    "documents": {"url", "sha256"},
    "sentences": {"text"},
    "figures": {"prefix", "suffix"},
    "mentions": {"quote"},
    "spending": {"quote", "about"},
    "flows": {"quote"},
}
"""Columns that are read when somebody looks at them."""

READ_LATER = LAZY | {"texts": {"text"}}
"""The same, and the texts themselves."""

HELD = {"figures": {"quote", "about"}}
"""Columns that tables and charts name many of: at hand, but not copied by every filter."""

_REPEATED = """
    doc_id speaker driving_words qualifier_cue change_cue status_cue title_from published_from
    counted claim_id
"""
REPEATED = CATEGORIES | frozenset(_REPEATED.split())
"""Columns whose cells repeat enough to be kept as categories."""

BIG = 2**31


def packed_table(name: str, files: Sequence[Path]) -> Iterator[tuple[str, Array]]:
    """Yield the columns of the table ``name`` as arrays, but those of LAZY.

    Raises:
        OSError, pyarrow.ArrowException: a file is missing or damaged.
    """
    columns = {
        column: dtype
        for column, (dtype, _) in STORED[name].items()
        if column not in READ_LATER.get(name, ())
    }
    coded = [column for column in columns if column in REPEATED and not _is_key(name, column)]
    opened = [pq.ParquetFile(file, read_dictionary=coded) for file in files]
    for column, dtype in columns.items():
        kind = plain_schema(name).field(column).type
        kind = pa.dictionary(pa.int32(), kind) if column in coded else kind
        cells = _column(opened, column, kind)
        if column in coded:
            yield from _packed_categories(column, cells)
        elif dtype == TEXT:
            yield from packed_words(column, whole(cells.cast(pa.large_string())))
        else:
            yield column, _numbers(cells, dtype)


def _is_key(name: str, column: str) -> bool:
    return name in ("documents", "texts") and column == "doc_id"


def _column(files: Sequence[pq.ParquetFile], column: str, kind: pa.DataType) -> pa.ChunkedArray:
    read = (file.read(columns=[column])[column] for file in files)
    chunks = [chunk.cast(kind) for cells in read for chunk in cells.chunks]
    return pa.chunked_array(chunks, kind).unify_dictionaries()


def _numbers(column: pa.ChunkedArray, dtype: str) -> Array:
    if dtype == DAY:
        days: Array = column.cast(pa.timestamp("s")).to_pandas().to_numpy()
        return days
    small = dtype == INTEGER and len(column) and pc.max(column).as_py() < BIG
    numbers: Array = (column.cast(pa.int32()) if small else column).to_numpy()
    return numbers


def _packed_categories(name: str, column: pa.ChunkedArray) -> Iterator[tuple[str, Array]]:
    """Yield a dictionary-encoded column as codes of words in their order, and the words."""
    cells = whole(column)
    words = cells.dictionary
    order = pc.sort_indices(words)
    rank = np.empty(len(words), dtype=smallest(len(words) + 1))
    rank[order.to_numpy()] = np.arange(len(words))
    codes = rank[cells.indices.to_numpy()] if len(words) else np.zeros(0, dtype=np.int8)
    yield from packed_categories(name, codes, words.take(order).cast(pa.large_string()))


def frame_in(arrays: Arrays, name: str, files: OpenFiles | None, every: Positions) -> pd.DataFrame:
    """Return the table ``name`` whose columns are ``arrays``; nothing of them is copied.

    ``files`` are read where somebody looks at its lazy columns, whose positions are ``every``.
    """
    cells: dict[str, object] = {}
    for column, (dtype, _) in STORED[name].items():
        if files is not None and column in LAZY.get(name, ()):
            cells[column] = LazyWords(StoredWords(files, column), every)
        elif column in HELD.get(name, ()):
            cells[column] = LazyWords(InMemory(words_in(arrays, column)), every)
        elif has_categories(arrays, column):
            cells[column] = categories_in(arrays, column)
        else:
            cells[column] = texts_in(arrays, column) if dtype == TEXT else arrays[column]
    return pd.DataFrame(cells, copy=False)
