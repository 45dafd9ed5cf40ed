"""Find the sentences of two texts that are the same, reworded, added or removed."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from analysis.schema import SENTENCE_CHANGES, Tables, frame_of

ALIKE = 0.5
"""Share of their words that two sentences have in common where one rewords the other."""

LEAST_WORDS = 4
"""Sentences with fewer words in common are too short to be told as one another's rewording."""

VERSION = 0.5
"""Share of the sentences of both texts that have a partner where both are one article."""

MOST_PAIRS = 400_000
"""Pairs of sentences that are looked at; of longer texts only equal sentences are found."""

NUMBER = "¤"
"""What stands for a figure where the words round it are compared."""

_WORDS = re.compile(rf"\w+|{NUMBER}")
_BLANKS = re.compile(r"\s+")

Pair = tuple[int, int]


@dataclass(frozen=True)
class Alignment:
    """Which sentences of an earlier text stand in a later one: pairs of their numbers.

    ``equal`` have the same words in the same order but for their figures, ``reworded`` most of
    their words. ``lengths`` are the numbers of sentences of both.
    """

    equal: tuple[Pair, ...]
    reworded: tuple[Pair, ...]
    lengths: Pair

    @property
    def one_article(self) -> bool:
        """Return whether the texts share so much that one is a version of the other."""
        found = 2 * (len(self.equal) + len(self.reworded))
        return found > 0 and found / sum(self.lengths) >= VERSION

    @cached_property
    def pairs(self) -> dict[int, int]:
        """The sentence of the later text for each of the earlier one that has any."""
        return dict((*self.equal, *self.reworded))


def masked_sentences(tables: Tables, doc_id: str) -> list[str]:
    """Return the sentences of a text in their order with NUMBER in the place of every figure."""
    rows = tables.sentences[tables.sentences["doc_id"] == doc_id].sort_values("sentence")
    figures = tables.figures[tables.figures["doc_id"] == doc_id]
    spans: dict[int, list[Pair]] = defaultdict(list)
    columns = (figures[name].tolist() for name in ("sentence", "start", "end"))
    for sentence, start, end in zip(*columns, strict=True):
        spans[sentence].append((start, end))
    told = zip(rows["sentence"].tolist(), rows["start"].tolist(), rows["text"], strict=True)
    return [_masked(text, start, sorted(spans[number])) for number, start, text in told]


def _masked(text: str, offset: int, spans: list[Pair]) -> str:
    parts, position = [], 0
    for start, end in spans:
        if start - offset >= position:
            parts += [text[position : start - offset], NUMBER]
            position = end - offset
    return _BLANKS.sub(" ", "".join([*parts, text[position:]])).strip().casefold()


def aligned(earlier: Sequence[str], later: Sequence[str]) -> Alignment:
    """Return which of the ``later`` sentences each of the ``earlier`` ones has become.

    The other way round gives the same pairs turned.

    >>> aligned(["a cat sat on it", "dogs ran"], ["a cat sat down on it"]).reworded
    ((0, 0),)
    """
    places: dict[str, list[int]] = defaultdict(list)
    for number, sentence in enumerate(later):
        places[sentence].append(number)
    seen: dict[str, int] = defaultdict(int)
    equal = []
    for number, sentence in enumerate(earlier):
        there = places.get(sentence, [])
        if seen[sentence] < len(there):
            equal.append((number, there[seen[sentence]]))
        seen[sentence] += 1
    left = sorted(set(range(len(earlier))) - {pair[0] for pair in equal})
    right = sorted(set(range(len(later))) - {pair[1] for pair in equal})
    reworded = _reworded({n: earlier[n] for n in left}, {n: later[n] for n in right})
    return Alignment(tuple(equal), reworded, (len(earlier), len(later)))


def _reworded(earlier: dict[int, str], later: dict[int, str]) -> tuple[Pair, ...]:
    """Return the pairs that share most of their words, the most alike first taken.

    Of a sentence that is as much like two others none of the three is paired.
    """
    if len(earlier) * len(later) > MOST_PAIRS:
        return ()
    left, right = (
        {n: set(_WORDS.findall(text)) for n, text in of.items()} for of in (earlier, later)
    )
    shares: dict[float, list[Pair]] = defaultdict(list)
    for one, words in left.items():
        for other, others in right.items():
            common = len(words & others)
            share = common / (len(words) + len(others) - common or 1)
            if common >= LEAST_WORDS and share >= ALIKE:
                shares[share].append((one, other))
    kept: list[Pair] = []
    done: tuple[set[int], set[int]] = (set(), set())
    for share in sorted(shares, reverse=True):
        pairs = [pair for pair in shares[share] if not (pair[0] in done[0] or pair[1] in done[1])]
        times = [Counter(pair[side] for pair in pairs) for side in (0, 1)]
        kept += [pair for pair in pairs if times[0][pair[0]] == times[1][pair[1]] == 1]
        for side in (0, 1):
            done[side].update(times[side])
    return tuple(sorted(kept))


def alignment_of(tables: Tables, earlier: str, later: str) -> Alignment:
    """Return how the sentences of two texts of ``tables`` stand to each other."""
    return aligned(masked_sentences(tables, earlier), masked_sentences(tables, later))


def sentence_changes(tables: Tables, earlier: str, later: str) -> pd.DataFrame:
    """Return the sentences in which a later text differs, with the columns of SENTENCE_CHANGES.

    They stand in the order of the later text, what was removed where it stood.
    """
    found = alignment_of(tables, earlier, later)
    before, after = (_texts(tables, name) for name in (earlier, later))
    rows: list[tuple[float, str, int | None, int | None]] = []
    for one, other in found.pairs.items():
        if _BLANKS.sub(" ", before[one]) != _BLANKS.sub(" ", after[other]):
            rows.append((other, "reworded", one, other))
    turned = {other: one for one, other in found.pairs.items()}
    rows += [(n, "added", None, n) for n in range(len(after)) if n not in turned]
    last = -1.0
    for n in range(len(before)):
        last = found.pairs.get(n, last)
        if n not in found.pairs:
            rows.append((last + 0.5, "removed", n, None))
    rows.sort(key=lambda row: row[0])
    cells = {
        "change": [change for _, change, _, _ in rows],
        "earlier_sentence": [one for _, _, one, _ in rows],
        "earlier_text": ["" if one is None else before[one] for _, _, one, _ in rows],
        "later_sentence": [other for _, _, _, other in rows],
        "later_text": ["" if other is None else after[other] for _, _, _, other in rows],
    }
    ids = {"earlier_doc_id": [earlier] * len(rows), "later_doc_id": [later] * len(rows)}
    return frame_of(SENTENCE_CHANGES, cells | ids)


def _texts(tables: Tables, doc_id: str) -> list[str]:
    rows = tables.sentences[tables.sentences["doc_id"] == doc_id].sort_values("sentence")
    texts: list[str] = rows["text"].tolist()
    return texts
