"""Show a table of payments, spending, pledges, tariffs or sentences to choose from."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import streamlit as st

from analysis.cuts import base_of, count_of, kept_of
from analysis.labels import country_name, period_words, word
from analysis.lazywords import written
from analysis.packaging import streamed
from analysis.schema import TABLES
from dashboard.evidence import Place
from dashboard.parts import downloads, header, paging
from dashboard.session import state
from dashboard.session.view import View

if TYPE_CHECKING:
    from streamlit.elements.lib.column_types import ColumnConfig

HEIGHT, ROW = 460, 35

WRITERS: dict[str, Callable[[str], str]] = {
    **dict.fromkeys(
        ("iso3", "payer", "recipient", "imposer", "target"),
        lambda code: country_name(code) if code else "",
    ),
    "countries": lambda codes: ", ".join(map(country_name, codes.split(";"))) if codes else "",
    "topics": lambda topics: ", ".join(map(word, topics.split(";"))) if topics else "",
    **dict.fromkeys(("topic", "status", "stage", "state", "qualifier", "role"), word),
    "what": lambda what: what.replace(";", ", "),
    "period": period_words,
}
"""How the cells of a column are written for a reader; other columns stand as they are."""

MOODS = ["polarity", "subjectivity"]
COMMON = {
    "speaker": "Who says so",
    "low": "At least",
    "high": "At most",
    "currency": "Currency",
    "unit": "Unit",
    "period": "Period",
    "qualifier": "Exactness",
    "title": "Text",
}
"""The columns behind those, the widest last: a table may be wider than the page."""
NUMBERS = {"low": "localized", "high": "localized", "polarity": "%+.2f", "subjectivity": "%.2f"}
"""How the columns of numbers are written: amounts in full, for a table is sorted by them."""

WIDTHS = {
    "quote": 200,
    "about": 250,
    "goods": 170,
    "speaker": 140,
    "title": 460,
    "text": 340,
    "driving_words": 150,
    "polarity": 72,
    "subjectivity": 96,
    "low": 136,
    "high": 136,
}
"""Pixels of the columns that would else be cut, or take what they like."""


@dataclass(frozen=True)
class Shown:
    """A table with its heading, what a row is called, and its first columns' titles in order."""

    name: str
    heading: str
    noun: str
    columns: Mapping[str, str] = field(default_factory=dict)

    @property
    def titles(self) -> dict[str, str]:
        """The title of every column that a reader looks at."""
        return {**self.columns, **COMMON}


PAYMENTS = Shown(
    "flows",
    "Payments from one to another",
    "payment from one to another",
    {
        "payer": "Who pays",
        "recipient": "Who receives",
        "quote": "Amount",
        "topic": "What for",
        "status": "How it stands",
    },
)
SPENDING = Shown(
    "spending",
    "Spending, aid, arms and cuts",
    "money for spending, aid, arms or cuts",
    {
        "iso3": "Country",
        "quote": "Amount",
        "topic": "What for",
        "about": "What it measures",
        "status": "How it stands",
        "role": "Its part",
    },
)
PLEDGES = Shown(
    "pledges",
    "Pledges",
    "pledge",
    {"iso3": "Who", "what": "What", "stage": "Stage", "quote": "Quote", "stage_cue": "Words"},
)
TARIFFS = Shown(
    "tariffs",
    "Tariffs",
    "tariff",
    {
        "imposer": "Levied by",
        "target": "Levied on",
        "goods": "Goods",
        "quote": "Rate",
        "state": "State",
        "status": "How it stands",
    },
)
SENTENCES = Shown(
    "sentences",
    "Sentences",
    "sentence",
    {
        "text": "Sentence",
        "polarity": "Mood",
        "subjectivity": "Subjectivity",
        "driving_words": "Words behind it",
        "countries": "Countries",
        "topics": "Topics",
    },
)


def draw(view: View, shown: Shown) -> None:
    """Draw the rows of a view that are chosen, and the buttons that hand them out."""
    count = view.counts[shown.name]
    st.html(f'<h2 class="nf-section">{shown.heading}</h2>')
    if not count:
        st.caption(header.none_line(view, shown.noun))
        return
    mask = kept_of(view.shown, shown.name)
    part = paging.page(
        f"{shown.name}_{sha256(np.packbits(mask).tobytes()).hexdigest()[:12]}", count
    )
    frame: pd.DataFrame = getattr(base_of(view.shown), shown.name)
    rows = written(frame.iloc[np.flatnonzero(mask)[part]])
    key = f"rows_{shown.name}_{_mark(rows)}"
    st.dataframe(
        readable(rows, view.tables.documents, shown),
        key=key,
        height=min(HEIGHT, ROW * (len(rows) + 1) + 3),
        hide_index=True,
        column_config=_columns(shown),
        on_select=lambda: _open_row(key, rows),
        selection_mode="single-row",
        placeholder="",
        alt=f"{shown.heading}; choosing a row opens the text at its sentence",
    )
    with st.container(horizontal=True, key=f"downloads_{shown.name}"):
        handed = streamed(view.shown, shown.name)
        downloads.buttons(shown.name, handed, count_of(view.tables, shown.name))


def readable(rows: pd.DataFrame, documents: pd.DataFrame, shown: Shown) -> pd.DataFrame:
    """Return the columns of a view that a reader looks at, in words, without the empty ones."""
    known = documents[documents["doc_id"].isin(rows["doc_id"].unique())]
    titles = known.set_index("doc_id")["title"]
    named = rows.assign(title=rows["doc_id"].map(titles))
    if "scored" in named:  # a sentence without a word that is known has no mood, not one of 0
        named.loc[~named["scored"].to_numpy(dtype=bool), MOODS] = np.nan
    frame = named[[name for name in shown.titles if name in named]]
    written = {name: frame[name].map(WRITERS[name]) for name in frame if name in WRITERS}
    frame = frame.assign(**written)
    return frame.drop(columns=[name for name in frame if not _filled(frame[name])])


def _filled(column: pd.Series) -> bool:
    return bool((column.notna() & (column.astype("str") != "")).any())


def _columns(shown: Shown) -> "dict[str, ColumnConfig]":
    help_of = {name: text for name, (_, text) in TABLES[shown.name].items()}
    config = {
        name: st.column_config.Column(title, help=help_of.get(name), width=WIDTHS.get(name))
        for name, title in shown.titles.items()
    }
    for name in help_of.keys() & NUMBERS.keys():
        config[name] = st.column_config.NumberColumn(
            shown.titles[name], help=help_of[name], format=NUMBERS[name], width=WIDTHS[name]
        )
    return config


def _mark(rows: pd.DataFrame) -> str:
    """Return a short name of the rows: row numbers mean something else in every set of rows."""
    names = rows["doc_id"] + "@" + rows["start"].astype("str")
    return sha256("\n".join(names).encode()).hexdigest()[:12]


def _open_row(key: str, rows: pd.DataFrame) -> None:
    chosen = st.session_state[key].selection.rows
    if chosen:
        row = rows.iloc[chosen[0]]
        figure_id = row.get("figure_id")
        figure_id = figure_id if isinstance(figure_id, str) else ""
        state.open_place(Place(str(row["doc_id"]), int(row["sentence"]), figure_id))
