"""Lay out the linked charts, each with its title, its way back, its note and its table twin."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import product

import streamlit as st

from analysis.selection import Selection
from dashboard import board
from dashboard.charts import ChartSpec
from dashboard.drawings import Draw, Drawing
from dashboard.markup import html_table
from dashboard.session import state
from dashboard.session.view import View

TWIN_ROWS = 200
PANEL_EXTRA = 130
"""Height in pixels of what stands round a chart in its panel."""


def draw(view: View, specs: Sequence[ChartSpec], key: str = "charts", *, columns: int = 2) -> None:
    """Draw every chart of ``specs`` that has something to show, in two columns where they fit.

    ``key`` names the block, and must differ from that of another block of the page. With
    ``columns=1`` the charts stand below each other.

    A chart that has nothing to show keeps its empty slot: where a chart stands in the page must
    not change, or the browser would throw away its drawing and begin anew.
    """
    with st.container(key=key):
        places = st.columns(columns)
    heights = _heights(view.plain, specs)
    sides = dict.fromkeys(heights, 0) if columns == 1 else balanced(heights)
    slots = {name: places[side].container(key=f"slot_{name}") for name, side in sides.items()}
    charts = {spec.key: spec for spec in specs}
    for name in nearest_first(heights, sides, state.clicked_chart()):
        drawing = view.draw(name, view.selection)
        if drawing is not None:
            with slots[name]:
                panel(charts[name], drawing, view)


def _heights(draw: Draw, specs: Sequence[ChartSpec]) -> dict[str, int]:
    """Return the height of each panel, the same whatever is chosen, currency included."""
    drawn = {spec.key: draw(spec.key, Selection()) for spec in specs}
    return {key: one.height + PANEL_EXTRA if one else 0 for key, one in drawn.items()}


def nearest_first(heights: Mapping[str, int], sides: Mapping[str, int], name: str) -> list[str]:
    """Return all names, those nearest to ``name`` on the page first: they are likely in sight.

    >>> heights, sides = {"a": 500, "b": 500, "c": 500, "d": 500}, {"a": 0, "b": 1, "c": 0, "d": 0}
    >>> nearest_first(heights, sides, "d"), nearest_first(heights, sides, "")
    (['d', 'c', 'a', 'b'], ['a', 'b', 'c', 'd'])
    """
    middles: dict[str, float] = {}
    below = dict.fromkeys(sides.values(), 0)
    for one, side in sides.items():
        middles[one] = below[side] + heights[one] / 2
        below[side] += heights[one]
    if name not in middles:
        return list(middles)
    return sorted(middles, key=lambda one: abs(middles[one] - middles[name]))


def balanced(heights: Mapping[str, int]) -> dict[str, int]:
    """Return a column (0 or 1) for each name, so that both columns come out about as high.

    The first two stand at the top of either column.

    >>> balanced({"a": 500, "b": 900, "c": 300, "d": 200})
    {'a': 0, 'b': 1, 'c': 0, 'd': 0}
    """
    start = (0, 1)[: len(heights)]
    ways = [(*start, *rest) for rest in product((0, 1), repeat=len(heights) - len(start))]

    def slant(way: Iterable[int]) -> int:
        sizes = zip(way, heights.values(), strict=True)
        return abs(sum(-height if side else height for side, height in sizes))

    return dict(zip(heights, min(ways, key=slant), strict=True))


def panel(spec: ChartSpec, drawing: Drawing, view: View) -> None:
    """Draw a chart with its title, its way back, its note and its table twin."""
    active = [facet for facet in spec.facets if getattr(view.selection, facet)]

    def choose(marks: list[object]) -> None:
        state.note_click(spec.key)
        state.pick(marks, view.tables)

    def take_back() -> None:
        state.note_click(spec.key)
        state.clear(*active)

    board.show(spec.key, drawing, choose, take_back if active else None)
    twin = st.expander("As a table", key=f"twin_{spec.key}", on_change="rerun", type="compact")
    if twin.open:
        with twin:
            st.html(html_table(drawing.twin, drawing.title, limit=TWIN_ROWS))
