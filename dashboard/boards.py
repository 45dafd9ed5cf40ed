"""Arrange quotes in a grid of rows and columns, each with the place that it stands at."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

from analysis.codes import Positions, picked
from analysis.comparing.sums import AS_REPORTED
from analysis.cuts import CutTables, base_of
from analysis.cuts import count_of as rows_of
from analysis.labels import (
    country_name,
    format_amount,
    format_bounds,
    period_words,
    shorten,
    word,
)
from analysis.model import STAGES
from analysis.positions import places_of
from analysis.reported import summed
from analysis.schema import PLEDGES, Tables
from analysis.stated import columns_at
from dashboard import theme
from dashboard.charts.chart import count_of, records
from dashboard.charts.pledges import furthest_first
from dashboard.evidence import Place

MOST_CARDS = 300
"""Cards of a board; a reader of more would choose fewer first."""

MOST_IN_CELL = 3
"""Pledges of one country at one stage that get a card, so that others stay in sight."""

MOST_PARTS = 100
"""Amounts of a sum that get a card; a store can have thousands in one."""

CONTEXT = 110
"""Characters of the sentence that a card shows."""


@dataclass(frozen=True)
class Card:
    """Words in a cell; with a ``place`` they are a button that opens it."""

    strong: str
    words: str = ""
    tags: tuple[str, ...] = ()
    place: Place | None = None

    @property
    def name(self) -> str:
        """What the browser calls the card's place; "" where there is none."""
        if self.place is None:
            return ""
        return self.place.figure_id or f"{self.place.doc_id}:{self.place.sentence}"


@dataclass(frozen=True)
class Line:
    """A row: its heading, and the cards of each cell."""

    head: str
    cells: tuple[tuple[Card, ...], ...]


@dataclass(frozen=True)
class Column:
    """A column: its heading and colour, "" for none."""

    title: str
    colour: str = ""


@dataclass(frozen=True)
class Board:
    """A grid of cards; ``corner`` names the headings of its rows, ``left_out`` counts cards."""

    corner: str
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    left_out: int = 0

    def places(self) -> dict[str, Place]:
        """Return the place of each card that has one, by its name."""
        cards = (card for line in self.lines for cell in line.cells for card in cell)
        return {card.name: card.place for card in cards if card.place is not None}


def pledge_board(tables: Tables) -> Board:
    """Return who has promised what by country and stage, those furthest along first.

    Stages that nothing has reached have no column.
    """
    whole, count = base_of(tables), rows_of(tables, "pledges")
    first, more = _first(tables)
    shown = columns_at(whole, "pledges", PLEDGES, first)
    stages = [stage for stage in STAGES if stage in set(shown["stage"])]
    who = [country_name(row.iso3) if row.iso3 else str(row.quote) for row in records(shown)]
    sentences = _sentences(tables, first)
    cells: dict[str, dict[str, list[Card]]] = {}
    for name, sentence, row in zip(who, sentences, records(shown), strict=True):
        cell = cells.setdefault(name, {}).setdefault(row.stage, [])
        cell.append(_pledge(row, sentence))
        left = more.get((row.iso3, row.stage), 0)
        if left > 0 and len(cell) == MOST_IN_CELL:
            cell.append(Card(count_of(left, "more quote")))
    lines = [
        Line(name, tuple(tuple(cells[name].get(stage, ())) for stage in stages))
        for name in furthest_first(who, shown["stage"].tolist())
    ]
    columns = [Column(_stage(stage), theme.STAGES[stage].colour) for stage in stages]
    return Board("Who", tuple(columns), tuple(lines), count - len(shown))


def _stage(stage: str) -> str:
    return f"{theme.GLYPHS[theme.STAGES[stage].symbol]} {stage}"


def _first(tables: Tables) -> tuple[Positions, dict[tuple[str, str], int]]:
    """Return the first pledges of each country and stage, up to MOST_CARDS, and how many follow.

    They are positions in the tables that these were cut from; what follows is told by country and
    stage. Groups without names, each of which has a line of its own, are not thinned out.
    """
    whole = base_of(tables)
    if isinstance(tables, CutTables) and tables is not whole:
        every = np.flatnonzero(tables.kept("pledges"))
    else:
        every = np.arange(len(tables.pledges))
    keys = columns_at(whole, "pledges", ["iso3", "stage"], every).astype("str")
    cells = keys.groupby(["iso3", "stage"], sort=False)
    named = (keys["iso3"] != "").to_numpy()
    first = every[(cells.cumcount() < MOST_IN_CELL).to_numpy() | ~named][:MOST_CARDS]
    sizes = cells.size().reset_index(name="pledges")
    more = {(row.iso3, row.stage): row.pledges - MOST_IN_CELL for row in records(sizes) if row.iso3}
    return first, more


def _sentences(tables: Tables, pledges: Positions) -> list[str]:
    """Return the words of the sentence that each pledge stands in, "" where it is not left."""
    whole = base_of(tables)
    homes = places_of(whole).sentence_of["pledges"][pledges]
    there = homes >= 0
    if isinstance(tables, CutTables) and tables is not whole:
        there = picked(tables.kept("sentences"), homes)
    texts = iter(columns_at(whole, "sentences", ["text"], homes[there])["text"].tolist())
    return [next(texts) if one else "" for one in there.tolist()]


def _pledge(row: Any, sentence: str) -> Card:
    figure_id = row.figure_id if isinstance(row.figure_id, str) else ""
    return Card(
        str(row.quote),
        around(sentence, str(row.quote), CONTEXT),
        tuple(str(row.what).split(";")),
        Place(str(row.doc_id), int(row.sentence), figure_id),
    )


def around(sentence: str, quote: str, width: int) -> str:
    """Return up to ``width`` characters of a sentence, with ``quote`` among them.

    >>> around("Peru said it would send 20 lorries of blankets.", "20 lorries", 26)
    '…send 20 lorries of…'
    """
    line = " ".join(sentence.split())
    at = max(line.find(quote), 0)
    if len(line) <= width:
        return line
    first = max(0, min(at - (width - len(quote)) // 2, len(line) - width))
    first = line.find(" ", first, at) + 1 if 0 < first < at else first
    part = shorten(line[first:], width)
    return f"…{part}" if first else part


def totals_board(tables: Tables) -> Board:
    """Return the sums that may be made of the spending, each with the amounts in it."""
    sums, rows = summed(tables)
    shown = sums.head(MOST_CARDS)
    whole = base_of(tables)
    found = zip(records(shown), rows, strict=False)
    lines = tuple(_total(row, whole, figures) for row, figures in found)
    columns = (Column("Total"), Column("Made of"))
    return Board("Whose, what for", columns, lines, len(sums) - len(shown))


def _total(row: Any, whole: Tables, figures: Positions) -> Line:
    low, high = (format_amount(end, row.currency) for end in (row.low, row.high))
    amount = format_bounds(low, high, row.qualifier)
    words = " ".join(filter(None, (amount, period_words(row.period))))
    total = Card(words, "; ".join(filter(None, (AS_REPORTED, row.reason))))
    head = _joined([country_name(row.country), word(row.topic), word(row.status)])
    return Line(head, ((total,), _parts(whole, figures)))


def _joined(parts: Iterable[str]) -> str:
    return ", ".join(filter(None, parts))


def _parts(whole: Tables, figures: Positions) -> tuple[Card, ...]:
    """Return a card for each figure of a sum; of more than MOST_PARTS the last says how many."""
    few = figures[:MOST_PARTS]
    rows = columns_at(whole, "figures", ["figure_id", "quote", "doc_id", "sentence"], few)
    cards = [
        Card(row.quote, place=Place(row.doc_id, int(row.sentence), row.figure_id))
        for row in records(rows)
    ]
    left = len(figures) - len(few)
    return (*cards, *([Card(count_of(left, "more amount"))] if left else []))


def cut_words(board: Board) -> str:
    """Return the sentence that says how much a board leaves out, or nothing."""
    if not board.left_out:
        return ""
    return f"{count_of(board.left_out, 'more quote')} in the table and the downloads only."
