"""Find what denies a statement, or closes its sentence as a denial or a forecast."""

from __future__ import annotations

import re

from analysis.model import Span, StatusCue
from analysis.phrasing.kinds import NOUN
from analysis.statuses.clauses import CHAIN, HEAD, MATRIX, OWN
from analysis.statuses.scene import COMMA_RIGHT, FAR_RIGHT, RIGHT, WINDOW, View

CLAIMED, DENIED, HYPOTHETICAL = "claimed", "denied", "hypothetical"
# A denial or forecast at the end of a sentence ("…, Ofgem predicted on Monday.") frames all of it.
CLOSING, LINE = 6, 80
APPOSED = re.compile(r",\s(?:an?|the|which|something)\s(?:\w+\s){0,2}")

Found = tuple[str, Span] | None


def denied(view: View) -> Found:
    """A denial whose object the statement is, or one that closes the sentence."""
    cue = view.first((MATRIX, HEAD, CHAIN), DENIED)
    if cue is None and view.place.subject == view.passive:
        cue = next((c for c in view.cues.get(OWN, ()) if _denies(view, c)), None)
    if cue is None:
        cue = next((c for c in view.cues.get(RIGHT, ()) if view.manner(c) == "frame"), None)
    if cue is None or cue.status != DENIED:
        cue = closing(view, DENIED)
    if cue is None:
        return None
    return (CLAIMED if cue.negated else DENIED), cue.span


def _denies(view: View, cue: StatusCue) -> bool:
    """Return whether the verb denies a statement about the figure, not the figure's thing."""
    if view.manner(cue) != "wide":
        return False
    kind = view.scene.s.kind
    return view.passive or any(kind(k) == NOUN for k in range(view.place.own + 1, view.at))


def closing(view: View, status: str) -> StatusCue | None:
    """Return a cue of ``status`` behind the figure that is said of the whole sentence."""
    plain, end = view.scene.plain, view.quantity.whole.end
    comma = plain.find(", ", end, end + WINDOW)
    for role in (COMMA_RIGHT, FAR_RIGHT):
        for cue in view.cues.get(role, ()):
            if cue.status != status or view.manner(cue) not in ("wide", "frame"):
                continue
            apposed = status == HYPOTHETICAL or APPOSED.match(plain, comma)
            if apposed and _closes(plain, cue.span.end):
                return cue
    return None


def _closes(plain: str, end: int) -> bool:
    rest = plain[end : end + LINE]
    return len(plain) - end < LINE and len(rest.split()) <= CLOSING
