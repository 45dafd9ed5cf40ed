"""Show long tables a page at a time: the browser gets the rows that are looked at."""

import streamlit as st

ROWS = 1_000
"""Rows of a page; a table with no more of them looks as if there were no pages."""


def page(key: str, total: int) -> slice:
    """Draw which rows are shown and the way to the others, where there are many; return them.

    ``key`` names the rows: with another key the first page is open.
    """
    if total <= ROWS:
        return slice(0, total)
    with st.container(
        horizontal=True, vertical_alignment="center", key=f"pages_{key}", gap="small"
    ):
        number = st.pagination(-(-total // ROWS), key=f"page_{key}")
        rows = slice((number - 1) * ROWS, min(number * ROWS, total))
        st.caption(standing_line(rows, total))
    return rows


def standing_line(rows: slice, total: int) -> str:
    """Return which rows of how many are shown.

    >>> standing_line(slice(1000, 2000), 100_324)
    'Rows 1,001 to 2,000 of 100,324'
    """
    return f"Rows {rows.start + 1:,} to {rows.stop:,} of {total:,}"
