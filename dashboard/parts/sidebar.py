"""Draw one widget for everything that can be chosen; each is bound to the page's address."""

import weakref
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
import streamlit as st

from analysis.exchange import source, targets
from analysis.labels import FACET_TITLES
from analysis.model import REVIEWS
from analysis.positions import places_of
from analysis.schema import Tables
from analysis.selection import TEXT_ITSELF, Selection, label, options, sentence_names
from dashboard.charts.chart import listing
from dashboard.charts.wording import titles_of
from dashboard.markup import shortened
from dashboard.session import state, texts

HELP = {
    "status": "Whether the text states it as done, planned, promised, claimed, denied…",
    "stage": "How far a pledge of troops, arms or help has come.",
    "pair": "Who pays whom, and who levies tariffs on whom.",
}
SINGLE = ("figure", "sentence")
MOST = 1_500
"""Single figures or sentences that are listed; of more, only those in view can be picked."""
LONGEST_LABEL = 70
MOST_LOST = 3
"""Things asked for in vain that a message names; it counts the others."""
_LISTS, _GREETED = "sidebar_lists", "greeted"


@dataclass(frozen=True)
class Lists:
    """What can be picked in ``tables``: values by facet, and a label for each value.

    Single figures and sentences are too many to be listed, and so may texts be: facets that have
    no values here; see ``_offered``. Of more than MOST speakers those are listed who say most, of
    more than MOST pairs those with most figures, of more than MOST texts the ``newest`` with their
    labels.
    """

    tables: Tables
    values: dict[str, tuple[str, ...]]
    labels: dict[str, dict[str, str]]
    newest: dict[str, str] = field(default_factory=dict)


def draw(tables: Tables) -> Selection:
    """Draw the widgets over ``tables`` and return what they say."""
    lists = _lists(tables)
    _greet(lists)
    with st.sidebar:
        for facet, title in FACET_TITLES.items():
            if facet in lists.values:
                _choice(facet, title, lists.values[facet], lists.labels[facet])
            elif facet == "document":
                labels = _offered(facet, tables, MOST)
                _choice(facet, title, [*labels], labels)
        _days()
        st.text_input(
            "Words in the sentence",
            key="search",
            type="search",
            placeholder="billion, troops…",
            bind="query-params",
        )
        _scale()
        single = st.expander("Single figures and sentences", key="single", on_change="rerun")
        with single:
            for facet in SINGLE:
                labels = _offered(facet, tables, MOST if single.open else 0)
                _choice(facet, FACET_TITLES[facet], [*labels], labels)
            st.toggle(
                "Main countries only",
                key="main_only",
                help="Count a figure under its main country alone, not under each it names.",
                bind="query-params",
            )
    return state.current()


def text_labels(tables: Tables, named: Iterable[str] = ()) -> dict[str, str]:
    """Return what each text of ``tables`` is called wherever one is picked, the newest first.

    Of more than MOST texts those are the newest, and those that are ``named``.
    """
    lists = _lists(tables)
    if lists.newest:
        return lists.newest | _offered_texts(tables.documents, set(named))
    return {doc_id: lists.labels["document"][doc_id] for doc_id in lists.values["document"]}


def _greet(lists: Lists) -> None:
    """Say once a session what its address asks for in vain, before the widgets drop it."""
    if st.session_state.setdefault(_GREETED, False):
        return
    st.session_state[_GREETED] = True
    asked = {facet: st.query_params.get_all(facet) for facet in FACET_TITLES}
    lists_none = (facet for facet in FACET_TITLES if facet not in lists.values)
    single = {facet: _offered(facet, lists.tables, 0) for facet in lists_none}
    line = unknown_line(asked, {**lists.labels, **single})
    if line:
        texts.notify("odd", line)


def unknown_line(asked: Mapping[str, Sequence[str]], labels: Mapping[str, dict[str, str]]) -> str:
    """Return what to say of the values ``asked`` for that no label names, or nothing.

    >>> unknown_line({"country": ["Peru"]}, {"country": {"FRA": "France"}})
    'This link asks for Country: Peru, which these texts do not hold.'
    >>> unknown_line({"country": ["France"]}, {"country": {"FRA": "France"}})
    ''
    >>> unknown_line({"country": [*"abcde"]}, {"country": {}}).partition(", which")[0]
    'This link asks for Country: a, Country: b, Country: c and 2 more'
    """
    lost = [
        f"{FACET_TITLES[facet]}: {shortened(value, LONGEST_LABEL)}"
        for facet, values in asked.items()
        for value in values
        if value not in labels[facet].values()
    ]
    if not lost:
        return ""
    told = lost[:MOST_LOST]
    more = len(lost) - len(told)
    told += [f"{more:,} more"] if more else []
    own = (
        " Texts that you add stay in the tab that you add them in." if asked.get("document") else ""
    )
    return f"This link asks for {listing(told)}, which these texts do not hold.{own}"


def _lists(tables: Tables) -> Lists:
    """Return the lists of ``tables``, worked out once as long as these are the same."""
    kept: Lists | None = st.session_state.get(_LISTS)
    if kept is None or kept.tables is not tables:
        kept = _SHARED.get(id(tables))
        if kept is None or kept.tables is not tables:
            kept = _SHARED[id(tables)] = lists_of(tables)
        st.session_state[_LISTS] = kept
    return kept


_SHARED: "weakref.WeakValueDictionary[int, Lists]" = weakref.WeakValueDictionary()
"""The lists that sessions hold, so that those who look at the same tables share them."""


def lists_of(tables: Tables) -> Lists:
    """Return what can be picked in ``tables``."""
    values = options(tables) | {"review": REVIEWS}  # also what nobody decided yet
    newest = {}
    if len(values["document"]) > MOST:
        del values["document"]
        newest = _named_texts(_newest(tables.documents))
    values["pair"] = values["pair"][:MOST]
    if len(values["speaker"]) > MOST:
        values["speaker"] = _loudest(tables.figures["speaker"], values["speaker"])
    labels = {facet: _labels(facet, found, tables) for facet, found in values.items()}
    return Lists(tables, values, labels, newest)


def _loudest(column: "pd.Series[str]", names: tuple[str, ...]) -> tuple[str, ...]:
    """Return the MOST names that occur most often, in their order."""
    kept = {name or TEXT_ITSELF for name in column.value_counts().head(MOST).index}
    return tuple(name for name in names if name in kept)


def _choice(facet: str, title: str, values: Sequence[str], labels: dict[str, str]) -> None:
    st.multiselect(
        title,
        list(values),
        format_func=lambda value: labels.get(value, value),
        key=facet,
        help=HELP.get(facet),
        placeholder="All",
        select_all=False,
        bind="query-params",
    )


def _labels(facet: str, values: Sequence[str], tables: Tables) -> dict[str, str]:
    """Return a label for each value, none of which occurs twice."""
    if facet == "document":
        return _distinct(_titles(tables))
    return _distinct({value: label(facet, value) for value in values})


def _titles(tables: Tables) -> dict[str, str]:
    documents = tables.documents
    titles = zip(documents["doc_id"], documents["title"], strict=True)
    return {name: title or name for name, title in titles}


def _distinct(labels: dict[str, str]) -> dict[str, str]:
    """Return ``labels`` in one line each, with the value behind those that occur twice.

    >>> _distinct({"a": "Budget", "b": "Budget", "c": "Talks"})
    {'a': 'Budget · a', 'b': 'Budget · b', 'c': 'Talks'}
    """
    short = {value: shortened(text, LONGEST_LABEL) for value, text in labels.items()}
    times = Counter(short.values())
    return {
        value: f"{text} · {value}" if times[text] > 1 else text for value, text in short.items()
    }


def _offered(facet: str, tables: Tables, most: int) -> dict[str, str]:
    """Return labels of what is chosen of a facet of SINGLE, and of its first ``most`` values.

    A folded list offers no more than what is chosen, or every click would send all of it anew.
    """
    named = {*(st.session_state.get(facet) or ()), *in_address(facet)}
    if facet == "document":
        return _offered_texts(tables.documents, named) | (_lists(tables).newest if most else {})
    if not named and not most:
        return {}
    frame = tables.figures if facet == "figure" else tables.sentences
    if not named:
        mask = np.zeros(len(frame), dtype=bool)
    elif facet == "figure":
        mask = places_of(tables).figures_named(named)
    else:
        mask = places_of(tables).sentences_named(tuple(named))
    mask[:most] = True
    rows = frame.iloc[np.flatnonzero(mask)]
    if facet == "figure":
        words = zip(rows["figure_id"], rows["quote"], strict=True)
        return {name: f"{shortened(quote, LONGEST_LABEL)} · {name}" for name, quote in words}
    titles = titles_of(tables.documents, rows["doc_id"])
    places = zip(sentence_names(rows), rows["doc_id"], rows["sentence"], strict=True)
    return {
        name: f"Sentence {number + 1} of {shortened(titles[doc_id], LONGEST_LABEL)} · {name}"
        for name, doc_id, number in places
    }


def _newest(documents: pd.DataFrame) -> pd.DataFrame:
    return documents.sort_values("published", ascending=False, kind="stable").head(MOST)


def _offered_texts(documents: pd.DataFrame, named: set[str]) -> dict[str, str]:
    """Return labels of the texts that are ``named``."""
    if not named:
        return {}
    return _named_texts(documents[documents["doc_id"].isin(named)])


def _named_texts(rows: pd.DataFrame) -> dict[str, str]:
    words = zip(rows["doc_id"], rows["title"], strict=True)
    return {name: f"{shortened(title or name, LONGEST_LABEL)} · {name}" for name, title in words}


def in_address(facet: str) -> list[str]:
    """Return the names at the end of the labels that the page's address has of a facet."""
    return [value.rpartition(" · ")[2] for value in st.query_params.get_all(facet)]


def _scale() -> None:
    """Draw the choice of a currency for amounts; it changes how they are shown, not which."""
    names = {"": "As written", **{code: f"In {name}" for code, name in targets().items()}}
    st.radio(
        "Amounts of money",
        list(names),
        format_func=lambda code: names[code],
        key="money",
        help=f"Other currencies at the rate of the day of each text ({source()}). Amounts without "
        "a rate stay as written.",
        bind="query-params",
    )


def _days() -> None:
    left, right = st.columns(2)
    for place, name, title in ((left, "since", "From"), (right, "until", "To")):
        place.date_input(
            title,
            value=None,
            min_value=state.FIRST_DAY,
            max_value=state.LAST_DAY,
            key=name,
            format="YYYY-MM-DD",
            bind="query-params",
        )
