"""Arrange quotes in a grid of rows and columns, each with the place that it stands at."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pandas as pd

from analysis.comparing.sums import AS_REPORTED
from analysis.labels import (
    country_name,
    format_amount,
    format_bounds,
    period_words,
    shorten,
    word,
)
from analysis.model import STAGES
from analysis.payments import reported_totals
from analysis.schema import Tables
from dashboard import theme
from dashboard.charts.chart import count_of, records
from dashboard.charts.pledges import furthest_first
from dashboard.evidence import Place

MOST_CARDS = 300
"""Cards of a board; a reader of more would choose fewer first."""

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
    rows = tables.pledges
    shown = rows.head(MOST_CARDS)
    stages = [stage for stage in STAGES if stage in set(shown["stage"])]
    who = [country_name(row.iso3) if row.iso3 else str(row.quote) for row in records(shown)]
    sentences = _sentences(tables, shown)
    cells: dict[str, dict[str, list[Card]]] = {}
    for name, sentence, row in zip(who, sentences, records(shown), strict=True):
        cells.setdefault(name, {}).setdefault(row.stage, []).append(_pledge(row, sentence))
    lines = [
        Line(name, tuple(tuple(cells[name].get(stage, ())) for stage in stages))
        for name in furthest_first(who, shown["stage"].tolist())
    ]
    columns = [Column(_stage(stage), theme.STAGES[stage].colour) for stage in stages]
    return Board("Who", tuple(columns), tuple(lines), len(rows) - len(shown))


def _stage(stage: str) -> str:
    return f"{theme.GLYPHS[theme.STAGES[stage].symbol]} {stage}"


def _sentences(tables: Tables, rows: pd.DataFrame) -> list[str]:
    """Return the words of the sentence that each row stands in."""
    told = tables.sentences[["doc_id", "sentence", "text"]]
    joined = rows[["doc_id", "sentence"]].merge(told, on=["doc_id", "sentence"], how="left")
    return [text if isinstance(text, str) else "" for text in joined["text"]]


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
    sums = reported_totals(tables)
    shown = sums.head(MOST_CARDS)
    figures = tables.figures.set_index("figure_id")
    lines = tuple(_total(row, figures) for row in records(shown))
    columns = (Column("Total"), Column("Made of"))
    return Board("Whose, what for", columns, lines, len(sums) - len(shown))


def _total(row: Any, figures: pd.DataFrame) -> Line:
    low, high = (format_amount(end, row.currency) for end in (row.low, row.high))
    amount = format_bounds(low, high, row.qualifier)
    words = " ".join(filter(None, (amount, period_words(row.period))))
    total = Card(words, "; ".join(filter(None, (AS_REPORTED, row.reason))))
    head = _joined([country_name(row.country), word(row.topic), word(row.status)])
    return Line(head, ((total,), tuple(_parts(row.figure_ids.split(";"), figures))))


def _joined(parts: Iterable[str]) -> str:
    return ", ".join(filter(None, parts))


def _parts(names: list[str], figures: pd.DataFrame) -> list[Card]:
    rows = figures.loc[names, ["quote", "doc_id", "sentence"]]
    return [
        Card(row.quote, place=Place(row.doc_id, int(row.sentence), row.Index))
        for row in records(rows)
    ]


def cut_words(board: Board) -> str:
    """Return the sentence that says how much a board leaves out, or nothing."""
    if not board.left_out:
        return ""
    return f"{count_of(board.left_out, 'more quote')} in the table and the downloads only."
