"""The lists of words, and not of cues, that the standing of a statement is read by."""

from collections.abc import Iterable
from functools import cache
from re import Pattern

from analysis.phrases import PhraseIndex, folded, pattern_of, surfaces
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


def has(name: str, text: str) -> bool:
    """Return whether a sentence has a phrase of the list ``name``.

    >>> has("promises", "They vowed to come"), has("promises", "They came")
    (True, False)
    """
    return may_have(text, name) and words(name).search(folded(text)) is not None


def may_have(text: str, *names: str) -> bool:
    """Return whether a sentence has a word that begins a phrase of one of the lists.

    Most sentences have none, which is told faster than whether they have a phrase.
    """
    return _index(names).may_find(text)


@cache
def _index(names: tuple[str, ...]) -> PhraseIndex[bool]:
    return PhraseIndex.of_forms({form: True for name in names for form in listed(name)})
