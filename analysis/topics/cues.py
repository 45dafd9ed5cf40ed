"""Find the words that speak for a topic, and weigh the topics of sentences and documents."""

from collections.abc import Iterable, Sequence

from analysis.model import Span, TopicCue, topic_rank
from analysis.topics.vocabulary import NEUTRAL, Topics, Weights, our_topics

OTHER = "other"


def find_topic_cues(text: str, vocabulary: Topics | None = None) -> list[TopicCue]:
    """Return the words of ``text`` that speak for a topic, in order; ``vocabulary`` is ours or a
    user's (see docs/topics.md).

    >>> [cue.topic for cue in find_topic_cues("A tariff on steel")]
    ['tariffs', 'tariffs']
    >>> find_topic_cues("The trade union met nobody.")[1:]
    []
    """
    found = (vocabulary or our_topics()).phrases.find(text)
    return [
        TopicCue(span, topic, weight)
        for span, weights in found
        for topic, weight in weights.items()
        if topic != NEUTRAL
    ]


def cues_outside(cues: Sequence[TopicCue], spans: Iterable[Span]) -> list[TopicCue]:
    """Return the cues, in order, that share no character with any of ``spans``.

    >>> text = "The trade minister spoke of tariffs."
    >>> [cue.topic for cue in cues_outside(find_topic_cues(text), [Span(0, 18)])]
    ['tariffs']
    """
    ordered = sorted(spans, reverse=True)
    if not ordered:
        return list(cues)
    kept, end = [], 0
    for cue in cues:
        while ordered and ordered[-1].start < cue.span.end:
            end = max(end, ordered.pop().end)
        if end <= cue.span.start:
            kept.append(cue)
    return kept


def sentence_topics(cues: Iterable[TopicCue]) -> tuple[str, ...]:
    """Return the topics that the cues speak for, the strongest first, hints alone left out.

    >>> sentence_topics(find_topic_cues("Tariffs hit exports, and tariffs cost jobs."))
    ('tariffs', 'trade', 'economy')
    """
    weights = totals(cues)
    ranked = sorted(weights, key=lambda topic: (-weights[topic], topic_rank(topic)))
    return tuple(topic for topic in ranked if weights[topic] > 1 and topic != OTHER)


def document_topics(cues_per_sentence: Iterable[Sequence[TopicCue]]) -> Weights:
    """Return the share of each topic in a document, together 1; {} where nothing speaks for any.

    Every sentence has one voice.

    >>> document_topics([find_topic_cues("Troops came."), find_topic_cues("Soldiers left.")])
    {'troops': 1.0}
    """
    shares: Weights = {}
    for cues in cues_per_sentence:
        weights = totals(cues)
        total = sum(weights.values())
        for topic, weight in weights.items() if total else ():
            shares[topic] = shares.get(topic, 0.0) + weight / total
    whole = sum(shares.values())
    return {topic: weight / whole for topic, weight in shares.items()}


def totals(cues: Iterable[TopicCue]) -> Weights:
    """Return the weight of each topic that the cues speak for."""
    weights: Weights = {}
    for cue in cues:
        weights[cue.topic] = weights.get(cue.topic, 0.0) + cue.weight
    return weights
