"""The charts of tone: along the texts, by country, topic and text, and the words behind it."""

from dashboard.charts.tones.along import along
from dashboard.charts.tones.groups import countries, documents, topics
from dashboard.charts.tones.overview import tone
from dashboard.charts.tones.reading import shares, shares_of
from dashboard.charts.tones.words import words

__all__ = ["along", "countries", "documents", "shares", "shares_of", "tone", "topics", "words"]
