"""Write tables as CSV, Excel CSV, Parquet or JSON."""

import csv
import io
import json
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Literal, get_args

import numpy as np
import pandas as pd

from analysis.comparing import claims_of
from analysis.schema import Tables

Flavour = Literal["machine", "excel"]
Form = Literal["csv", "excel", "parquet", "json"]
FORMS: tuple[Form, ...] = get_args(Form)

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


def csv_chunks(frame: pd.DataFrame, flavour: Flavour) -> Iterator[bytes]:
    """Yield the CSV file of :func:`csv_bytes` in parts, so that a large one need not be held."""
    guard = _guarded if flavour == "excel" else str
    yield (BYTE_ORDER_MARK if flavour == "excel" else "").encode()
    yield _lines([[guard(str(name)) for name in frame.columns]])
    for start in range(0, len(frame), ROWS_AT_A_TIME):
        part = frame.iloc[start : start + ROWS_AT_A_TIME]
        columns = [_written(column, guard) for _, column in part.items()]
        yield _lines(zip(*columns, strict=True))


def json_bytes(frame: pd.DataFrame) -> bytes:
    r"""Return ``frame`` as a JSON array with one record a line: ISO dates, null for missing.

    >>> json_bytes(pd.DataFrame({"value": [8e11, None], "unit": ["euro", ""]}))
    b'[\n{"value": 800000000000, "unit": "euro"},\n{"value": null, "unit": ""}\n]\n'
    """
    columns = [_json_values(frame[name]) for name in frame.columns]
    records = (dict(zip(frame.columns, row, strict=True)) for row in zip(*columns, strict=True))
    lines = ",\n".join(json.dumps(record, ensure_ascii=False) for record in records)
    return f"[\n{lines}\n]\n".encode() if lines else b"[]\n"


def parquet_bytes(frame: pd.DataFrame) -> bytes:
    """Return ``frame`` as a Parquet file without its index."""
    target = io.BytesIO()
    frame.to_parquet(target, engine="pyarrow", index=False)
    return target.getvalue()


def write_tables(tables: Tables, folder: Path, form: Form) -> list[Path]:
    """Write every table and the claims into ``folder``, made where it is missing; return the files.

    A file is replaced in one step: whoever reads it meanwhile sees the old or the new one. The same
    tables give the same bytes.

    Raises:
        OSError: the folder cannot be written to.
    """
    folder.mkdir(parents=True, exist_ok=True)
    ending, chunks = _WRITERS[form]
    return [
        _replace(folder / f"{name}.{ending}", chunks(frame))
        for name, frame in {**tables.frames(), "claims": claims_of(tables)}.items()
    ]


def _csv(frame: pd.DataFrame) -> Iterator[bytes]:
    return csv_chunks(frame, "machine")


def _excel_csv(frame: pd.DataFrame) -> Iterator[bytes]:
    return csv_chunks(frame, "excel")


def _json(frame: pd.DataFrame) -> Iterator[bytes]:
    yield json_bytes(frame)


def _parquet(frame: pd.DataFrame) -> Iterator[bytes]:
    yield parquet_bytes(frame)


_WRITERS: dict[Form, tuple[str, Callable[[pd.DataFrame], Iterator[bytes]]]] = {
    "csv": ("csv", _csv),
    "excel": ("csv", _excel_csv),
    "parquet": ("parquet", _parquet),
    "json": ("json", _json),
}


def _replace(path: Path, chunks: Iterator[bytes]) -> Path:
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with part.open("wb") as file:
            file.writelines(chunks)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    return path


def _lines(rows: Iterable[Sequence[object]]) -> bytes:
    target = io.StringIO(newline="")
    csv.writer(target, lineterminator="\r\n").writerows(rows)
    return target.getvalue().encode()


def _written(column: "pd.Series[Any]", guard: Callable[[str], str]) -> list[object]:
    """Return the cells of ``column`` as CSV holds them."""
    if pd.api.types.is_datetime64_any_dtype(column):
        column = _days(column)
    cells = column.tolist()
    if column.hasnans:
        present = column.notna()
        cells = [cell if here else "" for cell, here in zip(cells, present, strict=True)]
    if pd.api.types.is_float_dtype(column):
        return [_number(cell) if isinstance(cell, float) else cell for cell in cells]
    if pd.api.types.is_numeric_dtype(column):  # whole numbers and flags
        return cells
    return [guard(cell) if isinstance(cell, str) else cell for cell in cells]


def _days(column: "pd.Series[Any]") -> "pd.Series[Any]":
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


def _json_values(column: "pd.Series[Any]") -> list[object]:
    if pd.api.types.is_datetime64_any_dtype(column):
        column = _days(column)
    return [
        None if missing else _shortest(value)
        for value, missing in zip(column.tolist(), column.isna(), strict=True)
    ]


def _shortest(value: object) -> object:
    return int(value) if isinstance(value, float) and value.is_integer() else value
