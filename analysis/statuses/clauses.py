"""Find the verbs and nouns that a figure's statement hangs on, from its own clause upwards."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from analysis.phrasing import Phrased
from analysis.phrasing.clauses import noun_chain
from analysis.phrasing.kinds import (
    ACTIVE,
    FIGURE,
    FINITE,
    JOINT,
    LOOSE,
    MARK,
    NOUN,
    OPENER,
    OTHER,
    RELATIVE,
    TIE,
    TIME,
    VERB,
)
from analysis.statuses.wordlists import listed

# Phrases that one clause is looked through, and verbs that stand one above the other.
REACH, CLIMBS = 24, 6
OWN, CHAIN, MATRIX, POST, HEAD = "own", "chain", "matrix", "post", "head"
MAIN, IF, RELATED, ASIDE = "main", "if", "relative", "aside"
INSERTED = (RELATIVE, NOUN, TIE, VERB, LOOSE, OTHER)
WITHIN = (NOUN, OTHER, TIME, TIE, JOINT, FIGURE)
PAST = ("VBD", "VBN")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a figure stands: the part that each phrase plays for it, and the kind of its clause.

    ``parts`` has, by the index of a phrase, OWN for the verb of the figure's clause, CHAIN for
    those that this verb hangs on ("plans to spend"), MATRIX for those whose object the clause is
    ("denied that it spent"), POST for a participle behind the figure ("€5bn promised to Kyiv") and
    HEAD for nouns that the clause belongs to ("a bill that would cost"). ``own`` is the verb's
    index, -1 where there is none; ``subject`` whether the figure is in its subject; ``clause`` is
    MAIN, IF, RELATED or ASIDE.
    """

    parts: dict[int, str]
    own: int = -1
    clause: str = MAIN
    subject: bool = False


def place_of(s: Phrased, at: int) -> Place:
    """Return where the figure that is phrase ``at`` stands."""
    parts: dict[int, str] = {}
    own, subject = _own_verb(s, at, parts)
    clause = MAIN
    if own < 0 and not _is_aside(s, at):
        own = s.following[at]
    if own < 0 and s.kind(at - 1) == OPENER and s.kind(_behind(s, at)) == VERB:
        own, subject = _behind(s, at), True  # "reports that 40 clerks left"
    if own >= 0:
        parts[own] = OWN
        clause = _climb(s, own, parts)
    else:
        clause = _opened_by(s, at, parts)
    return Place(parts, own, clause, subject)


def _own_verb(s: Phrased, at: int, parts: dict[int, str]) -> tuple[int, bool]:
    """Return the verb of the clause, and whether the figure is in its subject."""
    if _is_aside(s, at):
        return -1, False
    after = _behind(s, at)
    if s.kind(after) == VERB and _is_participle(s, after):
        parts[after] = POST
        after = _behind(s, after)
    if _is_inserted(s, after) and _begins_clause(s, at):
        after = s.following[after]
    if s.is_verb(after, FINITE) and (_begins_clause(s, at) or _is_said(s, at)):
        return after, True
    return s.governing[at], False


def _behind(s: Phrased, at: int) -> int:
    """Return the first phrase behind ``at`` past nouns, times and the words that tie them."""
    k = at + 1
    while s.kind(k) in WITHIN and k - at < REACH:
        k += 1
    return k


def _is_participle(s: Phrased, verb: int) -> bool:
    """Return whether a verb hangs on the noun before it: "€5bn pledged to Kyiv has come"."""
    chunk = s.chunks[verb]
    finite = s.is_verb(verb, FINITE)
    if finite and (chunk.end - chunk.start > 1 or s.tag(verb) not in PAST):
        return False
    if s.is_verb(_behind(s, verb), FINITE):
        return True
    return not finite and (s.governing[verb] >= 0 or s.following[verb] >= 0)


def _begins_clause(s: Phrased, at: int) -> bool:
    """Return whether nothing but nouns stands between phrase ``at`` and the start of its clause."""
    if s.governing[at] < 0:
        return True
    k = at - 1
    while s.kind(k) in (NOUN, OTHER, TIME, TIE, FIGURE) and at - k < REACH:
        k -= 1
    return s.kind(k) in (LOOSE, OPENER, RELATIVE) or (s.kind(k) in (MARK, JOINT) and k >= 0)


def _is_said(s: Phrased, at: int) -> bool:
    """Return whether the figure follows a verb of saying: "he said 5 ships sank"."""
    k = at - 1
    while s.kind(k) in (NOUN, OTHER, TIME, TIE, FIGURE) and at - k < REACH:
        k -= 1
    return s.kind(k) == VERB and s.last_word(k) in listed("saying")


def _is_inserted(s: Phrased, mark: int) -> bool:
    """Return whether the comma at ``mark`` opens an insertion before a verb."""
    verb = s.following[mark] if s.is_mark(mark, ",") and mark < len(s.chunks) else -1
    if verb < 0 or s.kind(mark + 1) == JOINT:
        return False
    return any(s.is_mark(k, ",") for k in range(mark + 1, min(verb, mark + REACH)))


def _is_aside(s: Phrased, at: int) -> bool:
    """Return whether the figure is inserted: "France, with 57 mills,", "the levy, now 5%,"."""
    before = s.left(at - 1)
    beside = before < at - 1 and s.is_mark(before, ",") and s.is_mark(at + 1, ",")
    return beside or (s.word(at - 1) == "with" and s.is_mark(at - 2, ","))


def _climb(s: Phrased, verb: int, parts: dict[int, str]) -> str:
    """Give the verbs above ``verb`` their part; return the kind of the lowest clause."""
    role, clause = CHAIN, ""
    for _ in range(CLIMBS):
        if s.governing[verb] < 0 or (s.is_verb(verb, FINITE) and s.tag(verb) != "VB"):
            kind, verb = _over(s, verb, parts)
            clause = clause or kind
            role = MATRIX
        else:
            _mark_noun(s, verb, parts)
            verb = _carrier(s, verb)
        if verb < 0 or verb in parts:
            break
        parts[verb] = role
    return clause or MAIN


def _mark_noun(s: Phrased, verb: int, parts: dict[int, str]) -> None:
    """Make the nouns HEAD that an infinitive says the aim of: "the promise of the allies to"."""
    if s.tag(verb) != "TO":
        return
    k = s.left(verb - 1)
    if s.is_mark(k, ","):
        inner = next((j for j in range(k - 1, max(-1, k - REACH), -1) if s.is_mark(j, ",")), 0)
        k = s.left(inner - 1)
    if s.kind(k) in (NOUN, FIGURE):
        for noun in range(*noun_chain(s, k)):
            if s.kind(noun) == NOUN:
                parts.setdefault(noun, HEAD)


def _carrier(s: Phrased, verb: int) -> int:
    """Return the verb that an infinitive or a participle hangs on, past those beside it."""
    above = s.governing[verb]
    if s.is_verb(verb, ACTIVE) and s.is_mark(s.left(verb - 1), ","):
        return -1
    while above >= 0 and s.tag(above) == s.tag(verb) and _is_beside(s, above, verb):
        above = s.governing[above]
    return above


def _is_beside(s: Phrased, one: int, other: int) -> bool:
    return any(s.kind(k) in (MARK, JOINT) for k in range(one + 1, other))


def _over(s: Phrased, verb: int, parts: dict[int, str]) -> tuple[str, int]:
    """Return the kind of clause whose finite verb is ``verb``, and the verb it is the object of."""
    for k in _leftwards(s, verb):
        kind = s.kind(k)
        if kind == OPENER or (kind == RELATIVE and s.kind(s.left(k - 1)) == VERB):
            return _opening(s, k, parts)
        if kind == RELATIVE:
            return _related(s, k, parts), -1
        if kind == LOOSE:
            return ASIDE, -1
        if kind == VERB and (s.is_verb(k, FINITE) or _is_saying(s, k)):
            return _after_verb(s, k, verb, parts)
        if s.is_mark(k, ";", ":"):
            return MAIN, -1
    return MAIN, -1


def _leftwards(s: Phrased, verb: int) -> Iterator[int]:
    """Yield the phrases before ``verb``, without insertions between commas that end before it."""
    k = s.left(verb - 1)
    if s.is_mark(k, ","):
        opening = next((j for j in range(k - 1, max(-1, k - REACH), -1) if s.is_mark(j, ",")), -1)
        inserted = opening >= 0 and s.kind(opening + 1) in INSERTED
        k = opening - 1 if inserted and s.kind(s.left(opening - 1)) in (NOUN, FIGURE) else k
    yield from range(k, max(-1, k - REACH), -1)


def _opening(s: Phrased, opener: int, parts: dict[int, str]) -> tuple[str, int]:
    word = s.word(opener)
    if word in listed("conditions"):
        return IF, -1
    if word not in listed("complements"):
        return ASIDE, -1
    for before in (opener - 1, s.left(opener - 1)):
        if s.kind(before) in (NOUN, OTHER):
            parts.setdefault(before, HEAD)
    above = s.governing[opener]
    return MAIN, _verb_behind(s, opener) if above < 0 else above


def _verb_behind(s: Phrased, opener: int) -> int:
    """Return the verb of "reports that ships sank were denied", -1 where there is none."""
    verbs = [k for k in range(opener, min(len(s.chunks), opener + REACH)) if s.is_verb(k, FINITE)]
    return verbs[1] if len(verbs) > 1 else -1


def _related(s: Phrased, relative: int, parts: dict[int, str]) -> str:
    k = s.left(relative - 1)
    k = s.left(k - 1) if s.kind(k) in (TIE, MARK) else k
    if s.kind(k) == NOUN:
        parts[k] = HEAD
    return RELATED


def _is_saying(s: Phrased, verb: int) -> bool:
    return s.last_word(verb) in listed("saying")


def _after_verb(s: Phrased, above: int, verb: int, parts: dict[int, str]) -> tuple[str, int]:
    """Return what ``above`` is to the clause of ``verb``: said, joined, or nothing."""
    between = [s.kind(k) for k in range(above + 1, verb)]
    if MARK not in between and JOINT not in between:
        return MAIN, above
    if s.kind(s.left(verb - 1)) == JOINT:
        return _over(s, above, parts) if s.is_verb(above, FINITE) else (MAIN, s.governing[above])
    return MAIN, -1


def _opened_by(s: Phrased, at: int, parts: dict[int, str]) -> str:
    """Return the kind of clause of a figure without a verb, such as "if only 5%"."""
    for k in range(at - 1, max(-1, at - REACH), -1):
        kind = s.kind(k)  # asked once: in a long list of figures each looks at many phrases
        if kind == OPENER:
            return IF if s.word(k) in listed("conditions") else ASIDE
        if kind == RELATIVE:
            return _related(s, k, parts)
        if kind in (VERB, MARK):
            break
    return MAIN
