"""The lists of words, and not of cues, that the standing of a statement is read by."""

from collections.abc import Iterable
from functools import cache
from re import Pattern

from analysis.phrases import PhraseIndex, pattern_of, surfaces
from analysis.vocabulary import kept, tree


@cache
@kept()
def listed(name: str) -> frozenset[str]:
    """Return the list ``name`` under [words] with the endings that its entries stand for."""
    entries: Iterable[str] = tree("statuses.toml")["words"][name]
    return frozenset(form for entry in entries for form in surfaces(entry))


@cache
@kept()
def words(name: str) -> Pattern[str]:
    """Return an expression for the list ``name``, to be used on folded text."""
    return pattern_of(dict.fromkeys(listed(name)))


def has(name: str, plain: str) -> bool:
    """Return whether ``plain``, the folded text of a sentence, has a phrase of the list ``name``.

    Most sentences have not even its words.

    >>> has("promises", "they vowed to come"), has("promises", "they came")
    (True, False)
    """
    return _index(name).may_find(plain) and words(name).search(plain) is not None


@cache
def _index(name: str) -> PhraseIndex[bool]:
    return PhraseIndex.of_forms(dict.fromkeys(listed(name), True))
