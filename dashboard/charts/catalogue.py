"""Which charts a page shows, in the order in which they are read."""

from dashboard.charts import money, tones
from dashboard.charts.amounts import amounts, rates
from dashboard.charts.bars import countries, statuses, topics
from dashboard.charts.chart import ChartSpec
from dashboard.charts.claims import claims_along
from dashboard.charts.matrix import matrix
from dashboard.charts.pledges import pledges
from dashboard.charts.world import world

BOARD = ChartSpec(
    "pledges", "Who has pledged what, and how far it has come", ("country", "stage"), pledges
)

EXPLORE: tuple[ChartSpec, ...] = (
    ChartSpec("amounts", "Amounts of money as reported", ("figure",), amounts),
    ChartSpec("rates", "Percentages and tariff rates", ("figure",), rates),
    ChartSpec("world", "Countries that the figures are about", ("country",), world),
    ChartSpec("countries", "Figures by country or bloc", ("country",), countries),
    ChartSpec("topics", "Figures by topic", ("topic",), topics),
    BOARD,
    ChartSpec("statuses", "Done, promised or disputed", ("status",), statuses),
    ChartSpec("tone", "Mood of the words, sentence by sentence", ("sentence",), tones.tone),
    ChartSpec("matrix", "Which country with which topic", ("country", "topic"), matrix),
)
"""The charts of the page Explore."""

MONEY: tuple[ChartSpec, ...] = (
    ChartSpec("payments", "Who pays whom", ("figure",), money.payments),
    ChartSpec("spending", "Spending, aid, arms and cuts by country", ("figure",), money.spending),
)
"""The charts of who pays whom, and who spends on what."""

PLEDGES: tuple[ChartSpec, ...] = (
    BOARD,
    ChartSpec("promised", "How much is pledged", ("figure",), money.promised),
)
"""The charts of what is promised, and how far it has come."""

TARIFFS: tuple[ChartSpec, ...] = (
    ChartSpec(
        "tariffs", "Who levies tariffs on whom, and at which rate", ("figure",), money.tariffs
    ),
)
"""The chart of who levies tariffs on whom."""

TONE: tuple[ChartSpec, ...] = (
    ChartSpec("tone_along", "Mood and opinion along the text", ("sentence",), tones.along),
    ChartSpec("tone_words", "The words that drive the mood", ("sentence",), tones.words),
    ChartSpec("tone_documents", "Mood text by text", ("document",), tones.documents),
    ChartSpec("tone_countries", "Mood by country", ("country",), tones.countries),
    ChartSpec("tone_topics", "Mood by topic", ("topic",), tones.topics),
)
"""The charts of the page Tone."""

COMPARE: tuple[ChartSpec, ...] = (
    ChartSpec("claims", "Claims by the day of their text", ("figure",), claims_along),
)
"""The chart of the page Compare."""

_PAGES = (EXPLORE, MONEY, PLEDGES, TARIFFS, TONE, COMPARE)

EVERY: tuple[ChartSpec, ...] = tuple(dict.fromkeys(spec for page in _PAGES for spec in page))
"""Every chart, once; their keys differ."""
