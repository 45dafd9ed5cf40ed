"""Turn the tables of countries and blocs into one index of the names that may stand in a text."""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from functools import cache, lru_cache
from typing import Any, NamedTuple

from analysis import vocabulary

UPPER = "".join(c for c in map(chr, range(0x41, 0x250)) if c.isupper())
# What stands before is looked at behind the first letter: letters are found faster than gaps.
CAPITALISED = re.compile(rf"[{UPPER}](?<![\w$].)\w*")
TOKEN = re.compile(r"\w+(?:(?:[.-]|'(?!s\b))\w+)*\.?|'s\b|[^\w\s]")
WINDOW = 64  # characters looked at on either side of a name
MIN_SHOUTED = 4  # "MALI" is read as a country, "US" in capitals is its own entry
HEADLINE_SHARE = 0.75
LONG_WORD = 4
REMEMBERED = 64  # sentences whose capitals are remembered

_PLAIN = {"’": "'", "‘": "'", "ʼ": "'", "\xa0": " ", "\u202f": " ", "‑": "-", "–": "-"}
_BLANKS = ("\n", "\t", "\r")


class Name(NamedTuple):
    """One spelling: what it names, and how (``via`` is "" for a name that only hides others)."""

    surface: str
    code: str
    via: str
    confidence: float


class Hit(NamedTuple):
    """A spelling found at ``start`` to ``end`` of a text."""

    start: int
    end: int
    name: Name


def plain(text: str) -> str:
    """Return ``text`` with plain apostrophes, hyphens and blanks, character for character.

    >>> plain("France’s US–China")
    "France's US-China"
    """
    for blank in _BLANKS:
        text = text.replace(blank, " ")
    if not text.isascii():
        for mark, usual in _PLAIN.items():
            text = text.replace(mark, usual)
    return text


def folded(word: str) -> str:
    """Return ``word`` in lower case and without accents.

    >>> folded("Erdoğan")
    'erdogan'
    """
    if word.isascii():
        return word.lower()
    parts = unicodedata.normalize("NFKD", word)
    return "".join(c for c in parts if not unicodedata.combining(c)).lower().replace("ı", "i")


def before(text: str, position: int, window: int = WINDOW) -> list[str]:
    """Return the last words and marks before ``position``, the nearest first.

    >>> before("the mayor of London", 13)
    ['of', 'mayor', 'the']
    """
    left = max(0, position - window)
    return TOKEN.findall(text[left:position])[::-1]


def after(text: str, position: int) -> list[str]:
    """Return the next words and marks from ``position`` on.

    >>> after("London's mayor.", 6)
    ["'s", 'mayor.']
    """
    return TOKEN.findall(text[position : position + WINDOW])


def words(text: str) -> list[str]:
    """Return the words of a window in lower case, full stops taken off, marks kept."""
    return [token.rstrip(".").lower() or token for token in TOKEN.findall(text)]


def is_headline(text: str) -> bool:
    """Return whether nearly all long words are capitalised, so that capitals say nothing.

    >>> is_headline("Jordan Signs Trade Deal With India"), is_headline("Jordan signs a deal")
    (True, False)
    """
    if text.rstrip().endswith((".", "?", "!", '"', "”")):
        return False
    long_words = [w for w in re.findall(r"[^\W\d_]+", text) if len(w) >= LONG_WORD]
    capitals = sum(w[0].isupper() for w in long_words)
    return len(long_words) > 2 and capitals >= HEADLINE_SHARE * len(long_words)


def scan(text: str) -> list[Hit]:
    """Return the longest known names in ``text`` from left to right, without overlap.

    >>> [hit.name.surface for hit in scan("New Mexico and Mexico")]
    ['New Mexico', 'Mexico']
    """
    found: list[Hit] = []
    index, consumed = names(), 0
    for start, word in capitalised(text):
        if start < consumed or word not in index:
            continue
        for name in index[word]:
            end = start + len(name.surface)
            if text.startswith(name.surface, start) and _ends(text, end, name.surface):
                found.append(Hit(start, end, name))
                consumed = end
                break
    return found


@lru_cache(maxsize=REMEMBERED)
def capitalised(text: str) -> list[tuple[int, str]]:
    """Return the words of ``text`` that begin with a capital, behind where they begin.

    >>> capitalised("The mayor of London")
    [(0, 'The'), (13, 'London')]
    """
    return [(match.start(), match.group()) for match in CAPITALISED.finditer(text)]


def _ends(text: str, end: int, surface: str) -> bool:
    """Return whether a name ends at ``end``: no letter follows, and no sign of a currency."""
    following = text[end : end + 1]
    if surface[-1].isalnum() and (following.isalnum() or following == "_"):
        return False
    return not following or following not in "$£€¥"


@cache
@vocabulary.kept()
def names() -> dict[str, tuple[Name, ...]]:
    """Return the names under their first word, the longest first."""
    merged: dict[str, Name] = {}
    for name in _all_names():
        merged.setdefault(name.surface, name)
        if len(name.surface) >= MIN_SHOUTED and name.via != "capital":
            shouted = Name(name.surface.upper(), name.code, name.via, name.confidence)
            merged.setdefault(shouted.surface, shouted)
    index: dict[str, list[Name]] = {}
    for name in merged.values():
        first = CAPITALISED.match(name.surface)
        if first is None:
            raise vocabulary.VocabularyError(f"{name.surface!r} begins with no capital letter")
        index.setdefault(first.group(), []).append(name)
    return {
        word: tuple(sorted(group, key=lambda name: (-len(name.surface), name.surface)))
        for word, group in index.items()
    }


@cache
def spellings() -> frozenset[str]:
    """Return every spelling that names something (not those that only hide others)."""
    return frozenset(name.surface for group in names().values() for name in group if name.via)


def _all_names() -> Iterator[Name]:
    """Yield every name; of two that are spelled alike the first counts."""
    for row in vocabulary.rows("places.csv", key="surface"):
        yield Name(plain(row["surface"]), "", "", 1.0)
    for row in vocabulary.rows("blocs.csv", key="code"):
        yield from _named(row, "bloc", (row["name"], *vocabulary.words(row["aliases"])))
        yield from _named(row, "metonym", vocabulary.words(row["seats"]))
        yield from _named(row, "capital", vocabulary.words(row["capital"]))
    for row in vocabulary.rows("countries.csv", key="code"):
        yield from _named(row, "name", (row["name"], *vocabulary.words(row["aliases"])))
        yield from _named(row, "demonym", _plurals(row["demonyms"]))
        yield from _named(row, "metonym", vocabulary.words(row["seats"]))
        yield from _named(row, "capital", vocabulary.words(row["capital"]))


def _named(row: vocabulary.Row, via: str, surfaces: tuple[str, ...]) -> Iterator[Name]:
    lists = settings()
    for surface in map(plain, surfaces):
        if surface.startswith(("the ", "The ")):
            continue
        confidence = lists["confidence_of"].get(surface, lists["confidence"][via])
        yield Name(surface, row["code"], via, confidence)


def _plurals(cell: str) -> tuple[str, ...]:
    """Return the spellings of a cell, with the plural of those that end in ``+``.

    >>> _plurals("Dutch|Swede+")
    ('Dutch', 'Swede', 'Swedes')
    """
    spelled: list[str] = []
    for surface in vocabulary.words(cell):
        bare = surface.removesuffix("+")
        spelled += [bare, f"{bare}s"] if bare != surface else [bare]
    return tuple(spelled)


@cache
def settings() -> dict[str, Any]:
    """Return the word lists of countries.toml."""
    return vocabulary.tree("countries.toml")


@cache
def word_set(section: str, key: str) -> frozenset[str]:
    """Return one word list of countries.toml as a set."""
    return frozenset(settings()[section][key])


@cache
def labels() -> dict[str, str]:
    """Return the display names of countries and blocs by code."""
    tables = [("blocs.csv", "code"), ("countries.csv", "code")]
    return {row["code"]: row["name"] for name, key in tables for row in vocabulary.rows(name, key)}


@cache
def blocs() -> frozenset[str]:
    """Return the codes of the blocs."""
    return frozenset(row["code"] for row in vocabulary.rows("blocs.csv", key="code"))


@cache
def memberships() -> dict[str, tuple[tuple[str, date, date], ...]]:
    """Return for each bloc its members with their first and last day."""
    joined: dict[str, list[tuple[str, date, date]]] = {code: [] for code in blocs()}
    for row in vocabulary.rows("bloc_members.csv", key="id"):
        days = day(row["since"], date.min), day(row["until"], date.max)
        joined[row["bloc"]].append((row["code"], *days))
    for row in vocabulary.rows("countries.csv", key="code"):
        if row["un"]:
            joined["UN"].append((row["code"], date.min, date.max))
    return {code: tuple(members) for code, members in joined.items()}


def day(cell: str, empty: date) -> date:
    """Return the date in a cell, or ``empty`` where the cell is."""
    return date.fromisoformat(cell) if cell else empty
