"""The chart of polarity on the page Explore: sentence by sentence, or text by text."""

from analysis.schema import Tables
from analysis.selection import Selection
from dashboard.charts.chart import Chart
from dashboard.charts.tones.along import polarity_along
from dashboard.charts.tones.groups import documents

MOST_TEXTS = 6
"""Texts up to which each sentence is drawn."""

MOST_SENTENCES = 1500


def tone(tables: Tables, selection: Selection) -> Chart | None:
    """Draw the polarity along the texts, or the middle half of each text where they are many."""
    sentences = tables.sentences
    if len(sentences) < 2:
        return None
    if sentences["doc_id"].nunique() <= MOST_TEXTS and len(sentences) <= MOST_SENTENCES:
        return polarity_along(tables, selection)
    return documents(tables, selection)
