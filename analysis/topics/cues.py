"""Find the words that speak for a topic, and weigh the topics of sentences and documents."""

from collections import Counter
from collections.abc import Iterable, Sequence

from analysis.model import TopicCue, topic_rank
from analysis.topics.vocabulary import NEUTRAL, Topics, Weights, our_topics

OTHER = "other"
# How many sentences a title is worth.
TITLE = 4.0


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


def sentence_topics(cues: Iterable[TopicCue]) -> tuple[str, ...]:
    """Return the topics that the cues speak for, the strongest first, hints alone left out.

    >>> sentence_topics(find_topic_cues("Tariffs hit exports, and tariffs cost jobs."))
    ('tariffs', 'trade', 'economy')
    """
    weights = totals(cues)
    ranked = sorted(weights, key=lambda topic: (-weights[topic], topic_rank(topic)))
    return tuple(topic for topic in ranked if weights[topic] > 1 and topic != OTHER)


def document_topics(
    cues_per_sentence: Sequence[Sequence[TopicCue]], title: Sequence[TopicCue] = ()
) -> Weights:
    """Return the share of each topic in a document, together 1; {} where nothing speaks for any.

    Every sentence has one voice, the title as many as TITLE.

    >>> document_topics([find_topic_cues("Troops came.")], find_topic_cues("Import duty"))
    {'troops': 0.2, 'tariffs': 0.8}
    """
    shares: Counter[str] = Counter()
    for cues, voices in [*((cues, 1.0) for cues in cues_per_sentence), (title, TITLE)]:
        weights = totals(cues)
        total = sum(weights.values())
        if total:
            shares.update({topic: voices * weight / total for topic, weight in weights.items()})
    whole = sum(shares.values())
    return {topic: weight / whole for topic, weight in shares.items()}


def totals(cues: Iterable[TopicCue]) -> Weights:
    """Return the weight of each topic that the cues speak for."""
    weights: Weights = {}
    for cue in cues:
        weights[cue.topic] = weights.get(cue.topic, 0.0) + cue.weight
    return weights
