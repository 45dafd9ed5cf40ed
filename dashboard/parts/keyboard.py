"""Let a key that is held down count once: it must not decide about figures that nobody has seen."""

from pathlib import Path

import streamlit as st

STATIC = Path(__file__).parents[1] / "static"

_mount = st.components.v2.component(
    "newsfigures_keyboard",
    html="<span hidden></span>",
    js=(STATIC / "keyboard.js").read_text(encoding="utf-8"),
)


def draw() -> None:
    """Put the rule for keys into the page."""
    with st.container(key="keyboard"):
        _mount(key="keyboard_rule")
