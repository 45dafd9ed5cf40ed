"""Read tables with one document a row: JSON lines, CSV and Parquet."""

import csv
import json
import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from datetime import date, datetime
from pathlib import PurePosixPath
from typing import IO, Any

import pyarrow.parquet as pq

from analysis.corpus.sources.entries import Columns, Entry, refusal, row_entry
from analysis.corpus.sources.streams import LONGEST_LINE, Readable, lines_of
from analysis.documents.decoding import DocumentError, decode

ROWS_AT_A_TIME = 64
BUFFER = 1 << 20
SHOWN_COLUMNS = 12
TOO_LONG = f"the line is longer than {LONGEST_LINE // 1_000_000} MB and was left out; shorten it"
WIDE = "the file is written in UTF-16; save it as UTF-8"
Row = Mapping[str, Any]


class RowError(ValueError):
    """A row is no document; the message says why and what to do."""


def json_rows(stream: Readable) -> Iterator[Row | RowError]:
    """Yield the object of each line that is not blank."""
    for line in lines_of(stream):
        if line is None:
            yield RowError(TOO_LONG)
        elif line.strip():
            yield _json_row(line)


def csv_rows(stream: Readable) -> Iterator[Row | RowError]:
    """Yield the rows below the header of a CSV file (UTF-8 or Windows-1252)."""
    csv.field_size_limit(LONGEST_LINE)
    reader = csv.reader(_Lines(stream), strict=True)
    header: list[str] | None = None
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except RowError as error:
            yield error
            continue
        except csv.Error as error:
            yield RowError(f"the row is not CSV ({error}); mend its quotation marks")
            continue
        if header is None:
            header = cells
        elif len(cells) == len(header):
            yield dict(zip(header, cells, strict=True))
        elif cells:
            yield RowError(f"the row has {len(cells)} cells, its header {len(header)}; mend it")


def parquet_rows(file: IO[bytes], columns: Columns) -> Iterator[Row | RowError]:
    """Yield the rows of a Parquet file; only the columns that matter are read."""
    table = pq.ParquetFile(file, buffer_size=BUFFER, pre_buffer=False)
    there = table.schema_arrow.names
    wanted = [name for names in asdict(columns).values() for name in names if name in there]
    if not any(name in there for name in columns.text):
        yield from [dict.fromkeys(there)] if there else []  # told of as a row without the column
        return
    for batch in table.iter_batches(batch_size=ROWS_AT_A_TIME, columns=wanted):
        yield from batch.to_pylist()


def row_entries(key: str, rows: Iterable[Row | RowError], columns: Columns) -> Iterator[Entry]:
    """Yield the entry of each row of the table at ``key``, called by its id or its number."""
    stem = str(PurePosixPath(key.removesuffix(".gz").removesuffix(".zst")).with_suffix(""))
    for number, row in enumerate(rows, 1):
        try:
            if isinstance(row, RowError):
                raise row
            cells = _cells(row, columns)
        except RowError as error:
            yield refusal(f"{key}#{number}", str(error))
            continue
        named = cells.pop("id")
        place = f"{key}#{named or number}"
        yield row_entry(place, (named or f"{stem}-{number}",), cells)


def _json_row(line: bytes) -> Row | RowError:
    try:
        row = json.loads(_text(line))
    except RowError as error:
        return error
    except (ValueError, RecursionError):
        return RowError("the line is no JSON object; write one object a line")
    return row if isinstance(row, dict) else RowError("the line is no JSON object")


def _text(line: bytes) -> str:
    try:
        return line.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    try:
        return decode("", line)
    except DocumentError as error:
        raise RowError(error.reason) from error


class _Lines:
    """The lines of a CSV file as text; reading can go on after one that is refused."""

    def __init__(self, stream: Readable):
        self._lines = lines_of(stream)
        self._wide = False

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        if self._wide:
            raise StopIteration
        line = next(self._lines)
        if line is None:
            raise RowError(TOO_LONG)
        if line.startswith((b"\xff\xfe", b"\xfe\xff")):
            self._wide = True
            raise RowError(WIDE)
        return _text(line) + "\n" if line.strip() else "\n"


def _cells(row: Row, columns: Columns) -> dict[str, str]:
    cells = {}
    for part, names in asdict(columns).items():
        name = next((name for name in names if name in row), None)
        if part == "text" and name is None:
            there = ", ".join(map(repr, list(row)[:SHOWN_COLUMNS]))
            raise RowError(
                f"there is no column {names[0]!r} (there is {there}); "
                "name the one that holds the text with --text-column"
            )
        cells[part] = _cell(part, row[name]) if name is not None else ""
    return cells


def _cell(part: str, value: object) -> str:
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    if isinstance(value, datetime | date):
        return value.isoformat()[:10]
    if isinstance(value, bytes):
        return _text(value)
    if isinstance(value, str):
        return value if part == "text" else value.strip()
    if isinstance(value, int | float) and part != "text":
        return str(value)
    raise RowError(f"the {part} of the row is no text; write it as text")
