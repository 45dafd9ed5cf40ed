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
    html='<div class="nf-window">'
    '<div class="nf-chart" role="application" aria-roledescription="chart" tabindex="0"></div>'
    f'</div><p class="nf-voice" aria-live="polite"></p><div class="nf-tools">{TOOLS}</div>',
    js=(STATIC / "board.js").read_text(encoding="utf-8"),
    isolate_styles=False,
)


def show(
    key: str, drawing: Drawing, on_pick: Callable[[list[object]], None], *, chosen: bool = False
) -> None:
    """Show ``drawing``; ``on_pick`` gets the customdata of the marks that are clicked or framed.

    ``chosen`` says whether any of its marks is chosen, so that a frame round them stays.
    ``on_pick`` runs before the script and so may write the keys of widgets.
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
            "label": f"{drawing.title}. {drawing.alt} {KEYS}",
            "height": drawing.height,
            "frames": drawing.frames,
            "chosen": chosen,
            "library": f"{base_path()}{LIBRARY_ROUTE}/{LIBRARY_FILE}",
            "config": _config(),
        },
        on_picked_change=hear,
    )


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
