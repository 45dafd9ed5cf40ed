"""Bring in the texts: those the server was started with, and those of one browser session."""

import gc
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from itertools import takewhile
from pathlib import Path

import pyarrow as pa
import streamlit as st

from analysis.corpus.errors import CorpusError
from analysis.corpus.store.serving import is_store, manifest_sha256, servable, tables_of_store
from analysis.documents import (
    Description,
    Failure,
    chosen_columns,
    edited,
    read_documents,
    unique_ids,
)
from analysis.exchange import converted
from analysis.model import Document
from analysis.packaging import Counts
from analysis.schema import Tables, joined
from analysis.tables import analyse, documents_of
from analysis.topics import Topics, load_topics
from analysis.vocabulary import VocabularyError
from dashboard.drawings import Draw, drawings

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
OPTIONS = ("--topics", "--review", "--column", "--cache")

_ADDED = "added_texts"
_JOINED = "joined_tables"
_NOTICES = "notices"
_REMOVED = "removed_texts"
_WORDS = "topics_of_added"

Stamp = tuple[str, int, int]


@dataclass(frozen=True)
class Shelf:
    """The tables of the texts that the server was started with, and the files it could not read.

    ``topics`` are the words that tell topics, ``None`` for our own. A ``fixed`` shelf is a store:
    it is too large for one session to add texts to it or to read it with other words.
    """

    tables: Tables = field(default_factory=Tables)
    failures: tuple[str, ...] = ()
    topics: Topics | None = None
    fixed: bool = False

    @cached_property
    def draw(self) -> Draw:
        """The charts of these texts, shared by all sessions."""
        return drawings(self.tables)

    @cached_property
    def totals(self) -> Counts:
        """The rows of each table that is handed out, none left out."""
        return Counts(self.tables)

    @cached_property
    def checksums(self) -> dict[str, str]:
        """The doc_id of each text by the checksum of what was read."""
        return checksums(self.tables)

    @cached_property
    def _scales(self) -> "dict[str, Shelf]":
        return {"": self}

    def on_scale(self, currency: str) -> "Shelf":
        """Return these texts with their money in ``currency`` too; as they are where it is ''."""
        if currency not in self._scales:
            self._scales[currency] = replace(self, tables=converted(self.tables, currency))
        return self._scales[currency]


@dataclass(frozen=True)
class Notice:
    """One line for the reader, shown as it stands; ``kind`` is "good", "odd" or "bad"."""

    kind: str
    line: str


def given_paths(arguments: list[str]) -> tuple[Path, ...]:
    """Return the files and folders named on the command line, or the sample texts.

    >>> [path.name for path in given_paths(["app.py"])]
    ['seeds']
    >>> [path.name for path in given_paths(["app.py", "--topics", "mine.toml", "news.txt"])]
    ['news.txt']
    """
    options = _options(arguments)
    return tuple(Path(argument) for argument in arguments[1 + 2 * len(options) :]) or (SEEDS,)


def given_topics(arguments: list[str]) -> Path | None:
    """Return the file of topic words named on the command line, if there is one.

    >>> given_topics(["app.py", "--topics", "mine.toml"]), given_topics(["app.py", "news.txt"])
    (PosixPath('mine.toml'), None)
    """
    files = [value for name, value in _options(arguments) if name == "--topics"]
    return Path(files[-1]) if files else None


def given_review(arguments: list[str]) -> Path | None:
    """Return the file of decisions named on the command line, if there is one.

    >>> given_review(["app.py", "--topics", "mine.toml", "--review", "desk.jsonl", "news.txt"])
    PosixPath('desk.jsonl')
    """
    files = [value for name, value in _options(arguments) if name == "--review"]
    return Path(files[-1]) if files else None


def given_cache(arguments: list[str]) -> Path | None:
    """Return the folder for arrays of a store named on the command line, if there is one."""
    files = [value for name, value in _options(arguments) if name == "--cache"]
    return Path(files[-1]) if files else None


def given_columns(arguments: list[str]) -> dict[str, str]:
    """Return what the command line says of the columns of tables.

    >>> given_columns(["app.py", "--topics", "mine.toml", "--column", "text=body", "news.csv"])
    {'text': 'body'}
    """
    return chosen_columns(value for name, value in _options(arguments) if name == "--column")


def _options(arguments: list[str]) -> list[tuple[str, str]]:
    """Return the options that the command line hands on, each with its value; paths follow them."""
    pairs = zip(arguments[1::2], arguments[2::2], strict=False)
    return list(takewhile(lambda pair: pair[0] in OPTIONS, pairs))


def stamps(paths: Iterable[Path]) -> tuple[Stamp, ...]:
    """Return name, time of change and size of every file, so that a change is noticed."""
    return tuple(_stamp(path) for path in _files(paths))


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        yield path
        if path.is_dir():
            yield from sorted(file for file in path.rglob("*") if file.is_file())


def _stamp(path: Path) -> Stamp:
    if not path.exists():
        return str(path), 0, 0
    status = path.stat()
    return str(path), status.st_mtime_ns, status.st_size


def shelf() -> Shelf:
    """Return the texts of the server, read once and again only when a file changes."""
    paths, topics = given_paths(sys.argv), given_topics(sys.argv)
    if is_store(paths[0]):
        return store_shelf(paths[0])
    when = stamps([*paths, *([topics] if topics else [])])
    return _read_shelf(tuple(map(str, paths)), str(topics or ""), when)


def shelf_of_store() -> Shelf | None:
    """Return the texts of the server if they are a store."""
    (path, *_) = given_paths(sys.argv)
    return store_shelf(path) if is_store(path) else None


def store_shelf(path: Path) -> Shelf:
    """Return the texts of a store, read again where a build has replaced its manifest."""
    try:
        return _read_store(str(path), manifest_sha256(path))
    except CorpusError as error:  # it was sound when the server started
        return Shelf(failures=(str(error),), fixed=True)


def settle(shelf: Shelf) -> None:
    """Give back to the system what a run over a store needed for a moment."""
    set_apart()
    if shelf.fixed:
        pa.default_memory_pool().release_unused()


@cache
def set_apart() -> None:
    """Spare the collector of garbage what stays as long as the server, once the first page is made.

    Streamlit has it search all objects after every run, and nothing is sent to the browser
    meanwhile: a tenth of a second for modules and vocabulary, which never become garbage.
    """
    gc.collect()
    gc.freeze()


@st.cache_resource(show_spinner="Opening the store…", max_entries=1)
def _read_store(path: str, manifest: str) -> Shelf:
    del manifest  # what is known of another one is forgotten
    return Shelf(tables_of_store(servable(Path(path)), given_cache(sys.argv)), fixed=True)


@st.cache_resource(show_spinner="Reading the texts…", max_entries=2)
def _read_shelf(paths: tuple[str, ...], words: str, when: tuple[Stamp, ...]) -> Shelf:
    documents: list[Document] = []
    failures: list[str] = []
    topics = None
    try:
        topics = load_topics(Path(words)) if words else None
    except VocabularyError as error:  # it was sound when the server started
        failures.append(f"{error}; topics are told by our own words")
    columns = given_columns(sys.argv)
    for found in read_documents([Path(path) for path in paths], columns=columns):
        if isinstance(found, Failure):
            failures.append(f"{found.name}: {found.reason}")
        else:
            documents.append(found)
    return Shelf(analyse(documents, topics=topics), tuple(failures), topics)


def added() -> dict[str, Tables]:
    """Return the tables of the texts that this browser session added, by doc_id."""
    texts: dict[str, Tables] = st.session_state.setdefault(_ADDED, {})
    return texts


def read_again(topics: Topics | None) -> None:
    """Read the texts of this session with ``topics`` where they were read with other words."""
    if st.session_state.get(_WORDS) is not topics:
        for doc_id, tables in added().items():
            added()[doc_id] = analyse(documents_of(tables), topics=topics)
    st.session_state[_WORDS] = topics


def everything(shelf: Shelf) -> Shelf:
    """Return the server's texts with those of this session below them."""
    parts = (shelf.tables, *added().values())
    if len(parts) == 1:
        return shelf
    kept = st.session_state.get(_JOINED)
    if kept is None or not _same(kept[0], parts):
        kept = (parts, Shelf(joined(list(parts)), shelf.failures, shelf.topics))
        st.session_state[_JOINED] = kept
    result: Shelf = kept[1]
    return result


def _same(left: tuple[Tables, ...], right: tuple[Tables, ...]) -> bool:
    return len(left) == len(right) and all(a is b for a, b in zip(left, right, strict=True))


def checksums(tables: Tables) -> dict[str, str]:
    """Return the doc_id of each text by the checksum of what was read."""
    documents = tables.documents
    return dict(zip(documents["sha256"], documents["doc_id"], strict=True))


def title_of(doc_id: str, tables: Tables) -> str:
    """Return what a text of ``tables`` is called."""
    documents = tables.documents
    return str(documents.loc[documents["doc_id"] == doc_id, "title"].iloc[0]) or doc_id


def describe(doc_id: str, description: Description, topics: Topics | None) -> None:
    """Read a text of this session again with another title, day or publisher."""
    (document,) = edited(list(documents_of(added()[doc_id])), [description])
    added()[doc_id] = analyse([document], topics=topics)


@dataclass(frozen=True)
class Removal:
    """Texts that were taken away, and the order in which all stood before."""

    order: tuple[str, ...]
    texts: dict[str, Tables]


def remove(doc_ids: Iterable[str]) -> None:
    """Take away texts that this session added, so that it can be undone."""
    order = tuple(added())
    gone = {doc_id: added().pop(doc_id) for doc_id in list(doc_ids) if doc_id in added()}
    if gone:
        st.session_state[_REMOVED] = Removal(order, gone)


def removed() -> Removal | None:
    """Return what was taken away last, if that can be undone."""
    removal: Removal | None = st.session_state.get(_REMOVED)
    return removal


def put_back(shelf: Shelf) -> None:
    """Put the texts back that were taken away last, where they stood."""
    removal = removed()
    if removal is None:
        return
    forget_removal()
    known, own = {*checksums_of_added()}, added()
    for doc_id, tables in removal.texts.items():
        if not known.isdisjoint(checksums(tables)):  # it was added again meanwhile
            continue
        (document,) = unique_ids(documents_of(tables), {*own, *shelf.tables.texts})
        same = document.doc_id == doc_id and st.session_state.get(_WORDS) is shelf.topics
        own[document.doc_id] = tables if same else analyse([document], topics=shelf.topics)
    order = dict.fromkeys([*(doc_id for doc_id in removal.order if doc_id in own), *own])
    st.session_state[_ADDED] = {doc_id: own[doc_id] for doc_id in order}


def forget_removal() -> None:
    """Keep no longer what was taken away last."""
    st.session_state.pop(_REMOVED, None)


def checksums_of_added() -> dict[str, str]:
    """Return the doc_id of each text of this session by its checksum."""
    return {key: doc_id for one in added().values() for key, doc_id in checksums(one).items()}


def notify(kind: str, line: str) -> None:
    """Keep a line for the reader until the page has shown it."""
    st.session_state.setdefault(_NOTICES, []).append(Notice(kind, line))


def take_notices() -> list[Notice]:
    """Return the lines that have not been shown yet, and forget them."""
    notices: list[Notice] = st.session_state.pop(_NOTICES, [])
    return notices
