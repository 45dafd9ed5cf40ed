"""Find the noun phrase that a figure measures, and whose it is, among the phrases of its sentence.

Every function takes the sentence in phrases and the index of a figure's phrase, and returns ranges
of tokens to be said one after the other, or nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

from analysis.phrasing.clauses import (
    REACH,
    Range,
    list_start,
    noun_chain,
    subject_of,
)
from analysis.phrasing.kinds import (
    DETERMINERS,
    FIGURE,
    FINITE,
    JOINT,
    LOOSE,
    MARK,
    NOUN,
    OPENER,
    OTHER,
    PRONOUN,
    TIE,
    TIME,
    VERB,
    VERBS,
    listed,
)
from analysis.phrasing.sentence import Phrased
from analysis.vocabulary import tree

Parts = tuple[Range, ...]

LEANING = ("of", "in", "on", "for", "with")
SIGNS = ("+", "~", "≈")
HYPHENS = ("-", "–", "—")
STEPS = ("to", "from", "at", "by", "between", "on", "in")
CHANGED = ("up", "down", "off", "higher", "lower")
# Figures that may stand one behind the other before their noun: "a 300 hp 3 litre engine".
SEVERAL = 6
# Prepositions by which a count belongs to a noun: "cuts to 5 services".
COUNTED = ("of", "on", "to", "in", "worth")
# Prepositions by which a time tells when or how long, not of what.
PASSING = ("in", "over", "after", "within", "during", "by", "before", "at", "from", "to")


def thing_of(s: Phrased, at: int, things: Sequence[Parts]) -> Parts:
    """Return the noun phrase that governs the figure: "a 5% fee", "$5m in aid", "cuts of €5bn".

    ``things`` has what was found for the phrases before it, which figures of one list share.
    """
    found = modified(s, at) or _partitive(s, at)
    if found:
        return found
    listed_with = shared_with(s, at)
    if listed_with >= 0:
        return things[listed_with] if not _counts(s, at) else ()
    return _before(s, at, things) or _paid_for(s, at)


def whose_of(s: Phrased, at: int, whose: Sequence[Parts]) -> Parts:
    """Return the subject of the clause that the figure stands in, where it is another phrase.

    ``whose`` has what was found for the phrases before it.
    """
    if _is_gapped(s, at) or _is_subject(s, at) or _is_said(s, at):
        return ()
    listed_with = shared_with(s, at)
    if listed_with >= 0:
        return whose[listed_with]
    verb = at if s.tag(at) in VERBS else s.governing[at]
    if verb < 0:
        verb = s.following[at]
        opening = s.kind(s.left(at - 1)) in (TIE, LOOSE)
        if verb < 0 or not opening or s.figure(at) in ("duration", "count"):
            return ()
    found = subject_of(s, verb)
    if found is None or found[0] <= at < found[1]:
        return ()
    return _noun(s, *found)


def _is_said(s: Phrased, at: int) -> bool:
    """Return whether the noun before says it all: "a fleet of 12 boats", "Acme 5%"."""
    k = at - 1
    while s.kind(k) == OTHER:
        k -= 1
    if s.figure(at) == "count":
        return s.kind(k) == TIE and s.word(k) == "of" and s.kind(k - 1) == NOUN
    return s.figure(at) == "percent" and s.kind(k) == NOUN and s.kind(k - 1) != VERB


def shared_with(s: Phrased, at: int) -> int:
    """Return the figure before with which this one makes a list or a step, or -1.

    "5% or 6%", "9% to €84", "€5 (£4)", "5%, or 2 points", "4% in May, 1 point less".
    """
    k = at - 1
    while s.kind(k) == OTHER:
        k -= 1
    if s.kind(k) == TIE:
        if s.word(k) not in STEPS:
            return -1
        k = s.left(k - 1)
    else:
        k -= s.kind(k) == JOINT
        k = s.left(k - 1) if s.is_mark(k, ",", ";", "(") else k
    same = s.figure(k) != "count" or s.figure(at) == "count"
    return k if s.kind(k) == FIGURE and same else -1


def _noun(s: Phrased, first: int, end: int) -> Parts:
    """Return the tokens of the phrases ``[first, end)``; of a count only its noun."""
    last = s.chunks[end - 1].end
    if s.kind(first) != FIGURE:
        return ((s.chunks[first].start, last),)
    start = s.number(first)[1]
    start += s.tokens[start].lower == "of" if start < last else 0
    return ((start, last),) if s.is_thing(first) and start < last else ()


def modified(s: Phrased, at: int) -> Parts:
    """Return the noun that the figure modifies: "a 5% fee", "its 120 MW plant"."""
    if s.figure(at) == "ratio" or (_counts(s, at) and s.last_tag(at) == "NNS"):
        return ()  # "14 cranes rust": what is counted stands in the plural
    k = at + 1
    while k - at < SEVERAL and _stands_between(s, k):
        k += 1
    if s.kind(k - 1) == JOINT or s.is_mark(k - 1, ",", *HYPHENS):
        return ()
    if s.kind(k) != NOUN or s.tag(k) in DETERMINERS or s.word(at - 1) in SIGNS:
        return ()
    first, number = s.chunks[at].start, s.number(at)[0]
    opened = number > first and (s.tags[first] in DETERMINERS or s.tags[first] == "JJ")
    if not opened and (s.is_name(k) or s.kind(k + 1) in (NOUN, PRONOUN)):
        return ()  # "fell 5% Tesla", "57% favour a law"
    if not opened and s.kind(at - 1) == VERB and s.is_verb(k + 1, FINITE):
        return ()  # "fell 5% sales rose"
    parts = []
    if s.kind(at - 1) == NOUN and (_owns(s, at - 1) or s.figure(at) == "measure"):
        parts.append((s.chunks[at - 1].start, s.chunks[at - 1].end))
    while first < number and s.tags[first] in DETERMINERS:
        first += 1
    if opened and first < number and s.tags[first] == "JJ":
        parts.append((first, number))
    return (*parts, (s.chunks[k].start, _with_ties(s, k)))


def _stands_between(s: Phrased, k: int) -> bool:
    """Return whether phrase ``k`` may part a figure from its noun: "a 90 m (295 ft) tower"."""
    if s.kind(k) in (FIGURE, JOINT) or s.is_mark(k, "(", ")", ",", *HYPHENS):
        return True
    return s.kind(k) == OTHER and (s.tag(k) == "DT" or s.word(k) in HYPHENS)


def _owns(s: Phrased, at: int) -> bool:
    return s.last_tag(at) == "POS" or s.last_word(at) == "s"


def _with_ties(s: Phrased, k: int) -> int:
    """Return the token past noun phrase ``k`` and the "of …", "in …" that belong to it."""
    last = k
    while s.kind(last + 1) == TIE and s.kind(last + 2) == NOUN and last - k < REACH:
        if s.word(last + 1) not in LEANING:
            break
        last += 2
    return s.chunks[last].end


def _partitive(s: Phrased, at: int) -> Parts:
    """Return what the figure is a part or an amount of: "60% of sales", "$5m in aid"."""
    k = at + 1
    worth = s.word(k) == "worth" and s.word(k + 1) == "of"
    if _is_bare(s, at) or (s.figure(at) in ("duration", "age", "ratio") and not worth):
        return ()
    if s.is_mark(k, "(") and s.kind(k + 1) == FIGURE and s.is_mark(k + 2, ")"):
        k += 3
    k += s.is_mark(k, ")")
    while s.kind(k) == OTHER:
        k += 1
    k += worth
    if s.kind(k) != TIE or not s.is_thing(k + 1):
        return ()
    if s.word(k) == "of":
        return _noun(s, k + 1, k + 2) if s.kind(k + 1) == FIGURE else _leaning(s, k + 1)
    amount = s.figure(at) in ("money", "percent") and s.kind(k + 1) == NOUN
    return _leaning(s, k + 1) if amount and s.word(k) == "in" and not s.is_name(k + 1) else ()


def _is_bare(s: Phrased, at: int) -> bool:
    """Return whether the figure is a count whose noun stands behind its "of": "nine of the ten"."""
    return s.figure(at) == "count" and s.number(at)[1] == s.chunks[at].end


def _counts(s: Phrased, at: int) -> bool:
    """Return whether the figure counts a noun that it names itself: "5 boats"."""
    return s.figure(at) == "count" and not _is_bare(s, at)


def _leaning(s: Phrased, k: int) -> Parts:
    return ((s.chunks[k].start, _with_ties(s, k)),)


def _paid_for(s: Phrased, at: int) -> Parts:
    """Return what money goes for, where nothing else says what it is: "paid $5m for the flat"."""
    k = at + 1
    if s.is_mark(k, "(") and s.kind(k + 1) == FIGURE and s.is_mark(k + 2, ")"):
        k += 3
    while s.kind(k) == OTHER:
        k += 1
    tied = s.kind(k) == TIE and s.word(k) in ("for", "on")
    if s.figure(at) != "money" or not tied or s.kind(k + 1) != NOUN or s.is_name(k + 1):
        return ()
    return _leaning(s, k + 1)


def _before(s: Phrased, at: int, things: Sequence[Parts]) -> Parts:
    """Return the noun before the figure, alone or with a preposition between."""
    k, changed = at - 1, False
    while s.kind(k) == OTHER:
        changed = changed or s.word(k) in CHANGED
        k -= 1
    k -= s.kind(k) == VERB and s.figure(at) == "age"  # "aged 7"
    verbless = changed or s.figure(at) == "age" or s.governing[at] < 0
    if s.is_mark(k, "(", ":") or (s.is_mark(k, ",") and verbless):
        k = s.left(k - 1)
        k -= 2 if s.kind(k) == FIGURE and s.kind(k - 1) == TIE else 0
    if s.figure(k) == "count":
        return _noun(s, k, k + 1)
    if s.kind(k) == TIE:
        return _tied(s, k, at, things)
    if s.kind(k) != NOUN:
        return ()
    if _counts(s, at) and s.kind(k - 1) == VERB:
        return ()  # "sent Malta 5 boats"
    with_it = changed and s.kind(k - 1) == TIE and s.word(k - 1) == "with"
    return _noun(s, k, k + 1) if with_it else _chain(s, k)


def _tied(s: Phrased, tie: int, at: int, things: Sequence[Parts]) -> Parts:
    """Return the noun phrase to which the preposition at ``tie`` ties the figure."""
    word = s.word(tie)
    if s.figure(at) == "duration" and word in PASSING:
        return ()
    if _counts(s, at) and word not in COUNTED and s.governing[at] >= 0:
        return ()
    k = s.left(tie - 1)
    k -= s.kind(k) == TIE
    if s.is_mark(k, *HYPHENS):
        k = s.left(k - 1)
    if s.figure(k) == "count" and word != "of":
        return _noun(s, k, k + 1)
    if s.kind(k) != NOUN:
        return ()
    if word == "of" and s.last_word(k) in listed("transparent"):
        return _tied(s, k - 1, at, things) if s.kind(k - 1) == TIE else ()
    if word == "of":
        return ((s.chunks[_of_chain(s, k)].start, s.chunks[k].end),)
    first = noun_chain(s, k)[0]
    if word == "worth" or s.kind(first - 1) != TIE:
        return ((s.chunks[first].start, s.chunks[k].end),)
    return _object(s, first)


def _of_chain(s: Phrased, k: int) -> int:
    """Return the first noun phrase of those that "of" ties to the one at ``k``."""
    last = k
    while s.kind(k - 1) == TIE and s.word(k - 1) == "of" and s.kind(k - 2) == NOUN:
        k -= 2
        if last - k > REACH:
            break
    return k


def _chain(s: Phrased, last: int) -> Parts:
    return ((s.chunks[noun_chain(s, last)[0]].start, s.chunks[last].end),)


def _object(s: Phrased, at: int) -> Parts:
    """Return the object of the verb before phrase ``at``: "cut its rate in May to 5%"."""
    for k in range(at - 1, max(-1, at - 1 - REACH), -1):
        if s.kind(k) == VERB:
            return _leaning(s, k + 1) if s.kind(k + 1) == NOUN else ()
        if s.kind(k) not in (NOUN, TIE, TIME, OTHER, FIGURE, JOINT):
            return ()
    return ()


def _is_subject(s: Phrased, at: int) -> bool:
    """Return whether the figure is (part of) the subject of a verb behind it."""
    k = at + 1
    k += s.figure(at) == "ratio" and s.kind(k) == NOUN
    while s.kind(k) in (OTHER, TIME, TIE, JOINT, FIGURE) and k - at < 2 * SEVERAL:
        if s.kind(k) in (TIE, JOINT):
            if s.kind(k + 1) not in (NOUN, TIME, FIGURE):
                return False
            k += 1
        k += 1
    if not s.is_verb(k, FINITE):
        return False
    before = s.left(at - 1)
    if s.kind(before) == TIE:
        first = noun_chain(s, before - 1)[0] - 1
        return s.kind(before - 1) == NOUN and s.kind(first) in (MARK, OPENER, JOINT, LOOSE)
    if s.kind(before) != VERB:
        return True
    return s.figure(at) == "count" and s.last_word(before) in tree("speakers.toml")["said"]


def _is_gapped(s: Phrased, at: int) -> bool:
    """Return whether the figure's clause leaves out its verb: "A rose 5% and B 3%"."""
    k, changed = at - 1, False
    while s.kind(k) == OTHER:
        changed = changed or s.word(k) in CHANGED
        k -= 1
    tied = s.kind(k) == TIE
    k -= tied
    if s.kind(k) != NOUN:
        return False
    k = noun_chain(s, k)[0] - 1
    if changed and s.kind(k) == TIE and s.word(k) == "with":
        return True
    if s.kind(k) == JOINT and s.kind(k - 1) == NOUN:
        k = list_start(s, k) - 1
    if s.kind(k) not in (JOINT, MARK):
        return False
    while s.kind(k) in (JOINT, MARK) and k >= 0:
        k = s.left(k - 1)
    return s.kind(k) == FIGURE and (not tied or s.figure(k) == s.figure(at))
