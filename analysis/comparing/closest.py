"""Find the two of many texts that have most to compare: they put numbers on the same things."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis.claims import thing_of
from analysis.comparing import keys
from analysis.comparing.bounds import stated_bounds
from analysis.comparing.differences import in_order
from analysis.comparing.keys import Codes
from analysis.comparing.pairing import NO_TOPIC, is_bare

NEAR = 50
"""Texts, each with as many of the next newer ones that say something of the same thing."""

LOOKED_AT = (
    *("doc_id", "claim_id", "quote", "about", "counted", "countries", "topic", "step", "change"),
    *("kind", "currency", "unit", "period", "qualifier", "value", "low", "high"),
)
"""The columns of figures that the choice is made from."""


class Matter(NamedTuple):
    """What a figure is of: the words for what it measures, its topic and its main country."""

    about: str
    topic: str
    country: str


@dataclass(frozen=True)
class Closest:
    """Two texts, the earlier first, and all that both have figures of, in the order of the newer.

    Where ``things`` is true both put a number on each; else they share no more than the countries
    and topics of figures, and the words in ``shared`` are empty.
    """

    doc_ids: tuple[str, ...]
    shared: tuple[Matter, ...]
    things: bool


def closest_texts(figures: pd.DataFrame, documents: pd.DataFrame) -> Closest | None:
    """Return the two texts that put numbers on most of the same things, or ``None``.

    ``figures`` needs the columns of LOOKED_AT, and all of them stand in ``documents``. Of texts
    that share equally much the newest are taken. Texts with the very same figures, as reprints
    have, come last, for they hold no difference. Where no two texts share a thing, those are taken
    that share most pairs of country and topic; where no two do, ``None`` is returned.

    >>> from analysis.schema import Tables
    >>> closest_texts(Tables().figures, Tables().documents) is None
    True
    """
    aged = documents.sort_values(["published", "doc_id"], na_position="first")
    names = aged["doc_id"].to_numpy(dtype=object)
    text = pd.Index(names).get_indexer(pd.Index(figures["doc_id"])).astype(np.int64)
    editions = _editions(figures, text, len(names))
    for things, codes in (
        (True, (_things(figures), _numbers(figures))),
        (False, (_subjects(figures),)),
    ):
        pair = _most_shared(text, codes, editions)
        if pair is not None:
            shared = _matters(figures.assign(text=text), codes, pair, things=things)
            return Closest(tuple(in_order(documents, names[list(pair)])), shared, things)
    return None


def _things(said: pd.DataFrame) -> Codes:
    """Return a code for what each figure measures and whose it is; -1 where that is not told."""
    thing, owner = (keys.coded_by(said["about"], of) for of in (thing_of, _owner_of))
    bare = keys.coded_by(said["about"], lambda about: "" if is_bare(about) else about) == 0
    counted = keys.coded_by(said["counted"], str.casefold)
    placed = keys.filled(said["countries"]) | (owner > 0)
    told = (thing > 0) & (~bare | (counted > 0)) & placed
    return np.where(told, keys.together(keys.claims(said), thing, owner, counted), -1)


def _owner_of(about: str) -> str:
    return about.partition("; ")[2].casefold()


def _numbers(said: pd.DataFrame) -> Codes:
    """Return a code for number, country and topic of each figure; -1 where one is not told."""
    country = keys.coded_by(said["countries"], keys.main_country)
    ends = [keys.numbered(end) for end in stated_bounds(said)]
    told = (country > 0) & ~said["topic"].isin(NO_TOPIC).to_numpy(dtype=bool)
    told &= (ends[0] >= 0) | (ends[1] >= 0)
    scale = [keys.coded(said[name]) for name in ("kind", "currency", "unit", "period", "topic")]
    return np.where(
        told, keys.together(*ends, country, *scale, keys.measured(said).astype(np.int64)), -1
    )


def _subjects(said: pd.DataFrame) -> Codes:
    """Return a code for the main country and the topic of each figure; -1 where one is not told."""
    country = keys.coded_by(said["countries"], keys.main_country)
    told = (country > 0) & ~said["topic"].isin(NO_TOPIC).to_numpy(dtype=bool)
    return np.where(told, keys.together(country, keys.coded(said["topic"])), -1)


def _editions(said: pd.DataFrame, text: Codes, count: int) -> Codes:
    """Return a number for each text, the same for texts with the very same figures."""
    words = [pd.util.hash_array(said[of].to_numpy(dtype=object)) for of in ("claim_id", "quote")]
    sums = np.zeros(count, dtype=np.uint64)
    np.add.at(sums, text, words[0] * np.uint64(3) + words[1])
    return pd.factorize(sums)[0].astype(np.int64)


def _most_shared(text: Codes, codes: Sequence[Codes], editions: Codes) -> tuple[int, int] | None:
    """Return the older and the newer text that have most codes in common; of equals the newest."""
    found = [_pairs(text[code >= 0], code[code >= 0], len(editions)) for code in codes]
    pairs, shared = np.unique(np.concatenate(found), return_counts=True)
    if not len(pairs):
        return None
    older, newer = pairs // len(editions), pairs % len(editions)
    differ = editions[older] != editions[newer]
    best = np.lexsort((older, newer, shared, differ))[-1]
    return int(older[best]), int(newer[best])


def _pairs(text: Codes, code: Codes, count: int) -> Codes:
    """Return each pair of texts as one number, once for each code that they have in common."""
    told = np.unique(code * count + text)
    code, text = told // max(count, 1), told % max(count, 1)
    found = [np.zeros(0, dtype=np.int64)]
    for step in range(1, NEAR + 1):
        same = code[step:] == code[:-step]
        if not same.any():
            break
        found.append(text[:-step][same] * count + text[step:][same])
    return np.concatenate(found)


def _matters(
    said: pd.DataFrame, codes: Sequence[Codes], pair: tuple[int, int], *, things: bool
) -> tuple[Matter, ...]:
    """Return all that two texts have figures of, each once, in the order of the newer text."""
    older, newer = (said["text"].to_numpy() == text for text in pair)
    both = [np.isin(code, code[older & (code >= 0)]) for code in codes]
    rows = said[newer & np.logical_or.reduce(both)]
    told = zip(rows["about"], rows["topic"], rows["countries"], strict=True)
    found = [
        Matter(str(about) if things else "", str(topic), keys.main_country(str(countries)))
        for about, topic, countries in told
    ]
    return tuple(dict.fromkeys(found))
