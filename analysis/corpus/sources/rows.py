"""Read tables with one document a row, as long as they may be: JSON lines, CSV and Parquet."""

import csv
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple
from datetime import date, datetime
from functools import lru_cache
from pathlib import PurePosixPath
from typing import IO, Any

import pyarrow.parquet as pq

from analysis.corpus.sources.entries import Entry, refusal, row_entry
from analysis.corpus.sources.streams import LONGEST_LINE, Readable, lines_of
from analysis.documents import Columns, DocumentError, proposed_columns
from analysis.documents.decoding import decode
from analysis.documents.rows import DELIMITERS, NO_OBJECT, TOO_MANY_CELLS, shown

ROWS_AT_A_TIME = 64
BUFFER = 1 << 20
OWN = frozenset(("doc_id", "sentence", "start", "end"))
OURS = "this is a table that newsfigures wrote, not one of articles; it was left out"
TOO_LONG = f"the line is longer than {LONGEST_LINE // 1_000_000} MB and was left out; shorten it"
TOO_FEW_CELLS = "the row has fewer cells than the header; mend it"
NOT_CSV = "the row is not CSV; mend its quotation marks"
WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")
WIDE = "the file is written in UTF-16; save it as UTF-8"
NO_HEADER = "its first line names no columns; give it a header"
NO_TEXT_COLUMN = "none of its columns ({}) is known to hold the text; say which does with --column"
Row = Mapping[str, Any]
Chosen = tuple[tuple[str, str], ...]


class RowError(ValueError):
    """A row is no document; the message says why and what to do."""


class TableError(RowError):
    """No row of the table is one."""


def json_rows(stream: Readable) -> Iterator[Row | RowError]:
    """Yield the object of each line that is not blank."""
    for line in lines_of(stream):
        if line is not None and line.startswith(WIDE_MARKS):
            yield TableError(WIDE)
            return
        if line is None:
            yield RowError(TOO_LONG)
        elif line.strip():
            yield _json_row(line)


def csv_rows(stream: Readable, chosen: Chosen) -> Iterator[Row | RowError]:
    """Yield the rows below the header of a CSV file (UTF-8 or Windows-1252)."""
    csv.field_size_limit(max(csv.field_size_limit(), LONGEST_LINE))
    lines = _Lines(stream)
    try:
        head = next((line for line in lines if line.strip()), "")
        delimiter = max(DELIMITERS, key="".join(head.split('"')[::2]).count)
        header = [cell.strip() for cell in next(csv.reader([head], delimiter=delimiter), [])]
        checked_columns(tuple(header), chosen)
    except RowError as error:
        yield TableError(str(error))
        return
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except RowError as error:
            yield error
        except csv.Error:
            yield RowError(NOT_CSV)
        else:
            yield from _csv_row(header, cells)


def parquet_rows(file: IO[bytes], chosen: Chosen) -> Iterator[Row | RowError]:
    """Yield the rows of a Parquet file; only the columns that matter are read."""
    table = pq.ParquetFile(file, buffer_size=BUFFER, pre_buffer=False)
    try:
        columns = checked_columns(tuple(table.schema_arrow.names), chosen)
    except TableError as error:
        yield error
        return
    wanted = _names(columns)
    for batch in table.iter_batches(batch_size=ROWS_AT_A_TIME, columns=list(wanted)):
        yield from batch.to_pylist()


def row_entries(key: str, rows: Iterable[Row | RowError], chosen: Chosen) -> Iterator[Entry]:
    """Yield the entry of each row of the table at ``key``, called by its id or its number."""
    stem = str(PurePosixPath(key.removesuffix(".gz").removesuffix(".zst")).with_suffix(""))
    for number, row in enumerate(rows, 1):
        try:
            if isinstance(row, RowError):
                raise row
            columns = checked_columns(tuple(row), chosen)
        except TableError as error:
            yield refusal(key if number == 1 else f"{key}#{number}", str(error))
            continue
        except RowError as error:
            yield refusal(f"{key}#{number}", str(error))
            continue
        cells = {name: _cell(row.get(name)) for name in _names(columns)}
        named = str(cells[columns.id] or "").strip() if columns.id else ""
        yield row_entry(f"{key}#{named or number}", (named or f"{stem}-{number}",), cells)


@lru_cache(maxsize=256)
def checked_columns(header: Sequence[str], chosen: Chosen) -> Columns:
    """Return what the columns of a table hold.

    Raises:
        TableError: none is known to hold the text, or the table is one of our own.
    """
    if not any(name.strip("\0 ") for name in header):
        raise TableError(NO_HEADER)
    if set(header) >= OWN:
        raise TableError(OURS)
    columns = proposed_columns(header, dict(chosen))
    if columns is None or columns.text not in header:
        raise TableError(NO_TEXT_COLUMN.format(shown(header)))
    return columns


@lru_cache(maxsize=256)
def _names(columns: Columns) -> tuple[str, ...]:
    """Return the names of the columns that matter."""
    return tuple(name for name in astuple(columns) if name)


def _json_row(line: bytes) -> Row | RowError:
    try:
        row = json.loads(_text(line))
    except RowError as error:
        return error
    except (ValueError, RecursionError):
        return RowError(NO_OBJECT)
    return row if isinstance(row, dict) and row else RowError(NO_OBJECT)


def _csv_row(header: Sequence[str], cells: Sequence[str]) -> Iterator[Row | RowError]:
    if not any(cell.strip() for cell in cells):
        return
    if any(cells[len(header) :]):
        yield RowError(TOO_MANY_CELLS)
    elif len(cells) < len(header):
        yield RowError(TOO_FEW_CELLS)
    else:
        yield dict(zip(reversed(header), reversed(cells[: len(header)]), strict=True))


def _text(line: bytes) -> str:
    try:
        return line.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    try:
        return decode("", line, largest=LONGEST_LINE)
    except DocumentError as error:
        raise RowError(error.reason) from error


class _Lines:
    """The lines of a CSV file as text; reading can go on after one that is refused."""

    def __init__(self, stream: Readable):
        self._lines = lines_of(stream)

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line = next(self._lines)
        if line is None:
            raise RowError(TOO_LONG)
        if line.startswith(WIDE_MARKS):
            raise RowError(WIDE)
        return _text(line) + "\n" if line.strip() else "\n"


def _cell(value: object) -> object:
    """Return a value as JSON holds it."""
    if isinstance(value, datetime | date):
        return value.isoformat()[:10]
    if isinstance(value, bytes):
        return value.decode("utf-8", errors="replace")
    return value
