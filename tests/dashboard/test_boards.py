"""Boards hold every quote with its place, and totals the amounts that are in them."""

from dataclasses import replace

import pytest

from analysis import analyse, read_pasted
from analysis.comparing.sums import AS_REPORTED
from analysis.schema import Tables
from analysis.selection import Selection
from dashboard import boards
from dashboard.boards import MOST_CARDS, MOST_IN_CELL, around, cut_words, pledge_board, totals_board
from dashboard.evidence import Place
from tests.dashboard.drawn import TABLES


def test_pledges_stand_by_country_and_stage_with_what_and_where() -> None:
    board = pledge_board(TABLES)
    assert [column.title for column in board.columns] == [
        "◆ pledged",
        "● confirmed",
        "★ delivered",
        "✕ refused",
    ]
    cells = {line.head: line.cells for line in board.lines}
    (france,) = cells["France"][1]
    assert (france.strong, france.tags) == ("France", ("land",))
    assert france.place == Place("harbour-talks", 8)
    assert "confirmed" in france.words
    (norway,) = cells["Norway"][2]
    assert norway.place == Place("harbour-talks", 10, "min08")
    assert [card.tags for card in cells["26 countries"][0]] == [("land", "sea"), ("air",)]
    assert board.lines[0].head == "Norway"  # what is delivered comes first


def test_stages_that_nothing_has_reached_have_no_column() -> None:
    board = pledge_board(Selection(stage=("confirmed",)).apply(TABLES))
    assert [column.title for column in board.columns] == ["● confirmed"]
    assert all(len(line.cells) == 1 for line in board.lines)


def test_every_place_can_be_looked_up_by_the_name_that_a_browser_sends() -> None:
    board = pledge_board(TABLES)
    assert set(board.places().values()) == {
        Place(row.doc_id, row.sentence, row.figure_id if isinstance(row.figure_id, str) else "")
        for row in TABLES.pledges.itertuples()
    }


def test_a_board_leaves_out_what_nobody_would_read_and_says_so() -> None:
    many = TABLES.pledges.loc[TABLES.pledges.index.repeat(60)].reset_index(drop=True)
    board = pledge_board(replace(TABLES, pledges=many))
    cells = [cell for line in board.lines for cell in line.cells if cell]
    shown = sum(card.place is not None for cell in cells for card in cell)
    assert shown <= MOST_CARDS
    assert cut_words(board).startswith(f"{len(many) - shown} more quotes")
    assert cut_words(pledge_board(TABLES)) == ""


def test_of_a_cell_the_first_are_shown_so_that_every_country_has_its_line() -> None:
    many = TABLES.pledges.loc[TABLES.pledges.index.repeat(60)].reset_index(drop=True)
    named = many[many["iso3"] != ""]
    board = pledge_board(replace(TABLES, pledges=named))
    assert [line.head for line in board.lines] == [
        line.head for line in pledge_board(replace(TABLES, pledges=named.drop_duplicates())).lines
    ]
    sizes = named.groupby(["iso3", "stage"]).size()
    more = [
        card.strong
        for line in board.lines
        for cell in line.cells
        for card in cell
        if not card.place
    ]
    assert sorted(more) == sorted(f"{size - MOST_IN_CELL} more quotes" for size in sizes)


def test_nothing_pledged_and_nothing_to_add_are_empty_boards() -> None:
    assert pledge_board(Tables()).lines == totals_board(Tables()).lines == ()


def test_a_total_stands_beside_the_amounts_in_it() -> None:
    tables = analyse(
        [
            read_pasted(
                "Norway gave Ukraine about €5 billion in aid for hospitals. "
                "Norway gave Ukraine €2 billion in aid for schools."
            )
        ]
    )
    (line,) = totals_board(tables).lines
    total, parts = line.cells
    assert line.head == "Norway, aid, fact"
    assert (total[0].strong, total[0].place) == ("~€7 bn", None)
    assert total[0].words.startswith(AS_REPORTED)
    assert [card.strong for card in parts] == ["€5 billion", "€2 billion"]
    assert all(card.place and card.place.figure_id for card in parts)


def test_of_a_large_total_the_first_amounts_are_shown_and_the_others_counted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(boards, "MOST_PARTS", 1)
    text = "Norway gave Ukraine €{} billion in aid for {}."
    things = ((5, "hospitals"), (2, "schools"), (3, "bridges"))
    tables = analyse([read_pasted(" ".join(text.format(*thing) for thing in things))])
    (line,) = totals_board(tables).lines
    assert [card.strong for card in line.cells[1]] == ["€5 billion", "2 more amounts"]
    assert [card.place is None for card in line.cells[1]] == [False, True]


LONG = "Word " * 30 + "Peru will send 20 lorries " + "more " * 30


@pytest.mark.parametrize("width", [26, 60, 110])
@pytest.mark.parametrize("sentence", [LONG, LONG[120:], LONG[:176], "20 lorries"])
def test_a_card_shows_its_quote_within_its_width(sentence: str, width: int) -> None:
    shown = around(sentence, "20 lorries", width)
    assert "20 lorries" in shown
    assert len(shown) <= width + 2
