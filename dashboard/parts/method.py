"""Show how each column is read, how often that is right, and what each column means."""

import pandas as pd
import streamlit as st

from analysis.schema import TABLES, Columns
from dashboard.guide import Section, guide
from dashboard.markup import html_table

READ, RIGHT, COLUMNS = "How it is read", "How often it is right", "Every column"
FIRST = ("How sure it is", "Before you print a number")
"""Sections of the guide that are open from the start."""


def draw() -> None:
    """Draw the three views of the method; only the one that is open is built."""
    choices = [READ, RIGHT, COLUMNS] if guide("method.md") else [COLUMNS]
    view = st.segmented_control(
        "What to show",
        choices,
        default=choices[0],
        key="method",
        required=True,
        bind="query-params",
    )
    if view == READ:
        _read()
    elif view == RIGHT:
        _right()
    else:
        _columns()


def _read() -> None:
    for section in guide("method.md"):
        if section.title in FIRST:
            _open(section)
        else:
            with st.expander(section.title):
                _text(section)


def _right() -> None:
    for section in guide("accuracy.md"):
        _open(section)


def _open(section: Section) -> None:
    st.html(f'<h2 class="nf-section">{section.title}</h2>')
    _text(section)


def _text(section: Section) -> None:
    with st.container(key=f"guide_{section.title.lower().replace(' ', '_')}"):
        st.markdown(section.text)


def _columns() -> None:
    for name, columns in TABLES.items():
        st.html(f'<h2 class="nf-section">{name}</h2>{html_table(_told(columns), name, limit=99)}')


def _told(columns: Columns) -> pd.DataFrame:
    rows = [(name, dtype, told) for name, (dtype, told) in columns.items()]
    return pd.DataFrame(rows, columns=["Column", "Type", "What it says"])
