"""Run the dashboard's pages with ``st.plotly_chart`` in the place of our chart component."""

import html
import json
import runpy
from collections.abc import Callable, Sequence
from pathlib import Path

import plotly.graph_objects as go
import streamlit as st

from dashboard import board, theme
from dashboard.board import Panel
from dashboard.drawings import Drawing
from dashboard.markup import TWIN_ROWS, html_table, literal
from dashboard.session import state

FRAME = Path(board.__file__).parent / "pages" / "frame.py"
CONFIG = {"topojsonURL": f"{board.MAPS_ROUTE}/", "displayModeBar": False}


def show(
    name: str,
    panels: Sequence[Panel],
    on_pick: Callable[[str, list[object]], None],
    on_clear: Callable[[str], None],
) -> None:
    """Show charts as the common pattern does: selectable ones, each with a key, in columns."""
    with st.container(key=f"charts_{name}"):
        places = st.columns(1 + max(panel.column for panel in panels))
    for panel in panels:
        with places[panel.column].container(key=f"panel_{panel.key}"):
            if panel.drawing is not None:
                _draw(panel, panel.drawing, on_pick, on_clear)


def _draw(
    panel: Panel,
    drawing: Drawing,
    on_pick: Callable[[str, list[object]], None],
    on_clear: Callable[[str], None],
) -> None:
    name = f"plain_{panel.key}"

    def hear() -> None:
        marks = [point.get("customdata") for point in st.session_state[name].selection.points]
        if marks:
            on_pick(panel.key, marks)

    st.html(f'<h3 class="nf-title">{html.escape(drawing.title)}</h3>')
    if panel.chosen:
        key = f"clear_{panel.key}"
        st.button("Clear", key=key, type="tertiary", on_click=on_clear, args=(panel.key,))
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
    twin = st.expander("As a table", key=f"twin_{panel.key}", on_change="rerun", type="compact")
    if twin.open:
        with twin:
            st.html(html_table(drawing.twin, drawing.title, limit=TWIN_ROWS))


if __name__ == "__main__":
    board.show = show
    state.foreseen = lambda: None  # the sidebar's widgets first, then what depends on them
    runpy.run_path(str(FRAME), run_name="__main__")
