"""Say what is known of each text, where it was found, and read what a person writes of it."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from analysis.documents import read_day
from analysis.schema import Tables
from dashboard.charts.chart import count_of, records
from dashboard.evidence import source_line

FIRST_YEAR, LAST_YEAR = 1800, 2200
EDITED = "edited"
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


def entries(tables: Tables, own: Collection[str], shown: Mapping[str, int]) -> list[Entry]:
    """Return all texts: those of this session first, the last one on top, then the newest first.

    ``shown`` are the figures of each text that the selection leaves.
    """
    rows = tables.documents.sort_values("published", ascending=False, kind="stable")
    mine = rows["doc_id"].isin(list(own))
    added = rows[mine].loc[sorted(rows.index[mine], reverse=True)]
    return [
        _entry(row, own=one, shown=int(shown.get(row.doc_id, 0)))
        for part, one in ((added, True), (rows[~mine], False))
        for row in records(part)
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
    return f"{EDITED} by you" if origin == EDITED else origin


def found(every: Iterable[Entry], words: str) -> list[Entry]:
    """Return the texts in whose title or facts all ``words`` stand.

    >>> aid = Entry("a", "Aid rises", "The Gazette, 3 June 2025", "", own=True)
    >>> found([aid], "gazette AID") == [aid], found([aid], "aid talks")
    (True, [])
    """
    wanted = words.casefold().split()
    return [
        entry
        for entry in every
        if all(word in f"{entry.title} {entry.facts}".casefold() for word in wanted)
    ]


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
