"""Turn news and policy texts into tables of figures that can be checked."""

from analysis.documents import DocumentError, Failure, read_bytes, read_documents, read_pasted
from analysis.exchange import ExchangeError, converted
from analysis.schema import Tables
from analysis.tables import analyse
from analysis.topics import Topics, load_topics

__all__ = [
    "DocumentError",
    "ExchangeError",
    "Failure",
    "Tables",
    "Topics",
    "analyse",
    "converted",
    "load_topics",
    "read_bytes",
    "read_documents",
    "read_pasted",
]
