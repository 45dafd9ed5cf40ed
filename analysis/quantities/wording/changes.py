"""Read whether a number is the size of a change, and which word says so."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from analysis.quantities.numbers.tokens import DASH, MARK, WORD, Token
from analysis.quantities.units.nouns import tag
from analysis.vocabulary import tree

REACH = 8
UP_DOWN = ("up", "down")
NO_CHANGE = ("", "")
SIGN = "+"
SCALED = ("percent", "point")


@cache
def _ways(key: str) -> dict[str, str]:
    """Return words of change by direction; ``key`` is verbs, nouns or after."""
    table = tree("changes.toml")
    return {word: way for way in UP_DOWN for word in table[way][key]}


@cache
def _set(table: str, key: str) -> frozenset[str]:
    content: Any = tree("changes.toml")[table][key]
    return frozenset(content)


@cache
def _direct() -> dict[str, frozenset[str]]:
    """Return the verbs that only some kinds of amount make a change without "by"."""
    return {
        verb: frozenset(entry["kinds"])
        for entry in tree("changes.toml")["direct"]
        for verb in entry["verbs"]
    }


def change_of(tokens: Sequence[Token], first: int, end: int, kind: str) -> tuple[str, str]:
    """Return "up" or "down" and its cue where tokens ``[first, end)`` are the size of a change.

    "fell by 5%", "a 5% cut", "cuts of €5 bn", "5% lower", "+5%" are changes; "rose to 5%" is a
    level. ``kind`` is the amount's: who raises $5 m has changed nothing. A cue behind the amount
    has dots in its place: "… lower". ("", "") where there is none.
    """
    after = _change_after(tokens, end)
    return after if after[0] else _change_before(tokens, first, kind)


def _change_after(tokens: Sequence[Token], end: int) -> tuple[str, str]:
    words = [token.lower if token.kind == WORD else "" for token in tokens[end : end + 3]]
    if not words:
        return NO_CHANGE
    if words[0] in _ways("after"):
        particle = words[0] in UP_DOWN and len(words) > 1 and words[1] in _set("up_down", "goals")
        return NO_CHANGE if particle else (_ways("after")[words[0]], f"… {words[0]}")
    if words[0] in ("in", "of") and len(words) > 1:
        return _ways("nouns").get(words[1], ""), f"… {words[0]} {words[1]}"
    for word in words[:2]:
        if word in _ways("nouns"):
            return _ways("nouns")[word], f"… {word}"
        if not word or word in ("and", "or", "to", "in", "by", "the"):
            break
    return NO_CHANGE


def _change_before(tokens: Sequence[Token], first: int, kind: str) -> tuple[str, str]:
    at = first - 1
    if at >= 0 and tokens[at].text == SIGN and tokens[first].glued:
        return "up", SIGN
    of = by = False
    for _ in range(REACH):
        if at < 0 or tokens[at].kind == MARK:
            return NO_CHANGE
        word, after = tokens[at].lower, tokens[at + 1].lower
        if word == "at" and after not in ("least", "most"):
            return NO_CHANGE  # "up at 96": a level
        if word in UP_DOWN:
            if at and tokens[at - 1].lower in _set("up_down", "lost") and kind in SCALED:
                return "down", f"{tokens[at - 1].lower} {word}"
            if after != "to" and _is_direction(tokens, at, kind):
                return word, word
        elif word in _ways("verbs"):
            return (_ways("verbs")[word], word) if by or _changes(word, kind) else NO_CHANGE
        elif word == "off" and kind == "percent" and at == first - 1:
            return "down", word
        if of and word in _ways("nouns"):
            return _ways("nouns")[word], f"{word} of"
        if word not in _set("between", "words") and not by:
            return NO_CHANGE
        of, by = word == "of", by or word == "by"
        at -= 1
    return NO_CHANGE


def _changes(verb: str, kind: str) -> bool:
    """Return whether a verb right before an amount of ``kind`` makes it a change."""
    return kind in _direct().get(verb, (kind,))


def _is_direction(tokens: Sequence[Token], at: int, kind: str) -> bool:
    """Return whether "up" or "down" says which way, and is no part of a verb ("signed up 90")."""
    before = tokens[at - 1] if at else None
    if (
        before is None
        or before.kind != WORD
        or before.lower in movers() | _set("up_down", "copulas")
    ):
        return True
    if before.lower in _set("up_down", "particles"):
        return False
    return kind == "percent" or before.lower in _ways("verbs") or tag(before.text)[:2] != "VB"


@cache
def movers() -> frozenset[str]:
    """Return the verbs behind which "up" and "down" say which way: "edged up"."""
    return _set("up_down", "movers")


def is_change_verb(word: str) -> bool:
    """Return whether ``word`` says that something rises, falls or shifts."""
    return word in _ways("verbs") or word in _ways("nouns") or word in _set("shifts", "verbs")


def carries_over(tokens: Sequence[Token], end: int, first: int) -> bool:
    """Return whether a list goes on from token ``end`` to ``first`` without its verb.

    "Zinc gained 1.2 percent, lead 0.7", "down 2.3%, Burlington by 2.6%", "+2.1% DAL +1.4%".
    """
    gap = [token for token in tokens[end:first] if token.kind != DASH]
    if not gap or len(gap) > REACH or any(token.text in ".;:()" for token in gap):
        return False
    joins = [k for k, token in enumerate(gap) if token.lower in (",", "and", "but", "while")]
    if not joins:
        return False
    name = gap[joins[-1] + 1 :]
    return not any(tag(token.text) in FINITE or token.lower in LEVELS for token in name)


FINITE = ("VBD", "VBZ", "VBP", "MD")
LEVELS = ("to", "at", "from", "of", "in", "with", "for", "on")
