"""Parts that charts of several panels share: headings, and a legend of the standings."""

from collections.abc import Iterable

import plotly.graph_objects as go

from dashboard import theme
from dashboard.charts.chart import plain

LEGEND = 40
"""Height in pixels that a legend takes, in two lines on a narrow screen."""


def heading(text: str, top: float, *, left: int = 0) -> dict[str, object]:
    """Return a panel's title ``left`` pixels out of the plot, at ``top`` (1 is the upper edge)."""
    return {
        "text": f"<b>{plain(text)}</b>",
        "xref": "paper",
        "yref": "paper",
        "x": 0,
        "xshift": -left,
        "y": top,
        "xanchor": "left",
        "yanchor": "top",
        "showarrow": False,
        "font": {"size": 13},
    }


def legend(statuses: Iterable[str]) -> list[go.Scatter]:
    """Return an empty trace for each standing among ``statuses``, so that the legend names it."""
    there = {theme.STANDING[status] for status in statuses}
    return [
        go.Scatter(
            x=[None],
            y=[None],
            mode="markers",
            name=standing,
            hoverinfo="skip",
            marker={"symbol": theme.STANDING_SYMBOLS[standing], "color": colour, "size": 10},
        )
        for standing, colour in theme.STANDING_COLOURS.items()
        if standing in there
    ]
