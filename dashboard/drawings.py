"""Build the charts of a set of tables, each once as long as it is asked for now and then."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import pandas as pd
import plotly.graph_objects as go
from plotly.io.json import to_json_plotly

from analysis.schema import Tables
from analysis.selection import Selection
from dashboard.charts import EXPLORE

REMEMBERED = 270
"""Charts kept for one set of tables: those of some thirty selections."""

DEFAULT_HEIGHT, TALLEST = 360, 640


@dataclass(frozen=True)
class Drawing:
    """A chart as the browser gets it, with its words and its table twin.

    ``height`` is what it takes on the page in pixels; a taller figure scrolls within.
    """

    figure: str
    height: int
    title: str
    alt: str
    note: str
    twin: pd.DataFrame


Draw = Callable[[str, Selection], Drawing | None]


def drawings(tables: Tables) -> Draw:
    """Return a function from the key of a chart and a selection to the drawing over ``tables``.

    Every filter but the chart's own is applied; ``None`` where there is nothing to compare.
    """
    specs = {spec.key: spec for spec in EXPLORE}

    @lru_cache(maxsize=REMEMBERED)
    def draw(key: str, selection: Selection) -> Drawing | None:
        spec = specs[key]
        chart = spec.build(selection.without(*spec.facets).apply(tables), selection)
        if chart is None:
            return None
        height = min(int(chart.figure.layout.height or DEFAULT_HEIGHT), TALLEST)
        figure = figure_json(chart.figure)
        return Drawing(figure, height, chart.title, chart.alt, chart.note, chart.twin)

    return draw


def figure_json(figure: go.Figure) -> str:
    """Return ``figure`` as JSON without its template, since the page's theme takes its place.

    >>> figure_json(go.Figure(layout_height=50))
    '{"data":[],"layout":{"height":50}}'
    """
    parts = figure.to_dict()
    parts["layout"].pop("template", None)
    return str(to_json_plotly(parts))
