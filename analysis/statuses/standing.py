"""Say how the statement of a figure stands: the first of the rules that has something to say."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable

from analysis.model import Span, StatusCue
from analysis.phrasing.kinds import NOUN, VERB
from analysis.statuses.clauses import CHAIN, HEAD, IF, MATRIX, OWN, POST
from analysis.statuses.denials import (
    APPOSED,
    CLAIMED,
    DENIED,
    HYPOTHETICAL,
    Found,
    closing,
    denied,
)
from analysis.statuses.findings import (
    is_budgeted,
    is_finding,
    is_given,
    is_lasting,
    is_own_loss,
)
from analysis.statuses.modals import resolved
from analysis.statuses.scene import (
    COMMA_LEFT,
    COMMA_RIGHT,
    DONE,
    FAR_RIGHT,
    INSIDE,
    LEFT,
    RIGHT,
    TIED,
    WINDOW,
    Circumstances,
    Scene,
    View,
)
from analysis.statuses.wordlists import listed, words

FACT = "fact"
OPEN = ("planned", "proposed", "pledged")
NOTHING = Circumstances()
NOWHERE = Span(0, 0)
WAR = frozenset(("arms", "troops", "casualties"))
# Words between a figure and the noun that stands for the whole statement: "…, a figure that".
TIMES = 45
_DEADLINE = re.compile(r"\b(?:by|from)\s(?:the\send\sof\s)?(?:[a-z]+\s)?20\d\d\b")
_SINCE = re.compile(r"\bsince\b")


def status_of(scene: Scene, index: int, setting: Circumstances = NOTHING) -> tuple[str, str]:
    """Return how the statement of the figure ``index`` stands, and the words that say so.

    >>> from analysis.phrasing import phrased
    >>> from analysis.quantities import find_quantities
    >>> from analysis.statuses import scene_of
    >>> text = "Spain plans to spend €5 billion."
    >>> status_of(scene_of(phrased(text, find_quantities(text))), 0)
    ('planned', 'plans to')
    >>> text = "Spain spent €5 billion."
    >>> status_of(scene_of(phrased(text, find_quantities(text))), 0)
    ('fact', '')
    """
    view = View(scene, index, setting)
    for rule in RULES:
        found = rule(view)
        if found is not None:
            status, span = found
            return status, "" if status == FACT else span.text(scene.s.text)
    return FACT, ""


def _negated(view: View) -> Found:
    """A deed that somebody says was not done: "We never promised 50 jets"."""
    own = words("first_person").search(view.subject)
    if not (view.setting.speaker or own) or not view.negates(OWN):
        return None
    return (DENIED, NOWHERE) if view.tense in DONE and not view.place.subject else None


def _conditional(view: View) -> Found:
    """A figure inside a condition."""
    if view.place.clause != IF:
        return None
    before = bisect_left(view.scene.conditions, view.quantity.whole.start) - 1
    span = _words_at(view, view.scene.conditions[before]) if before >= 0 else NOWHERE
    return HYPOTHETICAL, span


def _words_at(view: View, start: int) -> Span:
    found = words("conditions").match(view.scene.plain, start)
    return Span(found.start(), found.end()) if found else NOWHERE


def _found(view: View) -> Found:
    """What polls find, how long something took, and what there is."""
    if is_finding(view) or is_lasting(view) or is_given(view):
        return FACT, NOWHERE
    return ("planned", _span(view, view.place.own)) if is_budgeted(view) else None


def _apposed(view: View) -> Found:
    """An age between commas, and what only names a thing: "the 300-seat assembly"."""
    s, at = view.scene.s, view.at
    if view.quantity.kind == "age" and s.is_mark(at - 1, ",") and s.is_mark(at + 1, ",", "."):
        return FACT, NOWHERE
    if view.quantity.kind == "duration" and s.word(at + 1) in listed("elapsed"):
        return FACT, NOWHERE
    if s.word(at - 1) == "with" and view.place.subject and view.first((LEFT, TIED)) is None:
        return FACT, NOWHERE
    if s.word(at - 1) == "by" and view.quantity.kind == "count" and _is_agent(view):
        return FACT, NOWHERE
    quote = view.quantity.span.text(view.scene.plain)
    written = view.quantity.span.text(s.text)
    named = "-" in written and s.word(at) == "the" and " " in quote and s.kind(at + 1) == NOUN
    return (FACT, NOWHERE) if named and not view.place.subject else None


def _is_agent(view: View) -> bool:
    """Return whether the figure counts those who did it: "a motion tabled by 40 deputies"."""
    s, verb = view.scene.s, view.at - 2
    if s.kind(verb) != VERB or s.tag(verb) != "VBN":
        return False
    return s.chunks[verb].end - s.chunks[verb].start == 1


def _compared(view: View) -> Found:
    """A level that a change starts from or is compared with: "from 25%", "against 3 in May"."""
    s, at = view.scene.s, view.at
    word = s.last_word(at - 1) if at else ""
    compared = view.quantity.step == "from" or word in listed("comparing")
    compared = compared or (s.word(at - 1) == "with" and s.word(at - 2) == "compared")
    if not compared or view.first((INSIDE, POST), *OPEN) or view.first((MATRIX, HEAD), DENIED):
        return None
    return FACT, NOWHERE


def _said(view: View) -> Found:
    """A claim or forecast whose object the statement is: "claims that", "expects growth of"."""
    cue = view.first((MATRIX, CHAIN, HEAD), CLAIMED, HYPOTHETICAL)
    if cue is None:
        return None
    if view.word(cue) in listed("would") or view.word(cue) in listed("may"):
        return None
    if view.tense in DONE and view.word(cue) in listed("counting"):
        return None
    return resolved(view, cue), cue.span


def _called(view: View) -> Found:
    """What the sentence ends by calling it: "…, a claim that nobody could check"."""
    plain, end = view.scene.plain, view.quantity.whole.end
    apposed = APPOSED.match(plain, plain.find(", ", end, end + WINDOW))
    cues = (*view.cues.get(COMMA_RIGHT, ()), *view.cues.get(FAR_RIGHT, ()))
    claim = next((c for c in cues if apposed and c.span.start <= apposed.end()), None)
    return (CLAIMED, claim.span) if claim and claim.status == CLAIMED else None


def _verbs(view: View) -> Found:
    """The verb of the clause and those it hangs on: "will spend", "plans to spend"."""
    later = None
    for role in (OWN, CHAIN):
        for cue in view.cues.get(role, ()):
            if view.manner(cue) == "aim":
                later = later or cue
            elif view.applies(cue) and not (cue.status == DENIED and view.manner(cue) == "wide"):
                status = resolved(view, cue)
                if status == "planned" and view.tense == "perfect" and _SINCE.search(view.around):
                    return FACT, NOWHERE
                tied = view.first((TIED,), "proposed", "pledged") if status == "planned" else None
                return (tied.status, tied.span) if tied else (status, cue.span)
    if later is None:
        return ("planned", _span(view, view.place.own)) if view.is_to_be() else None
    noun = view.first((HEAD,), *OPEN) or later
    return resolved(view, noun), noun.span


def _span(view: View, phrase: int) -> Span:
    """Return the characters of a phrase."""
    s = view.scene.s
    chunk = s.chunks[phrase]
    return Span(s.tokens[chunk.start].start, s.tokens[chunk.end - 1].end)


def _attached(view: View) -> Found:
    """What is said of the figure itself: "the €5m promised to Kyiv", "a proposed 5% tax"."""
    for role in (INSIDE, POST):
        for cue in view.cues.get(role, ()):
            if view.applies(cue):
                return resolved(view, cue), cue.span
    return None


def _above(view: View) -> Found:
    """A plan, proposal or pledge whose object the statement is."""
    cue = view.first((MATRIX, HEAD, TIED), *OPEN)
    if cue is None or not view.applies(cue):
        return None
    if view.tense in DONE and view.verb_in("telling", MATRIX):
        return None  # "announced that seven were killed"
    return resolved(view, cue), cue.span


def _deed(view: View) -> Found:
    """A past event, whatever plans stand beside it."""
    if view.tense not in DONE or view.verb_in("holding"):
        return None
    return _claim(view) or (FACT, NOWHERE)


def _laid_down(view: View) -> Found:
    """What a bill, a budget or a law says in the present."""
    if view.tense != "present" or view.verb_in("being") or view.verb_in("changes"):
        return None
    for name, status in (("proposals", "proposed"), ("plans", "planned")):
        found = words(name).search(view.subject)
        if found:
            return status, _span_of(view, found.group())
    return None


def _span_of(view: View, said: str) -> Span:
    """Return where the words ``said`` stand near the figure."""
    start = view.scene.plain.find(said, max(0, view.quantity.whole.start - WINDOW))
    return Span(start, start + len(said)) if start >= 0 else NOWHERE


def _scheduled(view: View) -> Found:
    """What is said in the present of a day to come: "from July the levy is 22%"."""
    if view.tense not in ("present", "base", "verbless"):
        return None
    if view.condition >= 0:
        return HYPOTHETICAL, _words_at(view, view.condition)
    if cue := view.first((LEFT,), HYPOTHETICAL):
        return HYPOTHETICAL, cue.span
    start, end = view.quantity.whole.start, view.quantity.whole.end
    plain = view.scene.plain
    around = slice(max(0, start - TIMES), end + TIMES)
    found = words("time_future").search(plain[around]) or _DEADLINE.search(plain[around])
    if found is None:
        return None
    at = max(0, start - TIMES)
    return "planned", Span(found.start() + at, found.end() + at)


def _beside(view: View) -> Found:
    """Another cue of the clause, then of the sentence before."""
    for role in (LEFT, RIGHT, COMMA_LEFT):
        for cue in view.cues.get(role, ()):
            if not view.applies(cue) or cue.status == FACT:
                continue
            if view.in_verb(cue) and view.tense != "verbless":
                continue
            if role == RIGHT and view.manner(cue) != "weak" and not _adjoins(view, cue):
                continue
            return resolved(view, cue), cue.span
    return None


def _adjoins(view: View, cue: StatusCue) -> bool:
    return view.scene.phrase(cue.span.start) == view.at + 1


def _framed(view: View) -> Found:
    """A forecast that closes the sentence."""
    cue = closing(view, HYPOTHETICAL)
    return (HYPOTHETICAL, cue.span) if cue else None


def _listed(view: View) -> Found:
    """An item of a list stands as its opening."""
    if not view.setting.listed or view.tense in DONE:
        return None
    return view.setting.listed, NOWHERE


def _cut(view: View) -> Found:
    """A cut that the text has not said was made: "19% off the budgets", "it faces cuts of 8%"."""
    if view.setting.topic != "cuts" or view.tense in DONE or view.quantity.kind == "duration":
        return None
    return "planned", NOWHERE


def _claim(view: View) -> Found:
    """What only one side vouches for: counts of a war, praise of one's own deeds."""
    setting = view.setting
    speaker = frozenset(setting.speaker.lower().split())
    warring = not speaker.isdisjoint(listed("warring"))
    wars = view.first((OWN, CHAIN, LEFT, RIGHT), CLAIMED)
    if wars and view.manner(wars) == "war" and view.applies(wars):
        return CLAIMED, wars.span
    if warring and view.verb_in("wars") and not is_own_loss(view):
        return CLAIMED, NOWHERE
    cue = view.first((OWN, CHAIN, POST, TIED, LEFT, RIGHT, COMMA_LEFT), CLAIMED)
    if cue is not None and view.applies(cue):
        return CLAIMED, cue.span
    ours = words("first_person").search(view.around)
    if ours and view.verb_in("achieving") and (setting.speaker or view.tense == "perfect"):
        return CLAIMED, NOWHERE
    return (CLAIMED, NOWHERE) if setting.praising and not setting.speaker else None


RULES: tuple[Callable[[View], Found], ...] = (
    _found,
    _apposed,
    _compared,
    denied,
    _negated,
    _conditional,
    _said,
    _framed,
    _called,
    _verbs,
    _attached,
    _above,
    _deed,
    _laid_down,
    _scheduled,
    _beside,
    _listed,
    _cut,
    _claim,
)
