"""Lead the documents of a corpus through batches, which readers read, into parts of a store."""

import zipfile
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256

import pyarrow as pa

from analysis.corpus.batches import Answer, Asked
from analysis.corpus.cluster import Readers, another_program
from analysis.corpus.errors import CorpusError
from analysis.corpus.progress import Progress
from analysis.corpus.sources import Corpus, Entry, refusal
from analysis.corpus.store.files import Part, unpacked_table, write_whole
from analysis.corpus.store.journal import Journal, Slot
from analysis.corpus.store.parts import Chunk, read_part, write_part
from analysis.corpus.store.places import Places

MOST_IN_BATCH, MOST_BYTES = 100, 1_000_000
"""A batch is read in about two seconds: that much is lost when its worker is killed."""
FEWEST_IN_BATCH = 10
"""Towards the end batches become smaller down to this, so that no worker waits long for others."""
DIGEST_BYTES = 16
UNSETTLED = b""
"""The digest of a document that a worker failed at: the next build tries it again."""
STRANGERS = (ImportError, AttributeError)
"""What a worker says that has no newsfigures or an older one."""


@dataclass
class Weaver:
    """One run through a corpus; ``parts`` are its parts by their homes, in order."""

    corpus: Corpus
    journal: Journal
    places: Places
    readers: Readers
    progress: Progress
    reader: str
    parts: dict[int, Part] = field(default_factory=dict)
    _met: int = 0
    _left: float | None = None
    _batch: list[Asked] = field(default_factory=list)
    _batch_bytes: int = 0
    _unread: dict[str, Slot] = field(default_factory=dict)
    _chunks: deque[Chunk] = field(default_factory=deque)

    def run(self) -> None:
        """Read what has to be read, and make a part of every chunk.

        Raises:
            CorpusError: the cluster is gone or reads otherwise, or a file of the build is damaged.
            OSError, sqlite3.Error: the store cannot be written to.
        """
        before = 0
        for entry in self.corpus.entries():
            here = self.corpus.position.bytes
            self._estimate(before, here)
            self._meet(entry, here - before)
            before = here
            self.progress.tell()
        self._send()
        while len(self.readers):
            self._listen()
        if self._chunks:
            self._chunks[-1].closed = True
        self._write_parts()

    def _meet(self, entry: Entry, size: int) -> None:
        """Take in one document: what has been read before is only given its place."""
        asked, slot = self._entered(entry)
        slot.share = size
        if not self._chunks or self._chunks[-1].closed:
            self._chunks.append(Chunk())
        self._chunks[-1].add(slot)
        if slot.home is not None:
            self.progress.keep(size)
        else:
            self._unread[asked.doc_id] = slot
            self._batch.append(asked)
            self._batch_bytes += slot.size
        full = len(self._batch) >= self._most() or self._batch_bytes >= MOST_BYTES
        if full or self._chunks[-1].closed:
            self._send()
            self._write_parts()

    def _estimate(self, before: int, here: int) -> None:
        """Reckon how many documents are left, each time that more of the corpus has been opened."""
        if before and here != before:
            self._left = (self.progress.total - before) * self._met / before
        elif self._left is not None:
            self._left -= 1
        self._met += 1

    def _most(self) -> int:
        """Return how many documents a batch may have now: half of a worker's share of the rest."""
        if self._left is None:
            return MOST_IN_BATCH
        share = int(self._left / (2 * self.readers.threads))
        return min(MOST_IN_BATCH, max(FEWEST_IN_BATCH, share))

    def _entered(self, entry: Entry) -> tuple[Asked, Slot]:
        """Give a document a name of its own, and look up whether it has been read before."""
        key, number = entry.key, 1
        while self.journal.met(key):
            number += 1
            key = f"{entry.key} ({number})"
        doc_id = next((name for name in entry.doc_ids if not self.journal.taken(name)), None)
        if doc_id is None:
            name = entry.doc_ids[0]
            entry = refusal(key, f"another document is called {name!r} too; rename one of them")
            doc_id = key
        slot = Slot(key, doc_id, self._digest(doc_id, entry), len(entry.content))
        self.journal.enter(slot)
        return Asked(doc_id, entry), slot

    def _digest(self, doc_id: str, entry: Entry) -> bytes:
        """Return the checksum of all that the rows of a document depend on."""
        columns = repr(self.corpus.columns) if entry.form == "row" else ""
        told = "\0".join((self.reader, doc_id, entry.key, entry.name, entry.form, columns, ""))
        return sha256(told.encode() + entry.content).digest()[:DIGEST_BYTES]

    def _send(self) -> None:
        """Have the batch read, once there is somebody free to read it."""
        if self._batch:
            self.readers.submit(self._batch)
            self.progress.begin()
            self._batch, self._batch_bytes = [], 0
        while self.readers.full:
            self._listen()

    def _listen(self) -> None:
        """Take what became of a batch; what a worker fails at is tried in halves, down to one."""
        heard = self.readers.answer()
        self.progress.tell()
        if heard is None:
            return
        batch, answer = heard
        if isinstance(answer, Answer):
            self._keep(batch, answer)
        elif isinstance(answer, STRANGERS):
            raise CorpusError(another_program(str(answer)))
        elif len(batch) > 1:
            middle = len(batch) // 2
            self.readers.submit(batch[:middle])
            self.readers.submit(batch[middle:])
        else:
            self.readers.submit([self._given_up(batch[0], answer)])

    def _given_up(self, asked: Asked, error: BaseException) -> Asked:
        self._unread[asked.doc_id].digest = UNSETTLED
        reason = f"reading it failed ({type(error).__name__}); the next build tries it again"
        return Asked(asked.doc_id, refusal(asked.entry.key, reason))

    def _keep(self, batch: Sequence[Asked], answer: Answer) -> None:
        """Write a batch down, then enter it: killed in between, it is read again."""
        if answer.reader != self.reader:
            raise CorpusError(another_program("a worker"))
        home = self.journal.next_home()
        write_whole(self.places.batch(home), answer.tables)
        self.journal.add_batch(home)
        slots = [self._unread.pop(asked.doc_id) for asked in batch]
        self.journal.settle(slots, home)
        self.journal.commit()
        self.progress.advance(len(slots), sum(slot.share for slot in slots))
        for name, reason in answer.failures:
            self.progress.fail(name, reason)
        self._write_parts()

    def _write_parts(self) -> None:
        while self._chunks and self._chunks[0].closed and self._chunks[0].complete:
            self._write_part(self._chunks.popleft())

    def _write_part(self, chunk: Chunk) -> None:
        """Write a part, enter it, and only then delete the batches that it was made of."""
        home = self.journal.home_of(chunk.name)
        if home is None:
            home = self.journal.add_part(write_part(chunk, self.places.staged, self._table))
        part = self.journal.part(home)
        if part is not None:
            self.parts[home] = part
        left = {slot.home for slot in chunk.slots if slot.home not in (None, home)}
        if not left:
            return
        self.journal.settle(chunk.slots, home)
        done = [old for old in left if old is not None and self.journal.is_spent_batch(old)]
        for old in done:
            self.journal.forget_home(old)
        self.journal.commit()
        for old in done:
            self.places.batch(old).unlink(missing_ok=True)

    def _table(self, home: int, name: str) -> pa.Table:
        part = self.journal.part(home)
        try:
            if part is None:
                return unpacked_table(self.places.batch(home), name)
            return read_part(self.places.file(name, part), name)
        except (OSError, zipfile.BadZipFile, pa.ArrowException):
            self.journal.forget_home(home)  # so that the next build reads it again
            self.journal.commit()
            raise
