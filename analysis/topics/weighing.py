"""Say which topic a figure is about, from the words around it and the text it stands in."""

import math
import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from analysis.model import TOPICS, Span, TopicCue, topic_rank
from analysis.phrases import nearby
from analysis.topics.cues import OTHER, totals

# The weights were fitted on 866 annotated figures of 48 texts, some of their words taken away, and
# on sentences whose words nobody had listed; docs/decisions.md says how. A cue counts as a fourth
# of its weight, so 4 makes one.
# What the figure counts ("300 soldiers"), what stands right beside it ("5% tariff", "$3 million in
# aid"), and what it measures by the sentence's grammar (the column ``about``).
HEAD, BESIDE, THING = 2.5, 1.9, 1.0
# Other words of the sentence: NEAR halves every HALF words, of which a comma counts as nearly three
# and a clause's end as ten; SENTENCE is for being there at all, up to the weight of nearly two
# strong cues.
NEAR, HALF, SENTENCE, MOST_SENTENCE = 0.95, 9.0, 1.6, 1.75
COMMA, CLAUSE, BEFORE = 2.75, 10.0, 1.0
# The sentence before, and as much again where it stands in the same paragraph; the topic of the
# figure before; topics that fill the text, and its title.
PREVIOUS, LAST, DOCUMENT, TITLE = 0.9, 0.85, 2.05, 1.75
# They speak where the sentence is silent, and fade as the words near a figure speak: where these
# weigh 1 / FADING, the text has half a voice.
FADING = 0.3
# Several hints outweigh one strong word: weights add up as roots.
SHARPNESS = 0.7
# Words of some topics are said in passing wherever there is news (parties, summits, markets);
# those of others are said because the figure is about them.
STRENGTH = {
    "aid": 1.4,
    "tariffs": 1.7,
    "cuts": 1.8,
    "sanctions": 1.7,
    "trade": 1.25,
    "other": 1.1,
    "casualties": 1.15,
    "elections": 0.85,
    "spending": 0.9,
    "diplomacy": 0.6,
}
# A topic that a user names is meant.
OWN_TOPIC = 2.0
# Votes, victims, migrants, soldiers and talks are counted; money beside them is for something
# else, and always for something. A time is often its own matter ("a two-day visit").
UNLIKELY = {
    "money": (("elections", "casualties", "diplomacy", "migration", "troops", "other"), 1.3),
    "percent": (("diplomacy", "casualties", "arms", "troops"), 0.6),
}
TIME = 0.6
# Characters on either side of a figure whose cues are weighed one by one.
WINDOW = 300
# What is counted is no hint by itself: "19 countries", "two companies".
HINT = 1.0

_STOP = re.compile(
    r"(?P<clause>[;:—–]|\s-\s|(?<=[a-z]{4})\.\s|\b(?:while|whereas|although|because|but|as|when|after|before|if|since)\b)|,(?!\d)"
)
# A number is one word, however many points and commas it has.
_WORD = re.compile(r"\d[\d.,]*|\w+")
_TO_RIGHT = re.compile(
    r"\s*(?:(?:of|to|in|on|for|per|worth|more|other|additional|new|extra|had|have|has|been|was|were"
    r"|is|are|be|the|a|an|all|its|their|his|her|our)\s+)*",
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


class Setting(NamedTuple):
    """What the figures of one sentence share: its text, its cues, and what else speaks for topics.

    ``inside`` is the weight of the sentence as a whole, ``outside`` that of the one before it, the
    title and the document. ``stops`` are where its commas and clauses end.
    """

    text: str
    cues: Sequence[TopicCue]
    inside: Mapping[str, float]
    outside: Mapping[str, float]
    stops: Sequence[int] = ()

    def stops_between(self, left: int, right: int) -> Iterable[re.Match[str]]:
        """Return the commas and clauses' ends between two characters."""
        if bisect_left(self.stops, left) == bisect_left(self.stops, right):
            return ()
        return _STOP.finditer(self.text[left:right])


class Around(NamedTuple):
    """What stands round a sentence: the cues of the one before, whether it is in the same
    paragraph, and the shares that topics have in the title and in the document.
    """

    before: Sequence[TopicCue] = ()
    together: bool = False
    title: Mapping[str, float] | None = None
    document: Mapping[str, float] | None = None


NOTHING = Around()
SILENT = Setting("", (), {}, {})


def setting_of(text: str, cues: Sequence[TopicCue], around: Around = NOTHING) -> Setting:
    """Return what the figures of the sentence ``text`` share."""
    inside = {
        topic: SENTENCE * min(weight / 4, MOST_SENTENCE) ** SHARPNESS * _strength(topic)
        for topic, weight in totals(cues).items()
    }
    outside: dict[str, float] = defaultdict(float)
    previous = PREVIOUS * (2 if around.together else 1)
    for topic, weight in totals(around.before).items():
        outside[topic] += previous * min(weight / 4, 1.0)
    for factor, shares in ((TITLE, around.title), (DOCUMENT, around.document)):
        for topic, share in (shares or {}).items():
            outside[topic] += factor * share
    stops = [stop.start() for stop in _STOP.finditer(text)] if cues else ()
    return Setting(text, cues, inside, outside, stops)


def topic_of(
    figure: Span, setting: Setting, *, kind: str = "", thing: str = "", last: str = ""
) -> str:
    """Return what a figure of ``kind`` is about: the words near it count most, then what its
    sentence and the text share, and the topic of the figure before it (``last``).

    ``thing`` is what the figure measures, as the column ``about`` begins.

    >>> from analysis.topics import find_topic_cues, setting_of
    >>> text = "A drone killed 12 people as tariffs rose."
    >>> topic_of(Span(15, 24), setting_of(text, find_topic_cues(text)), kind="count")
    'casualties'
    >>> topic_of(Span(0, 2), setting_of("12 came.", []))
    'other'
    """
    text = setting.text
    if _AGE.fullmatch(text[max(0, figure.start - 2) : figure.end + 1]):
        return OTHER
    near = _near(figure, setting, thing)
    scores = defaultdict(float, setting.inside)
    for topic, weight in near.items():
        scores[topic] += weight * _strength(topic)
    faded = 1 / (1 + FADING * max(near.values(), default=0.0))
    for topic, weight in setting.outside.items():
        scores[topic] += weight * faded
    if last and last != OTHER:
        scores[last] += LAST * faded
    unlikely, penalty = UNLIKELY.get(kind, ((), 0.0))
    for topic in unlikely:
        if topic in scores:
            scores[topic] -= penalty
    if kind == "duration":
        scores[OTHER] += TIME
    return min(scores, key=lambda topic: (-scores[topic], topic_rank(topic)), default=OTHER)


def _strength(topic: str) -> float:
    return STRENGTH.get(topic, 1.0 if topic in TOPICS else OWN_TOPIC)


def _near(figure: Span, setting: Setting, thing: str) -> dict[str, float]:
    """Return the weight of the cues near a figure by topic."""
    parts: dict[tuple[float, str], float] = defaultdict(float)
    for cue in nearby(setting.cues, figure, WINDOW):
        inside = figure.start <= cue.span.start and figure.overlaps(cue.span)
        if inside and cue.weight <= HINT:
            continue
        weight = cue.weight / 4
        factor, nearness = _place(figure, cue.span, setting)
        parts[factor, cue.topic] += weight * nearness
        if thing and cue.span.text(setting.text) in thing:
            parts[THING, cue.topic] += weight
    scores: dict[str, float] = defaultdict(float)
    for (factor, topic), weight in parts.items():
        scores[topic] += factor * weight**SHARPNESS
    return scores


def _place(figure: Span, cue: Span, setting: Setting) -> tuple[float, float]:
    """Return what counts for a cue where it stands, and how much of it."""
    if figure.overlaps(cue):
        if cue.start < figure.start:
            return BESIDE, 1.0  # "killed at" before "least 40 people"
        return HEAD, float(cue.end >= figure.end)
    after = cue.start >= figure.end
    left, right = (figure.end, cue.start) if after else (cue.end, figure.start)
    between = setting.text[left:right]
    if (_TO_RIGHT if after else _TO_LEFT).fullmatch(between):
        return BESIDE, 1.0
    words = len(_WORD.findall(between)) + (0.0 if after else BEFORE)
    for stop in setting.stops_between(left, right):
        words += CLAUSE if stop["clause"] else COMMA
    return NEAR, math.exp2(-words / HALF)
