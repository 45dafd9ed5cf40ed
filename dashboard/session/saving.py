"""Turn what a session holds into one file, and open such a file in another session."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from analysis.packaging import Session, SessionError, read_session, session_bytes
from analysis.schema import Tables
from analysis.tables import documents_of
from dashboard.session import texts, uploads

_OPENED, _ROUND = "opened_session", "session_round"


@dataclass(frozen=True)
class Arrived:
    """The tables of all texts once a session was opened, and how its texts are called in them.

    ``names`` maps doc_ids of the file to those here.
    """

    names: Mapping[str, str] = field(default_factory=dict)
    tables: Tables = field(default_factory=Tables)


@dataclass(frozen=True)
class Extra:
    """Something that a saved session keeps beside its texts.

    ``held`` returns it as JSON, ``None`` for nothing; ``restored`` takes it back, whatever a file
    says it is. What is ``early`` is taken before the texts are read, other things after.
    """

    name: str
    held: Callable[[], Any]
    restored: Callable[[Any, Arrived], None]
    early: bool = False


def file_of(extras: Iterable[Extra]) -> Callable[[], bytes]:
    """Return what makes a file of the texts and ``extras`` that this session holds now."""
    parts = list(texts.added().values())
    held = {extra.name: extra.held() for extra in extras}
    kept = {name: value for name, value in held.items() if value is not None}

    def made() -> bytes:
        documents = (document for tables in parts for document in documents_of(tables))
        return session_bytes(Session(tuple(documents), kept))

    return made


def upload_key() -> str:
    """Return the key of the picker of saved sessions; a new one after each empties it."""
    return f"session_upload_{st.session_state.setdefault(_ROUND, 0)}"


def take_upload(extras: Iterable[Extra]) -> None:
    """Open the saved session that was just dropped in; one with a fault changes nothing.

    Must run before the texts are read and the widgets drawn.
    """
    file = st.session_state.get(upload_key())
    if file is None:
        return
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1
    try:
        session = read_session(file.name, file.getvalue())
    except SessionError as error:
        texts.notify("bad", str(error))
        return
    st.session_state[_OPENED] = session
    _restore(session, (extra for extra in extras if extra.early), Arrived())
    uploads.expect()
    uploads.receive(session.documents)


def take_arrived(extras: Iterable[Extra], arrived: Arrived) -> bool:
    """Take the rest of an opened session once its texts are here; return whether there is one.

    Must run before the widgets are drawn.
    """
    session: Session | None = st.session_state.pop(_OPENED, None)
    if session is None:
        return False
    _restore(session, (extra for extra in extras if not extra.early), arrived)
    return True


def _restore(session: Session, extras: Iterable[Extra], arrived: Arrived) -> None:
    for extra in extras:
        if extra.name in session.extras:
            extra.restored(session.extras[extra.name], arrived)
