"""Turn batches and older parts into parts: consecutive documents, one Parquet file a table.

Where a part ends depends on the names and sizes of the documents alone, and its name on what was
read, so the same corpus gives the same files whatever builds, stops and changes came before.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import blake2b, sha256
from itertools import groupby
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from analysis.corpus.store.columns import (
    CATEGORIES,
    ROWS_IN_GROUP,
    ROWS_IN_GROUPS,
    STORED,
    plain_schema,
    stored_schema,
)
from analysis.corpus.store.files import Part, StoredFile, write_whole
from analysis.corpus.store.journal import Slot

FEWEST, ONE_IN, MOST = 2_000, 2_000, 8_000
"""Documents of a part: after the fewest, one name in so many ends it, and the most at any rate."""
MOST_BYTES = 64_000_000
WRITTEN_OUT = frozenset(("text", "prefix", "suffix", "quote"))
"""Columns that hardly repeat: a dictionary of them would be in the way."""
HOMES_KEPT = 8
FIGURE_ID_PLACE = r"@\d+$"

Loader = Callable[[int, str], pa.Table]
Bounds = dict[str, tuple[int, int]]


@dataclass
class Chunk:
    """Documents that will be one part."""

    slots: list[Slot] = field(default_factory=list)
    size: int = 0
    closed: bool = False

    def add(self, slot: Slot) -> None:
        """Take one more document; the last one closes the chunk."""
        self.slots.append(slot)
        self.size += slot.size
        count = len(self.slots)
        ends = count >= FEWEST and _ends(slot.doc_id)
        self.closed = ends or count >= MOST or self.size >= MOST_BYTES

    @property
    def complete(self) -> bool:
        """Whether all of its documents have been read."""
        return all(slot.home is not None for slot in self.slots)

    @property
    def name(self) -> str:
        """The name of its part: a checksum of what was read."""
        return sha256(b"".join(slot.digest for slot in self.slots)).hexdigest()[:20]


def write_part(chunk: Chunk, folder: Path, load: Loader) -> Part:
    """Write the part of ``chunk`` below ``folder``; ``load`` gives a table of a home.

    Raises:
        OSError: it cannot be written, or a home cannot be read.
    """
    part = Part(chunk.name, {})
    for name in STORED:
        content = parquet_of(name, gathered(name, chunk.slots, load))
        target = folder / name / part.file
        target.parent.mkdir(parents=True, exist_ok=True)
        write_whole(target, content.to_pybytes())
        rows = pq.read_metadata(pa.BufferReader(content)).num_rows
        part.files[name] = StoredFile(rows, content.size, sha256(content).hexdigest())
    return part


def gathered(name: str, slots: Sequence[Slot], load: Loader) -> pa.Table:
    """Return the rows of the table ``name`` that belong to ``slots``, in their order."""

    @lru_cache(maxsize=HOMES_KEPT)
    def indexed(home: int) -> tuple[pa.Table, Bounds]:
        table = load(home, name)
        return table, bounds_of(doc_ids_of(name, table))

    pieces = [plain_schema(name).empty_table()]
    for home, group in groupby(slots, key=lambda slot: slot.home):
        if home is None:
            raise ValueError("a document has not been read yet")
        table, bounds = indexed(home)
        wanted = [bounds[slot.doc_id] for slot in group if slot.doc_id in bounds]
        pieces += [table.slice(start, stop - start) for start, stop in joined_up(wanted)]
    return pa.concat_tables(pieces)


def parquet_of(name: str, rows: pa.Table) -> pa.Buffer:
    """Return ``rows`` as the Parquet file of the table ``name``; the same rows, the same bytes."""
    whole = rows.combine_chunks()
    columns = [
        whole[column].dictionary_encode() if column in CATEGORIES else whole[column]
        for column in whole.column_names
    ]
    sink = pa.BufferOutputStream()
    pq.write_table(
        pa.table(columns, schema=stored_schema(name)),
        sink,
        compression="zstd",
        row_group_size=ROWS_IN_GROUP.get(name, ROWS_IN_GROUPS),
        use_dictionary=[column for column in whole.column_names if column not in WRITTEN_OUT],
    )
    return sink.getvalue()


def read_part(path: Path, name: str) -> pa.Table:
    """Return the rows of a Parquet file of the table ``name``, with its texts written out."""
    return pq.ParquetFile(path).read().cast(plain_schema(name))


def doc_ids_of(name: str, table: pa.Table) -> pa.ChunkedArray:
    """Return the document of each row; ``figure_countries`` names it in its ``figure_id``."""
    if name != "figure_countries":
        return table["doc_id"]
    return pc.replace_substring_regex(table["figure_id"], FIGURE_ID_PLACE, "")


def bounds_of(doc_ids: pa.ChunkedArray) -> Bounds:
    """Return the first row of each document and the row after its last.

    >>> bounds_of(pa.chunked_array([["a", "a"], ["a", "b"]]))
    {'a': (0, 3), 'b': (3, 4)}
    """
    if not len(doc_ids):
        return {}
    encoded = pc.run_end_encode(doc_ids.combine_chunks())
    ends = encoded.run_ends.to_pylist()
    starts = [0, *ends[:-1]]
    return dict(zip(encoded.values.to_pylist(), zip(starts, ends, strict=True), strict=True))


def joined_up(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return ``spans`` with those that follow directly on each other as one.

    >>> joined_up([(0, 2), (2, 5), (7, 8)])
    [(0, 5), (7, 8)]
    """
    result: list[tuple[int, int]] = []
    for start, stop in spans:
        if result and result[-1][1] == start:
            result[-1] = (result[-1][0], stop)
        else:
            result.append((start, stop))
    return result


def _ends(doc_id: str) -> bool:
    drawn = blake2b(doc_id.encode(), digest_size=4).digest()
    return int.from_bytes(drawn, "big") % ONE_IN == 0
