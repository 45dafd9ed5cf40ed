"""What is clicked becomes what the widgets hold, and back again."""

from datetime import date
from types import SimpleNamespace

import pytest

from analysis.selection import FACETS, Selection
from dashboard.evidence import Place
from dashboard.session import state
from tests.dashboard.sample_tables import sample_tables

TABLES = sample_tables()
FIRST, SECOND = TABLES.figures["figure_id"].iloc[:2]


@pytest.fixture(autouse=True)
def widgets(monkeypatch: pytest.MonkeyPatch) -> dict[str, object]:
    """Stand in for the browser session, and let marks be the facets they stand for."""
    held: dict[str, object] = {}
    monkeypatch.setattr(state, "st", SimpleNamespace(session_state=held))
    monkeypatch.setattr(state, "picked", lambda mark: mark)
    return held


EVERYTHING = Selection(
    **{facet: (f"a {facet}", f"b {facet}") for facet in FACETS},
    since=date(2025, 3, 1),
    until=date(2025, 9, 30),
    search="billion",
    main_only=True,
)


@pytest.mark.parametrize("selection", [Selection(), Selection(topic=("aid",)), EVERYTHING])
def test_what_is_written_is_read_again(selection: Selection) -> None:
    state.write(selection)
    assert state.current() == selection


@pytest.mark.parametrize(
    "held",
    [
        {},
        {"topic": None, "since": None, "search": None},
        {"since": (), "until": "soon", "search": "  "},
    ],
)
def test_widgets_without_a_value_choose_nothing(
    widgets: dict[str, object], held: dict[str, object]
) -> None:
    widgets.update(held)
    assert state.current() == Selection()


def test_a_second_pick_takes_the_first_one_back() -> None:
    state.pick([{"topic": ("aid",)}], TABLES)
    assert state.current() == Selection(topic=("aid",))
    state.pick([{"topic": ("aid",)}], TABLES)
    assert state.current() == Selection()


def test_framed_marks_are_taken_together() -> None:
    state.pick([{"topic": ("aid",)}, {"topic": ("arms",)}, {"topic": ("aid",)}], TABLES)
    assert state.current() == Selection(topic=("aid", "arms"))


def test_marks_that_stand_for_nothing_change_nothing() -> None:
    state.write(Selection(topic=("aid",)))
    state.pick([{}], TABLES)
    assert state.current() == Selection(topic=("aid",))


def test_a_figure_that_is_picked_is_opened() -> None:
    state.pick([{"figure": (FIRST,)}], TABLES)
    assert state.opened() == Place("harbour-talks", 0, FIRST)
    state.pick([{"figure": (SECOND,)}], TABLES)
    assert state.opened() == Place("harbour-talks", 1, SECOND)


def test_a_sentence_that_is_picked_is_opened() -> None:
    state.pick([{"sentence": ("letter: 1 & <2>:1",)}], TABLES)
    assert state.opened() == Place("letter: 1 & <2>", 1)


@pytest.mark.parametrize(
    ("names", "left"),
    [
        (("topic",), Selection(kind=("money",), search="gas")),
        (("topic", "search"), Selection(kind=("money",))),
        ((), Selection()),
    ],
)
def test_clearing(names: tuple[str, ...], left: Selection) -> None:
    state.write(Selection(topic=("aid",), kind=("money",), search="gas"))
    state.clear(*names)
    assert state.current() == left


@pytest.mark.parametrize("chip", EVERYTHING.describe(), ids=lambda chip: f"{chip.facet}")
def test_every_chip_can_be_dropped(chip: object) -> None:
    state.write(EVERYTHING)
    state.drop(chip.facet, chip.value)
    assert chip not in state.current().describe()
    assert len(state.current().describe()) == len(EVERYTHING.describe()) - 1


def test_showing_only_some_texts_forgets_everything_else() -> None:
    state.write(EVERYTHING)
    state.open_place(Place("harbour-talks", 0, FIRST))
    state.show_only(["mine"])
    assert state.current() == Selection(document=("mine",))
    assert state.opened() is None
