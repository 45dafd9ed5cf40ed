"""Let the browser tab keep the decisions of a session over a reload of the page."""

from pathlib import Path

import streamlit as st

from dashboard.session import reviews, texts

STATIC = Path(__file__).parents[1] / "static"
KEY = "review_keeper"

_mount = st.components.v2.component(
    "newsfigures_keeper",
    html="<span hidden></span>",
    js=(STATIC / "keeper.js").read_text(encoding="utf-8"),
)


def draw() -> None:
    """Hand the decisions to the tab, or ask it for those of before the reload.

    Decisions that the server keeps in a file need no keeping.
    """
    held = reviews.desk()
    if held.journal is not None:
        return
    with st.container(key="keeper"):
        _mount(
            key=KEY,
            data={"fresh": held.fresh, "file": reviews.kept_file(held).decode()},
            on_kept_change=_restore,
            on_full_change=_say_full,
        )


def _restore() -> None:
    kept = st.session_state[KEY].kept
    if kept:
        reviews.restore(str(kept))


def _say_full() -> None:
    texts.notify(
        "odd",
        "There are more decisions than this tab keeps over a reload. Download them now and then.",
    )
