"""Cut tables by masks over their rows; a table or column is cut when somebody looks at it."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.arrays import Found
from analysis.codes import Listed, Mask, Positions, Ranked, at, codes_of, renumbered
from analysis.positions import Places, give_places, places_of
from analysis.schema import TABLES, Tables

CELL = 6
"""Bytes that a cell of a cut table takes, one with another."""


class Masks(Mapping[str, Mask]):
    """A mask for each table, each worked out when it is asked for first, folded to a bit a row."""

    def __init__(self, find: Mapping[str, Callable[[], Mask]]) -> None:
        self._find = find
        self._open: dict[str, Mask] = {}
        self._folded: dict[str, tuple[npt.NDArray[np.uint8], int]] = {}

    def __getitem__(self, name: str) -> Mask:
        mask = self._open.get(name)
        if mask is None:
            mask = self._open[name] = self._again(name)
        return mask

    def __iter__(self) -> Iterator[str]:
        return iter(self._find)

    def __len__(self) -> int:
        return len(self._find)

    def _again(self, name: str) -> Mask:
        folded = self._folded.get(name)
        if folded is None:
            return self._find[name]()
        bits, count = folded
        return np.unpackbits(bits, count=count).view(bool)

    def fold(self) -> None:
        """Keep a bit for each row until the masks are asked for again."""
        for name, mask in list(self._open.items()):
            self._folded.setdefault(name, (np.packbits(mask), len(mask)))
            self._open.pop(name, None)

    @property
    def nbytes(self) -> int:
        """What they take in memory."""
        return sum(mask.nbytes for mask in list(self._open.values())) + sum(
            bits.nbytes for bits, _ in list(self._folded.values())
        )


class CutPlaces(Places):
    """The places of tables that masks have cut out of others, worked out from theirs."""

    def __init__(self, tables: Tables, whole: Places, masks: Mapping[str, Mask]) -> None:
        super().__init__(tables)
        self._whole, self._masks = whole, masks
        self._new = Found(lambda name: renumbered(masks[name]), tuple(TABLES))

    @property
    def nbytes(self) -> int:
        """What the positions take in memory."""
        return super().nbytes + sum(array.nbytes for array in list(self._new.values()))

    def _documents_of(self, name: str) -> Positions:
        return self._moved(self._whole.document_of[name].compress(self._masks[name]), "documents")

    def _sentences_of(self, name: str) -> Positions:
        return self._moved(self._whole.sentence_of[name].compress(self._masks[name]), "sentences")

    def _figures_of(self, name: str) -> Positions:
        return self._moved(self._whole.figure_of[name].compress(self._masks[name]), "figures")

    def lists(self, column: str) -> Listed:
        """Return what a sentence's ``column`` lists."""
        whole = self._whole.lists(column)
        rows = self._new["sentences"][whole.rows].astype(np.intp)
        return Listed(rows[rows >= 0], whole.codes[rows >= 0], whole.words)

    def ranked(self, column: str) -> Ranked:
        """Return the numbers of a column of the sentences as places among those that occur."""
        codes, numbers = self._whole.ranked(column)
        return Ranked(codes.compress(self._masks["sentences"]), numbers)

    def _moved(self, old: Positions, name: str) -> Positions:
        moved: Positions = at(self._new[name], old, -1)
        return moved


class CutTables(Tables):
    """The rows of other tables that ``masks`` leave.

    A chart of a million figures asks for two or three of nine tables and for a few of their
    columns (see ``column_of``); the others are never copied.
    """

    def __init__(self, whole: Tables, places: Places, masks: Masks) -> None:
        self.__dict__.update(whole=whole, _masks=masks, texts=whole.texts, bodies=whole.bodies)
        self.__dict__["_counts"] = {}
        self.__dict__["_own"] = give_places(self, CutPlaces(self, places, masks))

    def __getattr__(self, name: str) -> Any:
        if name not in TABLES:
            raise AttributeError(name)
        frame: pd.DataFrame = getattr(self.whole, name)
        cut = frame if self._is_whole(name) else frame.take(np.flatnonzero(self._masks[name]))
        self.__dict__[name] = cut
        return cut

    def kept(self, name: str) -> Mask:
        """Return which rows of a table are left; nothing is cut for it."""
        mask: Mask = self._masks[name]
        return mask

    def count(self, name: str) -> int:
        """Return how many rows of a table are left."""
        counts: dict[str, int] = self._counts
        if name not in counts:
            counts[name] = int(np.count_nonzero(self._masks[name]))
        return counts[name]

    def column(self, name: str, column: str) -> "pd.Series[Any]":
        """Return one column of a table, numbered anew from 0; it is not kept."""
        if name in self.__dict__ or self._is_whole(name):
            cells: pd.Series[Any] = getattr(self, name)[column]
            return cells.reset_index(drop=True)
        whole: pd.Series[Any] = getattr(self.whole, name)[column]
        rows = np.flatnonzero(self._masks[name])
        return pd.Series(whole.array.take(rows), copy=False)

    @property
    def nbytes(self) -> int:
        """What they take in memory beside the tables that they are cut out of, about."""
        masks: Masks = self._masks
        frames = (self.__dict__[name] for name in TABLES if name in self.__dict__)
        cells = sum(int(frame.size) for frame in frames if not self._is_given(frame))
        places: CutPlaces = self._own
        return masks.nbytes + places.nbytes + CELL * cells

    def fold(self) -> None:
        """Take less memory until somebody looks at them again."""
        masks: Masks = self._masks
        masks.fold()

    def _is_given(self, frame: pd.DataFrame) -> bool:
        return any(frame is getattr(self.whole, name) for name in TABLES)

    def _is_whole(self, name: str) -> bool:
        return self.count(name) == len(self._masks[name])


def column_of(tables: Tables, name: str, column: str) -> "pd.Series[Any]":
    """Return one column of a table; what is cut is cut in this column alone.

    >>> column_of(Tables(), "figures", "topic").tolist()
    []
    """
    if isinstance(tables, CutTables):
        return tables.column(name, column)
    cells: pd.Series[Any] = getattr(tables, name)[column]
    return cells


def coded_column(tables: Tables, name: str, column: str) -> "tuple[Positions, pd.Index[str]]":
    """Return the cells of a column as numbers, and what each stands for, whether it occurs or not.

    >>> coded_column(Tables(), "figures", "topic")[0].tolist()
    []
    """
    if isinstance(tables, CutTables):
        codes, names = coded_column(tables.whole, name, column)
        return codes.compress(tables.kept(name)), names
    cells: pd.Series[str] = getattr(tables, name)[column]
    if isinstance(cells.dtype, pd.CategoricalDtype):
        return codes_of(cells)
    return places_of(tables).once(f"codes of {name}.{column}", lambda: codes_of(cells))


def count_of(tables: Tables, name: str) -> int:
    """Return the number of rows of a table.

    >>> count_of(Tables(), "figures")
    0
    """
    return tables.count(name) if isinstance(tables, CutTables) else len(getattr(tables, name))


def kept_of(tables: Tables, name: str) -> Mask:
    """Return which rows of a table of ``base_of(tables)`` are left in ``tables``.

    >>> kept_of(Tables(), "figures").tolist()
    []
    """
    if isinstance(tables, CutTables) and tables is not base_of(tables):
        return tables.kept(name)
    return np.ones(count_of(tables, name), dtype=bool)


def base_of(tables: Tables) -> Tables:
    """Return the tables that ``tables`` were cut from in one step, or themselves."""
    if isinstance(tables, CutTables) and not isinstance(tables.whole, CutTables):
        whole: Tables = tables.whole
        return whole
    return tables
