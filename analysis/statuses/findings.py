"""Tell findings from plans: what polls find, what those counted want, what a side has lost."""

from __future__ import annotations

import re

from analysis.phrasing.kinds import FIGURE
from analysis.statuses.clauses import OWN, POST
from analysis.statuses.scene import DONE, INSIDE, View
from analysis.statuses.wordlists import listed, words

_SHARES = frozenset(("percent", "ratio"))
_ELAPSED = re.compile(r"\b(?:past|last|previous)\s$")
_COMING = re.compile(
    r"\bfor\s(?:the\s)?(?:next|coming|current|fiscal|financial|20\d\d\b)|\bnext\s\w*\s?year"
)


def is_finding(view: View) -> bool:
    """Return whether a figure says how many hold or want something: "42% oppose the deal".

    That so many want it is a fact, whatever it is that they want.
    """
    if not view.place.subject or view.passive:
        return False
    if view.quantity.kind in _SHARES and view.verb_in("opinions"):
        return True
    return view.quantity.kind == "count" and view.verb_in("wanting")


def is_own_loss(view: View) -> bool:
    """Return whether a figure counts what was done to civilians: "12 people were wounded".

    Nobody makes claims of an enemy's losses by that; of soldiers or an enemy's things one does.
    """
    quote = view.quantity.span.text(view.scene.s.text)
    named = any(word[0].isupper() for word in quote.split()[1:])
    return view.passive and not named and view.quantity.unit not in listed("combatants")


def is_projected(view: View) -> bool:
    """Return whether an election's outcome is told before it: "polls say it will win 40 seats"."""
    if view.verb_in("winning"):
        return True
    s, own = view.scene.s, view.place.own
    holds = own >= 0 and s.last_word(own) in listed("keeping")
    return holds and bool(words("polls").search(view.around))


def is_lasting(view: View) -> bool:
    """Return whether a figure is a time that went by: "the first in 14 years", "the past week"."""
    s, quantity = view.scene.s, view.quantity
    if quantity.kind == "age":
        return "-" in quantity.span.text(s.text)
    if quantity.kind != "duration":
        return False
    start = quantity.whole.start
    if _ELAPSED.search(view.scene.plain, max(0, start - len("previous ")), start):
        return True
    if s.word(view.at - 1) not in ("in", "for"):
        return False
    return view.tense in DONE and view.first((OWN,)) is None


def is_given(view: View) -> bool:
    """Return whether a figure counts what there is: the whole of a part, what is replaced.

    "18 of the 25 seats", "they will replace 59 older jets".
    """
    if view.first((INSIDE, POST)) is not None:
        return False
    s, at = view.scene.s, view.at
    of = s.word(at - 1) == "of" and s.kind(at - 2) == FIGURE
    return of or (not view.place.subject and view.verb_in("replacing"))


def is_budgeted(view: View) -> bool:
    """Return whether a budget to come was set: "the outlay was raised to 3 trillion for 2026"."""
    if view.quantity.kind not in ("money", *_SHARES) or not view.verb_in("budgeting"):
        return False
    return bool(words("budgets").search(view.subject)) and bool(_COMING.search(view.around))
