"""Arrange the tone of sentences by country, topic and text, and by the words behind it."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.codes import Listed, Mask, Positions, any_of, at, distinct, listed, smallest
from analysis.cuts import CutTables, base_of, coded_column, column_of
from analysis.labels import NO_COUNTRY
from analysis.positions import places_of
from analysis.schema import Tables
from analysis.selection import sentence_id
from analysis.sentiment import sentence_tone
from analysis.stated import columns_at

KEYS = {"country": "countries", "topic": "topics", "document": "doc_id"}
"""The column of sentences that each way of grouping goes by."""

Numbers = npt.NDArray[np.float64]


def tone_by(tables: Tables, facet: str, told: int | None = None) -> pd.DataFrame:
    """Return the tone of the sentences under each value of "country", "topic" or "document".

    Columns: the facet, sentences, scored (sentences with a word that TextBlob knows), low, middle,
    high (quartiles of their polarity) and subjectivity (median), empty where none is scored. A
    sentence counts under every country and topic that it, or a figure in it, has; a sentence that
    names no country counts under NO_COUNTRY. Most sentences come first; of more than ``told`` rows
    the others have their medians of polarity alone.

    >>> tone_by(Tables(), "topic").columns.tolist()
    ['topic', 'sentences', 'scored', 'low', 'middle', 'high', 'subjectivity']
    """
    under = _under(tables, facet)
    polarity = _sorted(tables, under, facet, "polarity")
    sentences = np.bincount(under.codes, minlength=len(under.words))
    order = _most_first(sentences, under.words)[: np.count_nonzero(sentences)]
    first = order[:told]
    opinion = _sorted(tables, under, facet, "subjectivity", first)
    cells = {
        "sentences": sentences[order],
        "scored": polarity.counts[order],
        "low": _and_none(polarity.quantile(0.25, first), len(order)),
        "middle": polarity.quantile(0.5, order),
        "high": _and_none(polarity.quantile(0.75, first), len(order)),
        "subjectivity": _and_none(opinion.median(np.arange(len(first))), len(order)),
    }
    return pd.DataFrame({facet: under.words.take(order).astype("str"), **cells})


def _and_none(numbers: Numbers, count: int) -> Numbers:
    return np.append(numbers, np.full(count - len(numbers), np.nan))


def _most_first(counts: Positions, words: "pd.Index[str]") -> Positions:
    """Return the order of ``words`` by their counts, and by name where these are equal."""
    if not words.is_monotonic_increasing:
        return np.lexsort((np.argsort(words.argsort()), -counts))
    small = -counts if counts.max(initial=0) >= 2**15 else (-counts).astype(np.int16)
    return np.argsort(small, kind="stable")  # small numbers are sorted without comparing them


def _sorted(
    tables: Tables, under: Listed, facet: str, score: str, groups: Positions | None = None
) -> "_Sorted":
    """Return the scores of the sentences under each word of ``under``, or under ``groups`` alone.

    These are then numbered anew.
    """
    if facet != "document":
        every = _Sorted.of(tables, under, score)
        return every if groups is None else every.among(groups)
    whole = base_of(tables)
    question = f"{score} by document"
    found = places_of(whole).once(question, lambda: _Sorted.of(whole, _under(whole, facet), score))
    found = found if groups is None else found.among(groups)
    if isinstance(tables, CutTables) and tables is not whole:
        return found.thinned(tables.kept("sentences"))
    return found


@dataclass(frozen=True, eq=False)
class _Sorted:
    """The scores of some sentences, sorted within groups: each a place among ``numbers``."""

    numbers: Numbers
    rows: Positions
    groups: Positions
    places: Positions
    size: int

    @classmethod
    def of(cls, tables: Tables, under: Listed, score: str) -> "_Sorted":
        """Return the scores of the sentences under each word."""
        scored = column_of(tables, "sentences", "scored").to_numpy()[under.rows]
        rows, groups = under.rows[scored], under.codes[scored]
        codes, numbers = places_of(tables).ranked(score)
        width, size = max(len(numbers), 1), len(under.words)
        kind = np.int32 if size * width < 2**31 else np.int64
        keys = groups.astype(kind) * width + codes[rows]
        order = np.argsort(keys, kind="stable")
        kinds = smallest(size), smallest(width)
        found = (groups[order].astype(kinds[0]), codes[rows][order].astype(kinds[1]))
        return cls(numbers, rows[order].astype(np.int32), *found, size)

    def thinned(self, mask: Mask) -> "_Sorted":
        """Return those of them whose sentences ``mask`` leaves."""
        kept = mask.take(self.rows)
        if kept.all():
            return self
        rows, groups, places = (one.compress(kept) for one in (self.rows, self.groups, self.places))
        return _Sorted(self.numbers, rows, groups, places, self.size)

    @cached_property
    def counts(self) -> npt.NDArray[np.int64]:
        """The number of scored sentences of each group."""
        return np.bincount(self.groups, minlength=self.size)

    @cached_property
    def starts(self) -> Positions:
        """Where each group begins."""
        return np.cumsum(self.counts) - self.counts

    def among(self, groups: Positions) -> "_Sorted":
        """Return those of ``groups``, which are then numbered from 0."""
        counts = self.counts[groups]
        within = np.arange(int(counts.sum())) - np.repeat(np.cumsum(counts) - counts, counts)
        at = np.repeat(self.starts[groups], counts) + within
        owner = np.repeat(np.arange(len(groups)), counts)
        return _Sorted(self.numbers, self.rows[at], owner, self.places[at], len(groups))

    def quantile(self, part: float, groups: Positions) -> Numbers:
        """Return that quantile of each of ``groups``, between two numbers where it falls there."""
        low, high, share = self._around(part, groups)
        return low + (high - low) * share

    def median(self, groups: Positions) -> Numbers:
        """Return the median of each of ``groups``."""
        low, high, _ = self._around(0.5, groups)
        return (low + high) / 2

    def _around(self, part: float, groups: Positions) -> tuple[Numbers, Numbers, Numbers]:
        counts, starts = self.counts[groups], self.starts[groups]
        some = counts > 0
        place = part * np.maximum(counts - 1, 0)
        found = [np.full(len(some), np.nan) for _ in range(2)]
        for cells, step in zip(found, (np.floor(place), np.ceil(place)), strict=True):
            cells[some] = self.numbers[self.places[(starts + step.astype(np.intp))[some]]]
        return found[0], found[1], place - np.floor(place)


def _under(tables: Tables, facet: str) -> Listed:
    """Return a row for each sentence and value of the facet, each pair once."""
    places = places_of(tables)
    if facet == "document":
        codes, names = coded_column(tables, "sentences", "doc_id")
        return Listed(np.arange(len(codes)), codes, names)
    own, linked = places.lists(KEYS[facet]), _of_figures(tables, facet)
    names = own.words.union(linked.words, sort=False).union(pd.Index([NO_COUNTRY]), sort=False)
    parts = [(one.rows, names.get_indexer(one.words)[one.codes]) for one in (own, linked)]
    if facet == "country":
        bare = np.flatnonzero(any_of(column_of(tables, "sentences", "countries"), [""]))
        parts.append((bare, np.full(len(bare), names.get_loc(NO_COUNTRY))))
    pairs = np.concatenate([rows.astype(np.int64) * len(names) + codes for rows, codes in parts])
    rows, codes = np.divmod(distinct(pairs), len(names))
    kept = names.to_numpy()[codes] != "" if len(codes) else np.zeros(0, dtype=bool)
    return Listed(rows[kept], codes[kept], names)


def _of_figures(tables: Tables, facet: str) -> Listed:
    """Return sentence and value of the facet for every figure that has one."""
    places = places_of(tables)
    home = places.sentence_of["figures"].astype(np.intp)
    if facet == "topic":
        codes, names = coded_column(tables, "figures", "topic")
        return Listed(home[home >= 0], codes[home >= 0], names)
    codes, names = coded_column(tables, "figure_countries", "iso3")
    rows = at(home, places.figure_of["figure_countries"], -1)
    return Listed(rows[rows >= 0], codes[rows >= 0], names)


def driving_words(tables: Tables) -> pd.DataFrame:
    """Return the words that TextBlob scored, those first that moved most of the sentences most.

    Columns: word (with the "not" or "very" that goes with it), polarity and subjectivity (of the
    word by itself), sentences and documents in which it counted.

    >>> driving_words(Tables()).columns.tolist()
    ['word', 'polarity', 'subjectivity', 'sentences', 'documents']
    """
    rows, codes, words = _scored_words(tables)
    texts, _ = coded_column(tables, "sentences", "doc_id")
    pairs = distinct(codes * (int(texts.max(initial=0)) + 1) + texts[rows].astype(np.intp))
    counts = pd.DataFrame(
        {
            "word": words,
            "sentences": np.bincount(codes, minlength=len(words)),
            "documents": np.bincount(
                pairs // (int(texts.max(initial=0)) + 1), minlength=len(words)
            ),
        }
    )
    known = [_of_word(word) for word in counts["word"]]
    polarity = pd.Series([tone[0] for tone in known], index=counts.index, dtype="float64")
    subjectivity = pd.Series([tone[1] for tone in known], index=counts.index, dtype="float64")
    found = counts.assign(polarity=polarity, subjectivity=subjectivity)
    found = found.assign(pull=-found["sentences"] * polarity.abs(), rank=-found["sentences"])
    found = found.sort_values(["pull", "rank", "word"], ignore_index=True)
    return found[["word", "polarity", "subjectivity", "sentences", "documents"]].astype(
        {"word": "str", "sentences": "int64", "documents": "int64"}
    )


def sentences_of(tables: Tables, words: Iterable[str], most: int) -> dict[str, list[str]]:
    """Return up to ``most`` sentences in which each of ``words`` counted, in the text's order."""
    rows, codes, known = _scored_words(tables)
    found: dict[str, list[str]] = {}
    for word in words:
        first = rows[codes == known.get_loc(word)][:most] if word in known else rows[:0]
        told = columns_at(tables, "sentences", ["doc_id", "sentence"], first)
        found[word] = list(map(sentence_id, told["doc_id"], told["sentence"]))
    return found


def _scored_words(tables: Tables) -> Listed:
    """Return the words that counted in each sentence."""
    scored = np.flatnonzero(column_of(tables, "sentences", "scored").to_numpy())
    found = listed(column_of(tables, "sentences", "driving_words").iloc[scored], "; ")
    return Listed(scored[found.rows], found.codes, found.words)


@lru_cache(4096)
def _of_word(word: str) -> tuple[float, float]:
    tone = sentence_tone(word)
    return tone.polarity, tone.subjectivity
