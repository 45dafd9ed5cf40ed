"""Build the charts of a set of tables, each once as long as it is asked for now and then."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache, partial

import pandas as pd
from plotly.io.json import to_json_plotly

from analysis.schema import Tables
from analysis.selection import Selection
from dashboard.charts import EVERY, Chart
from dashboard.charts.chart import plain
from dashboard.charts.spec import Spec, Trace

REMEMBERED = 270
"""Charts kept for one set of tables: those of some thirty selections."""

TALLEST = 640
FRAMABLE = 12
"""Single marks from which on a box or a lasso can be drawn round some of them."""
HEADING = 36
"""Pixels that the title takes at the top of a saved picture."""
SCROLL = "Scroll within the chart to see all of it."


@dataclass(frozen=True)
class Drawing:
    """A chart as the browser gets it, with its words and what makes its table twin.

    ``height`` is what it takes on the page in pixels; a taller figure scrolls within. ``frames``
    says whether it has so many marks that a box or lasso round some of them is of use.
    ``picture`` is what a saved picture has otherwise in its layout: it carries its title itself.
    """

    figure: str
    height: int
    title: str
    alt: str
    note: str
    table: Callable[[], pd.DataFrame]
    picture: Spec
    frames: bool = False

    @property
    def twin(self) -> pd.DataFrame:
        """The table behind the chart, made anew each time: few readers open it."""
        return self.table()


Draw = Callable[[str, Selection], Drawing | None]


def drawings(tables: Tables) -> Draw:
    """Return a function from the key of a chart and a selection to the drawing over ``tables``.

    Every filter but the chart's own is applied; ``None`` where there is nothing to compare.
    """
    specs = {spec.key: spec for spec in EVERY}

    def build(key: str, selection: Selection) -> Chart | None:
        spec = specs[key]
        return spec.build(selection.without(*spec.facets).apply(tables), selection)

    def twin(key: str, selection: Selection) -> pd.DataFrame:
        chart = build(key, selection)
        return pd.DataFrame() if chart is None else chart.twin

    @lru_cache(maxsize=REMEMBERED)
    def draw(key: str, selection: Selection) -> Drawing | None:
        chart = build(key, selection)
        return None if chart is None else drawing_of(chart, partial(twin, key, selection))

    return draw


def drawing_of(chart: Chart, table: Callable[[], pd.DataFrame] | None = None) -> Drawing:
    """Return a chart as the browser gets it.

    ``table`` makes its twin where what the chart itself keeps for that would be too much.
    """
    whole = int(chart.figure["layout"]["height"])
    return Drawing(
        figure=str(to_json_plotly(chart.figure)),
        height=min(whole, TALLEST),
        title=chart.title,
        alt=chart.alt,
        note=note(chart.note, whole),
        table=table or chart.table,
        picture=picture(chart.title, chart.figure["layout"]),
        frames=framable(chart.figure),
    )


def picture(title: str, layout: Spec) -> Spec:
    """Return the part of a layout that a saved picture has otherwise.

    >>> picture("Who pays whom", {"height": 300, "margin": {"l": 8, "t": 4}})["height"]
    336
    """
    margin = layout.get("margin", {})
    place = {"x": 0.01, "y": 0.99, "yanchor": "top"}
    return {
        "height": layout["height"] + HEADING,
        "margin": {**margin, "t": margin.get("t", 0) + HEADING},
        "title": {"text": plain(title), **place, "font": {"size": 16}},
        "paper_bgcolor": "#ffffff",
    }


def framable(figure: Spec) -> bool:
    """Return whether a figure has FRAMABLE single marks, or more.

    >>> framable({"data": [{"type": "scatter", "customdata": ["figure=a"] * FRAMABLE}]})
    True
    >>> framable({"data": [{"type": "bar", "customdata": ["topic=aid"] * FRAMABLE}]})
    False
    """
    marks = (trace.get("customdata") or () for trace in figure["data"] if _is_marks(trace))
    return sum(sum(map(bool, one)) for one in marks) >= FRAMABLE


def _is_marks(trace: Trace) -> bool:
    return bool(trace["type"] == "scatter" and trace.get("hoverinfo") != "skip")


def note(words: str, height: int) -> str:
    """Return the words under a chart, which say so where it is taller than its window.

    >>> note("One mark a figure.", TALLEST + 1), note("One mark a figure.", TALLEST)
    ('Scroll within the chart to see all of it. One mark a figure.', 'One mark a figure.')
    """
    return " ".join(filter(None, ([SCROLL] if height > TALLEST else []) + [words]))
