"""Hold what a browser session decided about figures, or what its server's file says of them."""

import sys
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from secrets import token_hex

import pandas as pd
import streamlit as st

from analysis.cuts import count_of
from analysis.reviewing import (
    DECIDE,
    REDO,
    UNDO,
    Correction,
    Decision,
    Decisions,
    Entry,
    Journal,
    JournalError,
    Ledger,
    LineError,
    Sorted,
    Step,
    Steps,
    Target,
    doubts,
    file_of,
    opened,
    read_file,
    shared,
    sort_out,
    targets,
)
from analysis.reviewing.lines import LONGEST_NOTE
from analysis.schema import Tables
from analysis.selection import Selection
from dashboard.charts.chart import count_of as words_for
from dashboard.session import texts
from dashboard.session.texts import Shelf

_DESK = "review_desk"
SOMEBODY = "Another reviewer"
MOST_FIGURES = 50_000
"""Figures that are put in order at once: to find those that conflict takes a second or two."""


@dataclass
class Desk:
    """One session's work: its decisions, what of it can be undone, and what fits the texts.

    ``session`` tells it from other sessions in the history, ``fresh`` that nothing was decided or
    opened in it yet. ``as_read`` are the tables that decisions are about.
    """

    session: str = field(default_factory=lambda: token_hex(4))
    reviewer: str = ""
    fresh: bool = True
    ledger: Ledger = field(default_factory=Ledger)
    steps: Steps = field(default_factory=Steps)
    journal: Journal | None = None
    as_read: Tables = field(default_factory=Tables)
    sorted: Sorted = field(default_factory=lambda: Sorted({}))
    applied: tuple[Shelf, int, Shelf] | None = None
    doubted: tuple[Tables, pd.DataFrame] | None = None
    round: int = 0
    file: tuple[int, bytes] = (0, b"")


def desk() -> Desk:
    """Return the desk of this browser session."""
    held: Desk | None = st.session_state.get(_DESK)
    if held is None:
        held = st.session_state[_DESK] = Desk()
        path = texts.given_review(sys.argv)
        if path is not None:
            held.journal = _journal(path)
    return held


def _journal(path: Path) -> Journal | None:
    try:
        return Journal(path)
    except JournalError as error:
        texts.notify("bad", f"{error}. Decisions stay in this tab; download them to keep them.")
        return None


def applied(shelf: Shelf) -> Shelf:
    """Return ``shelf`` with what was decided about its figures, other reviewers' news included.

    Where nothing was decided it is the same shelf, which sessions share.
    """
    held = desk()
    hear(held)
    held.as_read = shelf.tables
    kept = held.applied
    if kept is None or kept[0] is not shelf or kept[1] != held.round:
        held.sorted = sort_out(held.ledger.standing(), shelf.tables)
        fits = held.sorted.fitting
        shown = replace(shelf, tables=shared(shelf.tables, fits)) if fits else shelf
        kept = held.applied = (shelf, held.round, shown)
    return kept[2]


def fitting() -> Decisions:
    """Return the decisions that are in the tables of this run, by figure_id."""
    return desk().sorted.fitting


def doubted(held: Desk, selection: Selection) -> pd.DataFrame:
    """Return the figures as they were read in the order of doubt (see ``analysis.reviewing``).

    Of more than MOST_FIGURES those of ``selection`` are put in order, whatever is reviewed.
    """
    tables = held.as_read
    if count_of(tables, "figures") > MOST_FIGURES:
        tables = selection.without("review").apply(tables)
    if held.doubted is None or held.doubted[0] is not tables:
        held.doubted = tables, doubts(tables)
    return held.doubted[1]


def hear(held: Desk) -> None:
    """Take in what others wrote to the server's file since the last look."""
    if held.journal is None:
        return
    try:
        news = held.journal.news()
    except JournalError as error:
        texts.notify("bad", f"{error}. What was decided until now stays on this page.")
        return
    if news.anew:
        held.ledger = Ledger()
    if news.entries or news.anew:
        held.fresh = False
        held.round += 1
        _contradicted(held, news.entries)


def _contradicted(held: Desk, entries: Iterable[Entry]) -> None:
    """Add what others decided, and say where it is not what this session had decided last."""
    for entry in entries:
        mine = _own(held, entry.decision.target)
        held.ledger.add([entry])
        theirs = entry.session != held.session and entry.decision.stands
        if theirs and mine is not None and not entry.decision.same_as(mine):
            texts.notify(
                "odd",
                f"{who(entry)} decided otherwise than you about “{entry.decision.target.quote}”: "
                f"{entry.decision.verdict}. The later decision counts; both are kept.",
            )


def _own(held: Desk, target: Target) -> Decision | None:
    """Return what this session decided last about a figure, if that still says something."""
    for entry in reversed(held.ledger.history(target)):
        if entry.session == held.session:
            return entry.decision if entry.decision.stands else None
    return None


def who(entry: Entry) -> str:
    """Return how the reviewer of an entry is called."""
    return entry.decision.reviewer or SOMEBODY


def decide(
    target: Target, verdict: str, corrections: tuple[Correction, ...] = (), *, note: str, seen: int
) -> bool:
    """Write a decision down; return whether it is kept.

    ``seen`` is the length of the figure's history that the reviewer had before them.
    """
    held = desk()
    hear(held)
    if targets(held.as_read, [target.figure_id]).get(target.figure_id) != target:
        texts.notify("odd", f"“{target.quote}” is not what it was: look at it again.")
        return False
    note = " ".join(note.split())[:LONGEST_NOTE]
    after = Decision(target, verdict, corrections, note, held.reviewer, now())
    if after.same_as(held.ledger.current(target)):
        return True
    if not _write(held, DECIDE, [after]):
        return False
    history = [entry for entry in held.ledger.history(target) if entry.decision != after]
    before = history[-1].decision if history else opened(target)
    held.steps = held.steps.did(Step(before, after))
    meanwhile = [entry for entry in history[seen:] if entry.session != held.session]
    if meanwhile and not meanwhile[-1].decision.same_as(after):
        texts.notify(
            "odd",
            f"{who(meanwhile[-1])} decided about “{target.quote}” while you looked at it: "
            f"{meanwhile[-1].decision.verdict}. Yours is later and counts; both are kept.",
        )
    return True


def now() -> str:
    """Return the time as decisions hold it."""
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _write(held: Desk, act: str, decisions: Iterable[Decision]) -> bool:
    entries = [Entry(held.session, act, decision) for decision in decisions]
    if held.journal is None:
        held.ledger.add(entries)
        held.fresh = False
        held.round += 1
        return True
    try:
        held.journal.write(entries)
    except JournalError as error:
        texts.notify("bad", f"{error}. Nothing was decided; try again.")
        return False
    hear(held)
    return True


def undo() -> Decision | None:
    """Take the last thing back that this session did; return the decision taken back, if any."""
    return _turned(UNDO)


def redo() -> Decision | None:
    """Do again what was taken back last; return the decision, if there is one."""
    return _turned(REDO)


def _turned(act: str) -> Decision | None:
    """Go a step back or on again, unless another reviewer decided about its figure since."""
    held = desk()
    hear(held)
    back, (done, taken_back) = act == UNDO, (held.steps.done, held.steps.taken_back)
    found = held.steps.undone() if back else held.steps.redone()
    if found is None:
        return None
    step, steps = found
    here, goal = (step.after, step.before) if back else (step.before, step.after)
    if held.ledger.current(here.target) != here:
        held.steps = Steps(done[:-1], taken_back) if back else Steps(done, taken_back[:-1])
        texts.notify(
            "odd",
            f"“{here.target.quote}” was decided again by another reviewer since. Their decision "
            "stays; decide anew if you disagree.",
        )
        return step.after
    if not _write(held, act, [goal]):
        return None
    held.steps = steps
    return step.after


def take_file(content: bytes, name: str) -> None:
    """Take in a file of decisions; one with a fault changes nothing and says why."""
    held = desk()
    try:
        entries = read_file(content)
    except LineError as error:
        texts.notify("bad", f"{name}: {error}. Nothing was taken from it.")
        return
    new = [
        decision
        for decision in Ledger(entries).standing()
        if decision != held.ledger.current(decision.target)
    ]
    if not new or _write(held, DECIDE, new):
        held.steps = Steps()
        texts.notify("good", f"{name}: {words_for(len(new), 'decision')} taken in.")


def saved() -> str | None:
    """Return the decisions that count as a saved session keeps them, or ``None``."""
    held = desk()
    return kept_file(held).decode() if held.ledger.standing() else None


def restore(content: object) -> None:
    """Take in what the browser tab kept over a reload, or what a saved session holds.

    Whatever is not such a text is left out.
    """
    held = desk()
    try:
        entries = read_file(str(content).encode())
    except LineError:
        held.fresh = False  # not what this version wrote: what comes next replaces it
        return
    held.ledger.add(entries)
    held.fresh = False
    held.round += 1


def kept_file(held: Desk) -> bytes:
    """Return the decisions that count as a file, to be opened again."""
    if held.file[0] != held.round:
        held.file = held.round, file_of(held.ledger.standing())
    return held.file[1]
