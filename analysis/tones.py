"""Arrange the tone of sentences by country, topic and text, and by the words behind it."""

from collections.abc import Iterable, Iterator
from functools import lru_cache

import numpy as np
import pandas as pd
import pyarrow as pa

from analysis.arrays import Array, packed_words, words_in
from analysis.codes import Listed, Positions, combined, counted, distinct, listed, picked
from analysis.cuts import base_of, coded_column, column_of, kept_of
from analysis.moods import moods_by
from analysis.positions import places_of
from analysis.schema import Tables
from analysis.selection import sentence_id
from analysis.sentiment import sentence_tone
from analysis.stated import columns_at


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
    moods = moods_by(tables, facet)
    order = _most_first(moods.sentences, moods.words)[: np.count_nonzero(moods.sentences)]
    first = order[:told]
    polarity, opinion = moods.scores("polarity"), moods.scores("subjectivity", first)
    cells = {
        "sentences": moods.sentences[order],
        "scored": polarity.counts[order],
        "low": _and_none(polarity.quantile(0.25, first), len(order)),
        "middle": polarity.quantile(0.5, order),
        "high": _and_none(polarity.quantile(0.75, first), len(order)),
        "subjectivity": _and_none(opinion.median(np.arange(len(first))), len(order)),
    }
    return pd.DataFrame({facet: moods.words.take(order).astype("str"), **cells})


def _and_none(numbers: Array, count: int) -> Array:
    return np.append(numbers, np.full(count - len(numbers), np.nan))


def _most_first(counts: Positions, words: "pd.Index[str]") -> Positions:
    """Return the order of ``words`` by their counts, and by name where these are equal."""
    if not words.is_monotonic_increasing:
        return np.lexsort((np.argsort(words.argsort()), -counts))
    small = -counts if counts.max(initial=0) >= 2**15 else (-counts).astype(np.int16)
    return np.argsort(small, kind="stable")  # small numbers are sorted without comparing them


def driving_words(tables: Tables) -> pd.DataFrame:
    """Return the words that TextBlob scored, those first that moved most of the sentences most.

    Columns: word (with the "not" or "very" that goes with it), polarity and subjectivity (of the
    word by itself), sentences and documents in which it counted.

    >>> driving_words(Tables()).columns.tolist()
    ['word', 'polarity', 'subjectivity', 'sentences', 'documents']
    """
    rows, codes, words = _scored_words(tables)
    sentences = counted(codes, np.ones(len(codes), dtype=bool), len(words))
    some = np.flatnonzero(sentences)
    known = [_of_word(word) for word in words[some]]
    polarity = np.array([tone[0] for tone in known], dtype=np.float64)
    found = pd.DataFrame(
        {
            "word": words[some],
            "polarity": polarity,
            "subjectivity": np.array([tone[1] for tone in known], dtype=np.float64),
            "sentences": sentences[some],
            "documents": _documents(tables, rows, codes, len(words))[some],
        }
    )
    found = found.assign(pull=-found["sentences"] * abs(polarity), rank=-found["sentences"])
    found = found.sort_values(["pull", "rank", "word"], ignore_index=True)
    return found[["word", "polarity", "subjectivity", "sentences", "documents"]].astype(
        {"word": "str", "sentences": "int64", "documents": "int64"}
    )


def _documents(tables: Tables, rows: Positions, codes: Positions, size: int) -> Positions:
    """Return in how many texts each word counted."""
    texts, names = coded_column(base_of(tables), "sentences", "doc_id")
    width = max(len(names), 1)
    pairs = distinct(combined(codes, texts[rows], width, size))
    return np.bincount(pairs // width, minlength=size)


def sentences_of(tables: Tables, words: Iterable[str], most: int) -> dict[str, list[str]]:
    """Return up to ``most`` sentences in which each of ``words`` counted, in the text's order."""
    rows, codes, known = _scored_words(tables)
    found: dict[str, list[str]] = {}
    for word in words:
        first = rows[codes == known.get_loc(word)][:most] if word in known else rows[:0]
        told = columns_at(base_of(tables), "sentences", ["doc_id", "sentence"], first)
        found[word] = list(map(sentence_id, told["doc_id"], told["sentence"]))
    return found


def _scored_words(tables: Tables) -> Listed:
    """Return the words that counted in each sentence left, a row of ``base_of(tables)``."""
    base = base_of(tables)
    rows, codes, words = places_of(base).once("words that counted", lambda: _every_word(base))
    if tables is base:
        return Listed(rows, codes, words)
    left = picked(kept_of(tables, "sentences"), rows)
    return Listed(rows.compress(left), codes.compress(left), words)


def _every_word(tables: Tables) -> Listed:
    def make() -> Iterator[tuple[str, Array]]:
        scored = np.flatnonzero(column_of(tables, "sentences", "scored").to_numpy())
        found = listed(column_of(tables, "sentences", "driving_words").iloc[scored], "; ")
        yield "rows", scored[found.rows].astype(np.int32)
        yield "codes", found.codes.astype(np.int32)
        yield from packed_words("words", pa.array(found.words.tolist(), pa.large_string()))

    kept = places_of(tables).kept("words that counted", make)
    words = pd.Index(words_in(kept, "words").to_pylist(), dtype="str")
    return Listed(kept["rows"], kept["codes"], words)


@lru_cache(4096)
def _of_word(word: str) -> tuple[float, float]:
    tone = sentence_tone(word)
    return tone.polarity, tone.subjectivity
