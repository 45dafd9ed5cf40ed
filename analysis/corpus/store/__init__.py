"""A store: the tables of a corpus as Parquet files, with a manifest, and the journal of builds."""

from analysis.corpus.store.columns import SCHEMA_VERSION, STORED
from analysis.corpus.store.reading import Store, open_store

__all__ = ["SCHEMA_VERSION", "STORED", "Store", "open_store"]
