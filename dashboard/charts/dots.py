"""Draw many amounts at once: a dot each while they can be told apart, counts beyond that."""

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from analysis.labels import format_amount, period_words
from analysis.selection import Selection
from analysis.summaries import anchor, magnitudes
from dashboard import theme
from dashboard.charts.chart import count_of, hover, mark, plain, records
from dashboard.charts.wording import hover_of, money_words

MOST = 1500
"""Dots up to which a browser redraws without a wait."""

MOST_PANELS = 8
COLUMNS = 48
"""Steps of an axis; amounts in one step are stacked."""

TALLEST = 14
"""Dots in the tallest stack before stacks are squeezed to keep the panel low."""

DOT, HEAD, TICKS, GAP = 9, 22, 22, 10
BIN_HEIGHT = 110

READING = (
    "A dot is one amount; dots of like size are stacked, and a range stands at its lower bound."
)
READING_BINS = (
    "Bars count the amounts in each power of ten; a range counts at its lower bound. "
    "Choose fewer figures to see each."
)

Panels = list[tuple[tuple[str, str], pd.DataFrame]]


def draw(money: pd.DataFrame, selection: Selection, titles: dict[str, str]) -> go.Figure:
    """Return the currencies with most amounts below each other, as dots or as counts."""
    groups: Panels = [
        ((str(currency), str(period)), group)
        for (currency, period), group in money.groupby(["currency", "period"], sort=False)
    ]
    largest = sorted(groups, key=lambda pair: -len(pair[1]))[:MOST_PANELS]
    many = sum(len(group) for _, group in largest) > MOST
    parts = [_bins(*pair) if many else _dots(*pair, selection, titles) for pair in largest]
    return _stacked([name for name, _ in largest], parts)


Part = tuple[go.Bar | go.Scatter, int, tuple[float, float], dict[str, object]]
"""A trace with the height of its panel in pixels, its range upwards and its axis."""


def _dots(
    name: tuple[str, str], group: pd.DataFrame, selection: Selection, titles: dict[str, str]
) -> Part:
    at = np.log10(anchor(group).to_numpy())
    steps, height = _stacks(at)
    rows = records(group)
    standing = [theme.STANDING[row.status] for row in rows]
    trace = go.Scatter(
        x=at,
        y=steps,
        mode="markers",
        marker={
            "size": 8,
            "color": [theme.STANDING_COLOURS[name] for name in standing],
            "symbol": [theme.STANDING_SYMBOLS[name] for name in standing],
            "opacity": theme.opacities([row.figure_id in selection.figure for row in rows]),
        },
        customdata=[mark(figure=row.figure_id) for row in rows],
        hovertext=[hover_of(row, money_words(row), titles) for row in rows],
        hoverinfo="text",
        cliponaxis=False,
    )
    pixels = DOT * min(height, TALLEST) + DOT
    return trace, pixels, (-1, max(height, 1)), _powers(name[0], at.min(), at.max())


def _stacks(
    at: "np.ndarray[tuple[int], np.dtype[np.float64]]",
) -> tuple["np.ndarray[tuple[int], np.dtype[np.intp]]", int]:
    """Return the height of each dot in its stack, and that of the tallest stack."""
    span = (at.max() - at.min()) or 1.0
    columns = pd.Series(np.floor((at - at.min()) / span * COLUMNS))
    steps = columns.groupby(columns).cumcount().to_numpy(dtype=np.intp)
    return steps, int(steps.max()) + 1


def _bins(name: tuple[str, str], group: pd.DataFrame) -> Part:
    counts = magnitudes(group)
    powers = counts["power"].to_numpy()
    ends = [
        f"{format_amount(10.0**power, name[0])} to {format_amount(10.0 ** (power + 1), name[0])}"
        for power in powers
    ]
    texts = [
        hover(count_of(int(number), "amount"), words, period_words(name[1]))
        for number, words in zip(counts["figures"], ends, strict=True)
    ]
    trace = go.Bar(
        x=powers + 0.5,
        y=counts["figures"].to_numpy(),
        width=0.9,
        customdata=[mark(currency=name[0])] * len(counts),
        marker={"color": theme.BLUE, "cornerradius": 3},
        hovertext=texts,
        hoverinfo="text",
    )
    top = float(counts["figures"].max()) * 1.05
    return trace, BIN_HEIGHT, (0, top), _powers(name[0], powers.min(), powers.max() + 1)


def _powers(currency: str, low: float, high: float) -> dict[str, object]:
    """Return an axis over powers of ten whose ticks read as amounts."""
    first, last = int(np.floor(low)), int(np.ceil(high))
    step = max(1, -(-(last - first) // 5))
    ticks = list(range(first, last + 1, step))
    return {
        "range": [min(low, first) - 0.15, max(high, ticks[-1]) + 0.35],
        "tickvals": ticks,
        "ticktext": [plain(format_amount(10.0**power, currency)) for power in ticks],
        "fixedrange": True,
        "zeroline": False,
    }


def _stacked(names: list[tuple[str, str]], parts: list[Part]) -> go.Figure:
    heights = [HEAD + pixels + TICKS + GAP for _, pixels, _, _ in parts]
    plot, top = sum(heights), 0
    figure, layout, titles = go.Figure(), {}, []
    for number, (name, part, height) in enumerate(zip(names, parts, heights, strict=True), 1):
        trace, _, upwards, axis = part
        key = str(number) if number > 1 else ""
        domain = (1 - (top + height - TICKS - GAP) / plot, 1 - (top + HEAD) / plot)
        figure.add_trace(trace.update(xaxis=f"x{key}", yaxis=f"y{key}"))
        layout[f"xaxis{key}"] = {**axis, "anchor": f"y{key}"}
        layout[f"yaxis{key}"] = {
            "domain": domain,
            "range": upwards,
            "visible": False,
            "fixedrange": True,
        }
        titles.append(_title(" ".join(filter(None, (name[0], period_words(name[1])))), top, plot))
        top += height
    return figure.update_layout(theme.layout(plot)).update_layout(annotations=titles, **layout)


def _title(text: str, top: int, plot: int) -> dict[str, object]:
    return {
        "text": f"<b>{plain(text)}</b>",
        "xref": "paper",
        "yref": "paper",
        "x": 0,
        "y": 1 - top / plot,
        "xanchor": "left",
        "yanchor": "top",
        "showarrow": False,
        "font": {"size": 13},
    }
