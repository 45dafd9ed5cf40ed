"""Keep the decisions of several reviewers in order, and say what stands and who disagrees."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from analysis.reviewing.decisions import Decision, Target, opened

DECIDE, UNDO, REDO = "decide", "undo", "redo"
ACTS = (DECIDE, UNDO, REDO)


@dataclass(frozen=True, slots=True)
class Entry:
    """One decision as written down: ``session`` tells reviewers apart, ``act`` is of ACTS."""

    session: str
    act: str
    decision: Decision


class Ledger:
    """All entries in the order in which they were written; the last one on a figure counts."""

    def __init__(self, entries: Iterable[Entry] = ()) -> None:
        self._entries: list[Entry] = []
        self._of: dict[Target, list[Entry]] = {}
        self.add(entries)

    def __len__(self) -> int:
        """Return the number of entries: it grows with every change."""
        return len(self._entries)

    def add(self, entries: Iterable[Entry]) -> None:
        """Write ``entries`` below the others."""
        for entry in entries:
            self._entries.append(entry)
            self._of.setdefault(entry.decision.target, []).append(entry)

    def entries(self) -> Iterator[Entry]:
        """Yield every entry, the first one first."""
        yield from self._entries

    def history(self, target: Target) -> tuple[Entry, ...]:
        """Return everything that was decided about a figure, the first decision first."""
        return tuple(self._of.get(target, ()))

    def current(self, target: Target) -> Decision:
        """Return what counts for a figure; it is open where nobody decided."""
        history = self._of.get(target)
        return history[-1].decision if history else opened(target)

    def standing(self) -> list[Decision]:
        """Return the decisions that count and say anything, in the order of the figures' names."""
        last = (entries[-1].decision for entries in self._of.values())
        return sorted(
            (decision for decision in last if decision.stands),
            key=lambda decision: (
                decision.target.figure_id,
                decision.target.sha256,
                decision.target.reading,
                decision.target.quote,
            ),
        )

    def disagreement(self, target: Target) -> tuple[Entry, ...]:
        """Return the last entry of each session where two of them decided otherwise, else nothing.

        Who took a decision back decided nothing.
        """
        last = {entry.session: entry for entry in self._of.get(target, ())}
        decided = [entry for entry in last.values() if entry.decision.stands]
        first = decided[0].decision if decided else None
        alike = all(entry.decision.same_as(first) for entry in decided)
        order = self.history(target)
        return () if alike else tuple(sorted(decided, key=order.index))


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that a reviewer did: what stood before and what they decided."""

    before: Decision
    after: Decision


@dataclass(frozen=True, slots=True)
class Steps:
    """What a session did and took back, so that it can be undone and done again one by one.

    >>> Steps().undone() is None
    True
    """

    done: tuple[Step, ...] = ()
    taken_back: tuple[Step, ...] = ()

    def did(self, step: Step) -> "Steps":
        """Return the steps after another one; what was taken back is forgotten."""
        return Steps((*self.done, step))

    def undone(self) -> "tuple[Step, Steps] | None":
        """Return the last step with the steps once it is taken back, or ``None``."""
        if not self.done:
            return None
        return self.done[-1], Steps(self.done[:-1], (*self.taken_back, self.done[-1]))

    def redone(self) -> "tuple[Step, Steps] | None":
        """Return the step taken back last with the steps once it is done again, or ``None``."""
        if not self.taken_back:
            return None
        return self.taken_back[-1], Steps((*self.done, self.taken_back[-1]), self.taken_back[:-1])
