"""Ask which columns of a table that was dropped hold what."""

import html

import pandas as pd
import streamlit as st

from analysis.documents import PARTS
from dashboard.charts.chart import count_of
from dashboard.markup import html_table, shortened
from dashboard.session import columns, uploads
from dashboard.session.columns import Asked

TITLES = {
    "text": "Text of the article",
    "title": "Title",
    "date": "Date",
    "source": "Publisher",
    "url": "Address (URL)",
    "id": "Name of the row",
}
A_ROW = 3
"""Choices that stand side by side."""
MOST_COLUMNS, LONGEST_CELL, LONGEST_NAME = 8, 140, 60


def draw(table: Asked) -> None:
    """Draw the choice of columns of ``table`` with its first rows, and the button that reads it."""
    with st.container(border=True, key=f"mapping_{table.number}"):
        name = html.escape(shortened(table.name, LONGEST_NAME))
        st.html(
            f'<h2 class="nf-section nf-first">Which columns of {name} hold what?</h2>'
            f'<p class="nf-entry">{count_of(table.rows, "row")}, '
            f"{count_of(len(table.header), 'column')}. An article is expected in each row.</p>"
        )
        chosen: dict[str, str] = {}
        for start in range(0, len(PARTS), A_ROW):
            parts = PARTS[start : start + A_ROW]
            for place, part in zip(st.columns(A_ROW), parts, strict=False):
                with place:
                    chosen[part] = _choice(table, part)
        st.html(html_table(preview(table, chosen), _caption(table), limit=columns.PREVIEWED))
        _buttons(table, chosen)


def _choice(table: Asked, part: str) -> str:
    """Draw the choice of the column that holds ``part``; return it, or "" for none."""
    names = list(table.header) if part == "text" else ["", *table.header]
    proposed = getattr(table.proposed, part) if table.proposed else ""
    chosen = st.selectbox(
        TITLES[part],
        names,
        index=names.index(proposed) if proposed in names else None if part == "text" else 0,
        format_func=lambda name: shortened(name, LONGEST_NAME) or "not in this table",
        key=f"mapping_{table.number}_{part}",
        placeholder="Choose a column",
    )
    return chosen or ""


def _caption(table: Asked) -> str:
    shown = min(table.rows, columns.PREVIEWED)
    return f"The first {count_of(shown, 'row')}" if shown < table.rows else "All rows"


def preview(table: Asked, chosen: dict[str, str]) -> pd.DataFrame:
    """Return the first rows of ``table``: columns that hold something first, named after it.

    >>> table = columns.asked_of("news.csv", b"day,body,total\\n5 May 2025,Aid rises.,3\\n")
    >>> list(preview(table, {"text": "body", "title": "", "date": "day"}))
    ['Text of the article (body)', 'Date (day)', 'total: not read']
    """
    parts: dict[str, list[str]] = {}
    for part, column in chosen.items():
        if column:
            parts.setdefault(column, []).append(TITLES[part])
    unread = [name for name in table.header if name not in parts]
    short = {name: shortened(name, LONGEST_NAME) for name in table.header}
    titles = {name: f"{', '.join(held)} ({short[name]})" for name, held in parts.items()}
    titles |= {name: f"{short[name]}: not read" for name in unread}
    shown = list(titles)[:MOST_COLUMNS]
    rows = [[shortened(row.get(name, ""), LONGEST_CELL) for name in shown] for row in table.preview]
    return pd.DataFrame(rows, columns=[titles[name] for name in shown])


def _buttons(table: Asked, chosen: dict[str, str]) -> None:
    with st.container(horizontal=True):
        st.button(
            f"Read {count_of(table.rows, 'row')}",
            key=f"mapping_{table.number}_read",
            type="primary",
            disabled=not chosen["text"] or not table.rows,
            on_click=_read,
            args=(table, chosen),
        )
        st.button(
            "Leave this table out",
            key=f"mapping_{table.number}_drop",
            on_click=columns.drop,
            args=(table.number,),
        )
    if not chosen["text"]:
        st.caption("Choose the column that holds the text of the articles.")


def _read(table: Asked, chosen: dict[str, str]) -> None:
    columns.drop(table.number)
    uploads.read_table(table.name, table.content, chosen)
