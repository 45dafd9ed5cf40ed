"""Keep what a build has done, so that it can be stopped at any moment and go on.

One SQLite file in the store, locked by the build that writes there. It knows of every document what
was read (``digest``) and where its rows lie (``home``): in a batch that was just read, or in a part
of the store. The files of a home are always written before the journal names it, and deleted after
it has forgotten it.
"""

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import astuple, dataclass
from pathlib import Path

from analysis.corpus.errors import CorpusError
from analysis.corpus.store.files import Part, StoredFile

TABLES = """
CREATE TABLE IF NOT EXISTS documents (
    key TEXT PRIMARY KEY, doc_id TEXT NOT NULL, digest BLOB NOT NULL,
    home INTEGER, run INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS by_doc_id ON documents (doc_id, run);
CREATE INDEX IF NOT EXISTS by_home ON documents (home);
CREATE TABLE IF NOT EXISTS homes (id INTEGER PRIMARY KEY, part TEXT UNIQUE, files TEXT);
CREATE TABLE IF NOT EXISTS corpus (address TEXT);
"""


@dataclass(slots=True)
class Slot:
    """One document of this run, in the order of the corpus; without ``home`` it must be read.

    ``size`` is that of its content, ``share`` the bytes of the corpus that it was found in.
    """

    key: str
    doc_id: str
    digest: bytes
    size: int
    share: int = 0
    home: int | None = None


class Journal:
    """The journal of one store, held by one build at a time; close it when the build is over."""

    def __init__(self, path: Path):
        """Open or make the journal at ``path``.

        Raises:
            CorpusError: another build holds it, or it cannot be opened.
        """
        self._base = sqlite3.connect(path, timeout=0, isolation_level=None)
        try:
            self._base.execute("PRAGMA locking_mode = EXCLUSIVE")
            self._base.execute("PRAGMA journal_mode = WAL")
            self._base.execute("PRAGMA synchronous = FULL")
            self._base.executescript(TABLES)
            self._base.execute("BEGIN IMMEDIATE")
        except sqlite3.Error as error:
            self._base.close()
            raise CorpusError(_refusal(path, error)) from error
        self.run = self._number("SELECT COALESCE(MAX(run), 0) + 1 FROM documents")
        self._last = self._number("SELECT COALESCE(MAX(id), 0) FROM homes")

    def close(self) -> None:
        """Let go of the store; what was not committed is forgotten."""
        if self._base.in_transaction:
            self._base.execute("ROLLBACK")
        self._base.close()

    def commit(self) -> None:
        """Keep everything up to here, also if the power fails now."""
        self._base.execute("COMMIT")
        self._base.execute("BEGIN IMMEDIATE")

    def met(self, key: str) -> bool:
        """Return whether this run has met the key."""
        row = self._one("SELECT run FROM documents WHERE key = ?", key)
        return row is not None and row[0] == self.run

    def taken(self, doc_id: str) -> bool:
        """Return whether a document of this run is called so."""
        query = "SELECT 1 FROM documents WHERE doc_id = ? AND run = ?"
        return self._one(query, doc_id, self.run) is not None

    def enter(self, slot: Slot) -> None:
        """Enter a document that this run has met; where it is unchanged, ``slot`` gets its home."""
        query = "SELECT home FROM documents WHERE key = ? AND digest = ?"
        row = self._one(query, slot.key, slot.digest)
        slot.home = row[0] if row else None
        self._base.execute(
            "INSERT OR REPLACE INTO documents VALUES (?, ?, ?, ?, ?)",
            (slot.key, slot.doc_id, slot.digest, slot.home, self.run),
        )

    def next_home(self) -> int:
        """Return the number of a home that nothing has lain in."""
        self._last += 1
        return self._last

    def add_batch(self, home: int) -> None:
        """Enter a batch whose file has been written."""
        self._base.execute("INSERT INTO homes VALUES (?, NULL, NULL)", (home,))

    def add_part(self, part: Part) -> int:
        """Enter a part whose files have been written, and return its home."""
        home = self.next_home()
        files = json.dumps({name: astuple(file) for name, file in part.files.items()})
        self._base.execute("INSERT INTO homes VALUES (?, ?, ?)", (home, part.name, files))
        return home

    def settle(self, slots: Iterable[Slot], home: int) -> None:
        """Say that the rows of documents lie in ``home``."""
        rows = []
        for slot in slots:
            slot.home = home
            rows.append((home, slot.digest, slot.key))
        self._base.executemany("UPDATE documents SET home = ?, digest = ? WHERE key = ?", rows)

    def home_of(self, name: str) -> int | None:
        """Return the home that is the part called ``name``, if there is one."""
        row = self._one("SELECT id FROM homes WHERE part = ?", name)
        return row[0] if row else None

    def part(self, home: int) -> Part | None:
        """Return the part that ``home`` is; a batch is none."""
        row = self._base.execute("SELECT part, files FROM homes WHERE id = ?", (home,)).fetchone()
        return _part(*row) if row else None

    def homes(self) -> list[tuple[int, Part | None]]:
        """Return all homes, with the parts that some of them are."""
        rows = self._base.execute("SELECT id, part, files FROM homes").fetchall()
        return [(home, _part(name, files)) for home, name, files in rows]

    def corpus(self) -> str:
        """Return the address of the corpus that the store is built of; '' in a new one."""
        row = self._base.execute("SELECT address FROM corpus").fetchone()
        return str(row[0]) if row else ""

    def set_corpus(self, address: str) -> None:
        """Say what the store is built of from now on."""
        self._base.execute("DELETE FROM corpus")
        self._base.execute("INSERT INTO corpus VALUES (?)", (address,))

    def is_spent_batch(self, home: int) -> bool:
        """Return whether ``home`` is a batch that nothing lies in any more."""
        return (
            self._one("SELECT 1 FROM homes WHERE id = ? AND part IS NULL", home) is not None
            and self._one("SELECT 1 FROM documents WHERE home = ?", home) is None
        )

    def forget_home(self, home: int) -> None:
        """Forget a home and what lies in it: it will be read again."""
        self._base.execute("UPDATE documents SET home = NULL WHERE home = ?", (home,))
        self._base.execute("DELETE FROM homes WHERE id = ?", (home,))

    def forget_unmet(self) -> int:
        """Forget the documents that this run has not met, and return their number."""
        query = "DELETE FROM documents WHERE run <> ?"
        return self._base.execute(query, (self.run,)).rowcount

    def _number(self, query: str) -> int:
        (number,) = self._base.execute(query).fetchone()
        return int(number)

    def _one(self, query: str, *values: object) -> tuple[int, ...] | None:
        row: tuple[int, ...] | None = self._base.execute(query, values).fetchone()
        return row


def _part(name: str | None, files: str | None) -> Part | None:
    if name is None or files is None:
        return None
    return Part(name, {table: StoredFile(*told) for table, told in json.loads(files).items()})


def _refusal(path: Path, error: sqlite3.Error) -> str:
    store = path.parent.parent
    if error.sqlite_errorcode in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return f"{store}: another build is writing there; wait for it or stop it"
    return (
        f"{store}: its journal cannot be used ({error}); without {path} the same command reads "
        "everything anew"
    )
