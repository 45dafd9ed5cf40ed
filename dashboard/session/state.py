"""Keep the selection in the sidebar's widgets: what is chosen is what they and the URL say."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import NoReturn

import streamlit as st

from analysis.exchange import targets
from analysis.schema import Tables
from analysis.selection import FACETS, Selection, options
from dashboard.charts import picked
from dashboard.evidence import Place, place_of_figure
from dashboard.session.texts import notify

FIRST_DAY, LAST_DAY = date(1800, 1, 1), date(2200, 12, 31)
"""Days of publication that can be chosen or written."""
LONGEST_VALUE = 1_000
"""Characters of one thing that a saved session may choose."""

_OPEN, _SURPRISED = "open_place", "surprised"
_DETAILS = ("since", "until", "search", "main_only")
_WIDGETS = (*FACETS, *_DETAILS, "money")
"""Keys of the sidebar's widgets, which are their names in the address too."""
MOST_PICKED = 150
"""Marks that one choice may hold: the address of the page names each of them."""
TOO_MANY = (
    f"That frame holds more than {MOST_PICKED} marks, which no link could hold. Draw a "
    "smaller one, or choose countries and topics first."
)

Marked = Mapping[str, tuple[str, ...]]


def current() -> Selection:
    """Return the selection that the sidebar's widgets hold."""
    state = st.session_state
    chosen = {facet: tuple(state.get(facet) or ()) for facet in FACETS}
    return Selection(
        **chosen,
        since=_day(state.get("since")),
        until=_day(state.get("until")),
        search=str(state.get("search") or "").strip(),
        main_only=bool(state.get("main_only")),
    )


def foreseen() -> Selection | None:
    """Return what the sidebar's widgets will hold, or ``None`` where only drawing them can tell.

    What the address says of a widget that the session does not hold is for the widget to read: in
    a new session, and after a step back in the browser's history.
    """
    state = st.session_state
    told = all(name in state for name in _WIDGETS if name in st.query_params)
    known = told and not state.pop(_SURPRISED, False)
    return current() if known else None


def begin_anew() -> NoReturn:
    """Run the script once more, the sidebar first: it says otherwise than was foreseen."""
    st.session_state[_SURPRISED] = True
    st.rerun()


def scale() -> str:
    """Return the currency that amounts are to be shown in, or "" for that of the text."""
    return str(st.session_state.get("money") or "")


def _day(value: object) -> date | None:
    return value if isinstance(value, date) else None


def write(selection: Selection) -> None:
    """Set the widgets to ``selection``; only callbacks may, for they run before the widgets."""
    for facet in FACETS:
        st.session_state[facet] = list(getattr(selection, facet))
    for name in _DETAILS:
        st.session_state[name] = getattr(selection, name)


def clear(*names: str) -> None:
    """Take these facets out of the selection, or everything if none is named."""
    write(current().without(*names) if names else Selection())


def drop(facet: str, value: str) -> None:
    """Take one value out of the selection, or all of the facet's where ``value`` is empty."""
    selection = current()
    one = value and facet in FACETS
    write(selection.toggle({facet: (value,)}) if one else selection.without(facet))


def pick(marks: list[object], tables: Tables) -> None:
    """Take the marks that were clicked or framed into the selection, or out of it."""
    marked = _together([picked(mark) for mark in marks])
    if not marked:
        return
    if any(len(values) > MOST_PICKED for values in marked.values()):
        notify("odd", TOO_MANY)
        return
    selection = current().toggle(marked)
    write(selection)
    _open_last(marked, selection, tables)


def _together(parts: list[Marked]) -> dict[str, tuple[str, ...]]:
    """Return the values of all parts by facet, each once."""
    result: dict[str, dict[str, None]] = {}
    for part in parts:
        for facet, values in part.items():
            result.setdefault(facet, {}).update(dict.fromkeys(values))
    return {facet: tuple(values) for facet, values in result.items()}


def _open_last(marked: Marked, selection: Selection, tables: Tables) -> None:
    """Open the reader at a figure or sentence that was just chosen."""
    figures = [name for name in marked.get("figure", ()) if name in selection.figure]
    sentences = [name for name in marked.get("sentence", ()) if name in selection.sentence]
    if figures:
        open_place(place_of_figure(tables, figures[-1]))
    elif sentences:
        open_place(place_of_sentence(sentences[-1]))


def place_of_sentence(name: str) -> Place:
    """Return the place that a value of the facet ``sentence`` names.

    >>> place_of_sentence("speech:3")
    Place(doc_id='speech', sentence=3, figure_id='')
    """
    doc_id, _, number = name.rpartition(":")
    return Place(doc_id, int(number))


def open_place(place: Place | None) -> None:
    """Open the reader at ``place``; ``None`` leaves it to the page what is shown."""
    st.session_state[_OPEN] = place


def opened() -> Place | None:
    """Return the place that the reader was opened at last."""
    place: Place | None = st.session_state.get(_OPEN)
    return place


def forget(doc_ids: Iterable[str]) -> None:
    """Take texts out of the selection, with the figures and sentences in them."""
    gone, selection = set(doc_ids), current()
    write(
        replace(
            selection,
            document=tuple(name for name in selection.document if name not in gone),
            figure=tuple(name for name in selection.figure if name.rpartition("@")[0] not in gone),
            sentence=tuple(
                name for name in selection.sentence if name.rpartition(":")[0] not in gone
            ),
        )
    )
    place = opened()
    if place is not None and place.doc_id in gone:
        open_place(None)


def saved() -> dict[str, list[str]]:
    """Return the selection as parameters of an address, and the currency chosen for amounts."""
    money = {"money": [scale()]} if scale() else {}
    return {**current().to_query(), **money}


def restore(parameters: object, names: Mapping[str, str], tables: Tables) -> None:
    """Choose what ``parameters`` of a saved session say, as far as ``tables`` hold it.

    ``names`` are the texts that are called otherwise here than there.
    """
    query = {
        name: [value for value in values if isinstance(value, str) and len(value) <= LONGEST_VALUE]
        for name, values in (parameters.items() if isinstance(parameters, dict) else ())
        if isinstance(values, list)
    }
    query["document"] = [names.get(value, value) for value in query.get("document", [])]
    for facet, mark in (("figure", "@"), ("sentence", ":")):
        query[facet] = [_moved(value, mark, names) for value in query.get(facet, [])]
    selection = Selection.from_query(query, options(tables))
    days = {name: getattr(selection, name) for name in ("since", "until")}
    beyond = [name for name, day in days.items() if day and not FIRST_DAY <= day <= LAST_DAY]
    write(selection.without(*beyond))
    money = next(iter(query.get("money", [])), "")
    st.session_state["money"] = money if money in targets() else ""


def _moved(value: str, mark: str, names: Mapping[str, str]) -> str:
    """Return a figure or sentence as it is called here.

    >>> _moved("speech@12", "@", {"speech": "speech-2"})
    'speech-2@12'
    """
    doc_id, _, place = value.rpartition(mark)
    return f"{names.get(doc_id, doc_id)}{mark}{place}"


def show_only(doc_ids: list[str]) -> None:
    """Choose these texts and nothing else, and open the first of them."""
    write(Selection(document=tuple(doc_ids)))
    open_place(None)
