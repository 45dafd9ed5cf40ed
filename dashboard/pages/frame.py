"""The script that runs round every page: its settings, the texts, the sidebar, then the page.

It stands beside the pages because Streamlit takes a folder ``pages`` next to the main script for
its older kind of app, and may then run a page without what is round it.
"""

from pathlib import Path

import streamlit as st

from dashboard import settings, sidebar, state, texts
from dashboard.view import View, hand_over

HERE = Path(__file__).parent
STATIC = HERE.parent / "static"

st.set_page_config("Newsfigures", STATIC / "icon.svg", "wide")
st.logo(STATIC / "icon.svg")
st.html(STATIC / "page.css")

settings.take_upload()
shelf = settings.read_anew(texts.shelf())
fresh = texts.take_uploads(shelf)
if fresh:
    state.show_only(fresh)
all_texts = texts.everything(shelf)
page = st.navigation(
    [st.Page(HERE / "explore.py", title="Explore", default=True)], position="hidden"
)
selection = sidebar.draw(all_texts.tables)
settings.draw(shelf)
scaled = all_texts.on_scale(state.scale())
hand_over(View(shelf, scaled.tables, scaled.draw, all_texts.draw, selection))
page.run()
