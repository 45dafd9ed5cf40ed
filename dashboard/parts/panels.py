"""Lay out the linked charts, each with its title, its way back, its note and its table twin."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import product

from analysis.selection import Selection
from dashboard import board
from dashboard.board import Panel
from dashboard.charts import ChartSpec
from dashboard.drawings import Draw, Drawing
from dashboard.session import state
from dashboard.session.view import View

PANEL_EXTRA = 130
"""Height in pixels of what stands round a chart in its panel."""


def draw(view: View, specs: Sequence[ChartSpec], key: str = "charts", *, columns: int = 2) -> None:
    """Draw every chart of ``specs`` that has something to show, in two columns where they fit.

    ``key`` names the block, and must differ from that of another block of the page. With
    ``columns=1`` the charts stand below each other.
    """
    heights = _heights(view.plain, specs)
    sides = dict.fromkeys(heights, 0) if columns == 1 else balanced(heights)
    drawings = {name: view.draw(name, view.selection) for name in sides}
    show(view, specs, key, drawings, sides)


def show(
    view: View,
    specs: Sequence[ChartSpec],
    key: str,
    drawings: Mapping[str, Drawing | None],
    sides: Mapping[str, int],
) -> None:
    """Show ``drawings`` of ``specs``, by their keys, in the columns that ``sides`` names."""
    active = {
        spec.key: [facet for facet in spec.facets if getattr(view.selection, facet)]
        for spec in specs
    }
    panels = [
        Panel(name, drawing, sides[name], chosen=bool(active[name]))
        for name, drawing in drawings.items()
    ]

    def pick(_: str, marks: list[object]) -> None:
        state.pick(marks, view.tables)

    def take_back(name: str) -> None:
        if active[name]:
            state.clear(*active[name])

    board.show(key, panels, pick, take_back)


def _heights(draw: Draw, specs: Sequence[ChartSpec]) -> dict[str, int]:
    """Return the height of each panel, the same whatever is chosen, currency included."""
    drawn = {spec.key: draw(spec.key, Selection()) for spec in specs}
    return {key: one.height + PANEL_EXTRA if one else 0 for key, one in drawn.items()}


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
