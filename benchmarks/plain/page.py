"""Run the dashboard's pages with ``st.plotly_chart`` in the place of our chart component."""

import html
import json
import runpy
from collections.abc import Callable
from pathlib import Path

import plotly.graph_objects as go
import streamlit as st

from dashboard import board, theme
from dashboard.drawings import Drawing
from dashboard.markup import literal

FRAME = Path(board.__file__).parent / "pages" / "frame.py"
CONFIG = {"topojsonURL": f"{board.MAPS_ROUTE}/", "displayModeBar": False}


def show(
    key: str,
    drawing: Drawing,
    on_pick: Callable[[list[object]], None],
    on_clear: Callable[[], None] | None = None,
) -> None:
    """Show ``drawing`` as the common pattern does: a selectable chart with a key."""
    name = f"plain_{key}"

    def hear() -> None:
        marks = [point.get("customdata") for point in st.session_state[name].selection.points]
        if marks:
            on_pick(marks)

    st.html(f'<h3 class="nf-title">{html.escape(drawing.title)}</h3>')
    if on_clear is not None:
        st.button("Clear", key=f"clear_{key}", type="tertiary", on_click=on_clear)
    figure = json.loads(drawing.figure)
    for trace in figure["data"]:
        if trace["type"] in ("bar", "scatter"):  # Plotly fails on words of marks without these
            trace["selected"] = trace["unselected"] = {"textfont": {"color": theme.GREY}}
    figure["layout"]["clickmode"] = "event+select"
    st.plotly_chart(
        go.Figure(figure), key=name, on_select=hear, selection_mode="points", config=CONFIG
    )
    if drawing.note:
        st.caption(literal(drawing.note))


if __name__ == "__main__":
    board.show = show
    runpy.run_path(str(FRAME), run_name="__main__")
