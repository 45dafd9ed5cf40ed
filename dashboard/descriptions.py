"""Say what is known of each text, where it was found, and read what a person writes of it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from analysis.codes import Positions
from analysis.documents import read_day
from analysis.lazywords import written
from analysis.schema import Tables
from dashboard.charts.chart import count_of, records
from dashboard.evidence import day_words, source_line

FIRST_YEAR, LAST_YEAR = 1800, 2200
EDITED = "edited"
ORIGINS = {EDITED: f"{EDITED} by you", "front matter": "head of the file"}
"""What the places are called where title and date were found, if not by their own name."""
NO_DAY = "no date: leaders and exchange rates are unknown"


class DescriptionError(ValueError):
    """What was written of a text cannot be so; the message says why and what to write."""


@dataclass(frozen=True)
class Entry:
    """A text as a list shows it: ``facts`` are publisher, date and figures, ``origin`` says where
    title and date were found; ``own`` texts are those of this session."""

    doc_id: str
    title: str
    facts: str
    origin: str
    own: bool


def found(tables: Tables, own: Collection[str], words: str = "") -> Positions:
    """Return the rows of the texts in whose title, publisher or day all ``words`` stand.

    Those of this session come first, the last one on top, then the newest first.
    """
    documents = tables.documents.reset_index(drop=True)
    newest = documents["published"].sort_values(ascending=False, kind="stable").index.to_numpy()
    mine = documents["doc_id"].isin(list(own)).to_numpy()
    order = np.concatenate([np.flatnonzero(mine)[::-1], newest[~mine[newest]]])
    wanted = words.casefold().split()
    if not wanted:
        return order
    said = _searched(documents)
    for word in wanted:
        order = order[said.str.contains(word, regex=False).to_numpy()[order]]
    return order


def _searched(documents: pd.DataFrame) -> "pd.Series[str]":
    """Return what a text can be found by."""
    titles = documents["title"].where(documents["title"] != "", documents["doc_id"])
    days = documents["published"].drop_duplicates()
    told = dict(zip(days, map(day_words, days), strict=True))
    said = titles + " " + documents["source"].astype("str") + ", "
    return (said + documents["published"].map(told).astype("str")).str.casefold()


def entries(
    tables: Tables, rows: Positions, own: Collection[str], shown: Mapping[str, int]
) -> list[Entry]:
    """Return these ``rows`` of the texts, in this order.

    ``shown`` are the figures of each text that the selection leaves.
    """
    return [
        _entry(row, own=row.doc_id in own, shown=int(shown.get(row.doc_id, 0)))
        for row in records(written(tables.documents.iloc[rows]))
    ]


def _entry(row: Any, *, own: bool, shown: int) -> Entry:
    source = source_line(pd.Series(row._asdict()))
    facts = " · ".join(filter(None, (source, figures_line(shown, row.figures))))
    origin = origin_line(row.title_from, row.published_from if pd.notna(row.published) else None)
    return Entry(row.doc_id, row.title or row.doc_id, facts, origin, own)


def figures_line(shown: int, every: int) -> str:
    """Return how many figures a text has, and how many of them are in view.

    >>> figures_line(3, 14), figures_line(14, 14), figures_line(0, 0)
    ('3 of 14 figures', '14 figures', 'no figure found')
    """
    if not every:
        return "no figure found"
    return (
        count_of(every, "figure") if shown == every else f"{shown:,} of {count_of(every, 'figure')}"
    )


def origin_line(title_from: str, published_from: str | None) -> str:
    """Return where title and date were found; the latter is ``None`` where there is no date.

    >>> origin_line("heading", "edited"), origin_line("file name", None)
    ... # doctest: +NORMALIZE_WHITESPACE
    ('Title: heading. Date: edited by you.',
     'Title: file name. No date: leaders and exchange rates are unknown.')
    """
    title = f"Title: {_origin(title_from)}. " if title_from else ""
    if published_from is None:
        return f"{title}{NO_DAY[0].upper()}{NO_DAY[1:]}."
    return f"{title}Date: {_origin(published_from)}." if published_from else title.rstrip()


def _origin(origin: str) -> str:
    return ORIGINS.get(origin, origin)


def day_of(written: str) -> date | None:
    """Return the day that a person wrote, ``None`` for nothing.

    >>> day_of("5 September 2025"), day_of(" ")
    (datetime.date(2025, 9, 5), None)
    >>> day_of("05/09/2025")
    Traceback (most recent call last):
    dashboard.descriptions.DescriptionError: “05/09/2025” is no date, or could be two days. Write \
it as 2025-09-05, or leave it empty.

    Raises:
        DescriptionError: it is no day, could be two, or lies too far off.
    """
    if not written.strip():
        return None
    day = read_day(written)
    if day is None:
        raise DescriptionError(
            f"“{written.strip()}” is no date, or could be two days. Write it as 2025-09-05, or "
            "leave it empty."
        )
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise DescriptionError(
            f"The year {day.year} cannot be right. Write one from {FIRST_YEAR} to {LAST_YEAR}."
        )
    return day
