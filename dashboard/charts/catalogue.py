"""Which charts a page shows, in the order in which they are read."""

from dashboard.charts.amounts import amounts, rates
from dashboard.charts.bars import countries, statuses, topics
from dashboard.charts.chart import ChartSpec
from dashboard.charts.matrix import matrix
from dashboard.charts.pledges import pledges
from dashboard.charts.tone import tone
from dashboard.charts.world import world

EXPLORE: tuple[ChartSpec, ...] = (
    ChartSpec("amounts", "Amounts of money as reported", ("figure",), amounts),
    ChartSpec("rates", "Percentages and tariff rates", ("figure",), rates),
    ChartSpec("world", "Where the figures are about", ("country",), world),
    ChartSpec("countries", "Countries and blocs", ("country",), countries),
    ChartSpec("topics", "Topics", ("topic",), topics),
    ChartSpec("pledges", "Pledges of troops and other help", ("country", "stage"), pledges),
    ChartSpec("statuses", "How the statements stand", ("status",), statuses),
    ChartSpec("tone", "Polarity along the text", ("sentence",), tone),
    ChartSpec("matrix", "Countries by topic", ("country", "topic"), matrix),
)
"""The charts of the page Explore."""
