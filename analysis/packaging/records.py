"""Write what is known of a document as a record of a JSON file, and read it back with care."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from analysis.model import Document

LONGEST = 20_000
"""Characters of a title, publisher or address."""

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_ADDRESS = re.compile(r"https?://[^\s<>\"']+", re.IGNORECASE)
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")
_CHECKSUM = re.compile(r"[0-9a-f]{64}")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class RecordError(ValueError):
    """A record does not describe a document; the message says which part and why."""


def record_of(document: Document) -> dict[str, Any]:
    """Return all that is known of ``document`` but its text, as JSON can say it.

    >>> record_of(Document("speech", "Ten."))["published"]
    ''
    """
    return {
        "doc_id": document.doc_id,
        "title": document.title,
        "source": document.source,
        "url": document.url,
        "published": document.published.isoformat() if document.published else "",
        "language": document.language,
        "sha256": document.sha256,
        "body": document.body,
    }


def document_of(record: object, text: str) -> Document:
    """Return the document of ``text`` that ``record`` describes.

    >>> document_of(record_of(Document("speech", "Ten.")), "Ten.").doc_id
    'speech'
    >>> document_of({"doc_id": ""}, "Ten.")
    Traceback (most recent call last):
    analysis.packaging.records.RecordError: doc_id is missing or empty

    Raises:
        RecordError: a part is missing, of another kind, or not what it should be.
    """
    if not isinstance(record, dict):
        raise RecordError("it is not described")
    parts = {name: _checked(record, name) for name in _FORMS}
    if not parts["doc_id"]:
        raise RecordError("doc_id is missing or empty")
    body = record.get("body")
    if not isinstance(body, int) or isinstance(body, bool) or not 0 <= body < len(text):
        raise RecordError("body is no place in the text")
    return Document(text=text, body=body, published=_day(record), **parts)


def _any(value: str) -> bool:
    return not _CONTROL.search(value)


_FORMS: Mapping[str, Callable[[str], object]] = {
    "doc_id": _any,
    "title": _any,
    "source": _any,
    "url": _ADDRESS.fullmatch,
    "language": _LANGUAGE.fullmatch,
    "sha256": _CHECKSUM.fullmatch,
}
"""What each part looks like where it is not empty."""


def _checked(record: Mapping[str, object], name: str) -> str:
    value = record.get(name, "")
    if not isinstance(value, str) or len(value) > LONGEST or (value and not _FORMS[name](value)):
        raise RecordError(f"{name} is not what it should be")
    return value


def _day(record: Mapping[str, object]) -> date | None:
    written = record.get("published", "")
    if written == "":
        return None
    try:
        if isinstance(written, str) and _DAY.fullmatch(written):
            return date.fromisoformat(written)
    except ValueError as error:
        raise RecordError("published is no day") from error
    raise RecordError("published is no day")
