"""Group the scores of sentences by country, topic and text, so that quartiles are looked up.

What a sentence counts under is worked out once for all tables; a filter leaves some of it. Scores
are places among the numbers that occur, and a group and a place together are one whole number:
sorted, these have the scores of each group in their order.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa

from analysis.arrays import Array, Arrays, packed_words, words_in
from analysis.codes import (
    Listed,
    Mask,
    Positions,
    at,
    combined,
    counted,
    distinct,
    hit,
    picked,
    smallest,
)
from analysis.cuts import base_of, coded_column, column_of, kept_of
from analysis.labels import NO_COUNTRY
from analysis.positions import places_of
from analysis.schema import Tables

KEYS = {"country": "countries", "topic": "topics", "document": "doc_id"}
"""The column of sentences that each way of grouping goes by."""

LINKED = {"country": "figure_countries", "topic": "figures"}
"""The table of which a row puts the sentence of its figure into a group."""

SCORES = ("polarity", "subjectivity")

Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Scores:
    """The scores of each of some groups, sorted: places among ``numbers``, ``width`` of them.

    ``keys`` are group and place as one number, ``counts`` how many a group has.
    """

    numbers: Numbers
    keys: Positions
    counts: npt.NDArray[np.int64]

    def quantile(self, part: float, groups: Positions) -> Numbers:
        """Return that quantile of each of ``groups``, between two numbers where it falls there."""
        low, high, share = self._around(part, groups)
        return low + (high - low) * share

    def median(self, groups: Positions) -> Numbers:
        """Return the median of each of ``groups``."""
        low, high, _ = self._around(0.5, groups)
        return (low + high) / 2

    @cached_property
    def _starts(self) -> Positions:
        return np.cumsum(self.counts) - self.counts

    def _around(self, part: float, groups: Positions) -> tuple[Numbers, Numbers, Numbers]:
        counts, starts = self.counts[groups], self._starts[groups]
        some, width = counts > 0, max(len(self.numbers), 1)
        place = part * np.maximum(counts - 1, 0)
        found = [np.full(len(some), np.nan) for _ in range(2)]
        for cells, step in zip(found, (np.floor(place), np.ceil(place)), strict=True):
            keys = self.keys[(starts + step.astype(np.intp))[some]]
            cells[some] = self.numbers[keys.astype(np.intp) % width]
        return found[0], found[1], place - np.floor(place)


@dataclass(frozen=True, eq=False)
class _Under:
    """Which sentence of whole tables counts under which word: pairs, each once.

    ``own`` says of a pair whether the sentence itself has the word, ``linked`` which pair each row
    of LINKED makes. ``keys`` are, by score, word and place of a pair's score as one number.
    """

    rows: Positions
    codes: Positions
    words: "pd.Index[str]"
    own: Mask
    linked: Positions
    scored: Mask
    keys: dict[str, Positions]


@dataclass(frozen=True, eq=False)
class Moods:
    """The groups of what is left of some tables: their words, and the sentences in each.

    ``under`` are the pairs of the whole tables, ``left`` those that are left.
    """

    tables: Tables
    words: "pd.Index[str]"
    sentences: npt.NDArray[np.int64]
    under: _Under
    left: Mask

    def scores(self, score: str, groups: Positions | None = None) -> Scores:
        """Return the scores of each group, or of some, which are then numbered from 0."""
        under, numbers = self.under, places_of(base_of(self.tables)).ranked(score).numbers
        left, size, keys = self.left & under.scored, len(self.words), under.keys[score]
        if groups is None:
            return Scores(numbers, np.sort(keys.compress(left)), counted(under.codes, left, size))
        new = np.full(size, -1, dtype=np.int32)
        new[groups] = np.arange(len(groups))
        rows = np.flatnonzero(left)
        owner = new[under.codes[rows]]
        rows, owner = rows[owner >= 0], owner[owner >= 0]
        width = max(len(numbers), 1)
        places = keys[rows].astype(np.int64) % width
        counts = np.bincount(owner, minlength=len(groups))
        return Scores(numbers, np.sort(owner.astype(np.int64) * width + places), counts)


def moods_by(tables: Tables, facet: str) -> Moods:
    """Return the sentences of ``tables`` by "country", "topic" or "document"."""
    base = base_of(tables)
    under = places_of(base).once(f"moods by {facet}", lambda: _kept(base, facet))
    left = picked(kept_of(tables, "sentences"), under.rows)
    if facet in LINKED:
        linked = under.linked
        if tables is not base:
            linked = linked.compress(kept_of(tables, LINKED[facet]))
        left &= under.own | hit(len(under.rows), linked)
    sentences = counted(under.codes, left, len(under.words))
    return Moods(tables, under.words, sentences, under, left)


def _kept(tables: Tables, facet: str) -> _Under:
    def make() -> Iterator[tuple[str, Array]]:
        if facet == "document":
            codes, words = coded_column(tables, "sentences", "doc_id")
            found = Listed(np.arange(len(codes)), codes, words)
            yield "own", np.ones(len(codes), dtype=bool)
            yield "linked", np.zeros(0, dtype=np.int32)
        else:
            found, own, linked = _pairs(tables, facet)
            yield "own", own
            yield "linked", linked
        yield "rows", found.rows.astype(np.int32)
        yield "codes", found.codes.astype(smallest(len(found.words)))
        yield from packed_words("words", pa.array(found.words.tolist(), pa.large_string()))
        yield "scored", column_of(tables, "sentences", "scored").to_numpy()[found.rows]
        for score in SCORES:
            yield score, _keys(tables, found, score)

    kept = places_of(tables).kept(f"moods by {facet}", make)
    return _under(kept)


def _under(kept: Arrays) -> _Under:
    words = pd.Index(words_in(kept, "words").to_pylist(), dtype="str")
    keys = {score: kept[score] for score in SCORES}
    return _Under(
        kept["rows"], kept["codes"], words, kept["own"], kept["linked"], kept["scored"], keys
    )


def _keys(tables: Tables, found: Listed, score: str) -> Positions:
    codes, numbers = places_of(tables).ranked(score)
    width = max(len(numbers), 1)
    return combined(found.codes, codes[found.rows], width, len(found.words))


def _pairs(tables: Tables, facet: str) -> tuple[Listed, Mask, Positions]:
    """Return a row for each sentence and word, which are its own, and the pair of each link."""
    lists = places_of(tables).lists(KEYS[facet])
    rows, codes, known = _of_figures(tables, facet)
    bare = NO_COUNTRY if facet == "country" else ""
    own_words = pd.Index([word or bare for word in lists.words], dtype="str")
    words = own_words.union(known, sort=False).union(pd.Index([""]), sort=False)
    width = len(words)
    mine = lists.rows.astype(np.int64) * width + words.get_indexer(own_words)[lists.codes]
    theirs = np.where(rows < 0, -1, rows.astype(np.int64) * width + words.get_indexer(known)[codes])
    nothing = words.get_loc("")
    pairs = distinct(np.concatenate([mine, theirs[theirs >= 0]]))
    pairs = pairs[pairs % width != nothing]
    own = np.zeros(len(pairs) + 1, dtype=bool)
    own[_places(pairs, mine)] = True
    linked = _places(pairs, theirs).astype(np.int32)
    found, of_pair = np.divmod(pairs, width)
    return Listed(found, of_pair, words), own[:-1], linked


def _places(pairs: Positions, wanted: Positions) -> Positions:
    """Return where each of ``wanted`` stands among the sorted ``pairs``; -1 where it does not."""
    if not len(pairs):
        return np.full(len(wanted), -1, dtype=np.intp)
    found = np.minimum(np.searchsorted(pairs, wanted), len(pairs) - 1)
    return np.where(pairs[found] == wanted, found, -1)


def _of_figures(tables: Tables, facet: str) -> Listed:
    """Return the sentence, -1 for none, and the word of each row of LINKED."""
    places = places_of(tables)
    home = places.sentence_of["figures"]
    codes, names = coded_column(tables, LINKED[facet], "topic" if facet == "topic" else "iso3")
    rows = home if facet == "topic" else at(home, places.figure_of["figure_countries"], -1)
    return Listed(rows, codes, names)
