"""Read single texts of a store, and look for words in all of them, a group of rows at a time."""

from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from threading import Lock

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from analysis.lazywords import Positions, contained

GROUPS_KEPT = 4
"""Groups of rows of one column that stay in memory: those just read, some megabytes each."""

SEARCHES_KEPT = 16
"""Searches whose hits are kept, a bit a row."""

Mask = npt.NDArray[np.bool_]
Place = tuple[pq.ParquetFile, int]


class OpenFiles:
    """The files of one table, held open: what is served stays readable while a build replaces it.

    Raises:
        OSError, pyarrow.ArrowException: a file is missing or damaged.
    """

    def __init__(self, files: Sequence[Path]) -> None:
        self._files = [pq.ParquetFile(file) for file in files]
        self._lock = Lock()
        counts = [
            file.metadata.row_group(number).num_rows
            for file in self._files
            for number in range(file.num_row_groups)
        ]
        self.groups: list[Place] = [
            (file, number) for file in self._files for number in range(file.num_row_groups)
        ]
        self.starts = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)

    def group(self, number: int, column: str) -> pa.Array:
        """Return one column of a group of rows."""
        file, within = self.groups[number]
        with self._lock:
            read = file.read_row_group(within, columns=[column])
        cells = read[column].combine_chunks()
        return cells.cast(pa.string()) if pa.types.is_dictionary(cells.type) else cells


class StoredWords:
    """One column of texts of a store."""

    def __init__(self, files: OpenFiles, column: str) -> None:
        self._files, self._column = files, column
        self._groups: OrderedDict[int, pa.Array] = OrderedDict()
        self._searches: OrderedDict[str, npt.NDArray[np.uint8]] = OrderedDict()
        self._lock = Lock()

    def __len__(self) -> int:
        return int(self._files.starts[-1])

    def take(self, positions: Positions) -> pa.Array:
        """Return the texts of these rows, in this order."""
        if not len(positions):
            return pa.array([], pa.string())
        group_of = np.searchsorted(self._files.starts, positions, side="right") - 1
        order = np.argsort(group_of, kind="stable")
        ends = np.flatnonzero(np.diff(group_of[order])) + 1
        pieces = []
        for rows in np.split(order, ends):
            number = int(group_of[rows[0]])
            within = positions[rows] - self._files.starts[number]
            pieces.append(self._group(number).take(pa.array(within)))
        back = np.empty(len(order), dtype=np.int64)
        back[order] = np.arange(len(order))
        return pa.concat_arrays(pieces).take(pa.array(back))

    def containing(self, words: str) -> Mask:
        """Return for every row whether ``words`` stand in its text, in whatever case."""
        asked = words.lower()
        with self._lock:
            packed = self._searches.get(asked)
        if packed is None:
            hits = [contained(texts, asked) for texts in self._each()]
            packed = np.packbits(np.concatenate([np.zeros(0, dtype=bool), *hits]))
            with self._lock:
                self._searches[asked] = packed
                while len(self._searches) > SEARCHES_KEPT:
                    self._searches.popitem(last=False)
        return np.unpackbits(packed, count=len(self)).astype(bool)

    def _each(self) -> Iterator[pa.Array]:
        for number in range(len(self._files.groups)):
            yield self._files.group(number, self._column)

    def _group(self, number: int) -> pa.Array:
        with self._lock:
            known = self._groups.pop(number, None)
        if known is None:
            known = self._files.group(number, self._column)
        with self._lock:
            self._groups[number] = known
            while len(self._groups) > GROUPS_KEPT:
                self._groups.popitem(last=False)
        return known


class StoredTexts(Mapping[str, str]):
    """The whole texts of a store by doc_id, each read when it is asked for."""

    def __init__(self, doc_ids: pa.Array, words: StoredWords) -> None:
        self._doc_ids, self._words = doc_ids, words

    def __getitem__(self, doc_id: str) -> str:
        text: str = self._words.take(_position(self._doc_ids, doc_id))[0].as_py()
        return text

    def __contains__(self, doc_id: object) -> bool:
        return isinstance(doc_id, str) and pc.index(self._doc_ids, doc_id).as_py() >= 0

    def __iter__(self) -> Iterator[str]:
        return (doc_id.as_py() for doc_id in self._doc_ids)

    def __len__(self) -> int:
        return len(self._doc_ids)


class StoredNumbers(Mapping[str, int]):
    """A number of each text of a store by doc_id."""

    def __init__(self, doc_ids: pa.Array, numbers: npt.NDArray[np.int64]) -> None:
        self._doc_ids, self._numbers = doc_ids, numbers

    def __getitem__(self, doc_id: str) -> int:
        return int(self._numbers[_position(self._doc_ids, doc_id)[0]])

    def __iter__(self) -> Iterator[str]:
        return (doc_id.as_py() for doc_id in self._doc_ids)

    def __len__(self) -> int:
        return len(self._doc_ids)


def _position(doc_ids: pa.Array, doc_id: str) -> Positions:
    at = pc.index(doc_ids, doc_id).as_py()
    if at < 0:
        raise KeyError(doc_id)
    return np.array([at], dtype=np.int32)
