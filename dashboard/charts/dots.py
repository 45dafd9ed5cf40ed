"""Draw many numbers at once: a dot each while they can be told apart, counts beyond that."""

from math import floor

import numpy as np
import numpy.typing as npt
import pandas as pd

from dashboard import theme
from dashboard.charts import spec
from dashboard.charts.axes import Axis, Scale, round_step, tick_values
from dashboard.charts.chart import count_of, hover, plain
from dashboard.charts.panels import Panel
from dashboard.charts.rows import Row

COLUMNS = 48
"""Steps of an axis; numbers in one step are stacked."""

TALLEST = 14
"""Dots in the tallest stack before stacks are squeezed to keep the panel low."""

DOT, BIN_HEIGHT = 9, 110
LINEAR_BINS = 10
ROOM = 1.2
"""How much higher a panel is than its highest bar, for the count on top of that."""
MOST_LEFTS = 1_000
"""Bars from the first to the last up to which counting them all is faster than sorting."""
MARGIN = 0.03

READING = "Each mark is one figure; those of like size are stacked, a range at its lower bound."
READING_BINS = (
    "Bars count the figures of like size, a range at its lower bound. Choose fewer to see each."
)

Numbers = npt.NDArray[np.float64]


def dots(title: str, rows: list[Row], numbers: Numbers, scale: Scale, *, faint: float) -> Panel:
    """Return a panel with a dot for each of ``rows``, which stand at ``numbers``.

    ``faint`` is the opacity of the dots that are not chosen.
    """
    at = np.log10(numbers) if scale.log else numbers
    steps = _steps(at)
    tallest = int(steps.max()) + 1
    trace = spec.scatter(
        x=at,
        y=steps,
        mode="markers",
        marker={
            "size": 8,
            "color": [row.colour for row in rows],
            "symbol": [row.symbol for row in rows],
            "opacity": [1.0 if row.chosen else faint for row in rows],
        },
        customdata=[row.customdata for row in rows],
        hovertext=[row.hover for row in rows],
        hoverinfo="text",
        cliponaxis=False,
    )
    across = _across((float(at.min()), float(at.max())), scale)
    pixels = DOT * min(tallest, TALLEST) + DOT
    return Panel(title, pixels, (trace,), across, _hidden(-1, tallest))


def _steps(at: Numbers) -> npt.NDArray[np.intp]:
    """Return for each dot how many of its column stand below it."""
    span = (at.max() - at.min()) or 1.0
    columns = pd.Series(np.floor((at - at.min()) / span * COLUMNS))
    return np.asarray(columns.groupby(columns).cumcount(), dtype=np.intp)


def bins(title: str, numbers: Numbers, scale: Scale, *, customdata: str) -> Panel:
    """Return a panel with a bar for each power of ten, or each of some ten steps from 0.

    ``customdata`` is what every bar stands for; '' where no facet can say it.
    """
    at = np.log10(numbers) if scale.log else numbers
    width = (
        1.0 if scale.log else round_step(max(float(at.max() - min(at.min(), 0)), 1.0) / LINEAR_BINS)
    )
    lefts, counts = _counted(np.floor(at / width + 1e-9))
    edges = [(left * width, (left + 1) * width) for left in lefts.tolist()]
    words = [
        " to ".join(scale.tick(10.0**end if scale.log else end) for end in pair) for pair in edges
    ]
    trace = spec.bar(
        x=(lefts + 0.5) * width,
        y=counts,
        width=0.9 * width,
        customdata=[customdata] * len(lefts) if customdata else None,
        marker={"color": theme.BLUE, "cornerradius": 3},
        text=[f"{count:,}" for count in counts],
        textposition="outside",
        textangle=0,
        cliponaxis=False,
        hovertext=[
            hover(count_of(int(count), "figure"), text)
            for count, text in zip(counts, words, strict=True)
        ],
        hoverinfo="text",
    )
    across = _across((edges[0][0], edges[-1][1]), scale)
    return Panel(title, BIN_HEIGHT, (trace,), across, _hidden(0, float(counts.max()) * ROOM))


def _counted(lefts: Numbers) -> tuple[Numbers, npt.NDArray[np.int64]]:
    """Return each of ``lefts`` once, in their order, and how often it occurs."""
    first = lefts.min()
    if lefts.max() - first > MOST_LEFTS:
        return np.unique(lefts, return_counts=True)
    counts = np.bincount((lefts - first).astype(np.int64))
    there = np.flatnonzero(counts)
    return there + first, counts[there]


def _hidden(low: float, high: float) -> dict[str, object]:
    return {"range": [low, high], "visible": False}


def _across(ends: tuple[float, float], scale: Scale) -> dict[str, object]:
    """Return the axis of a panel; it holds a whole power of ten at least, or begins at 0."""
    low, high = ends
    if not scale.log:
        low = min(low, 0.0)
    elif floor(low) == floor(high):
        low, high = floor(low), floor(high) + 1
    pad = ((high - low) or 1.0) * MARGIN
    ticks = tick_values(Axis(low - pad, high + pad, scale.log))
    return {
        "range": [low - 2 * pad, high + 2 * pad],
        "tickvals": np.log10(ticks) if scale.log else ticks,
        "ticktext": [plain(scale.tick(value)) for value in ticks],
        "zeroline": False,
    }
