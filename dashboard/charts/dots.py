"""Draw many numbers at once: a dot each while they can be told apart, counts beyond that."""

from collections.abc import Callable
from dataclasses import dataclass, field
from math import floor, log10

import numpy as np
import numpy.typing as npt
import pandas as pd
import plotly.graph_objects as go

from analysis.summaries import anchor
from dashboard import theme
from dashboard.charts.chart import count_of, hover, mark, plain, records
from dashboard.charts.panels import LEGEND, heading, legend
from dashboard.charts.rows import Axis, tick_values
from dashboard.charts.wording import hover_of

MOST = 1500
"""Dots up to which a browser redraws without a wait."""

MOST_PANELS = 8
COLUMNS = 48
"""Steps of an axis; numbers in one step are stacked."""

TALLEST = 14
"""Dots in the tallest stack before stacks are squeezed to keep the panel low."""

LINEAR_BINS = 10
DOT, HEAD, TICKS, GAP = 9, 22, 22, 10
BIN_HEIGHT = 110
MARGIN = 0.03

READING = (
    "A dot is one figure; dots of like size are stacked, and a range stands at its lower bound."
)
READING_BINS = (
    "Bars count the figures of like size; a range counts at its lower bound. "
    "Choose fewer to see each."
)

Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Crowd:
    """Rows of ``bounded`` that share an axis; ``words`` and ``tick`` write their numbers.

    ``bin_mark`` is what a bar stands for once there are too many for dots, as far as a facet can
    say it; ``log`` asks for powers of ten.
    """

    title: str
    frame: pd.DataFrame
    words: Callable[[object], str]
    tick: Callable[[float], str]
    log: bool
    bin_mark: dict[str, str] = field(default_factory=dict)

    @property
    def at(self) -> Numbers:
        """Where the numbers stand on the axis."""
        numbers: Numbers = anchor(self.frame).to_numpy(dtype=np.float64)
        return np.log10(numbers) if self.log else numbers

    def number(self, at: float) -> str:
        """Return the number at a place of the axis in words."""
        return self.tick(10.0**at if self.log else at)


def reading(crowds: list[Crowd]) -> str:
    """Return how ``draw`` will show the crowds, in words."""
    return READING_BINS if _too_many(crowds) else READING


def _too_many(crowds: list[Crowd]) -> bool:
    return sum(len(crowd.frame) for crowd in _largest(crowds)) > MOST


def _largest(crowds: list[Crowd]) -> list[Crowd]:
    return sorted(crowds, key=lambda crowd: -len(crowd.frame))[:MOST_PANELS]


def draw(crowds: list[Crowd], chosen: tuple[str, ...], titles: dict[str, str]) -> go.Figure:
    """Return the largest crowds below each other, as dots or as counts."""
    largest = _largest(crowds)
    if _too_many(crowds):
        return _stacked(largest, [_bins(crowd) for crowd in largest], [])
    some = any(crowd.frame["figure_id"].isin(chosen).any() for crowd in largest)
    parts = [_dots(crowd, chosen if some else None, titles) for crowd in largest]
    statuses = [status for crowd in largest for status in crowd.frame["status"].unique()]
    return _stacked(largest, parts, legend(statuses))


@dataclass(frozen=True)
class _Part:
    """A trace with the height of its panel in pixels, its range upwards and its ends across."""

    trace: go.Bar | go.Scatter
    pixels: int
    upwards: tuple[float, float]
    ends: tuple[float, float]


def _dots(crowd: Crowd, chosen: tuple[str, ...] | None, titles: dict[str, str]) -> _Part:
    """Draw a dot a row; ``chosen`` are the figures that are lit, ``None`` where all are."""
    steps = _steps(crowd.at)
    tallest = int(steps.max()) + 1
    rows = records(crowd.frame)
    standing = [theme.STANDING[row.status] for row in rows]
    lit = [chosen is None or row.figure_id in chosen for row in rows]
    trace = go.Scatter(
        x=crowd.at,
        y=steps,
        mode="markers",
        marker={
            "size": 8,
            "color": [theme.STANDING_COLOURS[name] for name in standing],
            "symbol": [theme.STANDING_SYMBOLS[name] for name in standing],
            "opacity": [1.0 if one else theme.FAINT for one in lit],
        },
        customdata=[mark(figure=row.figure_id) for row in rows],
        hovertext=[hover_of(row, crowd.words(row), titles) for row in rows],
        hoverinfo="text",
        showlegend=False,
        cliponaxis=False,
    )
    ends = (float(crowd.at.min()), float(crowd.at.max()))
    return _Part(trace, DOT * min(tallest, TALLEST) + DOT, (-1, tallest), ends)


def _steps(at: Numbers) -> npt.NDArray[np.intp]:
    """Return for each dot how many of its column stand below it."""
    span = (at.max() - at.min()) or 1.0
    columns = pd.Series(np.floor((at - at.min()) / span * COLUMNS))
    return np.asarray(columns.groupby(columns).cumcount(), dtype=np.intp)


def _bins(crowd: Crowd) -> _Part:
    """Draw a bar for each power of ten, or for each of some ten steps of a linear axis."""
    width = 1.0 if crowd.log else _step(crowd.at)
    bins, counts = np.unique(np.floor(crowd.at / width + 1e-9), return_counts=True)
    texts = [
        hover(
            count_of(int(count), "figure"),
            f"{crowd.number(left * width)} to {crowd.number((left + 1) * width)}",
        )
        for left, count in zip(bins, counts, strict=True)
    ]
    trace = go.Bar(
        x=(bins + 0.5) * width,
        y=counts,
        width=0.9 * width,
        customdata=[mark(**crowd.bin_mark)] * len(bins) if crowd.bin_mark else None,
        marker={"color": theme.BLUE, "cornerradius": 3},
        hovertext=texts,
        hoverinfo="text",
        showlegend=False,
    )
    ends = (float(bins[0] * width), float((bins[-1] + 1) * width))
    return _Part(trace, BIN_HEIGHT, (0.0, float(counts.max()) * 1.05), ends)


def _step(at: Numbers) -> float:
    """Return the width of a bar on a linear axis: a round number, some ten of which fill it."""
    rough = max(float(at.max() - min(at.min(), 0.0)), 1.0) / LINEAR_BINS
    size = 10.0 ** floor(log10(rough))
    return float(next(size * factor for factor in (1, 2, 5, 10) if size * factor >= rough))


def _across(crowd: Crowd, ends: tuple[float, float], anchored: str) -> dict[str, object]:
    """Return the axis of a panel; it holds a whole power of ten at least, or begins at 0."""
    low, high = ends
    if not crowd.log:
        low = min(low, 0.0)
    elif floor(low) == floor(high):
        low, high = floor(low), floor(high) + 1
    pad = ((high - low) or 1.0) * MARGIN
    ticks = tick_values(Axis(low - pad, high + pad, crowd.log))
    return {
        "range": [low - 2 * pad, high + 2 * pad],
        "tickvals": np.log10(ticks) if crowd.log else ticks,
        "ticktext": [plain(crowd.tick(value)) for value in ticks],
        "anchor": anchored,
        "fixedrange": True,
        "zeroline": False,
    }


def _stacked(crowds: list[Crowd], parts: list[_Part], key: list[go.Scatter]) -> go.Figure:
    heights = [HEAD + part.pixels + TICKS + GAP for part in parts]
    plot, top, figure = sum(heights), 0, go.Figure()
    layout: dict[str, object] = {}
    titles = []
    for number, (crowd, part, height) in enumerate(zip(crowds, parts, heights, strict=True), 1):
        name = str(number) if number > 1 else ""
        domain = (1 - (top + height - TICKS - GAP) / plot, 1 - (top + HEAD) / plot)
        figure.add_trace(part.trace.update(xaxis=f"x{name}", yaxis=f"y{name}"))
        layout[f"xaxis{name}"] = _across(crowd, part.ends, f"y{name}")
        upwards = {"range": part.upwards, "visible": False, "fixedrange": True}
        layout[f"yaxis{name}"] = {"domain": domain, **upwards}
        titles.append(heading(crowd.title, 1 - top / plot))
        top += height
    figure.add_traces(key)
    below = LEGEND if key else 0
    margin = {"l": 4, "r": 8, "t": 0, "b": below}
    base = theme.layout(plot + below, margin=margin, annotations=titles, showlegend=bool(key))
    return figure.update_layout(base).update_layout(**layout)
