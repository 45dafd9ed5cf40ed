"""Draw what becomes of texts on their way in: how far they are, what is asked, what went wrong."""

import html

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from analysis.schema import Tables
from dashboard.charts.chart import count_of
from dashboard.markup import literal, shortened
from dashboard.parts.texts import mapping, taking
from dashboard.session import saving, state, texts, uploads
from dashboard.session.columns import asked
from dashboard.session.texts import Shelf
from dashboard.session.uploads import Reading
from dashboard.session.view import View

LONGEST_TITLE = 60
MANY_LINES, LINES_HEIGHT = 8, 240
"""Lines of what could not be read that are shown at once, and pixels of the box for more."""
ICONS = {"good": ":material/check:", "odd": ":material/warning:", "bad": ":material/error:"}
_BAR = "reading_bar"


def show(arrival: Reading | None, tables: Tables) -> None:
    """Choose the texts that have just arrived, or what the saved session had chosen.

    Must run before the widgets are drawn.
    """
    if arrival is None:
        return
    opened = saving.take_arrived(taking.EXTRAS, saving.Arrived(arrival.names, tables))
    shown = [doc_id for doc_id in dict.fromkeys(arrival.shown) if doc_id in tables.texts]
    if shown and not opened:
        state.show_only(shown)


def go_on(shelf: Shelf) -> None:
    """Read what still waits, one text after the other; then run the page again.

    Must be the last thing of a run: whatever the reader does breaks it off.
    """
    bar: DeltaGenerator | None = st.session_state.pop(_BAR, None)
    held = uploads.reading()
    if held is None:
        return
    while held.waiting:
        uploads.step(held, shelf)
        if bar is not None:
            bar.progress(*_standing(held))
    st.rerun()


def draw(view: View) -> None:
    """Draw everything that is to be said of texts on their way in or out."""
    held = uploads.reading()
    if held is not None:
        with st.container(key="reading"):
            st.session_state[_BAR] = st.progress(*_standing(held))
            st.button("Stop and keep what was read", key="stop_reading", on_click=uploads.stop)
    for table in asked():
        mapping.draw(table)
    _failures()
    _removed(view)
    for notice in texts.take_notices():
        {"good": st.success, "odd": st.warning, "bad": st.error}[notice.kind](
            literal(notice.line), icon=ICONS[notice.kind]
        )


def _standing(held: Reading) -> tuple[float, str]:
    """Return which share is read, and the words for it."""
    left = len(held.waiting)
    share = held.done / max(held.done + left, 1)
    return share, f"Reading: {count_of(held.done, 'text')} read, {left:,} to go"


def _failures() -> None:
    """Draw a line for each file that could not be read, until they are dismissed."""
    found = uploads.failures()
    if not found:
        return
    named = (f"{shortened(failure.name, LONGEST_TITLE)}: {failure.reason}" for failure in found)
    lines = "\n".join(f"- {literal(line)}" for line in named)
    with st.container(key="failures"):
        with st.container(height=LINES_HEIGHT if len(found) > MANY_LINES else "content"):
            st.error(
                f"**Not everything could be read.** What could be is here.\n\n{lines}",
                icon=ICONS["bad"],
            )
        st.button("Dismiss", key="dismiss_failures", on_click=uploads.dismiss)


def _removed(view: View) -> None:
    """Draw what was taken away last, and the way to have it back."""
    removal = texts.removed()
    if removal is None:
        return
    (first, tables), *rest = removal.texts.items()
    title = shortened(texts.title_of(first, tables), LONGEST_TITLE)
    what = f"{len(rest) + 1:,} texts were" if rest else f"“{title}” was"
    with st.container(horizontal=True, vertical_alignment="center", key="removed"):
        st.html(
            f'<p class="nf-removed" role="status">{html.escape(what)} removed.</p>',
            width="content",
        )
        st.button(
            "Undo",
            key="undo_removal",
            icon=":material/undo:",
            on_click=texts.put_back,
            args=(view.shelf,),
        )
        st.button("Dismiss", key="dismiss_removal", type="tertiary", on_click=texts.forget_removal)


def remove(doc_ids: list[str]) -> None:
    """Take away texts of this session, from what is chosen too."""
    texts.remove(doc_ids)
    state.forget(doc_ids)
