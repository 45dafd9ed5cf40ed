"""Find the words that speak for a topic, and say which topic a figure is about."""

from analysis.topics.cues import document_topics, find_topic_cues, sentence_topics
from analysis.topics.vocabulary import (
    Topics,
    load_topics,
    our_topics,
    our_vocabulary,
    read_topics,
)
from analysis.topics.weighing import topic_of

__all__ = [
    "Topics",
    "document_topics",
    "find_topic_cues",
    "load_topics",
    "our_topics",
    "our_vocabulary",
    "read_topics",
    "sentence_topics",
    "topic_of",
]
