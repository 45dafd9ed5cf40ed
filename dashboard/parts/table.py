"""Show the figures in view as a table; choosing a row opens the text at its sentence."""

import hashlib
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from analysis.labels import country_name, period_words, word
from analysis.lazywords import written
from analysis.model import REVIEWS
from analysis.schema import CONVERSION, FIGURES, REVIEW
from dashboard.evidence import Place
from dashboard.figurelist import FigureList
from dashboard.parts import downloads, paging
from dashboard.session import state
from dashboard.session.view import View

if TYPE_CHECKING:
    from streamlit.elements.lib.column_types import ColumnConfig

TITLES = {
    "quote": "Figure",
    "about": "What it measures",
    "countries": "Countries",
    "topic": "Topic",
    "status": "How it stands",
    "speaker": "Who says so",
    "title": "Text",
    "review": "Review",
    "review_corrections": "Corrected",
    "review_note": "Reviewer's note",
    "low": "At least",
    "high": "At most",
    "currency": "Currency",
    "converted_low": "Converted, at least",
    "converted_high": "Converted, at most",
    "converted_currency": "Converted to",
    "rate": "Rate",
    "rate_date": "Rate of",
    "rate_note": "Note on the rate",
    "unit": "Unit",
    "period": "Period",
    "change": "Change",
    "qualifier": "Exactness",
    "published": "Published",
    "confidence": "Confidence",
}
WIDTHS = {
    "quote": 146,
    "about": 116,
    "countries": 104,
    "topic": 76,
    "status": 88,
    "speaker": 120,
    "title": 200,
}
"""Pixels of the columns that come first, of which five fit beside the text."""
HEIGHT = 620


def draw(view: View, figures: FigureList) -> None:
    """Draw the table of the figures in view, and the buttons that hand it out."""
    st.html('<h2 class="nf-section">Figures</h2>')
    if not len(figures):
        st.caption("No figure is in view.")
        return
    rows = paging.page(f"figures_{figures.mark}", len(figures))
    page = figures.part(rows.start, rows.stop)
    key = f"figures_{_mark(page)}"
    st.dataframe(
        readable(page),
        key=key,
        height=min(HEIGHT, 35 * (len(page) + 1) + 3),
        hide_index=True,
        column_config=_columns(),
        on_select=lambda: _open_row(key, page),
        selection_mode="single-row",
        alt="The figures in view; choosing a row opens the text at its sentence",
    )
    downloads.links(view, "figures")


def readable(figures: pd.DataFrame) -> pd.DataFrame:
    """Return the columns that a reader looks at, in words, without those that are empty."""
    names = {
        joined: ", ".join(map(country_name, joined.split(";"))) if joined else ""
        for joined in figures["countries"].unique()
    }
    figures = written(figures[[name for name in TITLES if name in figures]])
    frame = figures.assign(
        countries=figures["countries"].map(names),
        period=figures["period"].map(period_words),
        status=figures["status"].map(word),
        topic=figures["topic"].map(word),
        qualifier=figures["qualifier"].map(word),
    )
    if "review" in frame:
        frame = frame.assign(review=frame["review"].replace(REVIEWS[0], ""))
    empty = [name for name in frame if not _filled(frame[name]).any()]
    return frame.drop(columns=empty)


def _filled(column: pd.Series) -> pd.Series:
    return column.notna() & (column != "") if column.dtype == "str" else column.notna()


def _columns() -> "dict[str, ColumnConfig]":
    told = {name: text for name, (_, text) in (FIGURES | CONVERSION | REVIEW).items()}
    help_of = {**told, "title": "", "published": ""}
    config = {
        name: st.column_config.Column(title, help=help_of[name] or None, width=WIDTHS.get(name))
        for name, title in TITLES.items()
    }
    for name in ("low", "high", "converted_low", "converted_high"):
        config[name] = st.column_config.NumberColumn(
            TITLES[name], help=help_of[name], format="compact"
        )
    config["confidence"] = st.column_config.NumberColumn(
        TITLES["confidence"], help=help_of["confidence"], format="percent"
    )
    config["published"] = st.column_config.DateColumn(TITLES["published"])
    config["rate_date"] = st.column_config.DateColumn(
        TITLES["rate_date"], help=help_of["rate_date"]
    )
    return config


def _mark(figures: pd.DataFrame) -> str:
    """Return a short name of the rows: row numbers mean something else in every set of rows."""
    return hashlib.sha256("\n".join(figures["figure_id"]).encode()).hexdigest()[:12]


def _open_row(key: str, figures: pd.DataFrame) -> None:
    rows = st.session_state[key].selection.rows
    if rows:
        row = figures.iloc[rows[0]]
        place = Place(str(row["doc_id"]), int(row["sentence"]), str(row["figure_id"]))
        state.open_place(place)
