"""Tell findings from plans: what polls find, what those counted want, what a side has lost."""

from __future__ import annotations

from analysis.statuses.clauses import OWN
from analysis.statuses.scene import DONE, View
from analysis.statuses.wordlists import listed, words

_SHARES = frozenset(("percent", "ratio"))


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
    return bool(words("polls").search(view.around)) and (
        view.verb_in("winning") or view.verb_in("being")
    )


def is_lasting(view: View) -> bool:
    """Return whether a figure is the time in which something came about: "the first in 14 years"."""
    if view.quantity.kind != "duration" or view.scene.s.word(view.at - 1) not in ("in", "for"):
        return False
    return view.tense in DONE and view.first((OWN,)) is None
