"""Read the words around a number that say how exactly it is meant."""

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from analysis.quantities.numbers.numeral import past_dash
from analysis.quantities.numbers.tokens import NUMBER, SYMBOL, Token, tokens_of
from analysis.quantities.wording.changes import is_change_verb, movers
from analysis.vocabulary import tree

REACH = 4
Phrases = dict[str, list[tuple[tuple[str, ...], str]]]


@cache
def _phrases(place: str) -> Phrases:
    """Return the cue phrases of ``place`` by the token nearest the number, the longest first."""
    result: Phrases = {}
    for qualifier, phrases in tree("qualifiers.toml")[place].items():
        for phrase in phrases:
            pieces = tuple(token.lower for token in tokens_of(phrase))
            key = pieces[-1] if place == "before" else pieces[0]
            result.setdefault(key, []).append((pieces, qualifier))
    for entries in result.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return result


@cache
def _set(table: str, key: str) -> frozenset[str]:
    return frozenset(tree("qualifiers.toml")[table][key])


class Cue(NamedTuple):
    """What a qualifier's words say, and the tokens ``[first, end)`` that they are."""

    name: str
    first: int
    end: int


def qualifier_cue(tokens: Sequence[Token], first: int) -> Cue | None:
    """Return the qualifier that ends before token ``first``; an article may stand between."""
    at = first - 1
    definite = False
    for _ in range(REACH):
        if at < 0:
            break
        for pieces, qualifier in _phrases("before").get(tokens[at].lower, ()):
            start = at - len(pieces) + 1
            if start < 0 or (len(pieces) > 1 and tokens[start].lower != pieces[0]):
                continue
            if len(pieces) > 2 and tuple(t.lower for t in tokens[start : at + 1]) != pieces:
                continue
            if _compares(tokens, start, at, first) and not (definite and qualifier == "approx"):
                return Cue(qualifier, start, at + 1)
        if tokens[at].lower not in _set("between", "words"):
            break
        definite = definite or tokens[at].lower in _set("between", "definite")
        at -= 1
    return None


def _compares(tokens: Sequence[Token], start: int, at: int, first: int) -> bool:
    """Return whether words that may be a qualifier are one here.

    The end of a tag ("<b>") compares nothing, and "climbed up to 5" says where it climbed.
    """
    after = tokens[at + 1].lower if at + 1 < first else ""
    if start == at and tokens[at].glued and tokens[at].text in "<>":
        return False
    if start == at and after in ("a", "an") and tokens[at].lower in _set("between", "places"):
        return False  # "under a 6-foot mound"
    level = tokens[start].lower == "up" and tokens[at].lower == "to"
    before = tokens[start - 1].lower if start else ""
    behind = before in _set("up_to", "behind") or before in movers() or is_change_verb(before)
    return not (level and behind)


def qualifier_before(tokens: Sequence[Token], first: int) -> tuple[str, int]:
    """Return the qualifier that ends before token ``first`` and where it begins.

    An article or "total of" may stand between. ("exact", first) where there is none.
    """
    cue = qualifier_cue(tokens, first)
    return ("exact", first) if cue is None else (cue.name, cue.first)


def qualifier_after(tokens: Sequence[Token], end: int) -> tuple[str, int]:
    """Return the qualifier that begins at token ``end`` ("or more") and the index past it.

    ("", end) where there is none.
    """
    if end >= len(tokens):
        return "", end
    for pieces, qualifier in _phrases("after").get(tokens[end].lower, ()):
        past = end + len(pieces)
        up_to = pieces[-1] == "up" and past < len(tokens) and tokens[past].lower == "to"
        goes_on = up_to or (past < len(tokens) and tokens[past].kind in (NUMBER, SYMBOL))
        if tuple(token.lower for token in tokens[end:past]) == pieces and not goes_on:
            return qualifier, past
    return "", end


@cache
def suffixes() -> dict[str, str]:
    """Return what hangs on a number and qualifies it ("40-odd", "30ish"), with its qualifier."""
    table = tree("qualifiers.toml")["suffix"]
    return {word: qualifier for qualifier, words in table.items() for word in words}


def past_suffix(tokens: Sequence[Token], end: int) -> int:
    """Return the token after "-odd", "-plus" or "ish" behind a number that ends at ``end``."""
    at = past_dash(tokens, end)
    hangs = at < len(tokens) and tokens[at].glued and tokens[at].lower in suffixes()
    return at + 1 if hangs else end
