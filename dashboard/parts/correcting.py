"""Draw the form in which a reviewer corrects a figure, with the widget that fits each column."""

from collections.abc import Callable
from datetime import date

import streamlit as st

from analysis.labels import country_name
from analysis.reviewing import Correction, correct
from analysis.reviewing.correcting import AMOUNTS, Cells
from analysis.reviewing.fields import (
    COUNTRIES,
    DAY,
    FIELDS,
    FLAG,
    LIST,
    LONGEST,
    OPEN_LIST,
    Cell,
    choices,
    in_words,
    written_number,
)
from dashboard.markup import literal

Corrections = tuple[Correction, ...]
_FAULTS = "correction_faults"
EARLIEST, LATEST = "1800-01-01", "2200-12-31"
SAME = "Nothing differs from what was read. Press “Accept” if that is right."


def draw(
    figure_id: str,
    as_read: Cells,
    before: Cells,
    take: Callable[[Corrections], None],
    close: Callable[[], None],
) -> None:
    """Draw the form for a figure; ``take`` gets the corrections once they hold together.

    ``before`` is what the form begins with. A form with a fault stays open as it was filled in.
    """
    faults: tuple[str, tuple[str, ...]] | None = st.session_state.get(_FAULTS)
    for fault in faults[1] if faults and faults[0] == figure_id else ():
        st.error(literal(fault), icon=":material/error:")
    with st.form(f"correction_{figure_id}"):
        sides = st.columns(2)
        for number, name in enumerate(FIELDS):
            with sides[number % 2]:
                _widget(name, figure_id, before[name], as_read[name])
        with st.container(horizontal=True):
            st.form_submit_button(
                "Keep the correction",
                type="primary",
                on_click=_submit,
                args=(figure_id, as_read, before, take),
            )
            st.form_submit_button("Cancel", shortcut="Esc", on_click=_cancel, args=(close,))


def _key(figure_id: str, name: str) -> str:
    return f"field_{name}_{figure_id}"


def _submit(
    figure_id: str, as_read: Cells, before: Cells, take: Callable[[Corrections], None]
) -> None:
    entered = {name: _entered(name, st.session_state[_key(figure_id, name)]) for name in FIELDS}
    found = correct(as_read, before, entered)
    faults = found.faults or (() if found.corrections else (SAME,))
    st.session_state[_FAULTS] = figure_id, faults
    if not faults:
        take(found.corrections)


def _cancel(close: Callable[[], None]) -> None:
    st.session_state.pop(_FAULTS, None)
    close()


def _entered(name: str, value: object) -> object:
    """Return what a widget holds as ``correct`` takes it."""
    if FIELDS[name].takes == COUNTRIES and isinstance(value, list):
        return ";".join(value)
    return value if value is not None or FIELDS[name].takes == DAY else ""


def _widget(name: str, figure_id: str, before: Cell, as_read: Cell) -> None:
    field, key = FIELDS[name], _key(figure_id, name)
    told = literal(f"As read: {in_words(name, as_read)}")
    if field.takes in (LIST, OPEN_LIST):
        listed = list(dict.fromkeys((*choices(name), str(before))))
        st.selectbox(
            field.title,
            listed,
            index=listed.index(str(before)),
            format_func=lambda value: in_words(name, value),
            accept_new_options=field.takes == OPEN_LIST,
            key=key,
            help=told,
        )
    elif field.takes == COUNTRIES:
        codes = [code for code in str(before).split(";") if code]
        st.multiselect(
            field.title,
            list(dict.fromkeys((*choices(name), *codes))),
            default=codes,
            format_func=country_name,
            key=key,
            help=told,
        )
    elif field.takes == DAY:
        day = date.fromisoformat(str(before)) if before else None
        st.date_input(field.title, day, min_value=EARLIEST, max_value=LATEST, key=key, help=told)
    elif field.takes == FLAG:
        st.checkbox(field.title, bool(before), key=key, help=told)
    else:
        amount = name in AMOUNTS
        shown = written_number(before if isinstance(before, float) else None)
        st.text_input(
            field.title,
            shown if amount else str(before),
            max_chars=LONGEST,
            placeholder="1,200 or 1.2 bn" if amount else "",
            key=key,
            help=told,
        )
