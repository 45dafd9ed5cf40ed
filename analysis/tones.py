"""Arrange the tone of sentences by country, topic and text, and by the words behind it."""

from collections.abc import Iterable
from functools import lru_cache

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.codes import Listed, Positions, Ranked, at, coded, distinct, listed
from analysis.labels import NO_COUNTRY
from analysis.positions import places_of
from analysis.schema import Tables
from analysis.selection import sentence_id
from analysis.sentiment import sentence_tone

KEYS = {"country": "countries", "topic": "topics", "document": "doc_id"}
"""The column of sentences that each way of grouping goes by."""

_PARTS = {"low": 0.25, "middle": 0.5, "high": 0.75}


def tone_by(tables: Tables, facet: str) -> pd.DataFrame:
    """Return the tone of the sentences under each value of "country", "topic" or "document".

    Columns: the facet, sentences, scored (sentences with a word that TextBlob knows), low, middle,
    high (quartiles of their polarity) and subjectivity (median), empty where none is scored. A
    sentence counts under every country and topic that it, or a figure in it, has; a sentence that
    names no country counts under NO_COUNTRY. Most sentences come first.

    >>> tone_by(Tables(), "topic").columns.tolist()
    ['topic', 'sentences', 'scored', 'low', 'middle', 'high', 'subjectivity']
    """
    sentences, under = tables.sentences, _under(tables, facet)
    scored = sentences["scored"].to_numpy()[under.rows]
    rows, codes, size = under.rows[scored], under.codes[scored], len(under.words)
    places = places_of(tables)
    polarity = _Sorted(places.ranked("polarity"), rows, codes, size)
    subjectivity = _Sorted(places.ranked("subjectivity"), rows, codes, size)
    found = pd.DataFrame(
        {
            facet: under.words.astype("str"),
            "sentences": np.bincount(under.codes, minlength=size),
            "scored": np.bincount(codes, minlength=size),
            **{name: polarity.quantile(part) for name, part in _PARTS.items()},
            "subjectivity": subjectivity.median(),
        }
    )
    found = found[found["sentences"] > 0]
    order = [False, True]
    ranked: pd.DataFrame = found.sort_values(["sentences", facet], ascending=order)
    return ranked.reset_index(drop=True)


class _Sorted:
    """The numbers of some rows, sorted within each of ``size`` groups."""

    def __init__(self, ranked: Ranked, rows: Positions, codes: Positions, size: int) -> None:
        self._numbers, width = ranked.numbers, max(len(ranked.numbers), 1)
        small = size * width < 2**31
        first = codes.astype(np.int32 if small else np.int64) * width
        self._keys: Positions = np.add(first, ranked.codes[rows])
        self._keys.sort()
        self._width = width
        self._counts = np.bincount(codes, minlength=size)
        self._starts = np.cumsum(self._counts) - self._counts

    def quantile(self, part: float) -> npt.NDArray[np.float64]:
        """Return that quantile of each group, between two numbers where it falls there."""
        low, high, share = self._around(part)
        return low + (high - low) * share

    def median(self) -> npt.NDArray[np.float64]:
        """Return the median of each group."""
        low, high, _ = self._around(0.5)
        return (low + high) / 2

    def _around(self, part: float) -> tuple[npt.NDArray[np.float64], ...]:
        some = self._counts > 0
        place = part * np.maximum(self._counts - 1, 0)
        found = [np.full(len(some), np.nan) for _ in range(2)]
        for cells, step in zip(found, (np.floor(place), np.ceil(place)), strict=True):
            keys = self._keys[(self._starts + step.astype(np.intp))[some]]
            cells[some] = self._numbers[keys % self._width]
        return found[0], found[1], place - np.floor(place)


def _under(tables: Tables, facet: str) -> Listed:
    """Return a row for each sentence and value of the facet, each pair once."""
    sentences, places = tables.sentences, places_of(tables)
    if facet == "document":
        codes, names = coded(sentences["doc_id"])
        return Listed(np.arange(len(sentences)), codes, names)
    own, linked = places.lists(KEYS[facet]), _of_figures(tables, facet)
    names = own.words.union(linked.words, sort=False).union(pd.Index([NO_COUNTRY]), sort=False)
    parts = [(one.rows, names.get_indexer(one.words)[one.codes]) for one in (own, linked)]
    if facet == "country":
        bare = np.flatnonzero((sentences["countries"] == "").to_numpy())
        parts.append((bare, np.full(len(bare), names.get_loc(NO_COUNTRY))))
    pairs = np.concatenate([rows * len(names) + codes for rows, codes in parts])
    rows, codes = np.divmod(distinct(pairs), len(names))
    kept = names.to_numpy()[codes] != "" if len(codes) else np.zeros(0, dtype=bool)
    return Listed(rows[kept], codes[kept], names)


def _of_figures(tables: Tables, facet: str) -> Listed:
    """Return sentence and value of the facet for every figure that has one."""
    places = places_of(tables)
    home = places.sentence_of["figures"].astype(np.intp)
    if facet == "topic":
        codes, names = coded(tables.figures["topic"])
        return Listed(home[home >= 0], codes[home >= 0], names)
    codes, names = coded(tables.figure_countries["iso3"])
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
    texts, _ = coded(tables.sentences["doc_id"])
    pairs = distinct(codes * (int(texts.max(initial=0)) + 1) + texts[rows])
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
    sentences = tables.sentences
    found: dict[str, list[str]] = {}
    for word in words:
        first = rows[codes == known.get_loc(word)][:most] if word in known else []
        told = sentences.iloc[first]
        found[word] = list(map(sentence_id, told["doc_id"], told["sentence"]))
    return found


def _scored_words(tables: Tables) -> Listed:
    """Return the words that counted in each sentence."""
    scored = np.flatnonzero(tables.sentences["scored"].to_numpy())
    found = listed(tables.sentences["driving_words"].iloc[scored], "; ")
    return Listed(scored[found.rows], found.codes, found.words)


@lru_cache(4096)
def _of_word(word: str) -> tuple[float, float]:
    tone = sentence_tone(word)
    return tone.polarity, tone.subjectivity
