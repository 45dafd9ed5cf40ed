"""Where documents come from: folders, archives and tables, on this machine or elsewhere."""

from analysis.corpus.sources.corpus import Corpus, corpus_at
from analysis.corpus.sources.entries import Entry, Position, file_entry, refusal, row_entry
from analysis.corpus.sources.rows import Chosen

__all__ = [
    "Chosen",
    "Corpus",
    "Entry",
    "Position",
    "corpus_at",
    "file_entry",
    "refusal",
    "row_entry",
]
