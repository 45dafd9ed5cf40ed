"""Draw stated numbers one a row: its words on top, its place on the panel's axis below.

An exact number is a filled mark and "about" a hollow one; "at least" and "up to" end in an arrow,
a range is a bar between its bounds, and no middle is invented. Symbol and colour show the standing.
What stands alone in its currency or period has nothing to be compared with: such rows get their
words and mark in a panel without an axis.
"""

from dataclasses import dataclass
from typing import Any

from dashboard import theme
from dashboard.charts import spec
from dashboard.charts.axes import Axis, Scale, fitted, tick_values
from dashboard.charts.chart import plain
from dashboard.charts.panels import Panel

ROW, LINE = 40, 28
"""Heights in pixels of a row with and without an axis."""

WORDS_AT, MARK_AT = 0.22, -0.2
"""Where words and mark stand in a row that is 1 high, measured up from its middle."""

ARROW = 0.07
"""Length of an arrow as a share of the axis."""

PAD = 0.05
EDGE = 0.06
"""Room left of the axis as a share of it, so that its first label is not cut off."""

NAME = 46
"""Characters of a number with its words."""

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
class _Placed:
    """A row with its place from the bottom and its opacity."""

    row: Row
    place: int
    opacity: float


def with_axis(title: str, rows: list[Row], scale: Scale, *, faint: float) -> Panel:
    """Return a panel of rows on one axis.

    ``faint`` is the opacity of the rows that are not chosen.
    """
    points = [point for row in rows for point in row.points]
    axis = fitted(points, log=scale.log, before=PAD, after=PAD + ARROW)
    placed = _placed(rows, faint)
    spans = [_span(one, axis) for one in placed if one.row.least != one.row.most]
    marks = [(one, axis.at(point)) for one in placed for point in one.row.points]
    traces = (*spans, _marks(marks, MARK_AT), _words(placed, -EDGE, WORDS_AT))
    ticks = [value for value in tick_values(axis) if axis.at(value) <= 1]
    across = {
        "range": [-EDGE, 1],
        "zeroline": False,
        "automargin": False,
        "tickvals": [axis.at(value) for value in ticks],
        "ticktext": [plain(scale.tick(value)) for value in ticks],
    }
    return Panel(title, ROW * len(rows), traces, across, _upwards(placed, grid=True))


def without_axis(title: str, rows: list[Row], *, faint: float) -> Panel:
    """Return a panel that lists rows which nothing compares, each with its mark."""
    placed = _placed(rows, faint)
    traces = (_marks([(one, -EDGE / 2) for one in placed], 0), _words(placed, 0, 0))
    across = {"range": [-EDGE, 1], "visible": False}
    upwards = _upwards(placed, grid=False)
    return Panel(title, LINE * len(rows), traces, across, upwards, ticks=False)


def _placed(rows: list[Row], faint: float) -> list[_Placed]:
    last = len(rows) - 1
    return [_Placed(row, last - n, 1.0 if row.chosen else faint) for n, row in enumerate(rows)]


def _upwards(placed: list[_Placed], *, grid: bool) -> dict[str, Any]:
    return {
        "range": [-0.5, len(placed) - 0.5],
        "tickvals": [one.place + MARK_AT for one in placed],
        "showticklabels": False,
        "ticks": "",
        "zeroline": False,
        "showgrid": grid,
        "gridcolor": theme.TRACK,
    }


def _span(one: _Placed, axis: Axis) -> spec.Trace:
    """Return the bar of a range or the arrow of a bound."""
    row = one.row
    ends = [axis.at(point) for point in row.points]
    line: dict[str, Any] = {"color": row.colour, "width": 7}
    symbols = ["line-ns", "line-ns"]
    if row.least is None or row.most is None:
        way = 1 if row.most is None else -1
        ends = [ends[0], max(ends[0] + way * ARROW, 0)]
        symbols = ["line-ns", "triangle-right" if way > 0 else "triangle-left"]
        line["width"] = 2
    elif row.qualifier == "vague":
        line = {"color": row.colour, "width": 3, "dash": "dot"}
    return spec.scatter(
        x=ends,
        y=[one.place + MARK_AT] * 2,
        mode="lines+markers",
        line=line,
        marker={"symbol": symbols, "size": [0, 10], "color": row.colour},
        opacity=one.opacity,
        hoverinfo="skip",
    )


def _marks(marks: list[tuple[_Placed, float]], height: float) -> spec.Trace:
    """Return the marks that answer to the pointer: one a number, both ends of a range."""
    rows = [one.row for one, _ in marks]
    return spec.scatter(
        x=[at for _, at in marks],
        y=[one.place + height for one, _ in marks],
        mode="markers",
        marker={
            "symbol": [row.symbol for row in rows],
            "color": [row.colour for row in rows],
            "opacity": [one.opacity for one, _ in marks],
            "size": [11 if len(row.points) == 1 else 9 for row in rows],
            "line": {"width": [2 if row.qualifier == "approx" else 0 for row in rows]},
        },
        customdata=[row.customdata for row in rows],
        hovertext=[row.hover for row in rows],
        hoverinfo="text",
        cliponaxis=False,
    )


def _words(placed: list[_Placed], at: float, height: float) -> spec.Trace:
    return spec.scatter(
        x=[at] * len(placed),
        y=[one.place + height for one in placed],
        mode="text",
        text=[_line(one.row) for one in placed],
        textposition="middle right",
        hoverinfo="skip",
        cliponaxis=False,
    )


def _line(row: Row) -> str:
    words = plain(row.words, max(NAME - len(row.strong), 12))
    return f"<b>{plain(row.strong)}</b>  {f'<u>{words}</u>' if row.chosen else words}"
