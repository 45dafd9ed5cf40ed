"""Show the linked charts of a page as one element, and hear what is clicked in them.

Streamlit's own Plotly element draws a changed figure anew and forgets what was selected. This one
keeps every drawing, updates it in place and only reports clicks; what they mean is not its
business. The charts are one element because each more would be sent, compared and laid out anew
with every click, which costs the browser about as much as drawing them.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import sleep
from typing import Any

import streamlit as st

from dashboard import library
from dashboard.drawings import Drawing
from dashboard.markup import TWIN_ROWS, html_table

STATIC = Path(__file__).parent / "static"
MAPS_ROUTE = "/topo"
LEAD = 0.2
"""Seconds by which changed charts go ahead of what is sent after them.

The browser takes what arrives together as one: it would lay out the whole page before it tells the
charts. A fast one begins to draw within 0.08, a slow one within 0.25 (docs/decisions.md).
"""
KEYS = "Arrow keys go from mark to mark, Enter chooses."

TOOLS = (
    '<button type="button" name="select" aria-pressed="false" hidden>Box</button>'
    '<button type="button" name="lasso" aria-pressed="false" hidden>Lasso</button>'
    '<button type="button" name="png" title="Save this chart as a picture">PNG</button>'
    '<button type="button" name="svg" title="Save this chart as a drawing">SVG</button>'
)
PANEL = (
    '<div class="nf-head"><h3 class="nf-title"></h3>'
    '<button type="button" class="nf-clear" hidden>Clear</button></div><div class="nf-window">'
    '<div class="nf-chart" role="application" aria-roledescription="chart" tabindex="0"></div>'
    '</div><p class="nf-voice" aria-live="polite"></p>'
    f'<p class="nf-note"></p><div class="nf-foot"><div class="nf-tools">{TOOLS}</div>'
    '<details class="nf-fold"><summary>As a table</summary><div class="nf-rows"></div></details>'
    "</div>"
)
"""What stands in the panel of every chart; the words are put in as text by the browser."""

_mount = st.components.v2.component(
    "newsfigures_board",
    html=f'<div class="nf-board"></div><template>{PANEL}</template>',
    js=(STATIC / "board.js").read_text(encoding="utf-8"),
    isolate_styles=False,
)


@dataclass(frozen=True)
class Panel:
    """The place of one chart on a board.

    ``drawing`` is ``None`` where the chart has nothing to show: it then keeps its place and what
    was drawn. ``chosen`` says whether something is chosen in it that can be taken back.
    """

    key: str
    drawing: Drawing | None
    column: int = 0
    chosen: bool = False


def show(
    name: str,
    panels: Sequence[Panel],
    on_pick: Callable[[str, list[object]], None],
    on_clear: Callable[[str], None],
) -> None:
    """Show charts with their titles, notes, ways back and table twins.

    ``name`` tells the boards of a page apart. ``on_pick`` gets the key of a chart and the
    customdata of the marks that are clicked or framed in it, ``on_clear`` the key of the chart in
    which everything is to be taken back. Both run before the script and so may write the keys of
    widgets.
    """
    board = f"panels_{name}"
    keys = {panel.key for panel in panels}

    def hear_pick() -> None:
        picked = st.session_state[board].picked
        if picked and picked["chart"] in keys:
            on_pick(picked["chart"], list(picked["marks"]))

    def hear_clear() -> None:
        chart = st.session_state[board].cleared
        if chart in keys:
            on_clear(chart)

    _mount(
        key=board,
        data={
            "charts": [_content(panel, opened_twins(name)) for panel in panels],
            "columns": _columns(panels),
            "library": library_address(),
            "config": _config(),
        },
        default={"opened": []},
        on_picked_change=hear_pick,
        on_cleared_change=hear_clear,
        on_opened_change=_nothing,
    )
    _let_lead(f"{board}_sent", [one.drawing.figure if one.drawing else "" for one in panels])


def _let_lead(key: str, figures: list[str]) -> None:
    """Wait, where charts that were sent before in this session have changed since."""
    before = st.session_state.get(key, figures)
    st.session_state[key] = figures
    if before != figures:
        sleep(LEAD)


def opened_twins(name: str) -> list[str]:
    """Return the keys of the charts of a board whose table twins are unfolded."""
    held = st.session_state.get(f"panels_{name}") or {}
    return list(held.get("opened") or ())


def _nothing() -> None:
    """Do nothing: the run that follows shows the tables that are open."""


def _columns(panels: Sequence[Panel]) -> list[list[str]]:
    """Return the keys of the charts in each column, from the left."""
    count = 1 + max((panel.column for panel in panels), default=0)
    return [[one.key for one in panels if one.column == at] for at in range(count)]


def _content(panel: Panel, opened: Iterable[str]) -> dict[str, Any]:
    """Return what the browser needs to know of one panel."""
    drawing = panel.drawing
    if drawing is None:
        return {"key": panel.key}
    return {
        "key": panel.key,
        "figure": drawing.figure,
        "title": drawing.title,
        "note": drawing.note,
        "label": f"{drawing.title}. {drawing.alt} {KEYS}",
        "height": drawing.height,
        "frames": drawing.frames,
        "picture": drawing.picture,
        "chosen": panel.chosen,
        "table": html_table(drawing.twin, drawing.title, limit=TWIN_ROWS)
        if panel.key in opened
        else "",
    }


def base_path() -> str:
    """Return the path below which the app is served, without a slash at its end."""
    path = str(st.get_option("server.baseUrlPath") or "").strip("/")
    return f"/{path}" if path else ""


def library_address() -> str:
    """Return where the browser gets the library that draws."""
    return base_path() + library.ROUTE


def _config() -> dict[str, Any]:
    return {
        "topojsonURL": f"{base_path()}{MAPS_ROUTE}/",
        "displaylogo": False,
        "displayModeBar": False,
        "scrollZoom": False,
        "doubleClick": False,
        "responsive": False,
    }
