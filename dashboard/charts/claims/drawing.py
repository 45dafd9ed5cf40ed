"""Draw rows of claims: the words of each, its marks with their numbers, arrows and bars."""

from typing import Any

import pandas as pd

from dashboard import theme
from dashboard.charts import spec
from dashboard.charts.chart import plain
from dashboard.charts.claims.lanes import (
    HEAD,
    LANE,
    ROOM,
    UNDATED_AT,
    ClaimRow,
    Mark,
    places_of_days,
)
from dashboard.charts.claims.words import claim_words, day_words, verdict_words
from dashboard.charts.panels import Panel, legend, stacked

TICKS_APART = 0.16
"""How far apart two days get a label."""

BESIDE = "\u00a0" * 3
"""Blanks between a mark and its number: as wide on a narrow screen as on a wide one."""

DAYS = 22
"""Height in pixels of the line with the days, above the rows."""

NAME = 58
"""Characters of a claim's words."""


def figure(rows: list[ClaimRow], stated: pd.DataFrame) -> spec.Spec:
    """Return the rows as one figure; ``stated`` are their statements."""
    places = places_of_days(stated["published"])
    marks = [
        (mark, row.top + HEAD + LANE * (n + 0.5))
        for row in rows
        for n, lane in enumerate(row.lanes)
        for mark in lane
    ]
    height = rows[-1].top + rows[-1].height
    days = _told_days(places, undated=bool(stated["published"].isna().any()))
    first = UNDATED_AT - 2 * ROOM if stated["published"].isna().any() else -ROOM
    traces = (
        *(_track(row, n) for row in rows for n in range(len(row.lanes))),
        *(_span(mark, y) for mark, y in marks if mark.ends != (0, 0)),
        _heads(rows, first),
        _days(days),
        _dots(marks),
        _labels(marks),
    )
    across = {
        "range": [first, 1 + ROOM],
        "zeroline": False,
        "showgrid": True,
        "gridcolor": theme.TRACK,
        "tickvals": list(days),
        "showticklabels": False,
    }
    upwards = {"range": [height, -DAYS], "visible": False}
    panel = Panel("", height + DAYS, traces, across, upwards, ticks=False)
    return stacked([panel], legend(stated["status"].unique()), left=8)


def _told_days(places: dict[Any, float], *, undated: bool) -> dict[float, str]:
    """Return the words of the days that get any by their place: those that stand apart."""
    last = max(places.values(), default=0.0)
    told = {UNDATED_AT: "no date"} if undated else {}
    for day, at in places.items():
        free = all(abs(at - other) >= TICKS_APART for other in told)
        if at in (0.0, last) or (free and last - at >= TICKS_APART):
            told[at] = day_words(day)
    return told


def _days(days: dict[float, str]) -> spec.Trace:
    """Return the days above the rows; the first and the last keep within the chart."""
    sides = {0.0: "middle right", 1.0: "middle left"}
    return spec.scatter(
        x=[at - ROOM / 2 if at == 0 else at + ROOM / 2 if at == 1 else at for at in days],
        y=[-DAYS / 2] * len(days),
        mode="text",
        text=list(days.values()),
        textposition=[sides.get(at, "middle center") for at in days],
        hoverinfo="skip",
        cliponaxis=False,
    )


def _track(row: ClaimRow, lane: int) -> spec.Trace:
    """Return the line that joins the marks of a lane."""
    at = [mark.at for mark in row.lanes[lane]]
    y = row.top + HEAD + LANE * (lane + 0.5)
    line = {"color": theme.TRACK, "width": 1}
    return spec.scatter(x=at, y=[y] * len(at), mode="lines", line=line, hoverinfo="skip")


def _span(mark: Mark, y: float) -> spec.Trace:
    """Return the arrow of an open bound or the bar of a range."""
    open_below, open_above = pd.isna(mark.row.least), pd.isna(mark.row.most)
    left, right = mark.ends
    at = [mark.at, mark.at + (left if open_below else right)]
    arrow = "triangle-left" if open_below else "triangle-right" if open_above else "line-ns"
    bar = not (open_below or open_above)
    return spec.scatter(
        x=at,
        y=[y, y],
        mode="lines+markers",
        line={"color": mark.colour, "width": 7 if bar else 2},
        marker={"symbol": ["line-ns", arrow], "size": [0, 10], "color": mark.colour},
        opacity=1.0 if mark.lit else theme.FAINT,
        hoverinfo="skip",
        cliponaxis=False,
    )


def _heads(rows: list[ClaimRow], at: float) -> spec.Trace:
    """Return the words above each claim's marks: its verdict, what it measures, its range."""
    words = [
        f"<b>{plain(verdict_words(row.claim.verdict))}</b>  {plain(claim_words(row.claim), NAME)}"
        for row in rows
    ]
    return spec.scatter(
        x=[at] * len(rows),
        y=[row.top + HEAD / 2 for row in rows],
        mode="text",
        text=words,
        textposition="middle right",
        hoverinfo="skip",
        cliponaxis=False,
    )


def _dots(marks: list[tuple[Mark, float]]) -> spec.Trace:
    drawn = [mark for mark, _ in marks]
    return spec.scatter(
        x=[mark.at for mark in drawn],
        y=[y for _, y in marks],
        mode="markers",
        marker={
            "symbol": [mark.symbol for mark in drawn],
            "color": [mark.colour for mark in drawn],
            "opacity": [1.0 if mark.lit else theme.FAINT for mark in drawn],
            "size": 11,
            "line": {"width": [2 if mark.row.qualifier == "approx" else 0 for mark in drawn]},
        },
        customdata=[mark.customdata for mark in drawn],
        hovertext=[mark.hover for mark in drawn],
        hoverinfo="text",
        cliponaxis=False,
    )


def _labels(marks: list[tuple[Mark, float]]) -> spec.Trace:
    """Return the number beside each mark."""
    reach = [mark.ends[0] if mark.leftwards else mark.ends[1] for mark, _ in marks]
    return spec.scatter(
        x=[mark.at + end for (mark, _), end in zip(marks, reach, strict=True)],
        y=[y for _, y in marks],
        mode="text",
        text=[f"{BESIDE}{plain(mark.words)}{BESIDE}" for mark, _ in marks],
        textposition=["middle left" if mark.leftwards else "middle right" for mark, _ in marks],
        hoverinfo="skip",
        cliponaxis=False,
    )
