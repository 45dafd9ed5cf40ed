"""Say how the statement of a figure stands, and how far a commitment has come."""

import math
import re
from collections.abc import Iterable, Sequence

from analysis.model import Span, StatusCue
from analysis.phrases import folded, nearby
from analysis.statuses.cues import (
    FACT,
    STOP,
    STOP_AFTER,
    WORD,
    find_status_cues,
    vocabulary,
    words,
)
from analysis.statuses.futures import CONDITIONS, WINDOW, resolved

# How many words a cue governs, and how many words a comma, a clause's end and each manner of
# governing count for. A cue beyond REACH governs nothing.
REACH = {
    "near": 14.0,
    "wide": 40.0,
    "frame": 40.0,
    "aim": 8.0,
    "weak": 30.0,
    "war": 12.0,
    "jobs": 24.0,
}
EXTRA = {
    "near": 0.0,
    "wide": -20.0,
    "frame": 4.0,
    "aim": 2.0,
    "weak": 16.0,
    "war": 0.0,
    "jobs": 0.0,
}
COMMA, COMMA_AFTER, CLAUSE, WIDE_CLAUSE, AFTER, CONDITION = 3.0, 7.0, 8.0, 2.0, 1.5, 4.0
STAGE_REACH = 40.0
# A forecast or denial at the end of a sentence ("…, Ofgem predicted on Monday.") frames all of it.
CLOSING = 5
# A text in which this share of the sentences praises is its author's own praise.
PRAISE, FEWEST_SENTENCES = 0.35, 5

_OPEN = frozenset(("planned", "pledged", "proposed"))
_WAR = frozenset(("arms", "troops", "casualties"))
_FAR = frozenset(("wide", "frame"))
_ITEM = re.compile(r"\s*(?:[-–—•*·]{1,2}|\d{1,2}[.)]|\(?[a-z]\))\s")
# A noun, such as "plan" in "two people with a plan", says nothing of what stands before it.
_DETERMINER = re.compile(r"(?:\b(?:the|an?|its|his|her|their|this|that)|['’]s)\s$")
_QUOTATION = re.compile(r"[“\"][^“”\"]{0,2000}[”\"]")


def document_status(texts: Iterable[str]) -> str:
    """Return how the statements of a document stand that nothing governs: "fact" or "claimed".

    They are claims in a text, given as its sentences, that praises throughout: a government on
    its own deeds.

    >>> document_status(["Our historic reform is a record success."] * 5)
    'claimed'
    >>> document_status(["Prices rose."] * 5)
    'fact'
    """
    praising = [bool(words("praise").search(_QUOTATION.sub("", folded(text)))) for text in texts]
    many = len(praising) >= FEWEST_SENTENCES and sum(praising) >= PRAISE * len(praising)
    return "claimed" if many else FACT


def default_statuses(texts: Sequence[str]) -> list[str]:
    """Return for each sentence of a document how its statements stand that nothing governs.

    That is the document's status, but the items of a list stand as the sentence that opens it.

    >>> default_statuses(["Oslo announced a package of aid:", "- 40 trucks", "Rain fell."])
    ['fact', 'pledged', 'fact']
    """
    base = document_status(texts)
    opened, before = base, list[str]()
    defaults = []
    for text in texts:
        if _ITEM.match(text) or _lists(folded(text[:WINDOW])):
            opened, before = _opened(before, opened, base), []
            defaults.append(opened)
        else:
            before.append(text)
            defaults.append(base)
    return defaults


def _opened(before: Sequence[str], opened: str, base: str) -> str:
    """Return the status that the sentences ``before`` an item give to its list.

    The last of them decides; one that says nothing and ends with a colon leaves it to those before
    it, at last to ``opened``.
    """
    for text in reversed(before):
        if status := _opening_status(text[-WINDOW:]):
            return status
        if not text.rstrip().endswith(":"):
            return base
    return opened


def _lists(plain: str) -> bool:
    verb = words("listing").search(plain)
    return bool(verb) and bool(words("listed").search(plain, 0, verb.start() if verb else 0))


def _opening_status(text: str) -> str:
    """Return the status that a sentence gives to the list or the package it speaks of."""
    plain = folded(text)
    cues = [cue for cue in find_status_cues(text) if cue.status in _OPEN]
    if not cues:
        return ""
    status = resolved(cues[0], plain, "aid")
    gift = status in ("planned", "pledged") and words("gifts").search(plain)
    return "pledged" if gift else status


def status_of(  # noqa: PLR0913 - three of them are context with a default
    figure: Span,
    text: str,
    cues: Sequence[StatusCue],
    *,
    speaker: str = "",
    topic: str = "",
    default: str = FACT,
) -> tuple[str, str]:
    """Return how the statement of a figure stands, and the words that say so.

    The cue that governs the figure most closely decides; without one it stands as ``default``
    (see ``default_statuses``) unless a ``speaker`` is named. ``topic`` tells promises to others
    from plans, and with the speaker counts that only one side of a war vouches for.

    >>> text = "Spain plans to spend €5 billion."
    >>> status_of(Span(21, 31), text, find_status_cues(text))
    ('planned', 'plans to')
    >>> status_of(Span(0, 2), "12 came.", [])
    ('fact', '')
    """
    plain = folded(text)
    best, least = None, math.inf
    for cue in nearby(cues, figure, WINDOW):
        manner = vocabulary().meanings[cue.span.text(plain)].manner
        cost = _cost(figure, cue, plain, manner)
        if (
            cost < least
            and cost <= REACH[manner]
            and _applies(manner, figure, plain, topic, speaker)
        ):
            best, least = cue, cost
    status = FACT if best is None else resolved(best, plain, topic)
    if best is None or status == FACT:
        return (FACT if speaker else default), ""
    return status, best.span.text(text)


def _applies(manner: str, figure: Span, plain: str, topic: str, speaker: str) -> bool:
    if manner == "war":
        return topic in _WAR or bool(speaker and not topic)
    if manner == "jobs":
        return bool(words("jobs").search(plain, figure.start, figure.end + 40))
    return True


def _cost(figure: Span, cue: StatusCue, plain: str, manner: str) -> float:
    """Return how loosely ``cue`` governs the figure, in words; infinite where it cannot."""
    if cue.span.overlaps(figure):
        return EXTRA[manner]
    if cue.span.start < figure.start:
        return _cost_before(cue, figure.start, plain, manner)
    return _cost_after(cue, figure.end, plain, manner)


def _cost_before(cue: StatusCue, end: int, plain: str, manner: str) -> float:
    start = cue.span.end
    gap = plain.count(" ", start, end) - 1
    if manner == "wide" and gap < 1:
        return math.inf
    cost = max(0, gap) + EXTRA[manner]
    clause = WIDE_CLAUSE if manner in _FAR else CLAUSE
    for stop in STOP.finditer(plain, start, end):
        cost += clause if stop["clause"] else COMMA
    return cost


def _cost_after(cue: StatusCue, start: int, plain: str, manner: str) -> float:
    end = cue.span.start
    if cue.span.text(plain) in CONDITIONS:
        return CONDITION
    if manner == "frame":
        rest = len(WORD.findall(plain, cue.span.end, cue.span.end + 80))
        return EXTRA["wide"] - 1 if rest <= CLOSING else math.inf
    noun = manner != "weak" and _DETERMINER.search(plain, max(0, end - 8), end)
    if noun or manner == "wide":
        return math.inf
    cost = max(0, plain.count(" ", start, end) - 1) + EXTRA[manner] + AFTER
    for stop in STOP_AFTER.finditer(plain, start, end):
        cost += CLAUSE if stop["clause"] else COMMA_AFTER
    return cost


def stage_of(figure: Span, text: str, cues: Sequence[StatusCue]) -> tuple[str, str]:
    """Return the stage of the commitment that ``figure`` stands in, and the words that say so.

    ``figure`` may be any span, such as a country's name; without a cue the answer is ("", "").

    >>> from analysis.statuses import find_stage_cues
    >>> text = "Spain delivered 12 tanks."
    >>> stage_of(Span(16, 24), text, find_stage_cues(text))
    ('delivered', 'delivered')
    """
    plain = folded(text)
    costs = [
        (_cost(figure, cue, plain, "near"), cue.span, cue) for cue in nearby(cues, figure, WINDOW)
    ]
    in_reach = [found for found in costs if found[0] <= STAGE_REACH]
    if not in_reach:
        return "", ""
    cue = min(in_reach, key=lambda found: found[:2])[2]
    return ("refused" if cue.negated else cue.status), cue.span.text(text)
