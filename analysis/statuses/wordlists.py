"""The lists of words, and not of cues, that the standing of a statement is read by."""

from collections.abc import Iterable
from functools import cache
from re import Pattern

from analysis.phrases import pattern_of, surfaces
from analysis.vocabulary import tree


@cache
def listed(name: str) -> frozenset[str]:
    """Return the list ``name`` under [words] with the endings that its entries stand for."""
    entries: Iterable[str] = tree("statuses.toml")["words"][name]
    return frozenset(form for entry in entries for form in surfaces(entry))


@cache
def words(name: str) -> Pattern[str]:
    """Return an expression for the list ``name``, to be used on folded text."""
    return pattern_of(dict.fromkeys(listed(name)))
