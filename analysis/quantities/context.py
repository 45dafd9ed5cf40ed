"""Read the words around a number: how exactly it is meant, and whether it is a change."""

from collections.abc import Sequence
from functools import cache

from analysis.quantities.tokens import MARK, NUMBER, WORD, Token, tokens_of
from analysis.vocabulary import tree

REACH = 4
CHANGE_REACH = 8
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
def _between() -> frozenset[str]:
    return frozenset(tree("qualifiers.toml")["between"]["words"])


def qualifier_before(tokens: Sequence[Token], first: int) -> tuple[str, int]:
    """Return the qualifier that ends before token ``first`` and where it begins.

    An article or "total of" may stand between. ("exact", first) where there is none.
    """
    at = first - 1
    for _ in range(REACH):
        if at < 0:
            break
        for pieces, qualifier in _phrases("before").get(tokens[at].lower, ()):
            start = at - len(pieces) + 1
            if tokens[at].glued and not tokens[at].lower[0].isalnum():
                continue  # the end of a tag ("<b>") compares nothing
            if start >= 0 and tuple(token.lower for token in tokens[start : at + 1]) == pieces:
                return qualifier, start
        if tokens[at].lower not in _between():
            break
        at -= 1
    return "exact", first


def qualifier_after(tokens: Sequence[Token], end: int) -> tuple[str, int]:
    """Return the qualifier that begins at token ``end`` ("or more") and the index past it.

    ("", end) where there is none.
    """
    if end >= len(tokens):
        return "", end
    for pieces, qualifier in _phrases("after").get(tokens[end].lower, ()):
        past = end + len(pieces)
        up_to = pieces[-1] == "up" and past < len(tokens) and tokens[past].lower == "to"
        goes_on = up_to or (past < len(tokens) and tokens[past].kind == NUMBER)
        if tuple(token.lower for token in tokens[end:past]) == pieces and not goes_on:
            return qualifier, past
    return "", end


@cache
def _changes(key: str) -> dict[str, str]:
    """Return words of change by direction; ``key`` is verbs, nouns or after."""
    table = tree("changes.toml")
    return {word: way for way in ("up", "down") for word in table[way][key]}


@cache
def _change_between() -> frozenset[str]:
    return frozenset(tree("changes.toml")["between"]["words"])


def change_of(tokens: Sequence[Token], first: int, end: int) -> str:
    """Return "up" or "down" where tokens ``[first, end)`` are the size of a change, else ''.

    "fell by 5%", "a 5% cut", "cuts of €5 bn", "5% lower" are changes; "rose to 5%" is a level.
    """
    return _change_after(tokens, end) or _change_before(tokens, first)


def _change_after(tokens: Sequence[Token], end: int) -> str:
    words = [token.lower if token.kind == WORD else "" for token in tokens[end : end + 3]]
    if not words:
        return ""
    if words[0] in _changes("after"):
        return _changes("after")[words[0]]
    if words[0] in ("in", "of") and len(words) > 1:
        return _changes("nouns").get(words[1], "")
    for word in words[:2]:
        if word in _changes("nouns"):
            return _changes("nouns")[word]
        if not word or word in ("and", "or", "to", "in", "by", "the"):
            break
    return ""


def _change_before(tokens: Sequence[Token], first: int) -> str:
    at = first - 1
    of = by = False
    for _ in range(CHANGE_REACH):
        if at < 0 or tokens[at].kind == MARK:
            return ""
        word = tokens[at].lower
        if word in ("up", "down", "higher", "lower"):
            made = at > 0 and tokens[at - 1].lower in tree("changes.toml")["no_change"]["before"]
            if word in ("up", "down") and tokens[at + 1].lower != "to" and not made:
                return word
        elif word in _changes("verbs"):
            return _changes("verbs")[word]
        if of and word in _changes("nouns"):
            return _changes("nouns")[word]
        if word not in _change_between() and not by:
            return ""
        of, by = word == "of", by or word == "by"
        at -= 1
    return ""


def is_change_verb(word: str) -> bool:
    """Return whether ``word`` says that something rises, falls or shifts."""
    return word in _changes("verbs") or word in _changes("nouns") or word in _shifts()


@cache
def _shifts() -> frozenset[str]:
    return frozenset(tree("changes.toml")["shifts"]["verbs"])
