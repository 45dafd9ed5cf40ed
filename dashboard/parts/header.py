"""Say what a page is, what is chosen and how much of it is in view; take in new texts."""

from collections import Counter

import streamlit as st

from analysis.filtering import unanswered
from analysis.labels import FACET_TITLES
from analysis.selection import Chip
from dashboard.charts.chart import count_of
from dashboard.markup import literal, shortened
from dashboard.parts.texts import adding, arriving
from dashboard.session import state, texts, uploads
from dashboard.session.view import View

LONGEST_CHIP = 48
MOST_CHIPS = 6
"""Chips of one facet; more of them would push the charts out of sight."""
LIST_HEIGHT = 240
UNANSWERED = {
    "sentence": "No figure stands in the chosen sentence. It is open in the text below; the "
    "charts and the table show the other choices.",
    "stage": "The chosen pledges state no figure; the charts and the table show the other choices.",
}
EMPTY = "There are no texts yet. Add some {place}."
NO_FIGURE = "No figure was found in these texts."
ADD_ANOTHER = "Add another text {place}: one that states amounts, percentages or counts."
BUTTON, BELOW = "with the button “Add texts” above", "below"
EMPTY_STORE = "The store holds no texts, or cannot be read. Build it and reload this page."


def draw(view: View, title: str, purpose: str, *, popover: bool = True) -> None:
    """Draw the page's title and purpose, the way to add texts, messages, the count and the chips.

    ``title`` and ``purpose`` are our own words; they are not escaped. A page that has ways to add
    texts of its own goes without the ``popover``.
    """
    with st.container(horizontal=True, vertical_alignment="bottom", key="masthead"):
        st.html(
            f'<h1 class="nf-name">{title}</h1><p class="nf-purpose">{purpose}</p>',
            width="stretch",
        )
        if popover:
            key = f"add_{uploads.upload_key()}"
            with st.popover("Add texts", icon=":material/add:", key=key):
                _add(view)
    with st.container(key="messages"):
        for line in view.shelf.failures:
            st.warning(literal(line), icon=":material/warning:")
        arriving.draw(view)
    _standing(view)
    with st.container(key="advice"):
        _advice(view, BUTTON if popover else BELOW)


def _standing(view: View) -> None:
    """Draw "37 of 412 figures" and a button for each thing that is chosen."""
    figures, total = view.counts["figures"], view.totals["figures"]
    of = f" of {count_of(total, 'figure')}" if total else " figures"
    with st.container(horizontal=True, vertical_alignment="center", key="standing"):
        st.html(
            f'<p class="nf-count" role="status" aria-live="polite"><strong>{figures:,}</strong>{of}'
            f" <span>in {count_of(view.counts['documents'], 'text')}</span></p>",
            width="content",
        )
        chips = folded(view.selection.describe(view.tables))
        for chip in chips:
            st.button(
                literal(shortened(chip.label, LONGEST_CHIP)),
                key=f"chip_{chip.facet}_{chip.value}",
                icon=":material/close:",
                icon_position="right",
                on_click=state.drop,
                args=(chip.facet, chip.value),
            )
        if chips:
            st.button("Clear all", key="clear_all", type="tertiary", on_click=state.clear)


def folded(chips: list[Chip]) -> list[Chip]:
    """Return ``chips`` with one that tells the number in place of many of one facet.

    Its value is empty, which stands for all of them.
    """
    times = Counter(chip.facet for chip in chips)
    few = [chip for chip in chips if times[chip.facet] <= MOST_CHIPS]
    many = [
        Chip(facet, "", f"{FACET_TITLES[facet]}: {count} chosen")
        for facet, count in times.items()
        if count > MOST_CHIPS
    ]
    return many + few


def _add(view: View) -> None:
    if view.shelf.fixed:
        st.caption(adding.FIXED)
        return
    adding.files()
    adding.paste()
    _list_added()


def _list_added() -> None:
    """Draw a button for each text of this session that takes it away, in a box where many."""
    added = texts.added()
    with st.container(height=LIST_HEIGHT if len(added) > MOST_CHIPS else "content", border=False):
        for doc_id, tables in added.items():
            title = str(tables.documents["title"].iloc[0]) or doc_id
            st.button(
                f"Remove {literal(shortened(title, LONGEST_CHIP))}",
                key=f"remove_{doc_id}",
                icon=":material/delete:",
                on_click=arriving.remove,
                args=([doc_id],),
            )


def _advice(view: View, place: str) -> None:
    """Say what to do where something that was chosen, or the texts themselves, hold no figure.

    ``place`` says where on the page texts are added.
    """
    for facet in unanswered(view.tables, view.selection):
        st.info(UNANSWERED[facet], icon=":material/info:")
    if view.tables.documents.empty:
        st.info(EMPTY_STORE if view.shelf.fixed else EMPTY.format(place=place))
    elif view.tables.figures.empty:
        more = "" if view.shelf.fixed else f" {ADD_ANOTHER.format(place=place)}"
        st.info(NO_FIGURE + more)
    elif not view.counts["figures"]:
        st.info(_nothing(view))


def none_line(view: View, what: str) -> str:
    """Return the sentence that says why no ``what`` is in view, and what to do.

    Where no figure is in view at all, the page's head has said already what to do.
    """
    told = not view.counts["figures"]
    if view.selection:
        return f"No {what} fits what is chosen.{'' if told else ' Take something out above.'}"
    more = "" if told or view.shelf.fixed else f" Add others {BUTTON}."
    return f"These texts state no {what}.{more}"


def _nothing(view: View) -> str:
    """Say why no figure is in view."""
    chosen = view.tables.figures["doc_id"].isin(view.selection.document)
    if view.selection.document and not chosen.any():
        return (
            "No figure was found in what you chose to read. The text stands below; press "
            "“Clear all” to see the other texts."
        )
    return "No figure fits everything that is chosen. Take something out above."
