"""Find the verb that governs a phrase, and the noun phrase that is the subject of a verb."""

from __future__ import annotations

from analysis.phrasing.kinds import (
    ACTIVE,
    FIGURE,
    FINITE,
    JOINT,
    LOOSE,
    MARK,
    NOUN,
    OPENER,
    PASSIVE,
    PRONOUN,
    RELATIVE,
    TIE,
    VERB,
)
from analysis.phrasing.sentence import Phrased

Range = tuple[int, int]
PRONOUNS = ("it", "he", "she", "they")
# Phrases that one noun phrase may hang on, and verbs that are asked for their subject.
REACH, CLIMBS = 24, 6
# A subject that is no noun: the search ends there.
NOBODY = (0, 0)


def subject_of(s: Phrased, verb: int) -> Range | None:
    """Return the phrases ``[start, end)`` of the subject of the verb at index ``verb``.

    A pronoun has that of the clause before, where its number agrees.
    """
    found = _subject(s, verb)
    for _ in range(CLIMBS):
        if found is None or s.kind(found[0]) != PRONOUN:
            return found
        pronoun = s.word(found[0])
        above = s.above[found[0]]
        if pronoun not in PRONOUNS or above < 0:
            return None
        found = _subject(s, above)
        if found is not None and s.kind(found[0]) != PRONOUN:
            return found if _is_many(s, found) in (None, pronoun == "they") else None
    return None


def _is_many(s: Phrased, found: Range) -> bool | None:
    """Return whether a subject is plural; ``None`` for a plural name, which may be one firm's."""
    if found[1] - found[0] > 1 and s.kind(found[0] + 1) == JOINT:
        return True
    tag = s.last_tag(found[0])
    return None if tag == "NNPS" else tag == "NNS"


def _subject(s: Phrased, verb: int) -> Range | None:
    """Return the subject of a verb: a noun or a pronoun.

    A verb that is not finite has the subject of the verb above it, a participle behind a noun that
    noun, a relative clause the noun before it.
    """
    at = verb
    for _ in range(CLIMBS):
        if at < 0:
            break
        found: Range | None = None
        if s.is_verb(at, FINITE) or s.tag(at) in ("VBD", "VBZ", "VBP"):
            found = _before_finite(s, at)
        elif s.kind(at) == FIGURE and s.kind(at - 1) == NOUN:
            found = noun_chain(s, at - 1)
        elif s.kind(at - 1) == NOUN and s.is_verb(at, ACTIVE, PASSIVE):
            found = at - 1, at
        elif s.kind(at - 1) == NOUN and (s.rises(at) or s.above[at] < 0):
            found = noun_chain(s, at - 1)
        if found is not None:
            return found if found != NOBODY else None
        at = s.above[at]
    return None


def _before_finite(s: Phrased, at: int) -> Range | None:
    """Return the subject that stands before a finite verb, ``None`` where it has to be above."""
    k = s.left(at - 1)
    while s.kind(k) == FIGURE and not s.is_thing(k):
        tied = s.kind(k - 1) == TIE and s.kind(k - 2) in (NOUN, FIGURE)
        if not tied and s.kind(k - 1) not in (NOUN, FIGURE):
            break
        k -= 2 if tied else 1
    if s.kind(k) == MARK:
        opening = _opened(s, k)
        closed, k = opening == k, s.left(opening - 1)
        if s.kind(k) not in (NOUN, FIGURE):
            return None
        if closed and s.kind(noun_chain(s, k)[0] - 1) == VERB:
            return None  # "cut jobs, closed plants": the jobs close nothing
    kind = s.kind(k)
    if kind == RELATIVE:
        return antecedent(s, k)
    if kind == PRONOUN:
        across = s.kind(k - 1) == TIE and s.kind(k - 2) == NOUN
        return (noun_chain(s, k - 2)[0], k - 1) if across else (k, k + 1)
    if kind in (NOUN, FIGURE):
        return _chain_before(s, k)
    if kind == VERB:
        return _inner_clause(s, k)
    return NOBODY if kind == OPENER else None


def _opened(s: Phrased, closing: int) -> int:
    """Return the mark that opens the insertion that the one at ``closing`` closes, or ``closing``.

    Between commas stands a whole insertion only where no verb of the main clause is in it.
    """
    for k in range(closing - 1, max(-1, closing - 1 - REACH), -1):
        if s.is_mark(k, "(") and s.word(closing) == ")":
            return k
        if s.word(closing) == "," and s.is_mark(k, ","):
            named = s.kind(k + 1) == VERB and s.tag(k + 1) in ("VBN", "VBD")
            named = named or FIGURE in (s.kind(k + 1), s.kind(k + 2))
            inserted = named or s.kind(k + 1) == RELATIVE or s.following[k] >= closing
            return k if inserted and s.is_thing(s.left(k - 1)) else closing
    return closing


def noun_chain(s: Phrased, last: int) -> Range:
    """Return the noun phrase that ends at ``last`` with those that it hangs on: "fee for cards"."""
    first = last
    while s.kind(first - 1) == TIE and s.is_thing(first - 2) and last - first < REACH:
        first -= 2
    return first, last + 1


def _chain_before(s: Phrased, last: int) -> Range | None:
    """Return the subject whose last noun phrase is at ``last``."""
    first, end = noun_chain(s, last)
    before = first - 1
    kind = s.kind(before)
    if kind == TIE and s.word(before) != "with":
        k = s.left(before - 1)
        if s.kind(k) == VERB:
            return _inner_clause(s, k, end)
        if s.kind(k) == FIGURE:
            return first, end  # "40% of firms in Kent"
        return (last, end) if s.kind(k) == MARK else None
    if kind == JOINT:
        wide = list_start(s, before)
        bounded = wide < before and s.kind(wide - 1) in (OPENER, MARK, LOOSE)
        return (wide if bounded else first), end
    if kind == VERB:
        return _inner_clause(s, before) or (first, end)
    return first, end


def list_start(s: Phrased, joint: int) -> int:
    """Return where the noun phrases begin that "and" at ``joint`` joins to the one behind it."""
    first, k = joint, joint - 1
    while joint - k < REACH:
        k -= s.is_mark(k, ",")
        if not s.is_thing(k):
            break
        first = noun_chain(s, k)[0]
        if not s.is_mark(first - 1, ","):
            break
        k = first - 1
    return first


def _inner_clause(s: Phrased, verb: int, end: int = 0) -> Range | None:
    """Return the noun behind which the clause of ``verb`` stands: "banks that lend"."""
    k = s.left(verb - 1)
    if s.kind(k) == JOINT and s.above[k] >= 0:
        k = s.left(s.above[k] - 1)
    if s.kind(k) == RELATIVE:
        return antecedent(s, k)
    if s.is_verb(verb, PASSIVE) and s.kind(k) == NOUN:
        return noun_chain(s, k)[0], end or k + 1
    if s.kind(k) in (PRONOUN, NOUN) and s.kind(k - 1) == NOUN:
        return noun_chain(s, k - 1)
    return None


def antecedent(s: Phrased, relative: int) -> Range:
    """Return the noun that a relative pronoun at index ``relative`` stands for, or NOBODY."""
    k = s.left(relative - 1)
    if s.kind(k) == TIE:
        k = s.left(k - 1)
    if s.is_mark(k, ")"):
        k = s.left(_opened(s, k) - 1)
    elif s.is_mark(k, ","):
        k = s.left(k - 1)
    return (k, k + 1) if s.is_thing(k) else NOBODY
