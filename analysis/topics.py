"""Find the words that speak for a topic, and say which topic a figure is about."""

import math
import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path

from analysis.model import TOPICS, Span, TopicCue
from analysis.phrases import PhraseIndex, nearby
from analysis.vocabulary import VocabularyError, tree

Weights = dict[str, float]
TopicVocabulary = PhraseIndex[Weights]

NEUTRAL = "neutral"
OTHER = "other"

# How far words carry: a cue loses half its weight every HALF words, a comma counts as three words,
# a clause's end as eight, and words before the figure carry a little less than those after it.
HALF = 4.0
COMMA, CLAUSE, BEFORE = 3.0, 8.0, 1.0
# The noun phrase that the figure counts: "20 percent tariffs", "$3 million in food aid".
OWN = 2.0
# What is added for the sentence before, for a topic that fills the whole document, for the topic of
# the figure before; and how many sentences a title is worth.
PREVIOUS, DOCUMENT, LAST, TITLE = 0.15, 4.0, 0.35, 4.0
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


def load_topics(path: Path | None = None) -> TopicVocabulary:
    """Return the topic words of the TOML file at ``path``, or our own.

    Raises:
        VocabularyError: the file is not TOML, names an unknown topic, has a weight that is no
            number or a phrase twice; the message says where.
    """
    return _own_topics() if path is None else _vocabulary(path.name, _read(path))


@cache
def _own_topics() -> TopicVocabulary:
    return _vocabulary("topics.toml", tree("topics.toml"))


def _read(path: Path) -> dict[str, object]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise VocabularyError(f"{path.name}: {error}") from error


def _vocabulary(name: str, content: dict[str, object]) -> TopicVocabulary:
    entries: dict[str, Weights] = {}
    for topic, phrase, weight in _entries(name, content):
        weights = entries.setdefault(phrase, {})
        if topic in weights:
            raise VocabularyError(f"{name}: [{topic}] {phrase!r} repeats")
        weights[topic] = weight
    return PhraseIndex(entries)


def _entries(name: str, content: dict[str, object]) -> Iterable[tuple[str, str, float]]:
    for topic, lists in content.items():
        if topic == NEUTRAL and isinstance(lists, list):
            yield from ((NEUTRAL, str(phrase), 0.0) for phrase in lists)
            continue
        if topic not in TOPICS or not isinstance(lists, dict):
            raise VocabularyError(f"{name}: [{topic}] is no topic")
        for weight, phrases in lists.items():
            if not weight.isdigit() or not isinstance(phrases, list):
                raise VocabularyError(f"{name}: [{topic}] {weight!r} is no weight with a list")
            yield from ((topic, str(phrase), float(weight)) for phrase in phrases)


def find_topic_cues(text: str, vocabulary: TopicVocabulary | None = None) -> list[TopicCue]:
    """Return the words of ``text`` that speak for a topic, in order.

    >>> [cue.topic for cue in find_topic_cues("A tariff on steel")]
    ['tariffs', 'tariffs']
    >>> find_topic_cues("The trade union met nobody.")[1:]
    []
    """
    found = (vocabulary or _own_topics()).find(text)
    return [
        TopicCue(span, topic, weight)
        for span, weights in found
        for topic, weight in weights.items()
        if topic != NEUTRAL
    ]


def sentence_topics(cues: Iterable[TopicCue]) -> tuple[str, ...]:
    """Return the topics that the cues speak for, the strongest first, hints alone left out.

    >>> sentence_topics(find_topic_cues("Tariffs hit exports, and tariffs cost jobs."))
    ('tariffs', 'trade', 'economy')
    """
    weights = _weights(cues)
    ranked = sorted(weights, key=lambda topic: (-weights[topic], TOPICS.index(topic)))
    return tuple(topic for topic in ranked if weights[topic] > 1 and topic != OTHER)


def document_topics(
    cues_per_sentence: Sequence[Sequence[TopicCue]], title: Sequence[TopicCue] = ()
) -> Weights:
    """Return the share of each topic in a document, together 1; {} where nothing speaks for any.

    Every sentence has one voice, the title as many as TITLE.

    >>> document_topics([find_topic_cues("Troops came.")], find_topic_cues("Import duty"))
    {'troops': 0.2, 'tariffs': 0.8}
    """
    totals: Counter[str] = Counter()
    for cues, voices in [*((cues, 1.0) for cues in cues_per_sentence), (title, TITLE)]:
        weights = _weights(cues)
        total = sum(weights.values())
        if total:
            totals.update({topic: voices * weight / total for topic, weight in weights.items()})
    whole = sum(totals.values())
    return {topic: weight / whole for topic, weight in totals.items()}


def _weights(cues: Iterable[TopicCue]) -> Weights:
    weights: Weights = {}
    for cue in cues:
        weights[cue.topic] = weights.get(cue.topic, 0.0) + cue.weight
    return weights


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

    >>> text = "A drone killed 12 people as tariffs rose."
    >>> topic_of(Span(15, 24), find_topic_cues(text), text)
    'casualties'
    >>> topic_of(Span(0, 2), [], "12 came.")
    'other'
    """
    if _AGE.fullmatch(text[max(0, figure.start - 2) : figure.end + 1]):
        return OTHER
    scores = dict.fromkeys(TOPICS, 0.0)
    for cue in nearby(cues, figure, WINDOW):
        if cue.weight <= HINT and figure.overlaps(cue.span):
            continue
        scores[cue.topic] += (cue.weight * _nearness(figure, cue.span, text)) ** SHARPNESS
    for topic, weight in _weights(before[-MOST_BEFORE:]).items():
        scores[topic] += PREVIOUS * min(weight, 4.0) / 4
    for topic, share in (document or {}).items():
        scores[topic] += DOCUMENT * share
    if last and last != OTHER:
        scores[last] += LAST
    best = max(TOPICS, key=lambda topic: scores[topic])
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
