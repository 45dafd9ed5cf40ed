"""Read files, archives and pasted text into documents."""

from analysis.documents.decoding import DocumentError
from analysis.documents.reading import (
    ENDINGS,
    Failure,
    read_bytes,
    read_documents,
    read_pasted,
    unique_ids,
)

__all__ = [
    "ENDINGS",
    "DocumentError",
    "Failure",
    "read_bytes",
    "read_documents",
    "read_pasted",
    "unique_ids",
]
