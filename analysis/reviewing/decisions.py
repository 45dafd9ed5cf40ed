"""What a reviewer decided about one figure, and which figure of which tables that is."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any

from analysis.model import REVIEWS
from analysis.reviewing.fields import FIELDS, Cell, cell_of
from analysis.schema import Tables

OPEN, ACCEPTED, CORRECTED, REJECTED = REVIEWS
KEY_LENGTH = 12

GONE = "the text is not open here"
CHANGED = "the text has changed"
REREAD = "the figure is read otherwise now"


@dataclass(frozen=True, slots=True)
class Target:
    """The figure that a decision is about, as it stood when it was decided.

    ``sha256`` is the checksum of its text's file, ``reading`` one of all that was read of it.
    """

    figure_id: str
    quote: str
    sha256: str
    reading: str


@dataclass(frozen=True, slots=True)
class Correction:
    """One column with what the program read and what the reviewer put in its place."""

    column: str
    as_read: Cell
    corrected: Cell


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided about ``target``: one of REVIEWS, with corrections where it is corrected.

    ``at`` is a time in UTC (ISO 8601), ``reviewer`` what the reviewer calls themselves.
    """

    target: Target
    verdict: str
    corrections: tuple[Correction, ...] = ()
    note: str = ""
    reviewer: str = ""
    at: str = ""

    @property
    def stands(self) -> bool:
        """Whether it says anything: an open figure without a note is as if never looked at."""
        return self.verdict != OPEN or bool(self.note)

    def same_as(self, other: "Decision | None") -> bool:
        """Return whether both say the same, whoever said it when."""
        if other is None:
            return not self.stands
        return replace(self, reviewer=other.reviewer, at=other.at) == other


def opened(target: Target) -> Decision:
    """Return the decision that takes every other one back."""
    return Decision(target, OPEN)


def targets(tables: Tables, figure_ids: Iterable[str]) -> dict[str, Target]:
    """Return the targets of those of ``figure_ids`` that ``tables``, as they were read, hold."""
    figures = tables.figures
    rows = figures[figures["figure_id"].isin(list(figure_ids))]
    texts = tables.documents[tables.documents["doc_id"].isin(rows["doc_id"].unique())]
    sums = dict(zip(texts["doc_id"], texts["sha256"], strict=True))
    return {
        str(row["figure_id"]): Target(
            str(row["figure_id"]), str(row["quote"]), str(sums.get(row["doc_id"], "")), reading(row)
        )
        for row in rows.to_dict("records")
    }


def reading(row: Mapping[Any, object]) -> str:
    """Return a key of all that can be corrected in a row of figures: another reading, another key.

    >>> empty = {name: "" for name in FIELDS}
    >>> reading(empty) == reading(empty | {"topic": "aid"})
    False
    """
    cells = "\x1f".join(repr(cell_of(name, row[name])) for name in FIELDS)
    return sha256(cells.encode()).hexdigest()[:KEY_LENGTH]


@dataclass(frozen=True)
class Sorted:
    """Decisions that fit a set of tables by figure_id, and those set aside with the reason."""

    fitting: dict[str, Decision]
    aside: tuple[tuple[Decision, str], ...] = ()


def sort_out(decisions: Iterable[Decision], tables: Tables) -> Sorted:
    """Return which decisions are about figures of ``tables`` (as read), and why the others are not.

    A decision fits where figure, quote, checksum of the text and reading are those it was made on.
    """
    standing = [decision for decision in decisions if decision.stands]
    here = targets(tables, {decision.target.figure_id for decision in standing})
    fitting = {
        decision.target.figure_id: decision
        for decision in standing
        if here.get(decision.target.figure_id) == decision.target
    }
    sums = set(tables.documents["sha256"]) if len(fitting) < len(standing) else set()
    aside = tuple(
        (decision, _reason(decision.target, here.get(decision.target.figure_id), tables, sums))
        for decision in standing
        if decision.target.figure_id not in fitting
    )
    return Sorted(fitting, aside)


def _reason(target: Target, here: Target | None, tables: Tables, sums: set[str]) -> str:
    if target.sha256 in sums:
        return REREAD
    doc_id = target.figure_id.rpartition("@")[0]
    return CHANGED if here or doc_id in tables.texts else GONE
