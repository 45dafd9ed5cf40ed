"""Draw charts with the text that they lead to beside them."""

from collections.abc import Iterable, Sequence
from pathlib import Path

import streamlit as st

from analysis.schema import Tables
from dashboard.charts import ChartSpec
from dashboard.figurelist import FigureList, figure_list
from dashboard.parts import panels, reader
from dashboard.session.view import View

STYLE = Path(__file__).parents[1] / "static" / "beside.css"


def draw(view: View, specs: Sequence[ChartSpec], key: str, tables: Iterable[str]) -> None:
    """Draw the charts below each other and the reader beside them.

    The reader goes through the figures that stand in the views ``tables``, or through all where
    none does.
    """
    st.html(STYLE)
    with st.container(key="beside"):
        left, right = reader.columns()
        with left:
            panels.draw(view, specs, f"charts_{key}", columns=1)
        with right, st.container(key="reading"):
            reader.draw(view, figures_of(view.shown, tables))


def figures_of(shown: Tables, tables: Iterable[str]) -> FigureList:
    """Return the figures that have a row in one of ``tables``; all of them if none has."""
    figures = figure_list(shown)
    chosen = figures.among(shown, tables)
    return chosen if len(chosen) else figures
