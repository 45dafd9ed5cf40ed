"""Draw stated numbers one a row: its words on top, its place on the panel's axis below.

An exact number is a filled mark and "about" a hollow one; "at least" and "up to" end in an arrow,
a range is a bar between its bounds, and no middle is invented. Symbol and colour show the standing.
What stands alone in its currency or period has nothing to be compared with: such rows get their
words and mark in a panel without an axis.
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil, floor, log10

import plotly.graph_objects as go

from dashboard import theme
from dashboard.charts.chart import plain
from dashboard.charts.panels import LEGEND, heading, legend

ROW, LINE, HEAD, TICKS, GAP = 40, 28, 24, 22, 10
"""Heights in pixels: a row with and without an axis, a panel's title, its tick labels, the gap."""

WORDS_AT, MARK_AT = 0.22, -0.2
"""Where words and mark stand in a row that is 1 high, measured up from its middle."""

ARROW = 0.07
"""Length of an arrow as a share of the axis."""

PAD = 0.05
EDGE = 0.06
"""Room left of the axis as a share of it, so that its first label is not cut off."""

LOG_FROM = 20
"""Ratio of largest to smallest from which an axis counts in powers of ten."""

MOST_TICKS = 5
NAME = 46
"""Characters of the words beside a number."""

READING = "Filled: as stated; hollow: about; arrow: at least or up to; bar: a range."


@dataclass(frozen=True)
class Row:
    """One stated number: its words, what it stands for, and its bounds (``None`` where open)."""

    strong: str
    words: str
    hover: str
    customdata: str
    least: float | None
    most: float | None
    qualifier: str
    status: str
    chosen: bool = False

    @property
    def points(self) -> tuple[float, ...]:
        """The places of its marks: one, or both bounds of a range."""
        ends = [end for end in (self.least, self.most) if end is not None]
        return tuple(dict.fromkeys(ends))

    @property
    def colour(self) -> str:
        """The colour of its standing."""
        return theme.STANDING_COLOURS[theme.STANDING[self.status]]

    @property
    def symbol(self) -> str:
        """The symbol of its standing, hollow where the number is "about"."""
        hollow = "-open" if self.qualifier == "approx" else ""
        return theme.STANDING_SYMBOLS[theme.STANDING[self.status]] + hollow


@dataclass(frozen=True)
class Panel:
    """Rows below each other; ``tick`` writes a number of their axis, and there is none without it.

    ``log`` asks for powers of ten, should the numbers differ widely.
    """

    title: str
    rows: tuple[Row, ...]
    tick: Callable[[float], str] | None
    log: bool = True


def gathered(panels: list[Panel], title: str) -> list[Panel]:
    """Return the panels with those of one row gathered in a last one, called ``title``.

    Where there is but one panel, ``title`` is not needed.
    """
    alone = [panel for panel in panels if len(panel.rows) == 1]
    together = [panel for panel in panels if len(panel.rows) > 1]
    if not alone:
        return together
    rows = tuple(row for panel in alone for row in panel.rows)
    name = alone[0].title if len(alone) == 1 else title
    return [*together, Panel(name, rows, None)]


@dataclass(frozen=True)
class Axis:
    """Where the numbers of a panel stand, from 0 at its left edge to 1."""

    low: float
    high: float
    log: bool

    def at(self, value: float) -> float:
        """Return where ``value`` stands."""
        place = log10(value) if self.log else value
        return (place - self.low) / (self.high - self.low)


def axis_of(panel: Panel) -> Axis:
    """Return an axis that holds all bounds of a panel with a margin on both sides.

    A linear one begins at 0 unless a number lies below.
    """
    points = [point for row in panel.rows for point in row.points]
    low, high = min(points), max(points)
    if panel.log and low > 0 and high / low >= LOG_FROM:
        low, high, log = log10(low), log10(high), True
    else:
        low, log = min(low, 0.0), False
    span = (high - low) or 1.0
    return Axis(low - (PAD * span if log or low < 0 else 0), high + (PAD + ARROW) * span, log)


def draw(panels: list[Panel]) -> go.Figure:
    """Return one figure with the panels below each other and a legend of the standings in it."""
    heights = [_height(panel) for panel in panels]
    plot = sum(heights)
    some = any(row.chosen for panel in panels for row in panel.rows)
    figure = go.Figure()
    layout: dict[str, object] = {}
    headings = []
    top = 0
    for number, (panel, height) in enumerate(zip(panels, heights, strict=True), 1):
        name = str(number) if number > 1 else ""
        bottom = top + height - GAP - (TICKS if _has_axis(panel) else 0)
        domain = (1 - bottom / plot, 1 - (top + HEAD) / plot)
        figure.add_traces(_traces(panel, name, faint=theme.FAINT if some else 1.0))
        layout[f"xaxis{name}"] = _x_axis(panel, name)
        layout[f"yaxis{name}"] = _y_axis(panel, domain)
        headings.append(heading(panel.title, 1 - top / plot))
        top += height
    figure.add_traces(legend(row.status for panel in panels for row in panel.rows))
    margin = {"l": 2, "r": 2, "t": 0, "b": LEGEND}
    base = theme.layout(plot + LEGEND, margin=margin, hovermode="y", hoverdistance=-1)
    return figure.update_layout(base).update_layout(showlegend=True, annotations=headings, **layout)


def _has_axis(panel: Panel) -> bool:
    return panel.tick is not None


def _height(panel: Panel) -> int:
    rows = len(panel.rows)
    return HEAD + GAP + (ROW * rows + TICKS if _has_axis(panel) else LINE * rows)


def _x_axis(panel: Panel, name: str) -> dict[str, object]:
    axis: dict[str, object] = {
        "range": [-EDGE, 1],
        "anchor": f"y{name}",
        "fixedrange": True,
        "showgrid": _has_axis(panel),
        "zeroline": False,
        "automargin": False,
    }
    if panel.tick is None:
        return {**axis, "visible": False}
    scale = axis_of(panel)
    ticks = [value for value in tick_values(scale) if scale.at(value) <= 1]
    words = [plain(panel.tick(value)) for value in ticks]
    return {**axis, "tickvals": [scale.at(value) for value in ticks], "ticktext": words}


def tick_values(axis: Axis) -> list[float]:
    """Return at most MOST_TICKS round numbers between the ends of an axis.

    >>> tick_values(Axis(9.2, 12.4, True))
    [10000000000.0, 100000000000.0, 1000000000000.0]
    >>> tick_values(Axis(0, 52, False))
    [0, 20, 40]
    """
    if axis.log:
        first, last = ceil(axis.low), floor(axis.high)
        step = max(1, ceil((last - first + 1) / MOST_TICKS))
        return [10.0**power for power in range(first, last + 1, step)]
    span = axis.high - axis.low
    rough = span / (MOST_TICKS - 1)
    size = 10 ** floor(log10(rough))
    step = next(size * factor for factor in (1, 2, 5, 10) if size * factor >= rough)
    return [step * n for n in range(ceil(axis.low / step), floor(axis.high / step) + 1)]


def _y_axis(panel: Panel, domain: tuple[float, float]) -> dict[str, object]:
    places = _places(panel)
    return {
        "domain": domain,
        "range": [-0.5, len(panel.rows) - 0.5],
        "tickvals": [place + MARK_AT for place in places],
        "showticklabels": False,
        "ticks": "",
        "zeroline": False,
        "showgrid": _has_axis(panel),
        "gridcolor": theme.TRACK,
        "fixedrange": True,
    }


def _places(panel: Panel) -> list[int]:
    return list(range(len(panel.rows) - 1, -1, -1))


def _traces(panel: Panel, name: str, *, faint: float) -> list[go.Scatter]:
    axes = {"xaxis": f"x{name}", "yaxis": f"y{name}", "showlegend": False}
    scale = axis_of(panel) if _has_axis(panel) else None
    lit = [1.0 if row.chosen else faint for row in panel.rows]
    rows = list(zip(panel.rows, _places(panel), lit, strict=True))
    spans = [_span(row, place, opacity, scale) for row, place, opacity in rows if scale]
    drawn = [go.Scatter(**span, **axes) for span in spans if span]
    return [*drawn, _marks(rows, scale, axes), _words(rows, scale, axes)]


def _span(row: Row, place: int, opacity: float, scale: Axis | None) -> dict[str, object] | None:
    """Return the bar of a range or the arrow of a bound; nothing for a number that is a point."""
    if scale is None or row.least == row.most:
        return None
    ends = [scale.at(point) for point in row.points]
    line: dict[str, object] = {"color": row.colour, "width": 7}
    symbols = ["line-ns", "line-ns"]
    if row.least is None or row.most is None:
        way = 1 if row.most is None else -1
        ends = [ends[0], max(ends[0] + way * ARROW, 0)]
        symbols = ["line-ns", "triangle-right" if way > 0 else "triangle-left"]
        line["width"] = 2
    elif row.qualifier == "vague":
        line = {"color": row.colour, "width": 3, "dash": "dot"}
    return {
        "x": ends,
        "y": [place + MARK_AT] * 2,
        "mode": "lines+markers",
        "line": line,
        "marker": {"symbol": symbols, "size": [0, 10], "color": row.colour},
        "opacity": opacity,
        "hoverinfo": "skip",
    }


def _marks(
    rows: list[tuple[Row, int, float]], scale: Axis | None, axes: dict[str, object]
) -> go.Scatter:
    """Return the marks that answer to the pointer: one a number, both ends of a range."""
    points = [
        (row, place, opacity, scale.at(point) if scale else -EDGE / 2)
        for row, place, opacity in rows
        for point in (row.points if scale else row.points[:1])
    ]
    size = [11 if len(row.points) == 1 else 9 for row, *_ in points]
    return go.Scatter(
        x=[at for *_, at in points],
        y=[place + (MARK_AT if scale else 0) for _, place, _, _ in points],
        mode="markers",
        marker={
            "symbol": [row.symbol for row, *_ in points],
            "color": [row.colour for row, *_ in points],
            "opacity": [opacity for _, _, opacity, _ in points],
            "size": size,
            "line": {"width": [2 if "open" in row.symbol else 0 for row, *_ in points]},
        },
        customdata=[row.customdata for row, *_ in points],
        hovertext=[row.hover for row, *_ in points],
        hoverinfo="text",
        cliponaxis=False,
        **axes,
    )


def _words(
    rows: list[tuple[Row, int, float]], scale: Axis | None, axes: dict[str, object]
) -> go.Scatter:
    return go.Scatter(
        x=[-EDGE if scale else 0] * len(rows),
        y=[place + (WORDS_AT if scale else 0) for _, place, _ in rows],
        mode="text",
        text=[_line(row) for row, *_ in rows],
        textposition="middle right",
        hoverinfo="skip",
        cliponaxis=False,
        **axes,
    )


def _line(row: Row) -> str:
    words = plain(row.words, max(NAME - len(row.strong), 12))
    return f"<b>{plain(row.strong)}</b>  {f'<u>{words}</u>' if row.chosen else words}"
