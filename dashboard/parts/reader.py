"""Show the text behind a figure: where it stands, how it was read, and how to cite it."""

import html
from collections.abc import Sequence
from dataclasses import asdict

import numpy as np
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from analysis.cuts import base_of, kept_of
from analysis.labels import country_name, word
from analysis.positions import places_of
from dashboard.assets import text_of
from dashboard.charts.onescale import in_words
from dashboard.evidence import (
    Place,
    citation,
    document_named,
    figure_named,
    pieces,
    place_of_figure,
    rows_at,
    source_line,
)
from dashboard.figurelist import FigureList
from dashboard.session import state
from dashboard.session.view import View

KEY = "reader"

_mount = st.components.v2.component(
    "newsfigures_reader",
    html=text_of("reader.html"),
    css=text_of("reader.css"),
    js=text_of("copying.js", "reader.js"),
)


def columns() -> Sequence[DeltaGenerator]:
    """Return the places of the table and of the reader beside it."""
    return st.columns([8, 5], gap="medium")


def draw(view: View, figures: FigureList) -> None:
    """Draw the text at the place that was opened last, or at the first figure in view."""
    st.html('<h2 class="nf-section">In the text</h2>')
    place = _place(view, figures)
    if place is None:
        st.caption("No text is in view.")
        return
    _heading(view, place)
    _facts(view, place)
    article(view, place, followed=place == state.opened(), cited=True)
    _steps(view, figures, place)


def article(view: View, place: Place, *, followed: bool, cited: bool = False) -> None:
    """Draw the text at ``place``; a mark that is pressed there is opened.

    Where it is ``followed``, a strip shows the sentence while the text is out of sight. Where it
    is ``cited``, its citation stands below.
    """
    _mount(
        key=KEY,
        data={
            "label": "Text of the article",
            "source": ". ".join(filter(None, _title_and_source(view, place))),
            "opened": followed,
            "citation": citation(view.tables, place) if cited else "",
            "pieces": [asdict(piece) for piece in pieces(view.tables, place)],
        },
        on_figure_change=lambda: _open(view, st.session_state[KEY].figure),
    )


def _place(view: View, figures: FigureList) -> Place | None:
    """Return what to open: the place chosen last while it is in view, else the first figure."""
    place = state.opened()
    if place is not None and _in_view(view, place):
        return place
    if view.selection.sentence:
        place = state.place_of_sentence(view.selection.sentence[-1])
        if _in_view(view, place):
            return place
    return figures.first() or _first_sentence(view)


def _first_sentence(view: View) -> Place | None:
    """Return the first sentence in view, so that a text without figures can be read too."""
    if not view.counts["sentences"]:
        return None
    at = int(np.argmax(kept_of(view.shown, "sentences")))
    row = base_of(view.shown).sentences[["doc_id", "sentence"]].iloc[at]
    return Place(str(row["doc_id"]), int(row["sentence"]))


def _in_view(view: View, place: Place) -> bool:
    if place.figure_id:
        at = places_of(base_of(view.shown)).figure_named(place.figure_id)
        return at >= 0 and bool(kept_of(view.shown, "figures")[at])
    return places_of(view.shown).document_named(place.doc_id) >= 0


def _heading(view: View, place: Place) -> None:
    title, source = map(html.escape, _title_and_source(view, place))
    st.html(f'<p class="nf-text-title">{title}</p><p class="nf-source">{source}</p>')


def _title_and_source(view: View, place: Place) -> tuple[str, str]:
    document = document_named(view.tables, place.doc_id)
    return str(document["title"]) or place.doc_id, source_line(document)


def _facts(view: View, place: Place) -> None:
    """Draw how the figure was read, or say that the sentence holds none."""
    rows = figure_named(view.tables, place.figure_id)
    if rows.empty:
        if not len(rows_at(view.tables, "figures", place)):
            st.html('<p class="nf-facts">No figure stands in this sentence.</p>')
        return
    row = rows.iloc[0]
    countries = ", ".join(map(country_name, filter(None, str(row["countries"]).split(";"))))
    cue = f" (“{row['status_cue']}”)" if row["status_cue"] else ""
    facts = {
        "Topic": word(str(row["topic"])),
        "How it stands": word(str(row["status"])) + cue,
        "Countries": countries,
        "Who says so": str(row["speaker"]) or "the text itself",
        "Converted": in_words(rows),
    }
    parts = (
        f"<div><dt>{name}</dt><dd>{html.escape(value)}</dd></div>"
        for name, value in facts.items()
        if value
    )
    st.html(f'<dl class="nf-facts">{"".join(parts)}</dl>')


def _steps(view: View, figures: FigureList, place: Place) -> None:
    before, after = figures.neighbours(place.figure_id)
    with st.container(horizontal=True, key="steps"):
        for name, title, goal in (
            ("before", ":material/arrow_back: Previous figure", before),
            ("after", "Next figure :material/arrow_forward:", after),
        ):
            st.button(
                title,
                key=f"figure_{name}",
                disabled=not goal,
                on_click=_open,
                args=(view, goal),
            )


def _open(view: View, figure_id: str | None) -> None:
    if figure_id:
        state.open_place(place_of_figure(view.tables, figure_id))
