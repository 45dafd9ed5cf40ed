"""Pair the figures of two texts that say something of the same thing; never guess.

A figure has at most one partner. The surest signs come first: the same sentence, the same claim in
the same words, the same number under one claim, a reworded sentence, the same number of one country
and topic, the same words with another currency. Where several figures would fit none is taken.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import pandas as pd

from analysis.claims import thing_of
from analysis.comparing import keys
from analysis.comparing.alignment import Alignment, aligned, masked_sentences
from analysis.comparing.bounds import stated_bounds
from analysis.schema import Tables
from analysis.vocabulary import tree

SENTENCE, CLAIM, NUMBER, REWORDED, ALIKE, WORDS = (
    "same sentence",
    "same claim in the same words",
    "same claim and number in other words",
    "same thing in a reworded sentence",
    "same number, country and topic",
    "same words and country",
)
"""What two figures were paired by, the surest first."""

UNDATED = ("", "")
NO_TOPIC = ("", "other")
_WORDS = re.compile(r"[^\W_]+")
_POSSESSIVE = re.compile(r"['’]s\b")
CHANGES = (keys.RISE, keys.FALL)


@dataclass(frozen=True, slots=True)
class Stated:
    """What pairing looks at in a figure.

    ``place`` is its row, ``ordinal`` its number among the figures of its sentence, ``bag`` are the
    words for what it measures in any order, ``bare`` says that these are nothing but names, and
    ``ends`` are the numbers it states, whatever the qualifier: one, or both ends of a range.
    """

    place: int
    sentence: int
    masked: str
    ordinal: int
    claim: str
    measure: str
    kind: str
    currency: str
    unit: str
    period: str
    topic: str
    thing: str
    owner: str
    bag: frozenset[str]
    bare: bool
    counted: str
    country: str
    qualifier: str
    time: tuple[str, str]
    ends: tuple[float, ...]

    @property
    def named(self) -> bool:
        """Whether the text says what is measured; a bare name says who, but not what."""
        return bool(self.thing) and (not self.bare or bool(self.counted))

    @property
    def comparable(self) -> bool:
        """Whether the text says what is measured and whose it is."""
        return self.named and bool(self.country or self.owner)

    @property
    def counts(self) -> str:
        """What is counted; amounts of money count the same in any currency."""
        return "" if self.kind == "money" else self.unit

    @property
    def way(self) -> str:
        """What the number is of its thing, a rise and a fall being the same sort."""
        return "change" if self.measure in CHANGES else self.measure


Key = Callable[[Stated], Hashable | None]
Fits = Callable[[Stated, Stated], bool]
Group = tuple[list[Stated], list[Stated]]


@dataclass(frozen=True)
class Pairing:
    """Which figures of two texts belong together; each is named by its row.

    ``pairs`` holds for an earlier figure the later one and what they were paired by; ``repeats``
    are those that only say again what another figure of their own text says.
    """

    earlier: tuple[Stated, ...]
    later: tuple[Stated, ...]
    pairs: dict[int, tuple[int, str]]
    repeats: frozenset[int]


def paired(tables: Tables, earlier: str, later: str) -> Pairing:
    """Return the pairs of the figures of two texts; the other way round gives the same turned."""
    masked = masked_sentences(tables, earlier), masked_sentences(tables, later)
    sides = (_figures(tables, earlier, masked[0]), _figures(tables, later, masked[1]))
    book = _Book(sides)
    book.join_lone(SENTENCE, in_sentence, same_country)
    book.set_repeats_aside()
    for key, fits in ((in_words_and_time, always), (in_words, one_time)):
        book.join_numbers(CLAIM, key, fits)
        book.join_lone(CLAIM, key, fits)
    book.join_numbers(NUMBER, under_claim, one_time)
    book.join_lone(REWORDED, _in_sentence_of(aligned(*masked), sides[0]), one_thing)
    book.join_lone(ALIKE, by_number, one_time)
    book.join_lone(WORDS, by_words, one_time)
    return Pairing(*sides, book.pairs, frozenset(book.repeats))


def _figures(tables: Tables, doc_id: str, masked: list[str]) -> tuple[Stated, ...]:
    """Return the figures of a text in its order; ``masked`` are its sentences without figures."""
    at = np.flatnonzero((tables.figures["doc_id"] == doc_id).to_numpy(dtype=bool))
    rows = tables.figures.iloc[at].assign(place=at).sort_values(["start", "end"])
    least, most = stated_bounds(rows)
    told = rows.assign(
        measure=keys.measures(rows),
        ordinal=rows.groupby("sentence").cumcount(),
        least=least,
        most=most,
    )
    return tuple(_stated(row, masked) for row in told.to_dict("records"))


def _stated(row: dict[Hashable, Any], masked: list[str]) -> Stated:
    sentence, about = int(row["sentence"]), str(row["about"])
    ends = {float(row[end]) for end in ("least", "most") if not np.isnan(row[end])}
    start, end = ("" if pd.isna(row[day]) else str(row[day]) for day in ("when_start", "when_end"))
    return Stated(
        place=int(row["place"]),
        sentence=sentence,
        masked=masked[sentence] if sentence < len(masked) else "",
        ordinal=int(row["ordinal"]),
        claim=row["claim_id"],
        measure=row["measure"],
        kind=row["kind"],
        currency=row["currency"],
        unit=row["unit"],
        period=row["period"],
        topic=row["topic"],
        thing=thing_of(about),
        owner=about.partition("; ")[2].casefold(),
        bag=_bag(about),
        bare=is_bare(about),
        counted=str(row["counted"]).casefold(),
        country=keys.main_country(str(row["countries"])),
        qualifier=row["qualifier"],
        time=(start, end),
        ends=tuple(sorted(ends)),
    )


def is_bare(about: str) -> bool:
    """Return whether the words for a thing are nothing but names.

    >>> is_bare("Angela Brandt; Spain"), is_bare("Brandt plan")
    (True, False)
    """
    return all(word[:1].isupper() for word in about.partition("; ")[0].split())


def _bag(about: str) -> frozenset[str]:
    """Return the words that name a thing: "budget of Spain" and "Spain's budget" have the same."""
    words = _WORDS.findall(_POSSESSIVE.sub("", about.casefold()))
    return frozenset(words) - _closed()


@cache
def _closed() -> frozenset[str]:
    return frozenset(tree("closed.toml")["ends"]["words"])


class _Book:
    """The pairs found so far, and the figures that are still free."""

    def __init__(self, sides: tuple[Sequence[Stated], Sequence[Stated]]) -> None:
        self.sides = sides
        self.pairs: dict[int, tuple[int, str]] = {}
        self.repeats: set[int] = set()
        self._free = {one.place for side in sides for one in side}

    def join_lone(self, name: str, key: Key, fits: Fits) -> None:
        """Pair figures that are the only ones of their texts with their key."""
        for left, right in self._groups(key):
            self._join(left, right, name, fits)

    def join_numbers(self, name: str, key: Key, fits: Fits) -> None:
        """Pair figures that are the only free ones with their key and their number."""
        for group in self._groups(_and_number(key)):
            left, right = ([one for one in of if one.place in self._free] for of in group)
            self._join(left, right, name, fits)

    def _groups(self, key: Key) -> list[Group]:
        """Return the figures of both sides that share a key, without repeats."""
        found: dict[Hashable, Group] = defaultdict(lambda: ([], []))
        for side, figures in enumerate(self.sides):
            for one in figures:
                name = None if one.place in self.repeats else key(one)
                if name is not None:
                    found[name][side].append(one)
        return list(found.values())

    def _join(self, left: list[Stated], right: list[Stated], name: str, fits: Fits) -> None:
        """Pair the figures if there is one on each side, both are free and they fit."""
        if len(left) == len(right) == 1 and fits(left[0], right[0]):
            one, other = left[0].place, right[0].place
            if {one, other} <= self._free:
                self.pairs[one] = (other, name)
                self._free -= {one, other}

    def set_repeats_aside(self) -> None:
        """Take out what says again the number of another figure of its text, in the same words."""
        for figures in self.sides:
            seen: set[Hashable] = set()
            for one in sorted(figures, key=lambda one: one.place in self._free):
                name = (in_words_and_time(one), one.ends, one.qualifier)
                if one.comparable and name in seen and one.place in self._free:
                    self.repeats.add(one.place)
                    self._free.discard(one.place)
                seen.add(name)


def in_sentence(one: Stated) -> Hashable | None:
    """Return the sentence without its figures, the figure's place in it, and what it counts."""
    return one.masked, one.ordinal, one.kind, one.counts, one.way


def in_words(one: Stated) -> Hashable | None:
    """Return the claim with the words for what is measured; nothing where a text has none."""
    words = (one.claim, one.measure, one.thing, one.owner, one.counted)
    return words if one.comparable else None


def in_words_and_time(one: Stated) -> Hashable | None:
    """Return the claim with its words and the time it speaks of."""
    return (in_words(one), one.time) if one.comparable else None


def under_claim(one: Stated) -> Hashable | None:
    """Return the claim, whatever its words; nothing where neither thing nor country is told."""
    return (one.claim, one.measure) if one.thing or one.country else None


def by_number(one: Stated) -> Hashable | None:
    """Return number, unit, country and topic; nothing where one of these is not told."""
    if not one.country or one.topic in NO_TOPIC or not one.ends:
        return None
    told = (one.currency, one.unit, one.period, one.measure, one.country, one.topic)
    return one.kind, *told, one.ends


def by_words(one: Stated) -> Hashable | None:
    """Return the words for what is measured and the country, whatever currency and period."""
    if not (one.named and one.country):
        return None
    return one.kind, one.bag, one.counted, one.counts, one.way, one.country


def always(_one: Stated, _other: Stated) -> bool:
    """Ask for nothing but the key."""
    return True


def one_time(one: Stated, other: Stated) -> bool:
    """Return whether two figures can speak of one time: one of them may leave it open."""
    return one.time == other.time or UNDATED in (one.time, other.time)


def same_country(one: Stated, other: Stated) -> bool:
    """Return whether the main country is the same, or left open by one of them."""
    return one.country == other.country or not (one.country and other.country)


def one_thing(one: Stated, other: Stated) -> bool:
    """Return whether time and words for what is measured are the same, or left open by one."""
    apart = one.named and other.named and not (one.bare and other.bare) and one.bag != other.bag
    return one_time(one, other) and not apart


def _and_number(key: Key) -> Key:
    def numbered(one: Stated) -> Hashable | None:
        name = key(one)
        return None if name is None or not one.ends else (name, one.ends)

    return numbered


def _in_sentence_of(alignment: Alignment, earlier: Sequence[Stated]) -> Key:
    """Return a key for what stands in a sentence, the same for the sentence it has become."""
    ours = {one.place for one in earlier}

    def key(one: Stated) -> Hashable | None:
        sentence = alignment.pairs.get(one.sentence) if one.place in ours else one.sentence
        if sentence is None or not one.country:
            return None
        return sentence, one.kind, one.counts, one.way, one.country

    return key
