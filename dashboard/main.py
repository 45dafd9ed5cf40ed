"""The script behind every page: settings of the page, the texts, the sidebar, the pages."""

from pathlib import Path

import streamlit as st

from dashboard import sidebar, state, texts
from dashboard.view import View, hand_over

HERE = Path(__file__).parent

st.set_page_config("Newsfigures", HERE / "static" / "icon.svg", "wide")
st.html(HERE / "static" / "page.css")

shelf = texts.shelf()
fresh = texts.take_uploads(shelf.tables)
if fresh:
    state.show_only(fresh)
tables = texts.all_tables(shelf.tables)
page = st.navigation(
    [st.Page(HERE / "pages" / "explore.py", title="Explore", default=True)], position="hidden"
)
selection = sidebar.draw(tables)
hand_over(View(shelf, tables, selection))
page.run()
