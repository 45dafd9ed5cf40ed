"""The script that runs round every page: its settings, the texts, the sidebar, then the page.

It stands beside the pages because Streamlit takes a folder ``pages`` next to the main script for
its older kind of app, and may then run a page without what is round it.
"""

from pathlib import Path

import streamlit as st

from dashboard.parts import decisions, keeping, settings, sidebar
from dashboard.parts.texts import arriving, taking
from dashboard.session import reviews, state, texts, uploads
from dashboard.session.view import View, hand_over

HERE = Path(__file__).parent
STATIC = HERE.parent / "static"

# The title of each page in the navigation, by the name of its file and address.
PAGES = {
    "explore": "Explore",
    "money": "Money, pledges, tariffs",
    "tone": "Tone",
    "compare": "Compare",
    "review": "Review",
    "texts": "Texts",
    "method": "Method",
}

st.set_page_config("Newsfigures", STATIC / "icon.svg", "wide")
st.logo(STATIC / "icon.svg")
st.html(STATIC / "page.css")

settings.take_upload()
taking.take_upload()
decisions.take_upload()
shelf = settings.read_anew(texts.shelf())
uploads.take(shelf)
arrival = uploads.arrived()
all_texts = reviews.applied(texts.everything(shelf))
arriving.show(arrival, all_texts.tables)
page = st.navigation(
    [
        st.Page(HERE / f"{name}.py", title=title, url_path=name, default=name == "explore")
        for name, title in PAGES.items()
    ],
    position="top",
)
# What the sidebar will say is mostly known before it is drawn: then the page goes first, so that
# its charts are not kept waiting.
foreseen = state.foreseen()
selection = sidebar.draw(all_texts.tables) if foreseen is None else foreseen
money = state.scale()
scaled = all_texts.on_scale(money)
hand_over(View(shelf, scaled, all_texts.draw, selection, reviews.fitting()))
page.run()
if foreseen is not None:
    said = sidebar.draw(all_texts.tables)
    if (said, state.scale()) != (selection, money):
        state.begin_anew()
settings.draw(shelf)
keeping.draw()
texts.settle(shelf)
st.html('<span class="nf-end" hidden></span>')  # the page is drawn to its end
arriving.go_on(shelf)
