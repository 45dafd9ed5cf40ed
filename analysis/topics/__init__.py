"""Find the words that speak for a topic, and say which topic a figure is about."""

from analysis.topics.cues import cues_outside, document_topics, find_topic_cues, sentence_topics
from analysis.topics.vocabulary import (
    Topics,
    load_topics,
    our_topics,
    our_vocabulary,
    read_topics,
)
from analysis.topics.weighing import SILENT, Around, Setting, setting_of, topic_of

__all__ = [
    "SILENT",
    "Around",
    "Setting",
    "Topics",
    "cues_outside",
    "document_topics",
    "find_topic_cues",
    "load_topics",
    "our_topics",
    "our_vocabulary",
    "read_topics",
    "sentence_topics",
    "setting_of",
    "topic_of",
]
