"""Show one Plotly figure and hear what is clicked in it.

Streamlit's own Plotly element draws a changed figure anew and forgets what was selected. This one
keeps the drawing, updates it in place and only reports clicks; what they mean is not its business.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import streamlit as st

from dashboard.drawings import Drawing

STATIC = Path(__file__).parent / "static"
LIBRARY_ROUTE = "/plotly"
MAPS_ROUTE = "/topo"
LIBRARY_FILE = "plotly.min.js"
KEYS = "Arrow keys go from mark to mark, Enter chooses."

TOOLS = (
    '<button type="button" name="select" aria-pressed="false" hidden>Box</button>'
    '<button type="button" name="lasso" aria-pressed="false" hidden>Lasso</button>'
    '<button type="button" name="png" title="Save this chart as a picture">PNG</button>'
    '<button type="button" name="svg" title="Save this chart as a drawing">SVG</button>'
)

_mount = st.components.v2.component(
    "newsfigures_chart",
    html='<div class="nf-head"><h3 class="nf-title"></h3>'
    '<button type="button" class="nf-clear" hidden>Clear</button></div><div class="nf-window">'
    '<div class="nf-chart" role="application" aria-roledescription="chart" tabindex="0"></div>'
    '</div><p class="nf-voice" aria-live="polite"></p>'
    f'<div class="nf-foot"><p class="nf-note"></p><div class="nf-tools">{TOOLS}</div></div>',
    js=(STATIC / "board.js").read_text(encoding="utf-8"),
    isolate_styles=False,
)


def show(
    key: str,
    drawing: Drawing,
    on_pick: Callable[[list[object]], None],
    on_clear: Callable[[], None] | None = None,
) -> None:
    """Show ``drawing`` with its title, its note and a way back.

    ``on_pick`` gets the customdata of the marks that are clicked or framed. ``on_clear`` takes back
    what is chosen in this chart, and is ``None`` where nothing is. Both run before the script and
    so may write the keys of widgets.

    Words and chart are one element of the page: each more would be sent, compared and laid out
    anew with every click.
    """
    name = f"chart_{key}"

    def hear() -> None:
        picked = st.session_state[name].picked
        if picked:
            on_pick(list(picked))

    _mount(
        key=name,
        data={
            "key": key,
            "figure": drawing.figure,
            "title": drawing.title,
            "note": drawing.note,
            "label": f"{drawing.title}. {drawing.alt} {KEYS}",
            "height": drawing.height,
            "frames": drawing.frames,
            "chosen": on_clear is not None,
            "library": f"{base_path()}{LIBRARY_ROUTE}/{LIBRARY_FILE}",
            "config": _config(),
        },
        on_picked_change=hear,
        on_cleared_change=on_clear or _nothing,
    )


def _nothing() -> None:
    """Do nothing: nothing is chosen, so there is nothing to take back."""


def base_path() -> str:
    """Return the path below which the app is served, without a slash at its end."""
    path = str(st.get_option("server.baseUrlPath") or "").strip("/")
    return f"/{path}" if path else ""


def _config() -> dict[str, Any]:
    return {
        "topojsonURL": f"{base_path()}{MAPS_ROUTE}/",
        "displaylogo": False,
        "displayModeBar": False,
        "scrollZoom": False,
        "doubleClick": False,
        "responsive": False,
    }
