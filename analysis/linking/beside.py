"""Say what the words right before and behind a country's name make of it."""

import re
from bisect import bisect_left
from functools import cache, lru_cache
from typing import NamedTuple

from analysis.phrases import any_of, folded, surfaces, worded
from analysis.vocabulary import tree

_WORD = re.compile(r"\w+")
_LEADING = ("the", "a", "an", "its", "his", "their", "all", "most", "some", "other")
_MOST_LEADING = 2
_POSSESSIVE = re.compile(r"['’]s?(?!\w)")
_COMPOUND = re.compile(r"-(?!\s)(?:\w+ed|led|made|run|built|owned|held)\b")
BEFORE, AFTER = 48, 48
# The words beside so many mentions are remembered: every figure near asks for them.
REMEMBERED = 256


@cache
def link_words() -> dict[str, str]:
    """Return the part that each word before a country gives it."""
    return {word: part for part, words in tree("roles.toml")["after"].items() for word in words}


@cache
def nouns(name: str) -> frozenset[str]:
    """Return the forms of the nouns of the list ``name``."""
    listed: list[str] = tree("roles.toml")[name]["nouns"]
    return frozenset(form for noun in listed for form in surfaces(noun))


class Behind(NamedTuple):
    """What the words behind a country make of it."""

    compound: bool
    possessive: bool
    owns: bool


@lru_cache(maxsize=REMEMBERED)
def behind_of(text: str, end: int) -> Behind:
    """Return what the words behind a country that ends at ``end`` make of it."""
    possessive = _POSSESSIVE.match(text, end, end + AFTER)
    compound = _COMPOUND.match(text, end, end + AFTER)
    return Behind(bool(compound), bool(possessive), _owns(text, end))


@lru_cache(maxsize=REMEMBERED)
def word_before(text: str, start: int) -> str:
    """Return the word before a country that begins at ``start``, past articles, or ''."""
    words = _words_before(text, start)
    last = len(words) - 1
    first = max(0, last - _MOST_LEADING)
    while last > first and words[last] in _LEADING:
        last -= 1
    return words[last].lower() if words else ""


def _words_before(text: str, start: int) -> list[str]:
    """Return the words before ``start``, none where that is inside a word."""
    before = text[max(0, start - BEFORE) : start]
    return [] if _WORD.match(before[-1:]) else _WORD.findall(before)


def follows(text: str, start: int, name: str) -> bool:
    """Return whether a phrase of the list ``name`` stands right before ``start``."""
    words = [word.lower() for word in _words_before(text, start)[-2:]]
    if _last_words(name).isdisjoint(words):
        return False
    before = folded(text[max(0, start - BEFORE) : start])
    return bool(_before_country(name).search(before))


@cache
def _last_words(name: str) -> frozenset[str]:
    """Return the words that end the phrases of the list ``name``."""
    return frozenset(phrase.split()[-1] for phrase in tree("roles.toml")[name]["phrases"])


@cache
def _before_country(name: str) -> re.Pattern[str]:
    """Return what finds a phrase of the list ``name`` right before a country."""
    return re.compile(rf"(?<!\w){any_of(tree('roles.toml')[name]['phrases'])}\W+(?:the\W+)?$")


@lru_cache(maxsize=REMEMBERED)
def tied_part(text: str, start: int) -> str:
    """Return the part that the words before a country give it: "to X", "against X"."""
    if follows(text, start, "partners"):
        return "partner"
    return link_words().get(word_before(text, start), "")


def _owns(text: str, end: int) -> bool:
    """Return whether a country's adjective stands before a noun of paying ("German fund")."""
    _, words, starts = worded(text)
    first = bisect_left(starts, end)
    near = words[first : first + 3]
    if nouns("buyers").isdisjoint(near) or text.startswith((",", ".", ";"), end):
        return False
    behind = zip(near, starts[first : first + 3], strict=True)
    return any(word in nouns("buyers") and at + len(word) <= end + AFTER for word, at in behind)
