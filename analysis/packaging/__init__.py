"""Hand tables out as files: CSV, Parquet, JSON, a data package; take texts along as one file."""

from analysis.packaging.archive import package_chunks
from analysis.packaging.csvfiles import Flavour, csv_bytes, csv_chunks
from analysis.packaging.forms import FORMS, PACKAGE, Form, json_bytes, parquet_bytes, write_tables
from analysis.packaging.handing import Held, streamed
from analysis.packaging.scope import Scope
from analysis.packaging.sessions import Session, SessionError, read_session, session_bytes
from analysis.packaging.sheets import (
    SHEETS,
    Counts,
    Reference,
    Sheet,
    counted,
    export_of,
    exports_of,
)

__all__ = [
    "FORMS",
    "PACKAGE",
    "SHEETS",
    "Counts",
    "Flavour",
    "Form",
    "Held",
    "Reference",
    "Scope",
    "Session",
    "SessionError",
    "Sheet",
    "counted",
    "csv_bytes",
    "csv_chunks",
    "export_of",
    "exports_of",
    "json_bytes",
    "package_chunks",
    "parquet_bytes",
    "read_session",
    "session_bytes",
    "streamed",
    "write_tables",
]
