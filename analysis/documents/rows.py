"""Read a table of articles (.csv, .jsonl) into its rows."""

import csv
import io
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from analysis.documents.decoding import LARGEST_FILE, DocumentError, decode
from analysis.documents.kinds import kind_of

MOST_ROWS = 50_000
"""Rows that are read; more are an archive, which one goes through in parts."""
MOST_COLUMNS = 1_000
LOOKED_AT = 100
"""Lines of a .jsonl file that are looked at to learn its columns."""
LONGEST_NAME = 80
"""Characters of a column's name that are shown."""

DELIMITERS = (",", ";", "\t", "|")

NO_OBJECT = 'the line is no JSON object; write one a line, as {"text": "…"}'
TOO_MANY_CELLS = "the row has more cells than the header; put texts that hold a comma in quotes"
UNREADABLE = "the file cannot be read as CSV from here on; put texts in quotes, and double theirs"
TOO_MANY_ROWS = f"rows beyond the first {MOST_ROWS:,} were left out; split the file"


@dataclass(frozen=True, slots=True)
class Row:
    """A row as it was read; ``number`` counts lines as a spreadsheet does, from 1.

    ``cells`` maps each column to what is written there; ``fault`` says why it could not be read.
    """

    number: int
    cells: dict[str, str]
    fault: str = ""


def read_header(name: str, content: bytes) -> tuple[str, ...]:
    """Return the names of the columns of the table ``name``, in their order.

    >>> read_header("news.csv", b"headline;body\\nAid;Aid rises.\\n")
    ('headline', 'body')
    >>> read_header("news.jsonl", b'{"body": "Aid rises."}\\n{"day": 5}')
    ('body', 'day')

    Raises:
        DocumentError: the file is empty, too large, binary, damaged or no such table.
    """
    header, _ = read_table(name, content)
    return header


def read_table(name: str, content: bytes) -> tuple[tuple[str, ...], Iterator[Row]]:
    """Return the columns of the table ``name``, and its rows one by one; blank ones are left out.

    Raises:
        DocumentError: the file is empty, too large, binary, damaged or no such table.
    """
    kind = kind_of(name, content)
    if kind not in ("csv", "jsonl"):
        raise DocumentError(name, "this is no table; only .csv and .jsonl have columns")
    text = decode(name, content, largest=LARGEST_FILE)
    header, rows = _csv(name, text) if kind == "csv" else _jsonl(text)
    if not header:
        raise DocumentError(name, f"{NO_OBJECT} (line 1)" if kind == "jsonl" else UNREADABLE)
    if len(header) > MOST_COLUMNS:
        raise DocumentError(name, f"it has more than {MOST_COLUMNS:,} columns; leave some out")
    return header, _at_most(rows)


def _at_most(rows: Iterator[Row]) -> Iterator[Row]:
    yield from islice(rows, MOST_ROWS)
    if (row := next(rows, None)) is not None:
        yield Row(row.number, {}, TOO_MANY_ROWS)


def _csv(name: str, text: str) -> tuple[tuple[str, ...], Iterator[Row]]:
    csv.field_size_limit(max(csv.field_size_limit(), LARGEST_FILE))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    try:
        first = next((cells for cells in reader if any(cells)), [])
    except csv.Error as error:
        raise DocumentError(name, UNREADABLE) from error
    header = tuple(cell.strip() for cell in first)
    return header, _csv_rows(reader, header)


def _csv_rows(reader: Iterator[list[str]], header: tuple[str, ...]) -> Iterator[Row]:
    number = 1
    try:
        for number, cells in enumerate(reader, 2):
            if not any(cell.strip() for cell in cells):
                continue
            if any(cells[len(header) :]):
                yield Row(number, {}, TOO_MANY_CELLS)
            else:
                # of two columns with one name the first counts
                pairs = zip(
                    reversed(header[: len(cells)]), reversed(cells[: len(header)]), strict=True
                )
                yield Row(number, dict(pairs))
    except csv.Error:
        yield Row(number + 1, {}, UNREADABLE)


def _delimiter(text: str) -> str:
    """Return what parts the cells: the mark that occurs most in the first line outside quotes."""
    line = text.lstrip().partition("\n")[0]
    bare = "".join(line.split('"')[::2])
    return max(DELIMITERS, key=bare.count)


def _jsonl(text: str) -> tuple[tuple[str, ...], Iterator[Row]]:
    header: dict[str, None] = {}
    for row in islice(_jsonl_rows(text), LOOKED_AT):
        header.update(dict.fromkeys(row.cells))
    return tuple(header), _jsonl_rows(text)


def _jsonl_rows(text: str) -> Iterator[Row]:
    for number, line in enumerate(io.StringIO(text), 1):
        if not line.strip():
            continue
        try:
            found = json.loads(line)
        except (ValueError, RecursionError):
            found = None
        if isinstance(found, dict):
            yield Row(number, {key: _written(value) for key, value in found.items()})
        else:
            yield Row(number, {}, NO_OBJECT)


def _written(value: object) -> str:
    """Return a value of JSON as a cell: a list of paragraphs as lines, a named thing by its name.

    >>> _written(["One.", "Two."]), _written({"id": 3, "name": "The Ledger"}), _written(None)
    ('One.\\nTwo.', 'The Ledger', '')
    """
    if isinstance(value, list):
        return "\n".join(item for item in value if isinstance(item, str))
    if isinstance(value, dict):
        value = value.get("name") if isinstance(value.get("name"), str) else None
    return "" if value is None else str(value)


def shown(names: Iterable[str]) -> str:
    """Return the names of columns as a message lists them, the first dozen.

    >>> shown(["a", "", "b"])
    'a, b'
    """
    printable = ("".join(c if c.isprintable() else " " for c in name) for name in names)
    named = [name.strip()[:LONGEST_NAME] for name in printable if name.strip()]
    return ", ".join([*named[:12], *(["…"] if len(named) > 12 else [])])
