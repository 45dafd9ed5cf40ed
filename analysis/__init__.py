"""Turn news and policy texts into tables of figures that can be checked."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from analysis.documents import (
        DocumentError,
        Failure,
        read_bytes,
        read_documents,
        read_file,
        read_pasted,
    )
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
    "read_file",
    "read_pasted",
]

_HOMES = {
    "analysis.exchange": ("ExchangeError", "converted"),
    "analysis.schema": ("Tables",),
    "analysis.tables": ("analyse",),
    "analysis.topics": ("Topics", "load_topics"),
}


def __getattr__(name: str) -> object:
    """Load a public name when it is first asked for.

    The process that reads PDF files and web pages (``analysis.documents.formats``) then starts
    without pandas, in a tenth of the time.
    """
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    homes = [home for home, names in _HOMES.items() if name in names]
    return getattr(import_module(homes[0] if homes else "analysis.documents"), name)
