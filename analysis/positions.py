"""Work out once, for a set of tables, to which document, sentence and figure each row belongs."""

import weakref
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from functools import cached_property
from threading import Lock
from typing import Any, Protocol, TypeVar

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from analysis.codes import (
    Listed,
    Mask,
    Positions,
    Ranked,
    arrow_of,
    at,
    codes_of,
    listed,
    picked,
    positions_in,
    ranked,
    renumbered,
    smallest,
)
from analysis.comparing import claims_table
from analysis.schema import TABLES, Tables

REMEMBERED = 24
"""Results kept for one set of tables: the charts of a page mostly ask for the same few."""

MOST_BYTES = 64_000_000
"""What these may take in memory together; of larger results fewer are kept."""

MOST_MASKS = 8
"""Masks of parts of a question that are kept, for the charts of a page share them."""

FEW = 24
"""Figures whose positions are remembered: a page asks for the same few again and again."""

_LONGEST = 2**32
"""More sentences than any text has, so that document and sentence make one number."""

_FIGURE = tuple(name for name in TABLES if "figure_id" in TABLES[name] and name != "figures")
_PLACED = tuple(name for name in TABLES if "sentence" in TABLES[name])
_PLACES = "_places"
_NAMED = tuple(name for name in TABLES if "doc_id" in TABLES[name])

Result = TypeVar("Result")
Answer = TypeVar("Answer", bound="Sized")


class Found(dict[str, npt.NDArray[np.int32]]):
    """Positions by the name of a table, each worked out when it is asked for first."""

    def __init__(self, find: Callable[[str], Positions], names: tuple[str, ...]) -> None:
        super().__init__()
        self._find, self._names = find, names

    def fill(self) -> None:
        """Work all of them out."""
        for name in self._names:
            _ = self[name]

    def __missing__(self, name: str) -> Positions:
        if name not in self._names:
            raise KeyError(name)
        self[name] = self._find(name).astype(np.int32)  # half the memory of numpy's own
        return self[name]


class Sized(Protocol):
    """A result that says how much memory it takes."""

    @property
    def nbytes(self) -> int:
        """Bytes, those that it shares with the tables it was made of left out."""


class Places:
    """Row positions that tie the tables of one set together; -1 where a row belongs to none."""

    def __init__(self, tables: Tables) -> None:
        # Weakly, for the tables hold their places: both go at once when nobody holds the tables.
        self._tables = weakref.ref(tables)
        self._results: OrderedDict[Hashable, Sized] = OrderedDict()
        self._masks_of: OrderedDict[Hashable, Mask] = OrderedDict()
        self._once: dict[str, object] = {}
        self._lock = Lock()
        self.document_of = Found(self._documents_of, _NAMED)
        """For each row of the tables with a doc_id its position among the documents."""
        self.sentence_of = Found(self._sentences_of, _PLACED)
        """For each row of the tables with a sentence its position among the sentences."""
        self.figure_of = Found(self._figures_of, _FIGURE)
        """For each row of the tables that follow a figure its position among the figures."""
        self._ranked: dict[str, Ranked] = {}
        self._named: dict[str, int] = {}

    def frame(self, name: str) -> pd.DataFrame:
        """Return the table ``name``."""
        tables = self._tables()
        if tables is None:
            raise ReferenceError("the tables are gone")
        frame: pd.DataFrame = getattr(tables, name)
        return frame

    def remembered(self, question: Hashable, answer: Callable[[], Answer]) -> Answer:
        """Return what ``answer`` gives; known where the same was asked for lately."""
        with self._lock:
            known: Any = self._results.pop(question, None)
        known = known or answer()
        with self._lock:
            self._results[question] = known
            while len(self._results) > 1 and self._full():
                self._results.popitem(last=False)
        found: Answer = known
        return found

    def once(self, name: str, answer: Callable[[], Result]) -> Result:
        """Return what ``answer`` gives, worked out once as long as the tables are there."""
        if name not in self._once:
            self._once[name] = answer()
        found: Any = self._once[name]
        result: Result = found
        return result

    def mask_of(self, question: Hashable, answer: Callable[[], Mask]) -> Mask:
        """Return the mask that ``answer`` gives, which nobody may change."""
        with self._lock:
            known = self._masks_of.pop(question, None)
        if known is None:
            known = answer()
            known.setflags(write=False)
        with self._lock:
            self._masks_of[question] = known
            while len(self._masks_of) > MOST_MASKS:
                self._masks_of.popitem(last=False)
        return known

    @property
    def nbytes(self) -> int:
        """What the positions take in memory."""
        found = (self.document_of, self.sentence_of, self.figure_of)
        return sum(array.nbytes for one in found for array in list(one.values()))

    @cached_property
    def claims(self) -> pd.DataFrame:
        """Return the claims of the tables, with the columns of CLAIMS."""
        return claims_table(self.frame("figures"), self.frame("documents"))

    def _full(self) -> bool:
        size = sum(result.nbytes for result in self._results.values())
        return len(self._results) > REMEMBERED or size > MOST_BYTES

    def _documents_of(self, name: str) -> Positions:
        return positions_in(self.frame(name)["doc_id"], self.frame("documents")["doc_id"])

    def _sentences_of(self, name: str) -> Positions:
        keys: pd.Index[int] = pd.Index(self._keys("sentences"))
        if not keys.is_monotonic_increasing:
            return keys.get_indexer(pd.Index(self._keys(name)))
        wanted = self._keys(name)
        at = np.searchsorted(keys.to_numpy(), wanted)
        there = at < len(keys)
        there[there] = keys.to_numpy()[at[there]] == wanted[there]
        return np.where(there, at, -1)

    def _keys(self, name: str) -> npt.NDArray[np.int64]:
        numbers = self.frame(name)["sentence"].to_numpy(dtype=np.int64)
        homes = self.document_of[name].astype(np.int64)
        keys: npt.NDArray[np.int64] = homes * _LONGEST + numbers
        return keys

    def _figures_of(self, name: str) -> Positions:
        return positions_in(self.frame(name)["figure_id"], self.frame("figures")["figure_id"])

    @cached_property
    def reading_order(self) -> Positions:
        """The positions of the figures, the newest text first, and within it from its start."""
        documents, figures = self.frame("documents"), self.frame("figures")
        order = documents.reset_index(drop=True).sort_values(
            ["published", "doc_id"], ascending=[False, True]
        )
        rank = np.empty(len(documents), dtype=np.intp)
        rank[order.index.to_numpy()] = np.arange(len(documents))
        texts = at(rank, self.document_of["figures"], len(documents))
        starts = figures["start"].to_numpy(dtype=np.int64)
        return np.argsort(texts * _LONGEST + starts, kind="stable").astype(np.int32)

    def figure_named(self, figure_id: str) -> int:
        """Return the position of a figure, -1 where there is none of that name."""
        known = self._named.get(figure_id)
        if known is None:
            known = int(pc.index(self._figure_ids, figure_id).as_py())
            self._named = {**dict(list(self._named.items())[-FEW:]), figure_id: known}
        return known

    @cached_property
    def _figure_ids(self) -> pa.Array:
        return arrow_of(self.frame("figures")["figure_id"])

    def sentences_named(self, names: tuple[str, ...]) -> Mask:
        """Return where the sentences called ``names`` stand; without names that is everywhere."""
        sentences = self.frame("sentences")
        mask = np.zeros(len(sentences), dtype=bool)
        if not names:
            return ~mask
        for name in names:
            doc_id, _, number = name.rpartition(":")
            if number.isdecimal():
                at = (sentences["sentence"] == int(number)) & (sentences["doc_id"] == doc_id)
                mask |= at.to_numpy()
        return mask

    def listed(self, column: str, values: tuple[str, ...]) -> Mask:
        """Return where a sentence's ``column`` ("countries", "topics") lists one of ``values``."""
        codes, cells = self._cells[column]
        hit = np.array([not cell.isdisjoint(values) for cell in cells], dtype=bool)
        return picked(hit, codes)

    @cached_property
    def _cells(self) -> dict[str, tuple[Positions, list[frozenset[str]]]]:
        """The cells of the two columns of lists as numbers, and what each number lists."""
        both = {name: codes_of(self.frame("sentences")[name]) for name in ("countries", "topics")}
        return {
            name: (codes, [frozenset(cell.split(";")) for cell in cells])
            for name, (codes, cells) in both.items()
        }

    def lists(self, column: str) -> Listed:
        """Return what a sentence's ``column`` ("countries", "topics") lists; "" if nothing."""
        return self._topics if column == "topics" else self._countries

    @cached_property
    def _topics(self) -> Listed:
        return _small(listed(self.frame("sentences")["topics"]))

    @cached_property
    def _countries(self) -> Listed:
        return _small(listed(self.frame("sentences")["countries"]))

    def document_named(self, doc_id: str) -> int:
        """Return the position of a text, -1 where there is none of that name."""
        at: int = pc.index(self._doc_ids, doc_id).as_py()
        return at

    def rows_in(self, name: str, doc_id: str) -> Positions:
        """Return the rows of the table ``name`` that stand in a text."""
        position = self.document_named(doc_id)
        if position < 0:
            return np.zeros(0, dtype=np.intp)
        return np.flatnonzero(self.document_of[name] == position)

    @cached_property
    def _doc_ids(self) -> pa.Array:
        return arrow_of(self.frame("documents")["doc_id"])

    def ranked(self, column: str) -> Ranked:
        """Return the numbers of a column of the sentences as places among those that occur."""
        if column not in self._ranked:
            self._ranked[column] = ranked(self.frame("sentences")[column].to_numpy())
        return self._ranked[column]


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


def _small(found: Listed) -> Listed:
    """Return the same in numbers as small as they can be, for it is kept."""
    return Listed(
        found.rows.astype(np.int32), found.codes.astype(smallest(len(found.words))), found.words
    )


def places_of(tables: Tables) -> Places:
    """Return the places of ``tables``; they are worked out once and go when the tables go."""
    known: Places | None = tables.__dict__.get(_PLACES)
    return known or give_places(tables, Places(tables))


def give_places(tables: Tables, places: Places) -> Places:
    """Keep ``places`` as those of ``tables`` for as long as these are there."""
    tables.__dict__[_PLACES] = places
    return places
