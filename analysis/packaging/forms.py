"""Write all tables into a folder: as CSV, Excel CSV, Parquet, JSON, or as one data package."""

import io
import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Literal, get_args

import pandas as pd

from analysis.packaging.archive import package_chunks
from analysis.packaging.csvfiles import csv_chunks, days_of
from analysis.packaging.scope import Scope
from analysis.packaging.sheets import exports_of
from analysis.schema import Tables

Form = Literal["csv", "excel", "parquet", "json", "package"]
FORMS: tuple[Form, ...] = get_args(Form)

PACKAGE = "newsfigures.zip"
"""Name of the file that holds a data package."""


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

    The form ``package`` is one file, all others are one for each table. A file is replaced in one
    step: whoever reads it meanwhile sees the old or the new one. The same tables give the same
    bytes.

    Raises:
        OSError: the folder cannot be written to.
    """
    folder.mkdir(parents=True, exist_ok=True)
    exports = exports_of(tables)
    if form == "package":
        return [_replace(folder / PACKAGE, package_chunks(exports, Scope()))]
    ending, chunks = _WRITERS[form]
    return [_replace(folder / f"{name}.{ending}", chunks(frame)) for name, frame in exports.items()]


def _csv(frame: pd.DataFrame) -> Iterator[bytes]:
    return csv_chunks(frame, "machine")


def _excel_csv(frame: pd.DataFrame) -> Iterator[bytes]:
    return csv_chunks(frame, "excel")


def _json(frame: pd.DataFrame) -> Iterator[bytes]:
    yield json_bytes(frame)


def _parquet(frame: pd.DataFrame) -> Iterator[bytes]:
    yield parquet_bytes(frame)


_WRITERS: dict[str, tuple[str, Callable[[pd.DataFrame], Iterator[bytes]]]] = {
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


def _json_values(column: "pd.Series[Any]") -> list[object]:
    if pd.api.types.is_datetime64_any_dtype(column):
        column = days_of(column)
    return [
        None if missing else _shortest(value)
        for value, missing in zip(column.tolist(), column.isna(), strict=True)
    ]


def _shortest(value: object) -> object:
    return int(value) if isinstance(value, float) and value.is_integer() else value
