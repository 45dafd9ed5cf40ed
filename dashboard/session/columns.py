"""Keep tables that were dropped until their reader has said which columns hold what."""

from dataclasses import dataclass, field, replace
from itertools import islice

import streamlit as st

from analysis.documents import Columns, DocumentError, proposed_columns, read_table
from analysis.documents.columns import NO_ROWS

PREVIEWED = 5
"""Rows of a table that are shown."""

_TABLES, _NUMBER = "tables_asked", "tables_number"


@dataclass(frozen=True)
class Asked:
    """A table whose columns are asked for; ``number`` tells it from others of its name.

    ``proposed`` is what its columns seem to hold, ``preview`` its first rows.
    """

    number: int
    name: str
    content: bytes = field(repr=False)
    header: tuple[str, ...]
    preview: tuple[dict[str, str], ...]
    rows: int
    proposed: Columns | None


def asked_of(name: str, content: bytes) -> Asked:
    """Return what is asked about the table ``name``.

    Raises:
        DocumentError: the file is empty, too large, binary, damaged or no such table, or no row
            follows its header.
    """
    header, rows = read_table(name, content)
    first = list(islice(rows, PREVIEWED))
    if not first:
        raise DocumentError(name, NO_ROWS)
    count = len(first) + sum(1 for _ in rows)
    # a column without a name, or with one that occurred before, cannot be chosen
    names = tuple(dict.fromkeys(column for column in header if column))
    preview = tuple(row.cells for row in first)
    return Asked(0, name, content, names, preview, count, proposed_columns(names))


def ask(name: str, content: bytes) -> None:
    """Ask for the columns of the table ``name``.

    Raises:
        DocumentError: as ``asked_of`` does.
    """
    number = st.session_state.get(_NUMBER, 0) + 1
    st.session_state[_NUMBER] = number
    table = replace(asked_of(name, content), number=number)
    st.session_state[_TABLES] = (*asked(), table)


def asked() -> tuple[Asked, ...]:
    """Return the tables whose columns are asked for."""
    held: tuple[Asked, ...] = st.session_state.get(_TABLES, ())
    return held


def drop(number: int) -> None:
    """Ask no more about a table."""
    st.session_state[_TABLES] = tuple(table for table in asked() if table.number != number)
