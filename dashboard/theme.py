"""Colours and layout that every chart shares, readable on white and on near-black alike.

Every colour keeps a contrast of 3:1 or more with both page backgrounds, so a chart is drawn the
same in the light and the dark theme. Text and grid lines are exchanged by page.css.
"""

import html
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import ceil, radians, sin
from typing import Any

LIGHT_PAGE, DARK_PAGE = "#ffffff", "#0e1117"

BLUE, ORANGE, ROSE, VIOLET, GREY = "#1c7cad", "#c9711a", "#c2416b", "#8a74c9", "#7d7f86"

ON_MARK = "#ffffff"
"""Text within a blue mark, at a contrast of 4.5:1."""

CATEGORICAL = (
    BLUE,
    ORANGE,
    ROSE,
    VIOLET,
    "#2b9a66",
    "#a87d00",
    "#0f8f8f",
    "#b44fb0",
    "#8f6b4a",
    GREY,
)
"""What .streamlit/config.toml names as chartCategoricalColors, in this order."""

NEGATIVE, POSITIVE = "#c8503a", BLUE
"""The two ends of polarity, told apart with every kind of colour vision."""

OPINION = "#0f8f8f"
"""Subjectivity, which has one end only."""

TRACK = "rgba(128,128,128,0.25)"
"""Faint lines that guide the eye and carry nothing."""

FAINT = 0.28
"""Opacity of the marks that are not chosen where others are."""

STANDING = {
    "fact": "done",
    "planned": "promised",
    "proposed": "promised",
    "pledged": "promised",
    "claimed": "disputed",
    "denied": "disputed",
    "hypothetical": "hypothetical",
}
"""How far a statement can be relied on, by its status."""

STANDING_COLOURS = {"done": BLUE, "promised": ORANGE, "disputed": ROSE, "hypothetical": VIOLET}
STANDING_SYMBOLS = {
    "done": "circle",
    "promised": "diamond",
    "disputed": "square",
    "hypothetical": "triangle-up",
}


@dataclass(frozen=True)
class Look:
    """How marks of one kind are drawn, and what the legend calls them."""

    name: str
    colour: str
    symbol: str


def standing(status: str) -> Look:
    """Return the look of what a text states as ``status``.

    >>> standing("pledged").name
    'promised'
    """
    name = STANDING[status]
    return Look(name, STANDING_COLOURS[name], STANDING_SYMBOLS[name])


STAGES = {
    "pledged": Look("pledged", ORANGE, "diamond"),
    "confirmed": Look("confirmed", BLUE, "circle"),
    "delivered": Look("delivered", BLUE, "star"),
    "refused": Look("refused", ROSE, "x"),
}
"""The look of a pledge by how far it has come."""

GLYPHS = {"circle": "●", "diamond": "◆", "star": "★", "x": "✕"}
"""The symbols of pledges as characters, for words outside charts."""

STATES = {
    "in force": Look("in force", BLUE, "circle"),
    "agreed": Look("agreed", ORANGE, "diamond"),
    "threatened": Look("threatened", VIOLET, "triangle-up"),
    "paused": Look("paused", GREY, "hourglass"),
}
"""The look of a tariff by its state."""

HATCHES = {"planned": "/", "denied": "x"}
"""Statuses that are hatched, since what they state has not come about."""


def polarity_colours(polarity: Iterable[float]) -> list[str]:
    """Return the colour of each polarity; what is exactly 0 leans to neither end.

    >>> polarity_colours([-0.2, 0, 0.1]) == [NEGATIVE, GREY, POSITIVE]
    True
    """
    ends = {-1: NEGATIVE, 0: GREY, 1: POSITIVE}
    return [ends[int(value > 0) - int(value < 0)] for value in polarity]


TEXT, LINE, PANEL, FONT = "#1b2530", "#d9dee4", "#f3f5f7", '"Source Sans", sans-serif'
"""Colours of text, grid lines and hover labels in the light theme; page.css knows them and puts
those of the dark theme in their place, so that a change of theme needs no new drawing."""

_AXIS = {
    "gridcolor": LINE,
    "linecolor": LINE,
    "zerolinecolor": LINE,
    "tickcolor": LINE,
    # Charts leave room for their labels. Otherwise Plotly measures each of them in the page, which
    # took a third of the time of drawing a chart anew.
    "ticklabeloverflow": "allow",
}
TEMPLATE: dict[str, Any] = {
    "layout": {
        "font": {"family": FONT, "color": TEXT, "size": 12},
        "colorway": CATEGORICAL,
        "xaxis": _AXIS,
        "yaxis": _AXIS,
        "geo": {"bgcolor": "rgba(0,0,0,0)"},
        "hoverlabel": {
            "bgcolor": PANEL,
            "bordercolor": LINE,
            "font": {"family": FONT, "color": TEXT, "size": 13},
        },
    }
}
"""What every chart has in common, unless it says otherwise."""


NARROW, WIDE = "fijlrtI .,:;'|!()[]-", "mwMWQOGD@%&—…"
NARROW_SHARE, WIDE_SHARE, OTHER_SHARE, FULL_SHARE = 0.36, 0.88, 0.57, 1.05
"""What a character takes of the size of its font; FULL_SHARE for those of full width."""
LEAST_ROOM, HEAD_ROOM, GAP = 4, 20, 8
"""Pixels left of a chart without names, above one whose axis stands on top, and beside a name.

Plotly leaves out a label that would stick out by a pixel."""


def room(label: str, size: int = 12) -> int:
    """Return the pixels that a label takes at most, as Plotly would find by drawing it first.

    Measuring in the browser draws every chart twice; a guess on the wide side costs a few pixels.

    >>> room("Mali"), room("United States"), room("日本")
    (27, 77, 26)
    """
    words = html.unescape(label)
    return ceil(size * sum(map(_share, words)))


def _share(character: str) -> float:
    if unicodedata.east_asian_width(character) in "FW":
        return FULL_SHARE
    if character in NARROW:
        return NARROW_SHARE
    return WIDE_SHARE if character in WIDE else OTHER_SHARE


def margins(xaxis: Mapping[str, Any], yaxis: Mapping[str, Any]) -> dict[str, int]:
    """Return the margins that hold the labels of an axis of names and of an axis on top."""
    left = max((room(name) + GAP for name in yaxis.get("ticktext", ())), default=LEAST_ROOM)
    above = LEAST_ROOM
    if xaxis.get("side") == "top":
        slope = abs(sin(radians(xaxis.get("tickangle", 0))))
        longest = max((room(name) for name in xaxis.get("ticktext", ())), default=0)
        above = HEAD_ROOM * (2 if "title" in xaxis else 1) + ceil(slope * longest)
    return {"l": left, "r": 8, "t": above, "b": LEAST_ROOM}


def layout(height: int, **more: Any) -> dict[str, Any]:
    """Return the layout of a chart ``height`` pixels high: no title, clear ground, no dragging."""
    base: dict[str, Any] = {
        "template": TEMPLATE,
        "height": height,
        "margin": margins(more.get("xaxis", {}), more.get("yaxis", {})),
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "dragmode": False,
        "hovermode": "closest",
        "showlegend": False,
        "bargap": 0.3,
        "hoverlabel": {"align": "left"},
        "legend": {
            "orientation": "h",
            "itemclick": False,
            "itemdoubleclick": False,
            "yref": "container",
            "y": 0,
            "yanchor": "bottom",
            "x": 0,
            "xanchor": "left",
        },
    }
    return {**base, **more}


def opacities(chosen: list[bool]) -> list[float]:
    """Return 1 for the marks that are chosen and less for the others; all 1 if none is.

    >>> opacities([True, False]), opacities([False, False])
    ([1.0, 0.28], [1.0, 1.0])
    """
    return [1.0 if mark or not any(chosen) else FAINT for mark in chosen]
