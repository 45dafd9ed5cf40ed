"""Say what the words right before and behind a country's name make of it."""

import re
from functools import cache, lru_cache
from typing import NamedTuple

from analysis.phrases import any_of, folded, surfaces
from analysis.vocabulary import tree

_WORD = re.compile(r"\w+")
_LINK_WORD = re.compile(r"(\w+)\W+(?:(?:the|a|an|its|his|their|all|most|some|other)\W+){0,2}$")
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


@cache
def before_country(name: str) -> re.Pattern[str]:
    """Return what finds a phrase of the list ``name`` right before a country."""
    return re.compile(rf"(?<!\w){any_of(tree('roles.toml')[name]['phrases'])}\W+(?:the\W+)?$")


class Behind(NamedTuple):
    """What the words behind a country make of it."""

    compound: bool
    possessive: bool
    owns: bool


@lru_cache(maxsize=REMEMBERED)
def behind_of(text: str, end: int) -> Behind:
    """Return what the words behind a country that ends at ``end`` make of it."""
    after = text[end : end + AFTER]
    return Behind(bool(_COMPOUND.match(after)), bool(_POSSESSIVE.match(after)), _owns(after))


@lru_cache(maxsize=REMEMBERED)
def word_before(text: str, start: int) -> str:
    """Return the word before a country that begins at ``start``, past articles, or ''."""
    match = _LINK_WORD.search(text[max(0, start - BEFORE) : start])
    return match.group(1).lower() if match else ""


@lru_cache(maxsize=REMEMBERED)
def tied_part(text: str, start: int) -> str:
    """Return the part that the words before a country give it: "to X", "against X"."""
    before = folded(text[max(0, start - BEFORE) : start])
    if before_country("partners").search(before):
        return "partner"
    return link_words().get(word_before(text, start), "")


def _owns(after: str) -> bool:
    """Return whether a country's adjective stands before a noun of paying ("German fund")."""
    words = _WORD.findall(folded(after))[:3]
    return any(word in nouns("buyers") for word in words) and not after.startswith((",", ".", ";"))
