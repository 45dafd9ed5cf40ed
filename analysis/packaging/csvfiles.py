"""Write one table as CSV: raw for machines, or marked for spreadsheets."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Literal

import numpy as np
import pandas as pd

from analysis.lazywords import written
from analysis.packaging.handing import Held, rows_of

Flavour = Literal["machine", "excel"]

ROWS_AT_A_TIME = 5_000
BYTE_ORDER_MARK = "\ufeff"
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""A cell that begins so is run as a formula by spreadsheets."""


def csv_bytes(frame: pd.DataFrame, flavour: Flavour) -> bytes:
    r"""Return ``frame`` as a CSV file (RFC 4180, UTF-8, ISO dates, empty = missing).

    ``machine`` holds the values as they are. ``excel`` has a byte order mark, and a ``'`` before
    text that a spreadsheet would run as a formula. Numbers are the shortest that read back the
    same, without exponent: 800000000000, 0.15.

    >>> csv_bytes(pd.DataFrame({"quote": ["=1+1"], "value": [8e11]}), "machine")
    b'quote,value\r\n=1+1,800000000000\r\n'
    >>> csv_bytes(pd.DataFrame({"quote": ["=1+1"], "value": [-0.5]}), "excel")
    b"\xef\xbb\xbfquote,value\r\n'=1+1,-0.5\r\n"
    """
    return b"".join(csv_chunks(frame, flavour))


def csv_chunks(rows: pd.DataFrame | Held, flavour: Flavour) -> Iterator[bytes]:
    """Yield the CSV file of :func:`csv_bytes` in parts, so that a large one need not be held."""
    guard = _guarded if flavour == "excel" else str
    held = rows_of(rows)
    yield (BYTE_ORDER_MARK if flavour == "excel" else "").encode()
    yield _lines([[guard(str(name)) for name in held.none().columns]])
    for part in held.parts(ROWS_AT_A_TIME):
        columns = [_written(column, guard) for _, column in written(part).items()]
        yield _lines(zip(*columns, strict=True))


def _lines(rows: Iterable[Sequence[object]]) -> bytes:
    target = io.StringIO(newline="")
    csv.writer(target, lineterminator="\r\n").writerows(rows)
    return target.getvalue().encode()


def _written(column: "pd.Series[Any]", guard: Callable[[str], str]) -> list[object]:
    """Return the cells of ``column`` as CSV holds them."""
    if pd.api.types.is_datetime64_any_dtype(column):
        column = days_of(column)
    cells = column.tolist()
    if column.hasnans:
        present = column.notna()
        cells = [cell if here else "" for cell, here in zip(cells, present, strict=True)]
    if pd.api.types.is_float_dtype(column):
        return [_number(cell) if isinstance(cell, float) else cell for cell in cells]
    if pd.api.types.is_numeric_dtype(column):  # whole numbers and flags
        return cells
    return [guard(cell) if isinstance(cell, str) else cell for cell in cells]


def days_of(column: "pd.Series[Any]") -> "pd.Series[Any]":
    """Return dates as ISO days, and what is missing as missing."""
    days: pd.Series[Any] = column.dt.strftime("%Y-%m-%d")
    return days


def _number(value: float) -> str:
    shortest = repr(value)
    return (
        np.format_float_positional(value, trim="-")
        if "e" in shortest
        else shortest.removesuffix(".0")
    )


def _guarded(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA_STARTS) else cell
