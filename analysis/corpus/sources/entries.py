"""What a corpus is made of: entries, each one document as it lies there or why it is none."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Literal

from analysis.documents.articles import storable

ROW = "row.jsonl"
"""The name of a file that holds one row, as a worker reads it."""

Form = Literal["file", "row", "refused"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One document of a corpus, not read yet.

    ``key`` is its place in the corpus; no other entry should have it. ``doc_ids`` are the names it
    may get, best first. ``content`` is what ``form`` says: the bytes of the file ``name``, a row as
    JSON, or the reason why there is no document.
    """

    key: str
    doc_ids: tuple[str, ...]
    name: str
    content: bytes
    form: Form = "file"


@dataclass(slots=True)
class Position:
    """How many bytes of a corpus have been passed, counted as they lie on disk."""

    passed: int = 0
    current: int = 0

    @property
    def bytes(self) -> int:
        """Bytes of the files that are done and of the one that is being read."""
        return self.passed + self.current


def file_entry(key: str, content: bytes) -> Entry:
    r"""Return the entry of a file: it is called like its path, without the ending if it can be.

    >>> file_entry("2024/aid.md", b"").doc_ids
    ('2024/aid', '2024/aid.md')

    What no table can hold is replaced in a name; no text is lost by it.

    >>> file_entry("caf\udce9.txt", b"").doc_ids[0]
    'caf\ufffd'
    """
    key = storable(key)
    path = PurePosixPath(key)
    return Entry(key, (str(path.with_suffix("")), key), path.name, content)


def refusal(key: str, reason: str) -> Entry:
    """Return the entry of what cannot be read, with the reason and what to do."""
    key = storable(key)
    return Entry(key, (key,), key, storable(reason).encode(), "refused")


def row_entry(key: str, doc_ids: tuple[str, ...], cells: Mapping[str, object]) -> Entry:
    """Return the entry of one row; ``cells`` are the values of the columns that matter."""
    content = json.dumps(cells, sort_keys=True, default=str).encode()
    return Entry(storable(key), tuple(map(storable, doc_ids)), ROW, content, "row")
