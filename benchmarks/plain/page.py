"""Run the dashboard's pages with ``st.plotly_chart`` in the place of our chart component."""

import json
import runpy
from collections.abc import Callable
from pathlib import Path

import plotly.graph_objects as go
import streamlit as st

from dashboard import board
from dashboard.drawings import Drawing

FRAME = Path(board.__file__).parent / "pages" / "frame.py"
CONFIG = {"topojsonURL": f"{board.MAPS_ROUTE}/", "displayModeBar": False}


def show(
    key: str, drawing: Drawing, on_pick: Callable[[list[object]], None], *, chosen: bool = False
) -> None:
    """Show ``drawing`` as the common pattern does: a selectable chart with a key."""
    name = f"plain_{key}"

    def hear() -> None:
        marks = [point.get("customdata") for point in st.session_state[name].selection.points]
        if marks:
            on_pick(marks)

    figure = json.loads(drawing.figure)
    for trace in figure["data"]:
        if trace["type"] in ("bar", "scatter"):  # Plotly fails on words of marks without these
            trace["selected"] = trace["unselected"] = {"textfont": {}}
    figure["layout"]["clickmode"] = "event+select"
    st.plotly_chart(
        go.Figure(figure), key=name, on_select=hear, selection_mode="points", config=CONFIG
    )


if __name__ == "__main__":
    board.show = show
    runpy.run_path(str(FRAME), run_name="__main__")
