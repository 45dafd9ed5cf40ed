"""The page Texts: add, name, date, remove and take along the texts."""

import streamlit as st

from dashboard.parts import downloads, header
from dashboard.parts.texts import adding, library, taking
from dashboard.session.view import view

shown = view()
header.draw(
    shown,
    "Texts",
    "Find a text, read it, see where its title and date are from."
    if shown.shelf.fixed
    else "Add your own, check title and date, take everything along.",
    popover=False,
)
if shown.shelf.fixed:
    st.caption(adding.FIXED)
else:
    st.html('<h2 class="nf-section">Add texts</h2>')
    left, right = st.columns(2, gap="medium")
    with left:
        adding.files()
    with right:
        adding.paste()
    st.caption(adding.KEPT)
    taking.draw()
library.draw(shown)
downloads.section(shown, "Texts")
