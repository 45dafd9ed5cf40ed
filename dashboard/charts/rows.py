"""Draw stated numbers in rows: words on top, their places on the panel's axis below.

An exact number is a filled mark and "about" a hollow one; "at least" and "up to" end in an arrow,
a range is a bar between its bounds, and no middle is invented. Symbol and colour show the standing.
A lane is a row that holds several numbers, so that what is of one kind stands on one line.
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

ROW, LINE, AIR = 40, 28, 6
"""Heights in pixels of a row with and without an axis, and of the air above the first."""

WORDS_AT, MARK_AT = 0.22, -0.2
"""Where words and mark stand in a row that is 1 high, measured up from its middle."""

ARROW = 0.07
"""Length of an arrow as a share of the axis."""

PAD = 0.05
EDGE = 0.06
"""Room left of the axis as a share of it, so that its first label is not cut off."""

NAME = 46
"""Characters of a number with its words."""

NEAR, STEP, STEPS = 0.018, 0.13, 3
"""Marks of a lane that are nearer than this share of the axis step aside, in a cycle of STEPS."""

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
    look: theme.Look
    chosen: bool = False

    @property
    def points(self) -> tuple[float, ...]:
        """The places of its marks: one, or both bounds of a range."""
        ends = [end for end in (self.least, self.most) if end is not None]
        return tuple(dict.fromkeys(ends))

    @property
    def colour(self) -> str:
        """The colour of its standing."""
        return self.look.colour

    @property
    def symbol(self) -> str:
        """The symbol of its standing, hollow where the number is "about"."""
        return self.look.symbol + ("-open" if self.qualifier == "approx" else "")


@dataclass(frozen=True)
class Lane:
    """Numbers that stand on one line, with the words above it."""

    strong: str
    words: str
    rows: tuple[Row, ...]

    @property
    def chosen(self) -> bool:
        """Whether one of its numbers is chosen."""
        return any(row.chosen for row in self.rows)


@dataclass(frozen=True)
class _Placed:
    """A row with its height from the bottom and its opacity."""

    row: Row
    height: float
    opacity: float


def with_axis(title: str, rows: list[Row], scale: Scale, *, faint: float) -> Panel:
    """Return a panel of rows on one axis.

    ``faint`` is the opacity of the rows that are not chosen.
    """
    return lanes(title, [Lane(row.strong, row.words, (row,)) for row in rows], scale, faint=faint)


def axis_of(rows: list[Row], scale: Scale) -> Axis:
    """Return an axis that holds the rows with their arrows."""
    points = [point for row in rows for point in row.points]
    return fitted(points, log=scale.log, before=PAD, after=PAD + ARROW)


def lanes(
    title: str, lines: list[Lane], scale: Scale, *, faint: float, axis: Axis | None = None
) -> Panel:
    """Return a panel of lanes on one axis, which is their own unless ``axis`` is given.

    ``faint`` is the opacity of the numbers that are not chosen.
    """
    axis = axis or axis_of([row for lane in lines for row in lane.rows], scale)
    placed = [
        _Placed(row, len(lines) - 1 - number + height, 1.0 if row.chosen else faint)
        for number, lane in enumerate(lines)
        for row, height in _aside(lane, axis)
    ]
    marks = [(one, axis.at(point)) for one in placed for point in one.row.points]
    traces = (*_spans(placed, axis), _marks(marks), _words(lines, -EDGE, WORDS_AT))
    ticks = [value for value in tick_values(axis) if axis.at(value) <= 1]
    across = {
        "range": [-EDGE, 1],
        "zeroline": False,
        "automargin": False,
        "tickvals": [axis.at(value) for value in ticks],
        "ticktext": [plain(scale.tick(value)) for value in ticks],
    }
    upwards = _upwards(len(lines), grid=True)
    return Panel(title, ROW * len(lines) + AIR, traces, across, upwards, on_top=True)


def without_axis(title: str, rows: list[Row], *, faint: float) -> Panel:
    """Return a panel that lists rows which nothing compares, each with its mark."""
    last = len(rows) - 1
    placed = [_Placed(row, last - n, 1.0 if row.chosen else faint) for n, row in enumerate(rows)]
    lines = [Lane(row.strong, row.words, (row,)) for row in rows]
    traces = (_marks([(one, -EDGE / 2) for one in placed]), _words(lines, 0, 0))
    across = {"range": [-EDGE, 1], "visible": False}
    upwards = _upwards(len(rows), grid=False)
    return Panel(title, LINE * len(rows), traces, across, upwards, ticks=False)


def _aside(lane: Lane, axis: Axis) -> list[tuple[Row, float]]:
    """Return the rows of a lane with their heights; those that would lie on others step aside."""
    step, before = 0, -1.0
    result = []
    for row in sorted(lane.rows, key=lambda row: row.points[0]):
        at = axis.at(row.points[0])
        step = (step + 1) % STEPS if at - before < NEAR else 0
        before = at
        result.append((row, MARK_AT - step * STEP))
    return result


def _upwards(count: int, *, grid: bool) -> dict[str, Any]:
    return {
        "range": [-0.5, count - 0.5 + (AIR / ROW if grid else 0)],
        "tickvals": [place + MARK_AT for place in range(count)],
        "showticklabels": False,
        "ticks": "",
        "zeroline": False,
        "showgrid": grid,
        "gridcolor": theme.TRACK,
    }


@dataclass(frozen=True)
class _Stroke:
    """How a bar or an arrow is drawn; those that are alike share a trace."""

    colour: str
    width: int
    dash: str
    opacity: float


def _spans(placed: list[_Placed], axis: Axis) -> list[spec.Trace]:
    """Return the bars of ranges and the arrows of bounds, a trace for each kind of stroke."""
    alike: dict[_Stroke, list[tuple[list[float], list[str], float]]] = {}
    for one in placed:
        if one.row.least != one.row.most:
            stroke, ends, symbols = _span(one, axis)
            alike.setdefault(stroke, []).append((ends, symbols, one.height))
    return [
        spec.scatter(
            # An empty place between two spans keeps them apart.
            x=[place for ends, _, _ in spans for place in (*ends, None)],
            y=[place for _, _, height in spans for place in (height, height, None)],
            mode="lines+markers",
            line={"color": stroke.colour, "width": stroke.width, "dash": stroke.dash},
            marker={
                "symbol": [symbol for _, symbols, _ in spans for symbol in (*symbols, "line-ns")],
                "size": [0, 10, 0] * len(spans),
                "color": stroke.colour,
            },
            opacity=stroke.opacity,
            hoverinfo="skip",
        )
        for stroke, spans in alike.items()
    ]


def _span(one: _Placed, axis: Axis) -> tuple[_Stroke, list[float], list[str]]:
    """Return the bar of a range or the arrow of a bound: its stroke, ends and the ends' symbols."""
    row = one.row
    ends = [axis.at(point) for point in row.points]
    if row.least is None or row.most is None:
        way = 1 if row.most is None else -1
        tip = "triangle-right" if way > 0 else "triangle-left"
        ends = [ends[0], max(ends[0] + way * ARROW, 0)]
        return _Stroke(row.colour, 2, "solid", one.opacity), ends, ["line-ns", tip]
    width, dash = (3, "dot") if row.qualifier == "vague" else (7, "solid")
    return _Stroke(row.colour, width, dash, one.opacity), ends, ["line-ns", "line-ns"]


def _marks(marks: list[tuple[_Placed, float]]) -> spec.Trace:
    """Return the marks that answer to the pointer: one a number, both ends of a range."""
    rows = [one.row for one, _ in marks]
    return spec.scatter(
        x=[at for _, at in marks],
        y=[one.height for one, _ in marks],
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


def _words(lines: list[Lane], at: float, height: float) -> spec.Trace:
    last = len(lines) - 1
    return spec.scatter(
        x=[at] * len(lines),
        y=[last - n + height for n in range(len(lines))],
        mode="text",
        text=[_line(lane) for lane in lines],
        textposition="middle right",
        hoverinfo="skip",
        cliponaxis=False,
    )


def _line(lane: Lane) -> str:
    words = plain(lane.words, max(NAME - len(lane.strong), 12))
    return f"<b>{plain(lane.strong)}</b>  {f'<u>{words}</u>' if lane.chosen else words}"
