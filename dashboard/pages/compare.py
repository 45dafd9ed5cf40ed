"""The page Compare: what two or more texts state alike, and where they differ."""

from dataclasses import replace

import streamlit as st

from analysis.selection import Selection
from dashboard.figurelist import figure_list, figures_named
from dashboard.parts import claims, differences, downloads, header, reader
from dashboard.session import state
from dashboard.session.view import view

shown = view()
header.draw(shown, "Compare", "What texts state alike, and where their numbers differ.")
if not shown.tables.documents.empty:
    compared = differences.pick(shown)
    if state.scale():
        st.caption(
            "Amounts of money are compared here as written, each currency by itself: at a rate of "
            "another day, an amount that stayed the same would look changed."
        )
    with st.container(key="compare_columns"):
        left, right = st.columns([8, 5], gap="medium")
    with left:
        figures = [*differences.draw(shown, compared), *claims.draw(shown)]
    # Whatever a statement leads to can be read, also where the filters leave its text out.
    with right, st.container(key="compare_reader"):
        every = replace(shown, selection=Selection())
        named = figures_named(shown.tables, figures) if figures else figure_list(shown.shown)
        reader.draw(every, named)
    downloads.section(shown, "Compare")
