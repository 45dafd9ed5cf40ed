"""Read a batch of documents into tables: what a worker does."""

import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import lru_cache

import pandas as pd
import pyarrow as pa

from analysis.corpus.extractor import fingerprint
from analysis.corpus.sources import Chosen, Entry
from analysis.corpus.store.columns import FAILURES, STORED, TEXTS, plain_schema
from analysis.corpus.store.files import packed
from analysis.documents import Failure, read_file
from analysis.model import Document
from analysis.schema import Tables, frame_of
from analysis.tables import analyse
from analysis.topics import Topics, read_topics

RUBBISH = (20_000, 20, 20)
"""How much is made before it is searched for circles that nobody holds any more. Reading makes
next to none; Python's own (700, 10, 10) costs a twentieth of the time."""


@dataclass(frozen=True, slots=True)
class Asked:
    """An entry under the name that its document gets."""

    doc_id: str
    entry: Entry


@dataclass(frozen=True, slots=True)
class Words:
    """The file of a user's topic words, as it travels to the workers."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Manner:
    """How a batch is to be read: with whose topic words, and what the columns of tables hold."""

    words: Words | None = None
    columns: Chosen = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What a worker made of a batch: its tables packed as one file, the failures, and who it is."""

    tables: bytes
    failures: tuple[tuple[str, str], ...]
    reader: str


def read_batch(batch: Sequence[Asked], manner: Manner) -> Answer:
    """Return the tables of ``batch``, each document's rows together and in order.

    A document that cannot be read becomes a row of ``failures``.
    """
    with _seldom_searched():
        return _answer(batch, manner)


@contextmanager
def _seldom_searched() -> Iterator[None]:
    before = gc.get_threshold()
    gc.set_threshold(*RUBBISH)
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _answer(batch: Sequence[Asked], manner: Manner) -> Answer:
    topics = _topics(manner.words) if manner.words else None
    documents: list[Document] = []
    failures: list[tuple[str, str, str]] = []
    for asked in batch:
        for found in _read(asked.entry, dict(manner.columns)):
            if isinstance(found, Document):
                documents.append(replace(found, doc_id=asked.doc_id))
            else:
                failures.append((asked.doc_id, asked.entry.key, found.reason))
    tables = analyse(documents, topics=topics)
    reasons = tuple((key, reason) for _, key, reason in failures)
    return Answer(packed(_arrow(tables, failures)), reasons, fingerprint(topics))


@lru_cache(maxsize=1)
def _topics(words: Words) -> Topics:
    return read_topics(words.name, words.content)


def _read(entry: Entry, columns: Mapping[str, str]) -> list[Document | Failure]:
    """Return the document of an entry, or why there is none; of a row both, if it has no day."""
    if entry.form == "refused":
        return [Failure(entry.key, entry.content.decode())]
    return read_file(entry.name, entry.content, columns=columns if entry.form == "row" else None)


def _arrow(tables: Tables, failures: Sequence[tuple[str, str, str]]) -> dict[str, pa.Table]:
    frames = tables.frames()
    doc_ids = list(tables.texts)
    cells = (doc_ids, list(tables.texts.values()), [tables.bodies[name] for name in doc_ids])
    frames["texts"] = frame_of(TEXTS, dict(zip(TEXTS, cells, strict=True)))
    listed = list(zip(*failures, strict=True)) if failures else [()] * len(FAILURES)
    frames["failures"] = frame_of(FAILURES, dict(zip(FAILURES, listed, strict=True)))
    return {name: _rows(name, frames[name]) for name in STORED}


def _rows(name: str, frame: pd.DataFrame) -> pa.Table:
    return pa.Table.from_pandas(frame, schema=plain_schema(name), preserve_index=False, nthreads=1)
