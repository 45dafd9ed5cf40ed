"""Take everything along as one file, and open it again."""

from datetime import date

import streamlit as st

from analysis.packaging.sessions import LARGEST_SESSION
from dashboard.charts.chart import count_of, listing
from dashboard.parts import settings
from dashboard.session import reviews, saving, state, texts
from dashboard.session.saving import Extra

EXTRAS = (
    Extra("topic words", settings.saved, lambda words, _: settings.restore(words), early=True),
    Extra(
        "selection",
        state.saved,
        lambda chosen, arrived: state.restore(chosen, arrived.names, arrived.tables),
    ),
    Extra("decisions", reviews.saved, lambda decisions, _: reviews.restore(decisions)),
)
"""What a saved session keeps beside the texts; other parts of the dashboard add theirs here."""

NOTHING = "Nothing of yours to save yet"


def take_upload() -> None:
    """Open the saved session that was just dropped in."""
    saving.take_upload(EXTRAS)


def draw() -> None:
    """Draw the button that saves this session, and the place to drop a saved one."""
    st.html(
        '<h2 class="nf-section">Take everything along</h2>'
        "<p class='nf-entry'>One file holds your texts as edited, what is chosen, what you "
        "decided in Review and your own topic words. Open it here again on any day, on any "
        "machine.</p>"
    )
    left, right = st.columns(2, gap="medium")
    with left:
        held = held_line(
            len(texts.added()),
            chosen=bool(state.saved()),
            words=bool(settings.own()),
            decided=bool(reviews.saved()),
        )
        st.download_button(
            held,
            saving.file_of(EXTRAS),
            f"newsfigures-session-{date.today().isoformat()}.zip",
            "application/zip",
            key="save_session",
            on_click="ignore",
            icon=":material/download:",
            disabled=held == NOTHING,
        )
        st.caption("The texts of this server are not in it: they are here already.")
    with right:
        st.file_uploader(
            "Open a saved session",
            type=["zip"],
            max_upload_size=LARGEST_SESSION // 1_000_000,
            key=saving.upload_key(),
            help="Its texts are added to yours; one that is here already stays as it is. Filters "
            "and topic words become those of the file.",
        )


def held_line(count: int, *, chosen: bool, words: bool, decided: bool) -> str:
    """Return what the button that saves a session says.

    >>> held_line(2, chosen=True, words=False, decided=False)
    'Save 2 texts and the filters as one file'
    >>> held_line(0, chosen=False, words=False, decided=False)
    'Nothing of yours to save yet'
    """
    parts = [count_of(count, "text")] if count else []
    parts += ["the filters"] if chosen else []
    parts += ["the topic words"] if words else []
    parts += ["your decisions"] if decided else []
    return f"Save {listing(parts)} as one file" if parts else NOTHING
