"""Read a batch of documents into tables: what a worker does."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

import pandas as pd
import pyarrow as pa

from analysis.corpus.extractor import fingerprint
from analysis.corpus.sources import Entry
from analysis.corpus.store.columns import FAILURES, STORED, TEXTS, plain_schema
from analysis.corpus.store.files import packed
from analysis.documents import DocumentError, read_bytes, read_pasted
from analysis.model import Document
from analysis.schema import Tables, frame_of
from analysis.tables import analyse
from analysis.topics import Topics, read_topics

_ISO_DAY = re.compile(r"(?P<day>\d{4}-\d{2}-\d{2})(?:[T ].*)?")


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
class Answer:
    """What a worker made of a batch: its tables packed as one file, the failures, and who it is."""

    tables: bytes
    failures: tuple[tuple[str, str], ...]
    reader: str


def read_batch(batch: Sequence[Asked], words: Words | None) -> Answer:
    """Return the tables of ``batch``, each document's rows together and in order.

    A document that cannot be read becomes a row of ``failures``.
    """
    topics = _topics(words) if words else None
    documents: list[Document] = []
    failures: list[tuple[str, str, str]] = []
    for asked in batch:
        try:
            documents.append(replace(_document(asked.entry), doc_id=asked.doc_id))
        except DocumentError as error:
            failures.append((asked.doc_id, asked.entry.key, error.reason))
    tables = analyse(documents, topics=topics)
    reasons = tuple((key, reason) for _, key, reason in failures)
    return Answer(packed(_arrow(tables, failures)), reasons, fingerprint(topics))


@lru_cache(maxsize=1)
def _topics(words: Words) -> Topics:
    return read_topics(words.name, words.content)


def _document(entry: Entry) -> Document:
    if entry.form == "refused":
        raise DocumentError(entry.key, entry.content.decode())
    if entry.form == "file":
        return read_bytes(entry.name, entry.content)
    cells: dict[str, str] = json.loads(entry.content)
    read = read_pasted(cells["text"], cells["title"])
    return replace(
        read,
        source=cells["source"],
        url=cells["url"],
        published=_day(entry.key, cells["published"]),
    )


def _day(name: str, written: str) -> date | None:
    if not written:
        return None
    try:
        return date.fromisoformat(_ISO_DAY.sub(r"\g<day>", written))
    except ValueError as error:
        reason = f"{written[:40]!r} is no date; write it as 2025-09-05"
        raise DocumentError(name, reason) from error


def _arrow(tables: Tables, failures: Sequence[tuple[str, str, str]]) -> dict[str, pa.Table]:
    frames = tables.frames()
    doc_ids = list(tables.texts)
    cells = (doc_ids, list(tables.texts.values()), [tables.bodies[name] for name in doc_ids])
    frames["texts"] = frame_of(TEXTS, dict(zip(TEXTS, cells, strict=True)))
    listed = list(zip(*failures, strict=True)) if failures else [()] * len(FAILURES)
    frames["failures"] = frame_of(FAILURES, dict(zip(FAILURES, listed, strict=True)))
    return {name: _rows(name, frames[name]) for name in STORED}


def _rows(name: str, frame: pd.DataFrame) -> pa.Table:
    return pa.Table.from_pandas(frame, schema=plain_schema(name), preserve_index=False)
