"""Let a reader bring topic words of their own, for this browser session alone."""

from dataclasses import replace

import streamlit as st

from analysis.labels import word
from analysis.model import TOPICS
from analysis.tables import analyse, documents_of
from analysis.topics import Topics, our_vocabulary, read_topics
from analysis.topics.vocabulary import MOST_BYTES
from analysis.vocabulary import VocabularyError
from dashboard.charts.chart import count_of, listing
from dashboard.markup import literal, shortened
from dashboard.session import state, texts
from dashboard.session.texts import Shelf

LONGEST_NAME, MOST_NAMES = 40, 5
_OWN, _FAULT, _ROUND, _READ = "own_topics", "topics_fault", "topics_round", "shelf_read_anew"
_CONTENT = "topics_file"


def own() -> Topics | None:
    """Return the topic words that this session brought, or ``None``."""
    topics: Topics | None = st.session_state.get(_OWN)
    return topics


def take_upload() -> None:
    """Take the vocabulary that was just dropped in; one with a fault changes nothing.

    Must run before the widgets are drawn.
    """
    file = st.session_state.get(_key())
    if file is None:
        return
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1
    try:
        _use(*_read(file.name, file.getvalue()))
    except VocabularyError as error:
        st.session_state[_FAULT] = str(error)


def _read(name: str, content: bytes) -> tuple[Topics, bytes]:
    return read_topics(shortened(name, LONGEST_NAME), content), content


def saved() -> dict[str, str] | None:
    """Return this session's own topic words as a saved session keeps them, if it has any."""
    topics, content = own(), st.session_state.get(_CONTENT, b"")
    return {"name": topics.name, "toml": content.decode("utf-8-sig")} if topics else None


def restore(words: object) -> None:
    """Use the topic words of a saved session; a fault in them changes nothing and is told."""
    name, toml = (words.get(key) if isinstance(words, dict) else None for key in ("name", "toml"))
    if not isinstance(name, str) or not isinstance(toml, str):
        texts.notify("odd", "The topic words in this file are damaged; they were left out.")
        return
    try:
        _use(*_read(name, toml.encode()))
    except VocabularyError as error:
        texts.notify("odd", f"The topic words in this file were left out: {error}")


def _key() -> str:
    """Return the key of the file picker; a new one after each upload empties it."""
    return f"topics_upload_{st.session_state.setdefault(_ROUND, 0)}"


def _use(topics: Topics | None, content: bytes = b"") -> None:
    """Read every text with ``topics`` from now on, and choose none that they may not have.

    ``content`` is the file that they were read from.
    """
    st.session_state[_OWN], st.session_state[_FAULT] = topics, ""
    st.session_state[_CONTENT] = content
    st.session_state.pop(_READ, None)
    state.clear("topic")


def read_anew(shelf: Shelf) -> Shelf:
    """Return the texts of the server as this session's words read them.

    The session keeps the tables: what others see comes from ``shelf`` alone.
    """
    topics = own()
    if topics is None:
        texts.read_again(shelf.topics)
        return shelf
    texts.read_again(topics)
    kept: tuple[Shelf, Shelf] | None = st.session_state.get(_READ)
    if kept is None or kept[0] is not shelf:
        with st.spinner("Reading the texts with your words…"):
            tables = analyse(documents_of(shelf.tables), topics=topics)
        kept = (shelf, replace(shelf, tables=tables, topics=topics))
        st.session_state[_READ] = kept
    return kept[1]


def draw(shelf: Shelf) -> None:
    """Draw which topic words are in use, and the ways to exchange them."""
    with st.sidebar.expander("Topic words", icon=":material/sell:"):
        st.markdown(literal(standing_line(own() or shelf.topics)))
        fault = st.session_state.get(_FAULT)
        if fault:
            st.error(literal(fault), icon=":material/error:")
        if shelf.fixed:
            st.caption("A store keeps the words that it was built with.")
            return
        st.file_uploader(
            "Use words of your own (TOML)",
            type=["toml"],
            max_upload_size=MOST_BYTES // 1_000_000,
            key=_key(),
            help="They stay in this browser tab and are forgotten when you close it. "
            "A file that says extend = true adds to ours, any other stands in their place.",
        )
        if own() is not None:
            st.button("Back to the words before", key="topics_back", on_click=_use, args=(None,))
        st.download_button(
            "Download our words to start from",
            our_vocabulary(),
            file_name="topics.toml",
            mime="application/toml",
            on_click="ignore",
            key="topics_ours",
        )


def standing_line(topics: Topics | None) -> str:
    """Return which words are in use.

    >>> standing_line(None)
    'The topics of figures are told by our own words.'
    >>> words = b'[energy]\\n4 = ["peat"]\\n[housing]\\n4 = ["flat"]'
    >>> standing_line(read_topics("mine.toml", words))
    'The topics of figures are told by mine.toml: 2 topics, housing among them.'
    """
    if topics is None:
        return "The topics of figures are told by our own words."
    told = (
        f"The topics of figures are told by {topics.name}: {count_of(len(topics.names), 'topic')}"
    )
    names = [word(name) for name in topics.names if name not in TOPICS]
    if not names:
        return f"{told}."
    more = len(names) - MOST_NAMES
    shown = [*names[:MOST_NAMES], f"{more} more"] if more > 0 else names
    return f"{told}, {listing(shown)} among them."
