"""Take texts along as one file and open it again later: documents and extras to a ZIP and back."""

import io
import json
import struct
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from analysis.documents.decoding import is_binary, normal_lines
from analysis.model import Document
from analysis.packaging.archive import add
from analysis.packaging.records import RecordError, document_of, record_of

FORMAT, VERSION = "newsfigures session", 1
MANIFEST = "session.json"
LARGEST_SESSION, LARGEST_MANIFEST, LARGEST_TEXTS = 50_000_000, 20_000_000, 200_000_000
"""Bytes of a session file, of its manifest, and of all its texts once unpacked."""
MOST_TEXTS = 10_000

_ENTRY = b"PK\x01\x02"
"""How each file in the directory of a ZIP begins."""
_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,  # a kind of ZIP that Python does not read
    OSError,
    RuntimeError,  # a ZIP with a password
    ValueError,  # offsets before its beginning, text in no Unicode
    struct.error,
)


class SessionError(ValueError):
    """A file is no saved session that can be opened; the message is the one line that says why."""

    def __init__(self, name: str, reason: str):
        super().__init__(f"{name}: {reason}")
        self.name = name
        self.reason = reason


@dataclass(frozen=True)
class Session:
    """What a saved session holds: its texts, and ``extras``, which JSON can say."""

    documents: tuple[Document, ...] = ()
    extras: Mapping[str, Any] = field(default_factory=dict)


def session_bytes(session: Session) -> bytes:
    """Return ``session`` as a file: a ZIP of the texts as they are and their metadata as JSON.

    The same session gives the same bytes.

    Raises:
        ValueError: the extras hold what JSON cannot say, or the session is too large to be opened
            again.
    """
    manifest = {
        "format": FORMAT,
        "version": VERSION,
        "documents": [record_of(document) for document in session.documents],
        "extras": dict(session.extras),
    }
    try:
        told = json.dumps(manifest, ensure_ascii=False, allow_nan=False, indent=1).encode()
    except TypeError as error:
        raise ValueError(f"the extras of a session must be JSON: {error}") from error
    texts = [document.text.encode() for document in session.documents]
    _check_sizes(len(told), texts)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        add(archive, MANIFEST, [told])
        for number, text in enumerate(texts):
            add(archive, _path(number), [text])
    return target.getvalue()


def read_session(name: str, content: bytes) -> Session:
    """Return the session that the file ``name`` holds.

    Nothing is unpacked to the disk, no name in the file is used as a path, and no more is read
    than a session may hold, whatever the file says of its sizes.

    Raises:
        SessionError: the file is no session, damaged, too large, or of another version.
    """
    if len(content) > LARGEST_SESSION:
        raise SessionError(name, f"this is larger than {_megabytes(LARGEST_SESSION)}")
    if content.count(_ENTRY) > MOST_TEXTS + 1:
        raise SessionError(name, f"it holds more than {MOST_TEXTS:,} texts")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _session(name, archive)
    except SessionError:
        raise
    except _DAMAGED as error:
        reason = "this is no saved session, or it is damaged; choose a file that was saved here"
        raise SessionError(name, reason) from error


def _session(name: str, archive: zipfile.ZipFile) -> Session:
    if MANIFEST not in archive.namelist():
        raise SessionError(name, f"this is no saved session: it holds no {MANIFEST}")
    manifest = _manifest(name, _read(name, archive, MANIFEST, LARGEST_MANIFEST))
    records, extras = manifest.get("documents"), manifest.get("extras")
    if not isinstance(records, list) or not isinstance(extras, dict):
        raise SessionError(name, f"{MANIFEST} is damaged: it lists no documents or extras")
    expected = [MANIFEST, *map(_path, range(len(records)))]
    if sorted(archive.namelist()) != sorted(expected):
        raise SessionError(name, "its files are not those that it lists; save the session again")
    left, documents = LARGEST_TEXTS, []
    for number, record in enumerate(records):
        content = _read(name, archive, _path(number), min(LARGEST_TEXTS, left))
        left -= len(content)
        documents.append(_document(name, number, record, content))
    ids = [document.doc_id for document in documents]
    if len(set(ids)) < len(ids):
        raise SessionError(name, "two of its texts have the same name; save the session again")
    return Session(tuple(documents), extras)


def _manifest(name: str, content: bytes) -> dict[str, Any]:
    try:
        manifest = json.loads(content.decode(), parse_constant=_refused)
        json.dumps(manifest, ensure_ascii=False).encode()  # half a character is none
    except (ValueError, RecursionError) as error:
        raise SessionError(name, f"{MANIFEST} is damaged: it is no JSON") from error
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise SessionError(name, f"this is no saved session: {MANIFEST} is of something else")
    version = manifest.get("version")
    if version != VERSION or isinstance(version, bool):
        told = version if isinstance(version, int) else "unknown"
        reason = f"it was saved in version {told} of the format, this program reads {VERSION}"
        raise SessionError(name, f"{reason}; use the program that saved it")
    return manifest


def _refused(constant: str) -> None:
    raise ValueError(f"{constant} is no JSON")


def _read(name: str, archive: zipfile.ZipFile, path: str, most: int) -> bytes:
    """Return a file of the archive, of which no more than ``most`` bytes are ever unpacked."""
    with archive.open(path) as file:
        content = file.read(most + 1)
    if len(content) > most:
        raise SessionError(name, f"{path} in it is larger than {_megabytes(most)}")
    return content


def _document(name: str, number: int, record: object, content: bytes) -> Document:
    text = content.decode()
    if is_binary(text) or normal_lines(text) != text or not text.strip():
        raise SessionError(name, f"text {number + 1} in it is no text")
    try:
        return document_of(record, text)
    except RecordError as error:
        raise SessionError(name, f"text {number + 1} in it: {error}") from error


def _check_sizes(manifest: int, texts: Iterable[bytes]) -> None:
    sizes = [len(text) for text in texts]
    if manifest > LARGEST_MANIFEST or sum(sizes) > LARGEST_TEXTS or len(sizes) > MOST_TEXTS:
        raise ValueError("this is too much for one session file; save fewer texts")


def _path(number: int) -> str:
    """Return where the text of that number stands.

    >>> _path(0)
    'texts/00001.txt'
    """
    return f"texts/{number + 1:05d}.txt"


def _megabytes(size: int) -> str:
    return f"{size // 1_000_000} MB"
