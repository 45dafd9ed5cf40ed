"""Write entries as lines of JSON and read them again: the form of files of decisions."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from analysis.model import REVIEWS
from analysis.reviewing.decisions import CORRECTED, Correction, Decision, Target
from analysis.reviewing.fields import FIELDS, Cell, FieldError, checked
from analysis.reviewing.ledger import ACTS, DECIDE, Entry

VERSION = 1
MARK = "newsfigures_review"
"""The member that tells a line of ours, with the version of the form."""
_BEGIN = f'{{"{MARK}": '.encode()
LONGEST_NOTE = 2_000
_TARGET = ("figure_id", "quote", "sha256", "reading")


class LineError(ValueError):
    """A line holds no decision; the message says why."""


def line_of(entry: Entry) -> bytes:
    """Return an entry as one line of JSON with its line end; the same entry, the same bytes."""
    decision = entry.decision
    members = {
        MARK: VERSION,
        "act": entry.act,
        **{name: getattr(decision.target, name) for name in _TARGET},
        "verdict": decision.verdict,
        "corrections": {
            one.column: {"as_read": one.as_read, "corrected": one.corrected}
            for one in decision.corrections
        },
        "note": decision.note,
        "reviewer": decision.reviewer,
        "at": decision.at,
        "session": entry.session,
    }
    return json.dumps(members, ensure_ascii=False).encode("utf-8", "replace") + b"\n"


def entry_of(line: bytes) -> Entry:
    """Return the entry that a line holds.

    Raises:
        LineError: it is no JSON, or no decision that this version understands.
    """
    try:
        members = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise LineError("not a line of JSON") from error
    if not isinstance(members, dict) or MARK not in members:
        raise LineError("not a decision about a figure")
    if members[MARK] != VERSION:
        raise LineError(f"written by another version (form {members[MARK]!r}, not {VERSION})")
    return _entry(members)


def _entry(members: Mapping[str, Any]) -> Entry:
    texts = {
        name: _text(members, name)
        for name in (*_TARGET, "verdict", "act", "note", "reviewer", "at", "session")
    }
    if texts["verdict"] not in REVIEWS:
        raise LineError(f"{texts['verdict']!r} is none of {', '.join(REVIEWS)}")
    if texts["act"] not in ACTS:
        raise LineError(f"{texts['act']!r} is none of {', '.join(ACTS)}")
    corrections = _corrections(members.get("corrections"))
    if bool(corrections) != (texts["verdict"] == CORRECTED):
        raise LineError("corrections and the verdict “corrected” go together")
    target = Target(*(texts[name] for name in _TARGET))
    note = texts["note"][:LONGEST_NOTE]
    decision = Decision(
        target, texts["verdict"], corrections, note, texts["reviewer"], at=texts["at"]
    )
    return Entry(texts["session"], texts["act"], decision)


def _text(members: Mapping[str, Any], name: str) -> str:
    value = members.get(name)
    if not isinstance(value, str):
        raise LineError(f"{name} is missing")
    return value


def _corrections(members: object) -> tuple[Correction, ...]:
    if not isinstance(members, dict):
        raise LineError("corrections are missing")
    found = []
    for column, pair in members.items():
        if column not in FIELDS:
            raise LineError(f"{column!r} is no column that can be corrected")
        if not isinstance(pair, dict) or {"as_read", "corrected"} - pair.keys():
            raise LineError(f"{column}: as_read and corrected are missing")
        found.append(
            Correction(column, *(_cell(column, pair[of]) for of in ("as_read", "corrected")))
        )
    return tuple(found)


def _cell(column: str, value: object) -> Cell:
    try:
        return checked(column, value)
    except FieldError as error:
        raise LineError(f"{column}: {error}") from error


def file_of(decisions: Iterable[Decision]) -> bytes:
    """Return a file that holds ``decisions``, to be kept and opened again."""
    return b"".join(line_of(Entry("", DECIDE, decision)) for decision in decisions)


def read_file(content: bytes) -> list[Entry]:
    """Return the entries of a file of decisions, of which a last line cut short is left out.

    Raises:
        LineError: a line is no decision; the message names it.
    """
    lines = content.split(b"\n")
    if is_torn(lines[-1]):
        lines.pop()
    return numbered(lines)


def numbered(lines: Iterable[bytes], first: int = 1) -> list[Entry]:
    """Return the entries of ``lines``; empty ones are left out.

    Raises:
        LineError: a line is no decision; the message names it.
    """
    entries = []
    for number, line in enumerate(lines, first):
        if line.strip():
            try:
                entries.append(entry_of(line))
            except LineError as error:
                raise LineError(f"line {number}: {error}") from error
    return entries


def is_entry(line: bytes) -> bool:
    """Return whether ``line`` is a whole decision."""
    try:
        entry_of(line)
    except LineError:
        return False
    return True


def is_torn(line: bytes) -> bool:
    """Return whether ``line`` is the beginning of one of ours that a crash cut short.

    >>> is_torn(b'{"newsfig'), is_torn(b'{"newsfigures_review": 1, "act": "dec'), is_torn(b"Dear")
    (True, True, False)
    """
    written = line.rstrip(b"\0")  # what a lost block of a file reads as
    begins = written.startswith(_BEGIN) or _BEGIN.startswith(written)
    return bool(line) and begins and not is_entry(line)
