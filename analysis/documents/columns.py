"""Turn each row of a table of articles into a document, by what its columns hold."""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields

from analysis.documents.articles import LONGEST_HEADLINE, finished, storable
from analysis.documents.days import day_stands_first, read_day
from analysis.documents.decoding import (
    LARGEST_TEXT,
    TOO_LARGE,
    DocumentError,
    Failure,
    is_binary,
    normal_lines,
)
from analysis.documents.formats.extract import ADDRESS
from analysis.documents.kinds import stem_of
from analysis.documents.rows import Row, read_table, shown
from analysis.model import Document
from analysis.vocabulary import tree

NO_ROWS = "no row follows the header; write an article in each row"
NO_TEXT = "the text is empty; write it into its column"
CONTROLS = "the text holds control characters; export the table again as UTF-8"
NAMED_ROWS = 3
"""Rows that a message names; the others it counts."""

_LETTERS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column of a table holds what; '' where none does."""

    text: str
    title: str = ""
    date: str = ""
    source: str = ""
    url: str = ""
    id: str = ""


PARTS = tuple(field.name for field in fields(Columns))
"""What the columns of a table can hold."""


def proposed_columns(
    header: Sequence[str], chosen: Mapping[str, str] | None = None
) -> Columns | None:
    """Return what columns of these names seem to hold, ``None`` where none seems to be the text.

    ``chosen`` maps parts of Columns to columns and decides, '' for none; the rest is proposed.

    >>> proposed_columns(["Headline", "Pub_Date", "Body"])
    Columns(text='Body', title='Headline', date='Pub_Date', source='', url='', id='')
    >>> proposed_columns(["body", "abstract", "date"], {"text": "abstract", "date": ""})
    Columns(text='abstract', title='', date='', source='', url='', id='')
    >>> proposed_columns(["year", "total"]) is None
    True
    """
    by_letters = {_letters(name): name for name in reversed(header) if name}
    names = tree("columns.toml")["columns"]
    found = {
        part: next((by_letters[key] for key in map(_letters, names[part]) if key in by_letters), "")
        for part in PARTS
    }
    columns = Columns(**{**found, **(chosen or {})})
    return columns if columns.text else None


def chosen_columns(assignments: Iterable[str]) -> dict[str, str]:
    """Return which parts are in which columns, as ``text=body`` and the like say it.

    >>> chosen_columns(["text=body", "date="])
    {'text': 'body', 'date': ''}
    >>> chosen_columns(["author=by"])
    Traceback (most recent call last):
    ValueError: 'author=by': write one of text, title, date, source, url, id, = and a column's name

    Raises:
        ValueError: an assignment has another form.
    """
    chosen: dict[str, str] = {}
    for assignment in assignments:
        part, equals, column = assignment.partition("=")
        if not equals or part.strip() not in PARTS:
            wanted = f"write one of {', '.join(PARTS)}, = and a column's name"
            raise ValueError(f"{assignment!r}: {wanted}")
        chosen[part.strip()] = column.strip()
    return chosen


def read_rows(
    name: str, content: bytes, chosen: Mapping[str, str] | None = None
) -> Iterator[Document | Failure]:
    """Yield the document of each row of the table ``name``, then what could not be read.

    What its columns hold is as ``proposed_columns`` has it, with what is ``chosen``. Rows that fail
    for one reason are one failure, which tells their numbers. A date that cannot be read is told
    too, and its text read without one. The doc_id is that of the row, else the name of the file and
    the number of the row; it may repeat.

    Raises:
        DocumentError: the file cannot be read at all, or lacks a column.
    """
    header, found = read_table(name, content)
    columns = proposed_columns(header, chosen)
    if columns is None:
        reason = f"none of its columns ({shown(header)}) is known to hold the text; say which does"
        raise DocumentError(name, reason)
    for part in PARTS:
        if (column := getattr(columns, part)) and column not in header:
            raise DocumentError(name, f"it has no column {column!r}, but {shown(header)}")
    rows = list(found)
    if not rows:
        raise DocumentError(name, NO_ROWS)
    day_first = day_stands_first(row.cells.get(columns.date, "") for row in rows)
    faults: dict[str, list[int]] = {}
    for row in rows:
        try:
            yield _document(name, row, columns, day_first)
        except DocumentError as error:
            faults.setdefault(error.reason, []).append(row.number)
            continue
        written = row.cells.get(columns.date, "").strip()
        if written and read_day(written, day_first=day_first) is None:
            faults.setdefault(_no_day(columns.date), []).append(row.number)
    for reason, numbers in faults.items():
        yield Failure(f"{name}, {_rows(numbers)}", reason)


def _document(name: str, row: Row, columns: Columns, day_first: bool | None) -> Document:
    if row.fault:
        raise DocumentError(name, row.fault)
    text = normal_lines(storable(row.cells.get(columns.text, "")))
    if not text.strip():
        raise DocumentError(name, NO_TEXT)
    if is_binary(text):
        raise DocumentError(name, CONTROLS)
    if len(text) > LARGEST_TEXT:
        raise DocumentError(name, TOO_LARGE)
    title, source, doc_id = (
        _line(row, column) for column in (columns.title, columns.source, columns.id)
    )
    url = _line(row, columns.url)
    published = read_day(row.cells.get(columns.date, ""), day_first=day_first)
    document = Document(
        doc_id=doc_id[:LONGEST_HEADLINE] or f"{stem_of(name)}-{row.number}",
        text=text,
        title=title,
        title_from=_column(columns.title) if title else "",
        source=source,
        url=url if ADDRESS.fullmatch(url) else "",
        published=published,
        published_from=_column(columns.date) if published else "",
        sha256=hashlib.sha256(text.encode()).hexdigest(),
    )
    return finished(name, document, unnamed=_column(columns.id) if doc_id else "row number")


def _line(row: Row, column: str) -> str:
    """Return a cell as one line without control characters."""
    words = storable(row.cells.get(column, "")) if column else ""
    return " ".join("".join(c if c.isprintable() else " " for c in words).split())


def _column(name: str) -> str:
    return f"column {name!r}"


def _no_day(column: str) -> str:
    return (
        f"the date in {_column(column)} is none or could be two days; write it as 2025-09-05 "
        "(the text was read without a date)"
    )


def _letters(name: str) -> str:
    return _LETTERS.sub("", name.lower())


def _rows(numbers: Sequence[int]) -> str:
    """Return the rows of a message.

    >>> _rows([7]), _rows([2, 5]), _rows([2, 5, 6, 8, 9])
    ('row 7', 'rows 2 and 5', 'rows 2, 5, 6 and 2 more')
    """
    if len(numbers) == 1:
        return f"row {numbers[0]}"
    if len(numbers) <= NAMED_ROWS:
        return f"rows {_listed(numbers[:-1])} and {numbers[-1]}"
    return f"rows {_listed(numbers[:NAMED_ROWS])} and {len(numbers) - NAMED_ROWS:,} more"


def _listed(numbers: Iterable[int]) -> str:
    return ", ".join(map(str, numbers))
