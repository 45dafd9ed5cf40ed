"""What stands of many decisions, what can be undone, and which reviewers disagree."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.model import REVIEWS
from analysis.reviewing import (
    ACCEPTED,
    DECIDE,
    OPEN,
    REJECTED,
    UNDO,
    Decision,
    Entry,
    Ledger,
    Step,
    Steps,
    file_of,
    opened,
    read_file,
)
from tests.analysis.reviewing.review_samples import IDS, TARGETS, corrected, decision

FIRST, SECOND = IDS[:2]


def entry(session: str, made: Decision, act: str = DECIDE) -> Entry:
    return Entry(session, act, made)


def test_the_last_decision_counts_and_all_are_kept() -> None:
    ledger = Ledger([entry("a", decision(FIRST, ACCEPTED)), entry("b", decision(FIRST, REJECTED))])
    target = TARGETS[FIRST]
    assert ledger.current(target).verdict == REJECTED
    assert [one.session for one in ledger.history(target)] == ["a", "b"]
    assert ledger.current(TARGETS[SECOND]) == opened(TARGETS[SECOND])


def test_decisions_stand_in_the_order_of_their_figures() -> None:
    ledger = Ledger([entry("a", decision(name, ACCEPTED)) for name in (SECOND, FIRST)])
    names = [one.target.figure_id for one in ledger.standing()]
    assert names == sorted([FIRST, SECOND])


@pytest.mark.parametrize(
    ("entries", "sides"),
    [
        ([("a", ACCEPTED), ("b", REJECTED)], ["a", "b"]),
        ([("a", ACCEPTED), ("b", ACCEPTED)], []),
        ([("a", ACCEPTED), ("a", REJECTED)], []),
        ([("a", ACCEPTED), ("b", REJECTED), ("a", REJECTED)], []),
        ([("a", ACCEPTED), ("b", REJECTED), ("b", OPEN)], []),
        ([("b", REJECTED), ("a", ACCEPTED), ("c", REJECTED)], ["b", "a", "c"]),
        ([], []),
    ],
)
def test_who_disagrees(entries: list[tuple[str, str]], sides: list[str]) -> None:
    ledger = Ledger(entry(session, decision(FIRST, verdict)) for session, verdict in entries)
    assert [one.session for one in ledger.disagreement(TARGETS[FIRST])] == sides


def test_names_and_times_make_no_disagreement() -> None:
    other = replace(decision(FIRST, ACCEPTED), reviewer="Eve", at="2027-01-01T00:00:00Z")
    ledger = Ledger([entry("a", decision(FIRST, ACCEPTED)), entry("b", other)])
    assert ledger.disagreement(TARGETS[FIRST]) == ()


MADE = st.one_of(
    st.builds(decision, st.sampled_from(IDS), st.sampled_from([ACCEPTED, REJECTED]), st.text()),
    st.builds(
        lambda name, about: corrected(name, about=f"a {about}!"),
        st.sampled_from(IDS),
        st.text(max_size=9),
    ),
)


class Desk:
    """A reviewer who decides, undoes and does again, as the page does."""

    def __init__(self) -> None:
        self.ledger, self.steps = Ledger(), Steps()

    def decide(self, made: Decision) -> None:
        before = self.ledger.current(made.target)
        self.ledger.add([entry("a", made)])
        self.steps = self.steps.did(Step(before, made))

    def undo(self) -> None:
        found = self.steps.undone()
        assert found
        self.ledger.add([entry("a", found[0].before, UNDO)])
        self.steps = found[1]

    def redo(self) -> None:
        found = self.steps.redone()
        assert found
        self.ledger.add([entry("a", found[0].after, UNDO)])
        self.steps = found[1]


@given(st.lists(MADE, max_size=8), st.integers(0, 8))
def test_undoing_gives_the_same_bytes_and_doing_again_too(made: list[Decision], count: int) -> None:
    desk = Desk()
    files = [file_of(desk.ledger.standing())]
    for one in made:
        desk.decide(one)
        files.append(file_of(desk.ledger.standing()))
    count = min(count, len(made))
    for number in range(count):
        desk.undo()
        assert file_of(desk.ledger.standing()) == files[len(made) - number - 1]
    for number in range(count):
        desk.redo()
        assert file_of(desk.ledger.standing()) == files[len(made) - count + number + 1]
    assert desk.steps.redone() is None


def test_what_was_undone_is_forgotten_once_something_else_is_done() -> None:
    desk = Desk()
    desk.decide(decision(FIRST, ACCEPTED))
    desk.undo()
    desk.decide(decision(SECOND, ACCEPTED))
    assert desk.steps.redone() is None
    desk.undo()
    assert desk.steps.undone() is None


@given(st.lists(MADE, max_size=6))
def test_a_file_of_decisions_reads_back(made: list[Decision]) -> None:
    ledger = Ledger(entry("a", one) for one in made)
    again = Ledger(read_file(file_of(ledger.standing())))
    assert again.standing() == ledger.standing()
    assert file_of(again.standing()) == file_of(ledger.standing())
    assert {one.verdict for one in again.standing()} <= set(REVIEWS)
