"""The page Explore: linked charts, the table of figures, the text they stand in, the downloads."""

import streamlit as st

from dashboard.charts import EXPLORE
from dashboard.figurelist import figure_list
from dashboard.parts import downloads, header, panels, reader, table
from dashboard.session.view import view

shown = view()
head = st.container(key="head")
if not shown.tables.documents.empty:
    panels.draw(shown, EXPLORE)  # first, so that what is above and below does not keep it waiting
with head:
    header.draw(
        shown,
        "Newsfigures",
        "Every figure in the news, next to the sentence it stands in. "
        "Click a chart to narrow all the others.",
    )
if not shown.tables.documents.empty:
    figures = figure_list(shown.shown)
    left, right = reader.columns()
    with left:
        table.draw(shown, figures)
    with right:
        reader.draw(shown, figures)
downloads.section(shown, "Explore", EXPLORE)
