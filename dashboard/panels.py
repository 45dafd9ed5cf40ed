"""Lay out the linked charts, each with its title, its way back, its note and its table twin."""

import html

import streamlit as st

from dashboard import board, state
from dashboard.charts import EXPLORE, Chart, ChartSpec
from dashboard.markup import html_table, literal
from dashboard.view import View

NARROWEST = 400
"""Width in pixels below which two charts no longer stand side by side."""
TWIN_ROWS = 200


def draw(view: View) -> None:
    """Draw every chart of the page that has something to show."""
    with st.grid(columns=2, min_column_width=NARROWEST, key="charts"):
        for spec in EXPLORE:
            tables = view.selection.without(*spec.facets).apply(view.tables)
            chart = spec.build(tables, view.selection)
            if chart is not None:
                with st.container(border=True, key=f"panel_{spec.key}"):
                    _panel(spec, chart, view)


def _panel(spec: ChartSpec, chart: Chart, view: View) -> None:
    active = [facet for facet in spec.facets if getattr(view.selection, facet)]
    with st.container(horizontal=True, vertical_alignment="center", key=f"head_{spec.key}"):
        st.html(f'<h3 class="nf-title">{html.escape(chart.title)}</h3>', width="stretch")
        if active:
            st.button(
                "Clear",
                key=f"clear_{spec.key}",
                help="Take back what is chosen in this chart",
                type="tertiary",
                icon=":material/close:",
                on_click=state.clear,
                args=active,
            )
    board.show(spec.key, chart.figure, chart.alt, lambda marks: state.pick(marks, view.tables))
    if chart.note:
        st.caption(literal(chart.note))
    twin = st.expander("As a table", key=f"twin_{spec.key}", on_change="rerun", type="compact")
    if twin.open:
        with twin:
            st.html(html_table(chart.twin, chart.title, limit=TWIN_ROWS))
