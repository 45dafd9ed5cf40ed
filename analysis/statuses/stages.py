"""Say how far a commitment has come, by the words nearest to it."""

import re
from collections.abc import Sequence

from analysis.model import Span, StatusCue
from analysis.phrases import folded, nearby
from analysis.statuses.cues import STOP

# Characters in which a cue is looked for, and how many words away it may stand. A comma and a
# clause's end count for words, on either side, and so does standing behind the figure.
WINDOW, REACH = 300, 40.0
COMMA, COMMA_AFTER, CLAUSE, AFTER = 3.0, 7.0, 8.0, 1.5
STOP_AFTER = re.compile(STOP.pattern.replace("who|which", "said|says|say|that|told"))
_DETERMINER = re.compile(r"(?:\b(?:the|an?|its|his|her|their|this|that)|['’]s)\s$")


def stage_of(figure: Span, text: str, cues: Sequence[StatusCue]) -> tuple[str, str]:
    """Return the stage of the commitment that ``figure`` stands in, and the words that say so.

    ``figure`` may be any span, such as a country's name; without a cue the answer is ("", "").

    >>> from analysis.statuses import find_stage_cues
    >>> text = "Spain delivered 12 tanks."
    >>> stage_of(Span(16, 24), text, find_stage_cues(text))
    ('delivered', 'delivered')
    """
    plain = folded(text)
    costs = [(_cost(figure, cue, plain), cue.span, cue) for cue in nearby(cues, figure, WINDOW)]
    in_reach = [found for found in costs if found[0] <= REACH]
    if not in_reach:
        return "", ""
    cue = min(in_reach, key=lambda found: found[:2])[2]
    return ("refused" if cue.negated else cue.status), cue.span.text(text)


def _cost(figure: Span, cue: StatusCue, plain: str) -> float:
    """Return how loosely ``cue`` governs the figure, in words."""
    if cue.span.overlaps(figure):
        return 0.0
    if cue.span.start < figure.start:
        return _words(cue.span.end, figure.start, plain) + _stops(
            STOP, plain, cue.span.end, figure.start, COMMA
        )
    if _DETERMINER.search(plain, max(0, cue.span.start - 8), cue.span.start):
        return REACH + 1  # "two people with a plan": the noun says nothing of them
    gap = _words(figure.end, cue.span.start, plain) + AFTER
    return gap + _stops(STOP_AFTER, plain, figure.end, cue.span.start, COMMA_AFTER)


def _words(start: int, end: int, plain: str) -> int:
    return max(0, plain.count(" ", start, end) - 1)


def _stops(pattern: re.Pattern[str], plain: str, start: int, end: int, comma: float) -> float:
    return sum(CLAUSE if stop["clause"] else comma for stop in pattern.finditer(plain, start, end))
