"""Find the phrases of a word list in a text, whatever their inflection, in one linear pass."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import accumulate
from typing import Generic, NamedTuple, Protocol, TypeVar

from analysis.model import Span
from analysis.vocabulary import VocabularyError

T = TypeVar("T")

VERB = "~"
# How many mentions on either side of a figure can have a say in it.
MOST_NEARBY = 8
_FOLDED = {"’": "'", "‘": "'", "-": " ", "‑": " ", "\n": " ", "\t": " ", "\u00a0": " "}
_WORD = re.compile(r"\w+")
_GAP = re.compile(r"(\W+)")
# The sentences of so many texts are remembered: one list after the other asks for their words.
REMEMBERED = 512
_DOUBLING = re.compile(r"(?:^|[^aeiou])[aeiou][bdgklmnprt]$")


class _Found(Protocol):
    @property
    def span(self) -> Span: ...


F = TypeVar("F", bound=_Found)

Trie = dict[str, "Trie"]


class Worded(NamedTuple):
    """A folded text, its words with an empty one that ends them, and where each of them begins."""

    plain: str
    words: tuple[str, ...]
    starts: tuple[int, ...]


@lru_cache(maxsize=REMEMBERED)
def folded(text: str) -> str:
    """Return ``text`` in lower case, hyphens as blanks, with every character at its own place.

    >>> folded("Cease-Fire")
    'cease fire'
    >>> len(folded("İzmir"))
    5
    """
    lower = text.lower()
    if len(lower) != len(text):
        lower = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    for mark, plain in _FOLDED.items():
        lower = lower.replace(mark, plain)
    return lower


@lru_cache(maxsize=REMEMBERED)
def worded(text: str) -> Worded:
    """Return ``text`` folded and cut into words.

    >>> worded("Cease-fire now")
    Worded(plain='cease fire now', words=('cease', 'fire', 'now', ''), starts=(0, 6, 11, 14))
    """
    plain = folded(text)
    pieces = _GAP.split(plain)
    if pieces[-1]:
        pieces += ("", "")
    starts = tuple(accumulate(map(len, pieces), initial=0))
    return Worded(plain, tuple(pieces[::2]), starts[:-1:2])


def surfaces(entry: str) -> tuple[str, ...]:
    """Return the spellings that an entry of a word list stands for.

    A ``~`` after a word makes it a verb with its regular endings; an entry without one is a noun
    phrase that may stand in the plural.

    >>> surfaces("import duty")
    ('import duty', 'import duties')
    >>> surfaces("rule~ out")
    ('rule out', 'rules out', 'ruled out', 'ruling out')
    """
    entry = folded(entry)
    if VERB not in entry:
        return tuple(dict.fromkeys((entry, _plural(entry))))
    head, _, tail = entry.partition(VERB)
    return tuple(dict.fromkeys(f"{form}{tail}" for form in _verb_forms(head)))


def _plural(word: str) -> str:
    if word.endswith("s") and not word.endswith("ss"):
        return word
    if word.endswith(("ss", "x", "z", "ch", "sh")):
        return word + "es"
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    return word + "s"


def _verb_forms(verb: str) -> tuple[str, ...]:
    third = _plural(verb) if not verb.endswith("ss") else verb + "es"
    if verb.endswith("e"):
        return verb, third, verb + "d", verb[:-1] + "ing"
    if verb.endswith("y") and verb[-2:-1] not in "aeiou":
        return verb, third, verb[:-1] + "ied", verb + "ing"
    forms: tuple[str, ...] = (verb, third, verb + "ed", verb + "ing")
    if _DOUBLING.search(verb):
        forms += (verb + verb[-1] + "ed", verb + verb[-1] + "ing")
    return forms


def pattern_of(phrases: Iterable[str]) -> re.Pattern[str]:
    """Return one expression for all ``phrases`` (folded), the longest first at every place.

    >>> pattern_of(["tax", "tax cut"]).findall("tax cut, taxi, tax")
    ['tax cut', 'tax']
    """
    return re.compile(rf"(?<!\w){any_of(phrases)}(?!\w)")


def any_of(phrases: Iterable[str]) -> str:
    """Return a part of an expression that matches any of ``phrases``, the longest first.

    >>> any_of(["tax", "tax cut", "tariff"])
    '(?:(?=[t])ta(?:riff|x(?:\\\\ cut)?))'
    """
    trie: Trie = {}
    for phrase in phrases:
        node = trie
        for character in phrase:
            node = node.setdefault(character, {})
        node[""] = {}
    first = "".join(map(re.escape, sorted(trie)))
    return rf"(?:(?=[{first}]){_joined(trie)})" if trie else r"(?!)"


def _joined(trie: Trie) -> str:
    branches = [re.escape(c) + _joined(below) for c, below in sorted(trie.items()) if c]
    if not branches:
        return ""
    if len(branches) == 1 and "" not in trie:
        return branches[0]
    return f"(?:{'|'.join(branches)}){'?' if '' in trie else ''}"


class PhraseIndex(Generic[T]):
    """Phrases with what each of them means.

    >>> index = PhraseIndex({"import duty": "tariffs"})
    >>> index.find("Import duties rose."), index.find("On duty.")
    ([(Span(start=0, end=13), 'tariffs')], [])
    """

    def __init__(self, entries: Mapping[str, T]) -> None:
        meanings = {form: entries[entry] for entry in entries for form in surfaces(entry)}
        meanings |= {folded(entry): entries[entry] for entry in entries if VERB not in entry}
        self._hold(meanings)

    @classmethod
    def of_forms(cls, meanings: Mapping[str, T]) -> "PhraseIndex[T]":
        """Return an index of spellings as they stand, folded, without other inflections.

        >>> PhraseIndex.of_forms({"duty": 1}).find("Duties, duty")
        [(Span(start=8, end=12), 1)]
        """
        index = cls({})
        index._hold(dict(meanings))
        return index

    def _hold(self, meanings: dict[str, T]) -> None:
        self.meanings = meanings
        self._begun: dict[str, dict[str, list[int]]] = {}
        for phrase in sorted(meanings, key=len, reverse=True):
            self._enter(phrase)
        for lengths in self._begun.values():
            alone = lengths.setdefault("", [])
            for second in lengths:
                if second:
                    lengths[second] += alone

    def _enter(self, phrase: str) -> None:
        """Enter the length of ``phrase`` under its first two words; the longest come first."""
        first, second, *_ = *_WORD.findall(phrase), "", ""
        if not first or not phrase.startswith(first):
            raise VocabularyError(f"{phrase!r} begins with no letter or digit")
        lengths = self._begun.setdefault(first, {}).setdefault(second, [])
        if len(phrase) not in lengths:
            lengths.append(len(phrase))

    def may_find(self, text: str) -> bool:
        """Return whether ``text`` has a word that one of the phrases begins with.

        >>> index = PhraseIndex({"import duty": 1})
        >>> index.may_find("The import fell."), index.may_find("On duty.")
        (True, False)
        """
        return not self._begun.keys().isdisjoint(worded(text).words)

    def find(self, text: str) -> list[tuple[Span, T]]:
        """Return every phrase in ``text``, the longest at each place, with its meaning."""
        plain, words, starts = worded(text)
        begun, meanings = self._begun, self.meanings
        found: list[tuple[Span, T]] = []
        if begun.keys().isdisjoint(words):
            return found
        end = 0
        for at in [at for at, word in enumerate(words) if word in begun]:
            word, start = words[at], starts[at]
            if start < end:
                continue
            lengths = begun[word]
            for length in lengths.get(words[at + 1]) or lengths[""]:
                stop = start + length
                if length == len(word):
                    found.append((Span(start, stop), meanings[word]))
                elif (phrase := plain[start:stop]) in meanings and not _goes_on(plain, stop):
                    found.append((Span(start, stop), meanings[phrase]))
                else:
                    continue
                end = stop
                break
        return found

    def find_between(self, text: str, left: int, right: int) -> list[tuple[Span, T]]:
        """Return what there is in ``text[left:right]``, with spans that count from ``left``.

        Words are looked for in those of the whole text first, which are known.

        >>> PhraseIndex({"import duty": 1}).find_between("No import duties here", 3, 17)
        [(Span(start=0, end=13), 1)]
        """
        plain, words, starts = worded(text)
        if not (_parts_word(plain, left) or _parts_word(plain, right)):
            within = words[bisect_left(starts, left) : bisect_left(starts, right)]
            if self._begun.keys().isdisjoint(within):
                return []
        return self.find(text[left:right])


def _parts_word(plain: str, at: int) -> bool:
    return at > 0 and _goes_on(plain, at) and _goes_on(plain, at - 1)


def _goes_on(plain: str, end: int) -> bool:
    """Return whether the word that stands before ``end`` goes on there."""
    following = plain[end : end + 1]
    return following.isalnum() or following == "_"


def nearby(found: Sequence[F], around: Span, reach: int) -> Sequence[F]:
    """Return those of ``found``, ordered by their spans, that begin within ``reach`` characters.

    At most MOST_NEARBY on either side are returned, so that the work on one figure stays the same
    however long and dense its sentence is.
    """
    middle = bisect_left(found, around.start, key=_start)
    first, last = max(0, middle - MOST_NEARBY), middle + MOST_NEARBY
    first = bisect_left(found, around.start - reach, first, middle, key=_start)
    last = bisect_left(found, around.end + reach, middle, min(last, len(found)), key=_start)
    return found[first:last]


def _start(found: _Found) -> int:
    return found.span.start
