"""List all texts; open one, show it alone, and correct or remove those of this session."""

import html
from dataclasses import replace

import numpy as np
import pandas as pd
import streamlit as st

from analysis.codes import Positions
from analysis.documents import Description, description_of
from analysis.positions import places_of
from analysis.selection import Selection
from analysis.tables import documents_of
from dashboard.charts.chart import count_of
from dashboard.descriptions import DescriptionError, Entry, day_of, entries, found
from dashboard.evidence import Place, place_of_figure
from dashboard.figurelist import figure_list, figures_in
from dashboard.markup import literal, shortened
from dashboard.parts import reader
from dashboard.parts.texts import arriving
from dashboard.session import state, texts
from dashboard.session.view import View

A_PAGE = 20
LONGEST_TITLE = 90
EXPLORE = "explore.py"
_EDITING, _FAULT, _GOING, _SEARCH, _PAGE = (
    "text_edited",
    "text_fault",
    "text_alone",
    "text_search",
    "text_page",
)


def draw(view: View) -> None:
    """Draw the list of all texts, with the one that was opened beside it."""
    if st.session_state.pop(_GOING, False):
        # With None it would empty the address first, which widgets bound to it forbid.
        st.switch_page(EXPLORE, query_params={})
    left, right = reader.columns()
    with left:
        _list(view)
    with right:
        _reader(view)


def _list(view: View) -> None:
    st.html(
        '<h2 class="nf-section">All texts</h2>'
        '<p class="nf-entry">Press a title to read the text.</p>'
    )
    if view.tables.documents.empty:
        if not view.shelf.fixed:
            st.info("There are no texts yet. Drop a file or paste an article above.")
        return
    mine = len(texts.added())
    with st.container(horizontal=True, vertical_alignment="bottom", key="texts_bar"):
        words = st.text_input("Find a text", key=_SEARCH, placeholder="Title, publisher, date")
        if mine:
            st.button(
                f"Remove {'my text' if mine == 1 else f'all {mine:,} texts of mine'}",
                key="remove_all",
                icon=":material/delete_sweep:",
                on_click=arriving.remove,
                args=(list(texts.added()),),
            )
    kept = found(view.tables, texts.added(), words)
    if not len(kept):
        st.info("No text is called so. Write other words, or none.")
    rows = _of_page(kept)
    shown = _figures_shown(view, view.tables.documents["doc_id"].iloc[rows])
    for entry in entries(view.tables, rows, texts.added(), shown):
        _entry(view, entry)


def _figures_shown(view: View, doc_ids: "pd.Series[str]") -> dict[str, int]:
    """Return how many figures of each of the texts the selection leaves."""
    figures, places = figure_list(view.shown), places_of(view.tables)
    counts = np.bincount(places.document_of["figures"][figures.rows] + 1, minlength=1)
    at = ((name, places.document_named(name) + 1) for name in doc_ids)
    return {name: int(counts[place]) if place < len(counts) else 0 for name, place in at}


def _of_page(kept: Positions) -> Positions:
    """Draw the choice of a page where there are several, and return the texts of it."""
    if len(kept) <= A_PAGE:
        return kept
    pages = -(-len(kept) // A_PAGE)
    page = st.pagination(pages, key=f"{_PAGE}_{pages}")
    return kept[(page - 1) * A_PAGE : page * A_PAGE]


def _entry(view: View, entry: Entry) -> None:
    """Draw one text: its title, which opens it, what is known of it, and what can be done."""
    with st.container(key=f"text_{entry.doc_id}"):
        st.button(
            literal(shortened(entry.title, LONGEST_TITLE)),
            key=f"read_{entry.doc_id}",
            type="tertiary",
            icon=":material/article:",
            on_click=_open,
            args=(view, entry.doc_id),
        )
        yours = '<span class="nf-mine">yours</span> ' if entry.own else ""
        st.html(
            f'<p class="nf-entry">{yours}{html.escape(entry.facts)}</p>'
            f'<p class="nf-origin">{html.escape(entry.origin)}</p>'
        )
        with st.container(horizontal=True):
            _buttons(entry)
        if st.session_state.get(_EDITING) == entry.doc_id:
            _form(view, entry.doc_id)


def _buttons(entry: Entry) -> None:
    doc_id = entry.doc_id
    st.button(
        "Show alone on Explore",
        key=f"alone_{doc_id}",
        icon=":material/filter_alt:",
        on_click=_alone,
        args=(doc_id,),
    )
    if not entry.own:
        return
    st.button("Edit", key=f"edit_{doc_id}", icon=":material/edit:", on_click=_edit, args=(doc_id,))
    st.button(
        "Remove",
        key=f"remove_{doc_id}",
        icon=":material/delete:",
        on_click=arriving.remove,
        args=([doc_id],),
    )


def _open(view: View, doc_id: str) -> None:
    """Open a text at its first figure, or at its beginning where it has none."""
    names = view.tables.figures
    first = names.loc[names["doc_id"] == doc_id, "figure_id"].head(1)
    state.open_place(
        Place(doc_id, 0) if first.empty else place_of_figure(view.tables, str(first.iloc[0]))
    )


def _alone(doc_id: str) -> None:
    state.show_only([doc_id])
    st.session_state[_GOING] = True


def _edit(doc_id: str) -> None:
    """Open the form of a text with what is known of it now."""
    (document,) = documents_of(texts.added()[doc_id])
    now = description_of(document)
    st.session_state[_EDITING], st.session_state[_FAULT] = doc_id, ""
    st.session_state["new_title"], st.session_state["new_source"] = now.title, now.source
    st.session_state["new_day"] = now.published.isoformat() if now.published else ""


def _form(view: View, doc_id: str) -> None:
    with st.form(f"describe_{doc_id}"):
        st.text_input("Title", key="new_title", max_chars=300)
        left, right = st.columns(2)
        left.text_input("Publisher", key="new_source", max_chars=300)
        right.text_input("Date", key="new_day", placeholder="2025-09-05", max_chars=60)
        if fault := st.session_state.get(_FAULT):
            st.error(literal(fault), icon=":material/error:")
        st.caption(
            "The text is read again: its date says who held which office, and at which rate "
            "money is converted."
        )
        with st.container(horizontal=True):
            st.form_submit_button("Save", type="primary", on_click=_save, args=(view, doc_id))
            st.form_submit_button("Cancel", on_click=_close)


def _save(view: View, doc_id: str) -> None:
    held = st.session_state
    try:
        day = day_of(held["new_day"])
    except DescriptionError as error:
        held[_FAULT] = str(error)
        return
    description = Description(held["new_title"], day, held["new_source"])
    texts.describe(doc_id, description, view.shelf.topics)
    figures = len(texts.added()[doc_id].figures)
    title = texts.title_of(doc_id, texts.added()[doc_id])
    texts.notify("good", f"{title}: read again, {count_of(figures, 'figure')}.")
    _close()


def _close() -> None:
    st.session_state.pop(_EDITING, None)


def _reader(view: View) -> None:
    """Draw the text that was opened, whatever is chosen."""
    place = state.opened()
    if place is None or place.doc_id not in view.tables.texts:
        st.html('<h2 class="nf-section">In the text</h2>')
        st.caption("Press a title to read the text here.")
        return
    reader.draw(replace(view, selection=Selection()), figures_in(view.tables, place.doc_id))
