"""Arrange the tone of sentences by country, topic and text, and by the words behind it."""

from collections.abc import Iterable
from functools import lru_cache

import pandas as pd

from analysis.labels import NO_COUNTRY
from analysis.schema import Tables
from analysis.selection import sentence_id
from analysis.sentiment import sentence_tone

KEYS = {"country": "countries", "topic": "topics", "document": "doc_id"}
"""The column of sentences that each way of grouping goes by."""

_PLACE = ["doc_id", "sentence"]
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
    rows = _under(tables, facet)
    counts = rows.groupby(facet, observed=True)["scored"].agg(sentences="size", scored="sum")
    scored = rows[rows["scored"]].groupby(facet, observed=True)
    polarity = scored["polarity"]
    quartiles = {name: polarity.quantile(part) for name, part in _PARTS.items()}
    found = counts.join(
        pd.DataFrame({**quartiles, "subjectivity": scored["subjectivity"].median()})
    )
    found = found.reset_index().astype({"sentences": "int64", "scored": "int64"})
    order = [False, True]
    ranked: pd.DataFrame = found.sort_values(["sentences", facet], ascending=order)
    return ranked.reset_index(drop=True)


def _under(tables: Tables, facet: str) -> pd.DataFrame:
    """Return a row for each sentence and value of the facet."""
    told = ["scored", "polarity", "subjectivity"]
    sentences = tables.sentences[[*dict.fromkeys([*_PLACE, KEYS[facet]]), *told]]
    if facet == "document":
        return sentences.assign(document=sentences["doc_id"])
    own = sentences.assign(**{facet: sentences[KEYS[facet]].str.split(";")}).explode(facet)
    linked = _of_figures(tables, facet).merge(sentences, on=_PLACE)
    columns = [*_PLACE, facet, *told]
    rows = pd.concat([own[columns], linked[columns]]).drop_duplicates([*_PLACE, facet])
    rows = rows.astype({facet: "str"})
    named = rows[rows[facet] != ""]
    if facet == "topic":
        return named
    bare = sentences[sentences["countries"] == ""].assign(country=NO_COUNTRY)
    return pd.concat([named, bare[columns]])


def _of_figures(tables: Tables, facet: str) -> pd.DataFrame:
    """Return place and value of the facet for every figure that has one."""
    places = tables.figures[["figure_id", *_PLACE, "topic"]]
    if facet == "topic":
        return places
    return places.merge(
        tables.figure_countries[["figure_id", "iso3"]].rename(columns={"iso3": "country"}),
        on="figure_id",
    )


def driving_words(tables: Tables) -> pd.DataFrame:
    """Return the words that TextBlob scored, those first that moved most of the sentences most.

    Columns: word (with the "not" or "very" that goes with it), polarity and subjectivity (of the
    word by itself), sentences and documents in which it counted.

    >>> driving_words(Tables()).columns.tolist()
    ['word', 'polarity', 'subjectivity', 'sentences', 'documents']
    """
    rows = _scored_words(tables)
    groups = rows.groupby("word", observed=True)["doc_id"]
    counts = groups.agg(sentences="size", documents="nunique").reset_index()
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
    wanted = list(words)
    rows = _scored_words(tables)
    rows = rows[rows["word"].isin(wanted)].groupby("word", observed=True).head(most)
    found: dict[str, list[str]] = {word: [] for word in wanted}
    for word, doc_id, sentence in zip(rows["word"], rows["doc_id"], rows["sentence"], strict=True):
        found[word].append(sentence_id(doc_id, sentence))
    return found


def _scored_words(tables: Tables) -> pd.DataFrame:
    """Return word, doc_id and sentence for every word that counted in a sentence."""
    rows = tables.sentences.loc[tables.sentences["scored"], [*_PLACE, "driving_words"]]
    rows = rows.assign(word=rows["driving_words"].str.split("; ")).explode("word")
    return rows[["word", *_PLACE]].dropna(subset="word")


@lru_cache(4096)
def _of_word(word: str) -> tuple[float, float]:
    tone = sentence_tone(word)
    return tone.polarity, tone.subjectivity
