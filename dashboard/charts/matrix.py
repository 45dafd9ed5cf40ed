"""The chart of country by topic: a mark for each pair, sized by its number of figures."""

from typing import Any

import numpy as np
import pandas as pd

from analysis.labels import NO_COUNTRY, country_name, shorten, word
from analysis.model import topic_rank
from analysis.schema import Tables
from analysis.selection import Selection
from analysis.summaries import by_country_and_topic
from dashboard import theme
from dashboard.charts import spec
from dashboard.charts.bars import SEVERAL, cut_words, with_names
from dashboard.charts.chart import Chart, count_of, hover, later, mark, plain, records

ROW = 30
MOST_ROWS = 16
LABEL = 18
SLOPE_ROOM = 40
"""Pixels right of the matrix that the last of the sloping names leans into."""

WIDEST = 24
"""Diameter in pixels of the largest mark."""

SMALLEST = 7
DIGIT, RIM = 7, 6
"""Pixels that a digit within a mark takes, and the rim around the digits."""


def matrix(tables: Tables, selection: Selection) -> Chart | None:
    """Draw which countries are spoken of with which topics."""
    pairs = by_country_and_topic(tables)
    totals = pairs.groupby("iso3", observed=True)["figures"].sum()
    if len(pairs) < 2 and not (selection.country or selection.topic):
        return None
    if pairs.empty:
        return None
    order = totals.sort_values(ascending=False, kind="stable").index.tolist()
    shown = pairs[pairs["iso3"].isin(order[:MOST_ROWS])]
    first = pairs[pairs["iso3"] != NO_COUNTRY].head(1)
    most = [f"{country_name(r.iso3)} with {r.topic} ({r.figures})" for r in records(first)]
    left = len(order) - MOST_ROWS
    return Chart(
        _draw(shown.reset_index(drop=True), order[:MOST_ROWS], selection),
        "Which country with which topic",
        f"{count_of(len(pairs), 'pair')} of country and topic"
        + (f"; most figures: {most[0]}." if most else "."),
        later(with_names, pairs, ["Country or bloc", "Topic", "Figures"]),
        SEVERAL.replace("bars", "marks") + cut_words(left),
    )


def _draw(pairs: pd.DataFrame, codes: list[str], selection: Selection) -> spec.Spec:
    topics = sorted(set(pairs["topic"]), key=topic_rank)
    rows = {code: len(codes) - 1 - number for number, code in enumerate(codes)}
    cells = list(zip(pairs["iso3"], pairs["topic"], pairs["figures"], strict=True))
    counts = pairs["figures"].to_numpy()
    sizes = np.maximum(WIDEST * np.sqrt(counts / counts.max()), SMALLEST)
    trace = spec.scatter(
        x=[topics.index(topic) for _, topic, _ in cells],
        y=[rows[code] for code, _, _ in cells],
        mode="markers+text",
        text=[_within(number, size) for number, size in zip(counts, sizes, strict=True)],
        textfont={"size": 10, "color": theme.ON_MARK},
        marker={
            "size": sizes,
            "color": theme.BLUE,
            "opacity": theme.opacities([_chosen(*cell[:2], selection) for cell in cells]),
            "line": {"width": 0},
        },
        customdata=[mark(country=code, topic=topic) for code, topic, _ in cells],
        hovertext=[
            hover(f"{country_name(code)} · {word(topic)}", count_of(int(number), "figure"))
            for code, topic, number in cells
        ],
        hoverinfo="text",
        cliponaxis=False,
    )
    axes = _axes(codes, topics)
    margin = {**theme.margins(**axes), "r": SLOPE_ROOM}
    height = ROW * len(codes) + margin["t"] + margin["b"]
    layout = theme.layout(height, margin=margin, **axes)
    return spec.figure([trace], layout)


def _within(number: int, size: float) -> str:
    """Return the number that stands in a mark, or nothing where it has no room."""
    text = f"{number}"
    return text if number > 1 and DIGIT * len(text) + RIM <= size else ""


def _chosen(code: str, topic: str, selection: Selection) -> bool:
    if not (selection.country or selection.topic):
        return False
    here = not selection.country or code in selection.country
    return here and (not selection.topic or topic in selection.topic)


def _axes(codes: list[str], topics: list[str]) -> dict[str, dict[str, Any]]:
    labels = [f"{plain(shorten(country_name(code), LABEL))} " for code in reversed(codes)]
    common = {"gridcolor": theme.TRACK, "zeroline": False, "fixedrange": True}
    return {
        "xaxis": {
            **common,
            "range": [-0.6, len(topics) - 0.4],
            "tickvals": list(range(len(topics))),
            "ticktext": [word(topic) for topic in topics],
            "tickangle": -55 if len(topics) > 4 else 0,
            "side": "top",
        },
        "yaxis": {
            **common,
            "range": [-0.6, len(codes) - 0.4],
            "tickvals": list(range(len(codes))),
            "ticktext": labels,
        },
    }
