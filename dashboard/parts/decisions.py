"""Draw the ways to keep the decisions of a review: a name, a file to save, a file to open."""

from datetime import date

import streamlit as st

from dashboard.charts.chart import count_of
from dashboard.markup import html_table, literal, shortened
from dashboard.reviewing import aside_table
from dashboard.session import reviews
from dashboard.session.view import View

_NAME, _ROUND = "reviewer_name", "decisions_round"
LONGEST_NAME, MOST_ASIDE = 60, 200
NOT_REJECTED = ["open", "accepted", "corrected"]


def take_upload() -> None:
    """Take in the file of decisions that was just dropped in; must run before it is drawn."""
    file = st.session_state.get(_key())
    if file is not None:
        st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1
        reviews.take_file(file.getvalue(), shortened(file.name, LONGEST_NAME))


def _key() -> str:
    """Return the key of the file picker; a new one after each upload empties it."""
    return f"decisions_upload_{st.session_state.setdefault(_ROUND, 0)}"


def draw(view: View) -> None:
    """Draw how decisions are kept, and those that fit no figure of these texts."""
    held = reviews.desk()
    st.html('<h2 class="nf-section">Keep the decisions</h2>')
    st.markdown(literal(_where(held)))
    count = len(held.ledger.standing())
    with st.container(horizontal=True, vertical_alignment="bottom", key="decisions"):
        st.text_input(
            "Your name, written beside your decisions",
            value=held.reviewer,
            max_chars=LONGEST_NAME,
            key=_NAME,
            placeholder="Optional",
            on_change=_take_name,
        )
        st.download_button(
            f"Download {count_of(count, 'decision')}",
            lambda: reviews.kept_file(held),
            f"newsfigures-decisions-{date.today().isoformat()}.jsonl",
            "application/x-ndjson",
            key="decisions_file",
            on_click="ignore",
            icon=":material/download:",
            disabled=not count,
        )
        st.button(
            "Leave rejected figures out everywhere",
            key="without_rejected",
            on_click=_leave_out,
            icon=":material/filter_alt:",
            disabled=list(view.selection.review) == NOT_REJECTED,
        )
    st.file_uploader(
        "Open a file of decisions",
        type=["jsonl"],
        key=_key(),
        help="Each is matched by its figure, the words of it, the checksum of its text and what "
        "was read; what does not match is set aside and listed.",
    )
    _aside(held)


def _where(held: reviews.Desk) -> str:
    if held.journal is not None:
        return (
            f"Every decision is written to {held.journal.path.name} on this machine at once, and "
            "seen by whoever reviews on this server."
        )
    return (
        "Decisions stay in this browser tab, over a reload too, and are forgotten when you close "
        "it. Download them to keep them or to hand them on."
    )


def _take_name() -> None:
    reviews.desk().reviewer = " ".join(str(st.session_state[_NAME] or "").split())


def _leave_out() -> None:
    st.session_state["review"] = list(NOT_REJECTED)


def _aside(held: reviews.Desk) -> None:
    aside = held.sorted.aside
    if not aside:
        return
    title = f"{count_of(len(aside), 'decision')} set aside, about no figure of these texts"
    with st.expander(title, icon=":material/inventory_2:"):
        st.html(html_table(aside_table(aside), title, limit=MOST_ASIDE))
