"""Take in files and pasted words, one text after the other, while the page stays usable.

What was dropped waits in the session. Few texts are read before the page is drawn; of many, the
page is drawn first and they are read at the end of the script, which any click breaks off: the next
run goes on where this one stopped.
"""

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import streamlit as st

from analysis.documents import (
    ROW_KINDS,
    DocumentError,
    Failure,
    kind_of,
    read_file,
    read_pasted,
    unique_ids,
)
from analysis.documents.decoding import LARGEST_TEXT, TOO_LARGE
from analysis.model import Document
from analysis.schema import Tables
from analysis.tables import analyse, documents_of
from analysis.topics import Topics
from dashboard.charts.chart import count_of, listing
from dashboard.markup import shortened
from dashboard.session import columns, texts
from dashboard.session.texts import Shelf

MANY, MUCH = 3, 200_000
"""Texts, and bytes, from which on the page is drawn first and the progress shown on it."""
MOST, MOST_CHARACTERS = 1_000, 40_000_000
"""Texts that one tab holds, and the characters of all; so many fit into a saved session."""
NAMED = 3
"""Texts that a message names; the others it counts."""
LONGEST_NAME = 60

TOO_MANY = (
    f"a tab holds {MOST:,} texts and {MOST_CHARACTERS // 1_000_000} million characters at most; "
    "remove some, or open the files with the command newsfigures serve"
)

_READING, _FAILURES, _ROUND = "reading", "upload_failures", "upload_round"


@dataclass(frozen=True)
class Source:
    """A file that was dropped, and which columns hold what if it is a table."""

    name: str
    content: bytes
    columns: Mapping[str, str] | None = None


@dataclass
class Reading:
    """Texts on their way in: those that wait, those read so far, and those that were here already.

    ``shown`` are their doc_ids here, in the order of reading, ``names`` maps the doc_id that each
    came with to that. ``known`` are the doc_ids of all texts by checksum.
    """

    waiting: deque[Source | Document] = field(default_factory=deque)
    read: dict[str, Tables] = field(default_factory=dict)
    here: list[str] = field(default_factory=list)
    shown: list[str] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    known: dict[str, str] = field(default_factory=dict)
    topics: Topics | None = None

    @property
    def done(self) -> int:
        """The number of texts that need no more reading."""
        return len(self.read) + len(self.here)

    @property
    def much(self) -> bool:
        """Whether reading takes so long that the page has to be drawn first."""
        sizes = (len(one.content if isinstance(one, Source) else one.text) for one in self.waiting)
        return len(self.waiting) >= MANY or sum(sizes) >= MUCH


def reading() -> Reading | None:
    """Return what this session is reading, or ``None``."""
    held: Reading | None = st.session_state.get(_READING)
    return held


def upload_key() -> str:
    """Return the key of the file picker; a new one after each upload empties and folds it."""
    return f"upload_{st.session_state.setdefault(_ROUND, 0)}"


def next_round() -> None:
    """Empty the file pickers."""
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1


def take(shelf: Shelf) -> None:
    """Take in the files that were just dropped; read them at once where they are few.

    Must run before the file picker is drawn.
    """
    files = st.session_state.get(upload_key()) or []
    if files:
        next_round()
        receive(Source(file.name, file.getvalue()) for file in files)
    held = reading()
    if held is not None and held.waiting and not held.much:
        with st.spinner("Reading the texts…"):
            while held.waiting:
                step(held, shelf)


def receive(sources: Iterable[Source | Document]) -> None:
    """Let files and texts wait to be read; a table waits until its columns are known."""
    for source in sources:
        if isinstance(source, Document) or source.columns is not None:
            _queue(source)
            continue
        try:
            if kind_of(source.name, source.content) in ROW_KINDS:
                columns.ask(source.name, source.content)
            else:
                _queue(source)
        except DocumentError as error:
            fail(Failure(error.name, error.reason))


def expect() -> Reading:
    """Return what this session is reading, begun anew where it reads nothing."""
    held = reading()
    if held is None:
        held = st.session_state[_READING] = Reading()
    return held


def _queue(source: Source | Document) -> None:
    expect().waiting.append(source)


def read_table(name: str, content: bytes, chosen: Mapping[str, str]) -> None:
    """Let a table be read whose columns were chosen."""
    receive([Source(name, content, chosen)])


def take_pasted(text: str, title: str) -> bool:
    """Let a pasted text wait to be read; return whether it is one."""
    try:
        document = read_pasted(text, title)
    except DocumentError as error:
        texts.notify("bad", str(error))
        return False
    next_round()
    receive([document])
    return True


def step(held: Reading, shelf: Shelf) -> None:
    """Read what waits first: a file becomes texts that wait, a text is analysed."""
    if held.topics is not shelf.topics:
        again = [document for tables in held.read.values() for document in documents_of(tables)]
        held.waiting.extendleft(reversed(again))
        held.read, held.known, held.topics = {}, {}, shelf.topics
    first = held.waiting.popleft()
    if isinstance(first, Document):
        _analyse(first, held, shelf)
        return
    found = read_file(first.name, first.content, columns=first.columns)
    for failure in found:
        if isinstance(failure, Failure):
            fail(failure)
    held.waiting.extendleft(one for one in reversed(found) if isinstance(one, Document))


def _analyse(document: Document, held: Reading, shelf: Shelf) -> None:
    """Analyse ``document`` unless it is here already."""
    if not held.known:
        held.known = {**texts.checksums_of_added(), **shelf.checksums}
    doc_id = held.known.get(document.sha256, "")
    if doc_id:
        held.here.append(document.title or doc_id)
    elif _full(held, document):
        fail(Failure(document.title or document.doc_id, TOO_MANY))
        return
    elif len(document.text) > LARGEST_TEXT:
        fail(Failure(document.title or document.doc_id, TOO_LARGE))
        return
    else:
        taken = {*shelf.tables.texts, *texts.added(), *held.read}
        (named,) = unique_ids([document], taken)
        doc_id = named.doc_id
        held.read[doc_id] = analyse([named], topics=shelf.topics)
        held.known[document.sha256] = doc_id
    held.shown.append(doc_id)
    held.names[document.doc_id] = doc_id


def _full(held: Reading, document: Document) -> bool:
    """Return whether the session can hold no such text more."""
    parts = [*texts.added().values(), *held.read.values()]
    characters = sum(len(text) for tables in parts for text in tables.texts.values())
    return len(parts) >= MOST or characters + len(document.text) > MOST_CHARACTERS


def stop() -> None:
    """Read no more of what waits; what was read is kept."""
    held = reading()
    if held is not None and held.waiting:
        left = len(held.waiting)
        held.waiting.clear()
        texts.notify("odd", f"You stopped. Not read: {count_of(left, 'text')}.")


def arrived() -> Reading | None:
    """Add the texts that have been read to those of the session, once all are; return which."""
    held = reading()
    if held is None or held.waiting:
        return None
    del st.session_state[_READING]
    texts.added().update(held.read)
    if held.here:
        texts.notify("good", here_line(held.here))
    if held.read:
        figures = sum(len(tables.figures) for tables in held.read.values())
        texts.notify("good", added_line(len(held.read), figures))
    return held


def added_line(count: int, figures: int) -> str:
    """Return what is said of texts that were just added.

    >>> added_line(1, 14), added_line(2, 0)
    ('Your text was read: 14 figures, shown alone.', 'Your 2 texts were read: no figure found.')
    """
    read = "Your text was read" if count == 1 else f"Your {count:,} texts were read"
    if not figures:
        return f"{read}: no figure found."
    return f"{read}: {count_of(figures, 'figure')}, shown alone."


def here_line(titles: list[str]) -> str:
    """Return what is said of texts that were added once more.

    >>> here_line(["Aid"]), here_line(["Aid", "Arms", "Tax", "Talks", "Trade"])
    ('Aid: this text is already here.', '5 texts are already here: Aid, Arms, Tax and 2 more.')
    """
    if len(titles) == 1:
        return f"{titles[0]}: this text is already here."
    named = [shortened(title, LONGEST_NAME) for title in titles[:NAMED]]
    more = len(titles) - NAMED
    named += [f"{more:,} more"] if more > 0 else []
    return f"{len(titles):,} texts are already here: {listing(named)}."


def fail(failure: Failure) -> None:
    """Keep why something could not be read until the reader has dismissed it."""
    failures().append(failure)


def failures() -> list[Failure]:
    """Return what could not be read and was not dismissed."""
    held: list[Failure] = st.session_state.setdefault(_FAILURES, [])
    return held


def dismiss() -> None:
    """Forget what could not be read."""
    failures().clear()
