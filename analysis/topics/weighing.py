"""Say which topic a figure is about, from the words around it and the text it stands in."""

import math
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from analysis.model import Span, TopicCue, topic_rank
from analysis.phrases import nearby
from analysis.topics.cues import OTHER, totals

# How far words carry: a cue loses half its weight every HALF words, a comma counts as three words,
# a clause's end as eight, and words before the figure carry a little less than those after it.
HALF = 4.0
COMMA, CLAUSE, BEFORE = 3.0, 8.0, 1.0
# The noun phrase that the figure counts: "20 percent tariffs", "$3 million in food aid".
OWN = 2.0
# What is added for the sentence before, for a topic that fills the whole document, for the topic of
# the figure before; and how many sentences a title is worth.
PREVIOUS, DOCUMENT, LAST = 0.15, 4.0, 0.35
LEAST = 0.12
# Characters on either side of a figure, and cues of the sentence before it, that are weighed.
WINDOW, MOST_BEFORE = 300, 40
# What is counted is no hint by itself: "19 countries", "two companies".
HINT = 1.0
# Several hints outweigh one strong word: scores add up as roots.
SHARPNESS = 0.7

_STOP = re.compile(
    r"(?P<clause>[;:—–]|\s-\s|(?<=[a-z]{4})\.\s|\b(?:while|whereas|although|because|but)\b)|,(?!\d)"
)
_WORD = re.compile(r"\w+")
_TO_RIGHT = re.compile(
    r"\s*(?:(?:of|in|on|for|worth|more|other|additional|new|extra|had|have|has|been|was|were|is|are|be)\s+)*",
    re.I,
)
_TO_LEFT = re.compile(
    r"\s*(?:(?:of|by|to|at|is|was|a|an|the|about|around|roughly|some|nearly|almost|over|only|just|at"
    r"|least|most|more|less|fewer|than|up|another|additional|further|extra|estimated|record)\s+)*"
    r"[$€£]?",
    re.I,
)
# An age in apposition, as in "Olena, 41, a nurse".
_AGE = re.compile(r",\s\d{1,3},?")


def topic_of(  # noqa: PLR0913, PLR0917 - what surrounds a figure, from near to far
    figure: Span,
    cues: Sequence[TopicCue],
    text: str,
    before: Sequence[TopicCue] = (),
    document: Mapping[str, float] | None = None,
    last: str = "",
) -> str:
    """Return what a figure is about: the words near it count most, then the sentence before it
    (its cues are ``before``), the topic of the figure before it (``last``), and the shares that
    topics have in the ``document``.

    >>> from analysis.topics import find_topic_cues
    >>> text = "A drone killed 12 people as tariffs rose."
    >>> topic_of(Span(15, 24), find_topic_cues(text), text)
    'casualties'
    >>> topic_of(Span(0, 2), [], "12 came.")
    'other'
    """
    if _AGE.fullmatch(text[max(0, figure.start - 2) : figure.end + 1]):
        return OTHER
    scores: dict[str, float] = defaultdict(float)
    for cue in nearby(cues, figure, WINDOW):
        if cue.weight <= HINT and figure.overlaps(cue.span):
            continue
        scores[cue.topic] += (cue.weight * _nearness(figure, cue.span, text)) ** SHARPNESS
    for topic, weight in totals(before[-MOST_BEFORE:]).items():
        scores[topic] += PREVIOUS * min(weight, 4.0) / 4
    for topic, share in (document or {}).items():
        scores[topic] += DOCUMENT * share
    if last and last != OTHER:
        scores[last] += LAST
    best = min(scores, key=lambda topic: (-scores[topic], topic_rank(topic)), default=OTHER)
    return best if scores[best] > LEAST else OTHER


def _nearness(figure: Span, cue: Span, text: str) -> float:
    if figure.overlaps(cue):
        return OWN
    after = cue.start >= figure.end
    between = text[figure.end : cue.start] if after else text[cue.end : figure.start]
    if (_TO_RIGHT if after else _TO_LEFT).fullmatch(between):
        return OWN
    words = len(_WORD.findall(between)) + (0.0 if after else BEFORE)
    for stop in _STOP.finditer(between):
        words += CLAUSE if stop["clause"] else COMMA
    return math.exp2(-words / HALF)
