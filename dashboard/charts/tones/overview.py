"""The chart of polarity on the page Explore: sentence by sentence, or text by text."""

from analysis.cuts import count_of
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
    count = count_of(tables, "sentences")
    if count < 2:
        return None
    if count <= MOST_SENTENCES and tables.sentences["doc_id"].nunique() <= MOST_TEXTS:
        return polarity_along(tables, selection)
    return documents(tables, selection)
