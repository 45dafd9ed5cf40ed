"""Draw the ways to bring texts in: a place to drop files, and a form to paste an article."""

import streamlit as st

from analysis.documents import ENDINGS, ROW_KINDS
from dashboard.session import uploads

PLAIN = [ending for ending in ENDINGS if ending.lstrip(".") not in ROW_KINDS]
ROWS = [f".{kind}" for kind in ROW_KINDS]
ACCEPTED = (
    f"{', '.join(PLAIN)}; tables ({', '.join(ROWS)}) with an article in each row. English texts, "
    "20 MB a file, as many as you like at once."
)
KEPT = (
    "What you add stays in this browser tab: nobody else sees it, and it is forgotten when you "
    "close or reload the page."
)
FIXED = (
    "These texts come from a store. Add to it with `newsfigures build`, or open the dashboard on "
    "your own texts with `newsfigures serve`."
)
"""What is said where texts cannot be added."""

_PASTED, _PASTED_TITLE = "pasted_text", "pasted_title"


def files() -> None:
    """Draw the place to drop files."""
    st.file_uploader(
        "Drop files here",
        type=[ending.lstrip(".") for ending in ENDINGS],
        accept_multiple_files=True,
        key=uploads.upload_key(),
        help=KEPT,
    )
    st.caption(ACCEPTED.replace(".", "\\."))


def paste() -> None:
    """Draw the form to paste an article."""
    with st.form("paste", border=False):
        st.text_input("Title", key=_PASTED_TITLE, placeholder="Optional")
        st.text_area("Or paste an article", key=_PASTED, height=120)
        st.form_submit_button("Read the pasted text", on_click=_take_pasted, type="primary")


def _take_pasted() -> None:
    if uploads.take_pasted(st.session_state[_PASTED], st.session_state[_PASTED_TITLE]):
        st.session_state[_PASTED] = st.session_state[_PASTED_TITLE] = ""
