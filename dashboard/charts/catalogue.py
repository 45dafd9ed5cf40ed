"""Which charts a page shows, in the order in which they are read."""

from dashboard.charts.amounts import amounts, rates
from dashboard.charts.bars import countries, statuses, topics
from dashboard.charts.chart import ChartSpec
from dashboard.charts.claims import claims_along
from dashboard.charts.matrix import matrix
from dashboard.charts.pledges import pledges
from dashboard.charts.tone import tone
from dashboard.charts.world import world

EXPLORE: tuple[ChartSpec, ...] = (
    ChartSpec("amounts", "Amounts of money as reported", ("figure",), amounts),
    ChartSpec("rates", "Percentages and tariff rates", ("figure",), rates),
    ChartSpec("world", "Countries that the figures are about", ("country",), world),
    ChartSpec("countries", "Figures by country or bloc", ("country",), countries),
    ChartSpec("topics", "Figures by topic", ("topic",), topics),
    ChartSpec(
        "pledges", "Who has pledged what, and how far it has come", ("country", "stage"), pledges
    ),
    ChartSpec("statuses", "Done, promised or disputed", ("status",), statuses),
    ChartSpec("tone", "Mood of the words, sentence by sentence", ("sentence",), tone),
    ChartSpec("matrix", "Which country with which topic", ("country", "topic"), matrix),
)
"""The charts of the page Explore."""

MONEY: tuple[ChartSpec, ...] = ()
"""The charts of who pays whom."""

PLEDGES: tuple[ChartSpec, ...] = ()
"""The charts of what is promised, and how far it has come."""

TARIFFS: tuple[ChartSpec, ...] = ()
"""The charts of who levies tariffs on whom."""

TONE: tuple[ChartSpec, ...] = ()
"""The charts of the page Tone."""

COMPARE: tuple[ChartSpec, ...] = (
    ChartSpec("claims", "Claims by the day of their text", ("figure",), claims_along),
)
"""The chart of the page Compare."""

EVERY: tuple[ChartSpec, ...] = (*EXPLORE, *MONEY, *PLEDGES, *TARIFFS, *TONE, *COMPARE)
"""Every chart of every page; their keys differ."""
