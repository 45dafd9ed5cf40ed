"""Turn a corpus of any size into a store of Parquet files, on one machine or on a cluster."""

from analysis.corpus.errors import CorpusError
from analysis.corpus.store import Store, open_store

__all__ = ["CorpusError", "Store", "open_store"]
