"""Show the figures in view as a table; choosing a row opens the text at its sentence."""

import hashlib
from collections.abc import Callable
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from analysis.labels import country_name, period_words, word
from analysis.lazywords import STORED
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
    "quote": 136,
    "about": 136,
    "countries": 152,
    "topic": 76,
    "status": 98,
    "speaker": 140,
    "title": 460,
}
"""Pixels of the columns that come first, of which five fit beside the text."""
HEIGHT = 620

WRITERS: dict[str, Callable[[str], str]] = {
    "countries": lambda codes: ", ".join(map(country_name, codes.split(";"))) if codes else "",
    "period": period_words,
    "status": word,
    "topic": word,
    "qualifier": word,
    "review": lambda review: "" if review == REVIEWS[0] else review,
}
"""How the cells of a column are written for a reader; other columns stand as they are."""


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
        placeholder="",
        alt="The figures in view; choosing a row opens the text at its sentence",
    )
    downloads.links(view, "figures")


def readable(figures: pd.DataFrame) -> pd.DataFrame:
    """Return the columns that a reader looks at, in words, without those that are empty."""
    told = {name: _told(name, figures[name]) for name in TITLES if name in figures}
    cells = {name: column for name, column in told.items() if column is not None}
    return pd.DataFrame(cells, index=figures.index)


def _told(name: str, column: pd.Series) -> pd.Series | None:
    """Return a column as a reader reads it; ``None`` where nothing stands in it."""
    if not isinstance(column.dtype, (*STORED, pd.StringDtype)):
        return column if column.notna().any() else None
    cells = column.tolist()
    write = WRITERS.get(name, str)
    words = {cell: write(cell) for cell in set(cells) if isinstance(cell, str)}
    if not any(words.values()):
        return None
    return pd.Series([words.get(cell) for cell in cells], column.index, dtype="str")


def _columns() -> "dict[str, ColumnConfig]":
    told = {name: text for name, (_, text) in (FIGURES | CONVERSION | REVIEW).items()}
    help_of = {**told, "title": "", "published": ""}
    config = {
        name: st.column_config.Column(title, help=help_of[name] or None, width=WIDTHS.get(name))
        for name, title in TITLES.items()
    }
    for name in ("low", "high", "converted_low", "converted_high"):
        config[name] = st.column_config.NumberColumn(
            TITLES[name], help=help_of[name], format="localized"
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
