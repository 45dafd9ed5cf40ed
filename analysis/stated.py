"""Put figures in the order of a chart once, whatever is filtered later, and make few rows of them.

A chart of half a million amounts draws how many are of like size, and single rows of a few only. So
its figures are positions in an order that was worked out for the whole tables; a filter leaves some
of them, and rows are made of those that somebody looks at.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.arrays import Array, note_in, packed_note
from analysis.codes import Mask, Positions, codes_of, picked
from analysis.cuts import CutTables, column_of
from analysis.positions import places_of
from analysis.schema import Tables

ORDER = "order of"
"""How the names of arrays begin that go by amounts."""

Numbers = npt.NDArray[np.float64]
Key = tuple[bool | str, ...]


@dataclass(frozen=True, eq=False)
class Order:
    """Figures with the bounds that they state, those of one group together, the largest first.

    ``rows`` are their positions in ``tables``, ``links`` those in a table that says more of them
    (the same where there is none), ``starts`` the first place of each group and
    ``keys`` what the figures of each group share. ``frame_of`` makes rows of some places.
    """

    tables: Tables
    rows: Positions
    links: Positions
    least: Numbers
    most: Numbers
    starts: Positions
    keys: tuple[Key, ...]
    frame_of: Callable[[Positions], pd.DataFrame]


@dataclass(frozen=True, eq=False)
class Stated:
    """Some figures of an order, by their places in it."""

    order: Order
    at: Positions

    def __len__(self) -> int:
        return len(self.at)

    @property
    def links(self) -> Positions:
        """The position of each in the table that says more of it."""
        return self.order.links[self.at]

    @property
    def rows(self) -> Positions:
        """Their positions in the tables of the order."""
        return self.order.rows[self.at]

    @property
    def anchor(self) -> Numbers:
        """Where each begins to be drawn: its lower bound, else its upper."""
        return anchors(self.order.least[self.at], self.order.most[self.at])

    def head(self, count: int) -> "Stated":
        """Return the first ``count`` of them."""
        return Stated(self.order, self.at[:count])

    def above_zero(self) -> "Stated":
        """Return those of one group whose anchor is above zero: the first of them."""
        return self.head(bisect_left(range(len(self)), 1, key=self._is_low))

    def _is_low(self, number: int) -> int:
        return 0 if Stated(self.order, self.at[number : number + 1]).anchor[0] > 0 else 1

    def ends(self) -> tuple[float, float]:
        """Return the smallest and the largest bound that they state."""
        least, most = self.order.least[self.at], self.order.most[self.at]
        low, high = np.fmin(least, most), np.fmax(least, most)
        return float(np.nanmin(low)), float(np.nanmax(high))

    def holds(self, figure_ids: Iterable[str]) -> bool:
        """Return whether one of them is called so."""
        named = places_of(self.order.tables).figure_named
        wanted = [at for at in map(named, figure_ids) if at >= 0]
        return bool(wanted and np.isin(self.rows, wanted).any())

    def frame(self) -> pd.DataFrame:
        """Return them as rows of a table."""
        ends = {"least": self.order.least[self.at], "most": self.order.most[self.at]}
        return self.order.frame_of(self.at).assign(**ends)


@dataclass(frozen=True, eq=False)
class Part:
    """The figures of one group, with what they share."""

    key: Key
    stated: Stated


@dataclass(frozen=True, eq=False)
class Arranged:
    """Figures of an order by their groups, in the order in which these are drawn."""

    order: Order
    parts: tuple[Part, ...]

    def __len__(self) -> int:
        return sum(len(part.stated) for part in self.parts)

    def head(self, count: int) -> Stated:
        """Return the first ``count`` figures."""
        found: list[Positions] = [np.zeros(0, dtype=np.int32)]
        room = count
        for part in self.parts:
            found.append(part.stated.at[: max(room, 0)])
            room -= len(part.stated)
        return Stated(self.order, np.concatenate(found))

    def frame(self) -> pd.DataFrame:
        """Return them all as rows of a table."""
        return self.head(len(self)).frame()

    def above_zero(self) -> "Arranged":
        """Return those whose anchor is above zero."""
        cut = (Part(part.key, part.stated.above_zero()) for part in self.parts)
        return Arranged(self.order, tuple(part for part in cut if len(part.stated)))


@dataclass(frozen=True, eq=False)
class Unordered:
    """Figures as they stand in ``tables``, by position, before they are put in order.

    ``groups`` are the columns of what the figures of a group share, ``links`` the position of each
    in a table that says more of it. ``size`` is what orders them, their anchors if not said.
    """

    tables: Tables
    rows: Positions
    least: Numbers
    most: Numbers
    groups: Sequence["pd.Series[str] | Mask"]
    links: Positions | None = None
    size: Numbers | None = None


def ordered(
    tables: Tables,
    name: str,
    find: Callable[[Tables], Unordered],
    frame_of: Callable[[Positions, Positions], pd.DataFrame],
) -> Order:
    """Return the order, called ``name``, of the figures of ``tables`` that ``find`` finds.

    Those alike in group and size stay as they stand in the texts. ``frame_of`` gets positions in
    the tables and the links at them, and makes rows without bounds.
    """
    places = places_of(tables)

    def order() -> Order:
        kept = places.kept(f"{ORDER} {name}", lambda: _arrays(find(tables)))
        rows, links = kept["rows"], kept["links"]
        keys = tuple(tuple(key) for key in note_in(kept["keys"]))

        def framed(at: Positions) -> pd.DataFrame:
            return frame_of(rows[at], links[at])

        bounds = kept["least"], kept["most"]
        return Order(tables, rows, links, *bounds, kept["starts"], keys, framed)

    return places.once(name, order)


def _arrays(found: Unordered) -> Iterator[tuple[str, Array]]:
    """Yield what an order of ``found`` is made of."""
    codes, keys = _groups(found.groups, len(found.rows))
    size = anchors(found.least, found.most) if found.size is None else found.size
    texts = _ranks(column_of(found.tables, "figures", "doc_id"))[found.rows]
    starts = column_of(found.tables, "figures", "start").to_numpy()[found.rows]
    order = np.lexsort((starts, texts, -size, codes)).astype(np.int32)
    rows = found.rows[order].astype(np.int32)
    yield "rows", rows
    yield "links", rows if found.links is None else found.links[order].astype(np.int32)
    yield "least", found.least[order]
    yield "most", found.most[order]
    yield "starts", np.searchsorted(codes[order], np.arange(len(keys) + 1)).astype(np.int32)
    yield "keys", packed_note(keys)


def _groups(columns: "Sequence[pd.Series[str] | Mask]", count: int) -> tuple[Positions, list[Key]]:
    """Return the group of each row, and what the rows of each group share."""
    codes: Positions = np.zeros(count, dtype=np.int64)
    names: list[list[bool] | list[str]] = []
    for column in columns:
        inner, words = _words(column)
        codes = codes * max(len(words), 1) + inner
        names.append(words)
    found, groups = np.unique(codes, return_inverse=True)
    sizes = [max(len(words), 1) for words in names]
    places = np.unravel_index(found, sizes) if len(found) else ()
    cells = [[words[at] for at in ats] for words, ats in zip(names, places, strict=False)]
    return groups.astype(np.int32), list(zip(*cells, strict=True))


def _words(column: "pd.Series[str] | Mask") -> tuple[Positions, list[bool] | list[str]]:
    if isinstance(column, np.ndarray):
        return column.astype(np.int8), [False, True]
    codes, words = codes_of(column)
    return codes, words.tolist()


def _ranks(column: "pd.Series[str]") -> Positions:
    """Return the place of each cell in the order of the names that occur."""
    codes, names = codes_of(column)
    if names.is_monotonic_increasing:
        return codes
    rank = np.empty(len(names), dtype=np.int32)
    rank[names.argsort()] = np.arange(len(names))
    return rank[codes]


def left(order: Order, tables: Tables, mask: Mask | None = None) -> list[Part]:
    """Return what is left in ``tables`` of each group of ``order``, without empty groups.

    ``mask`` says of each place of the order whether it is left; without it its figure does.
    """
    if mask is None and isinstance(tables, CutTables) and tables is not order.tables:
        mask = picked(tables.kept("figures"), order.rows)
    whole = np.arange(len(order.rows), dtype=np.int32)
    at = whole if mask is None else np.flatnonzero(mask).astype(np.int32)
    cuts = np.searchsorted(at, order.starts)
    return [
        Part(key, Stated(order, at[first:last]))
        for key, first, last in zip(order.keys, cuts[:-1], cuts[1:], strict=True)
        if last > first
    ]


def columns_at(tables: Tables, name: str, columns: Iterable[str], rows: Positions) -> pd.DataFrame:
    """Return some columns of a table in some rows, numbered anew from 0.

    >>> columns_at(Tables(), "figures", ["topic"], np.zeros(0, dtype=np.int32)).columns.tolist()
    ['topic']
    """
    cells = {column: column_of(tables, name, column).array.take(rows) for column in columns}
    return pd.DataFrame(cells, copy=False)


def anchors(least: Numbers, most: Numbers) -> Numbers:
    """Return where figures with such bounds begin to be drawn: the lower one, else the upper."""
    missing = np.isnan(least)
    return np.where(missing, most, least) if missing.any() else least
