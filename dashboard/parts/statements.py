"""Show rows of statements: what is compared, what each text says, its citation."""

from collections.abc import Sequence
from dataclasses import asdict

import streamlit as st

from dashboard.assets import text_of
from dashboard.evidence import place_of_figure
from dashboard.session import state
from dashboard.session.view import View
from dashboard.statements import MISSING, Line

AT_FIRST, STEP = 10, 30
"""Rows that are shown at first, and those that each press on the button adds."""

_mount = st.components.v2.component(
    "newsfigures_statements",
    html=text_of("statements.html"),
    css=text_of("stacked.css", "statements.css"),
    js=text_of("copying.js", "statements.js"),
)


def draw(view: View, key: str, label: str, columns: tuple[str, ...], lines: Sequence[Line]) -> None:
    """Draw ``lines`` under the names of ``columns``; a press on a statement opens its text.

    ``label`` is what the table is called to those who do not see it.
    """
    opened = state.opened()
    _mount(
        key=key,
        data={
            "label": label,
            "columns": list(columns),
            "missing": MISSING,
            "opened": opened.figure_id if opened else "",
            "lines": [asdict(line) for line in lines],
        },
        on_figure_change=lambda: _open(view, key),
    )


def _open(view: View, key: str) -> None:
    figure_id = st.session_state[key].figure
    if figure_id:
        state.open_place(place_of_figure(view.tables, str(figure_id)))


def at_once(key: str, total: int) -> int:
    """Return how many of ``total`` rows are shown: AT_FIRST, or as many as asked for."""
    return min(total, int(st.session_state.get(f"{key}_shown", AT_FIRST)))


def more(key: str, shown: int, total: int) -> None:
    """Draw the button that shows more rows, where there are any."""
    if shown < total:
        st.button(
            f"Show {min(STEP, total - shown)} more of {total:,}",
            key=f"{key}_more",
            on_click=_show_more,
            args=(key, shown + STEP),
        )


def _show_more(key: str, count: int) -> None:
    st.session_state[f"{key}_shown"] = count
