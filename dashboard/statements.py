"""Write rows of differences and of claims for the page: a heading, facts, and what each text says.

Everything that comes from a text stays plain text; the page sets it as text, never as markup.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from analysis.labels import TEXT_ITSELF, period_words, word
from analysis.schema import Tables
from analysis.summaries import bounded
from dashboard.charts.chart import count_of, records
from dashboard.charts.claims import (
    VERDICT_SIGNS,
    claim_words,
    day_words,
    verdict_words,
)
from dashboard.charts.wording import matter, number_words, stated_words
from dashboard.evidence import cited, source_line

SIGNS = {"changed": "Δ", "new": "+", "dropped": "−", "unmatched": "?", "same": "=", "repeat": "↻"}
"""What stands before a difference to say its kind without colour."""

WAYS = {"up": "▲ up", "down": "▼ down", "narrower": "more exact", "wider": "less exact"}
MISSING = "Not in this text"
LOUD = ("changed", "conflicting")
"""What a checker must not overlook."""


MOST_STATEMENTS = 40
"""Statements of one claim that the page lists; the downloads name all."""

CONTEXT = 60
"""Characters of a sentence that are shown on either side of a quote."""


@dataclass(frozen=True)
class Statement:
    """What one text says: the number, the words round it, who says so, where, and the citation."""

    figure: str
    number: str
    before: str
    quote: str
    after: str
    said: str
    source: str
    citation: str


@dataclass(frozen=True)
class Line:
    """A row on the page: ``cells`` has the statements of each column, which may be none."""

    sign: str
    badge: str
    loud: bool
    title: str
    facts: tuple[str, ...]
    cells: tuple[tuple[Statement, ...], ...]


def difference_lines(differences: pd.DataFrame, tables: Tables) -> list[Line]:
    """Return a line for each row of ``differences``, with a cell for either text."""
    sides = ("earlier_figure_id", "later_figure_id")
    told = _statements(tables, pd.concat([differences[side] for side in sides]))
    return [
        Line(
            SIGNS[row.difference],
            word(row.difference),
            row.difference in LOUD,
            matter(row.about, row.topic, row.country),
            _facts(row, told),
            tuple(_cell(told, getattr(row, side)) for side in sides),
        )
        for row in records(differences)
    ]


def _facts(row: Any, told: dict[str, Statement]) -> tuple[str, ...]:
    """Return the facts of a row, the two numbers first where they differ."""
    if "number" not in row.changed.split(";"):
        return difference_facts(row)
    numbers = (told[row.earlier_figure_id].number, told[row.later_figure_id].number)
    return (" → ".join(numbers), *difference_facts(row))


def _cell(told: dict[str, Statement], figure_id: str) -> tuple[Statement, ...]:
    """Return what one text says; its source stands above the column."""
    return (replace(told[figure_id], source=""),) if figure_id else ()


def difference_facts(row: Any) -> tuple[str, ...]:
    """Return what a row of ``differences`` says besides its quotes, the most telling first."""
    changed = row.changed.split(";")
    facts = [way_words(row)] if "number" in changed else []
    facts += [
        f"{name}: {_word_of(row, 'earlier', name)} → {_word_of(row, 'later', name)}"
        for name in ("qualifier", "currency", "period", "status")
        if name in changed
    ]
    facts += ["a rise and a fall"] if "measure" in changed else []
    loose = [name for name in ("speaker", "time", "words") if name in changed]
    facts += [f"other {' and '.join(loose)}"] if loose else []
    facts += [f"paired by: {row.matched_by}"] if row.matched_by else []
    facts += [row.reason] if row.reason else []
    return tuple(filter(None, facts))


def _word_of(row: Any, side: str, name: str) -> str:
    value = str(getattr(row, f"{side}_{name}"))
    if name == "period":
        return period_words(value) or "no period"
    return word(value) if value else "none"


def way_words(row: Any) -> str:
    """Return in which direction a number went and by how much: "▲ up by €600 m (+46.2%)"."""
    way = WAYS.get(row.direction, "")
    if row.direction not in ("up", "down") or pd.isna(row.by) or not row.by:
        return way
    scale = {"currency": row.later_currency, "unit": row.later_unit or ""}
    if row.kind == "percent":
        scale["unit"] = "percentage point"
    step = number_words(abs(row.by), _Scale(row.kind, **scale))
    share = "" if pd.isna(row.by_percent) else f" ({row.by_percent:+,.1f}%)"
    return f"{way} by {step}{share}"


@dataclass(frozen=True)
class _Scale:
    kind: str
    currency: str
    unit: str


def claim_lines(claims: pd.DataFrame, tables: Tables) -> list[Line]:
    """Return a line for each claim, with its statements in one cell, first seen first."""
    ids = [joined.split(";")[:MOST_STATEMENTS] for joined in claims["figure_ids"]]
    told = _statements(tables, [name for figures in ids for name in figures])
    titles = dict(zip(tables.documents["doc_id"], tables.documents["title"], strict=True))
    return [
        Line(
            VERDICT_SIGNS[row.verdict],
            verdict_words(row.verdict).partition(" ")[2],
            row.verdict in LOUD,
            claim_words(row),
            claim_facts(row, titles),
            (tuple(told[name] for name in figures),),
        )
        for row, figures in zip(records(claims), ids, strict=True)
    ]


def claim_facts(row: Any, titles: dict[str, str]) -> tuple[str, ...]:
    """Return why a claim has its verdict, how often it is made, by whom, and when."""
    seen = {"First seen": (row.first_seen, row.first_doc_id)}
    if row.last_doc_id != row.first_doc_id:
        seen["last seen"] = (row.last_seen, row.last_doc_id)
    days = [
        f"{name} {day_words(day)} in {titles.get(doc_id) or doc_id}"
        for name, (day, doc_id) in seen.items()
        if doc_id
    ]
    counts = f"{count_of(row.figures, 'figure')} in {count_of(row.documents, 'text')}"
    if row.figures > MOST_STATEMENTS:
        counts += f", the first {MOST_STATEMENTS} of them listed"
    return tuple(filter(None, (row.reason, counts, ", ".join(days))))


def _statements(tables: Tables, figure_ids: Iterable[str]) -> dict[str, Statement]:
    """Return what the figures say, by their names."""
    figures = tables.figures[tables.figures["figure_id"].isin(set(figure_ids))]
    rows = tables.documents[tables.documents["doc_id"].isin(figures["doc_id"].unique())]
    documents = {row["doc_id"]: row for _, row in rows.T.items()}
    numbers = {row.figure_id: stated_words(row) for row in records(bounded(figures))}
    ends = _sentence_ends(tables, figures)
    return {
        row.figure_id: Statement(
            row.figure_id,
            numbers.get(row.figure_id, ""),
            before(tables.texts[row.doc_id], row.start, ends[row.doc_id, row.sentence][0]),
            row.quote,
            after(tables.texts[row.doc_id], row.end, ends[row.doc_id, row.sentence][1]),
            f"{word(row.status)}, says {row.speaker or TEXT_ITSELF}",
            _source(documents[row.doc_id]),
            cited(documents[row.doc_id], row.quote, row.sentence, (row.start, row.end)),
        )
        for row in records(figures)
    }


def _source(document: "pd.Series[Any]") -> str:
    """Return title, publisher and day of a text."""
    title = str(document["title"]) or str(document["doc_id"])
    return ". ".join(filter(None, (title, source_line(document))))


def _sentence_ends(tables: Tables, figures: pd.DataFrame) -> dict[tuple[str, int], tuple[int, int]]:
    """Return first and last character of the sentences that the figures stand in."""
    rows = tables.sentences
    rows = rows[rows["doc_id"].isin(figures["doc_id"].unique())]
    names = zip(rows["doc_id"], rows["sentence"], strict=True)
    return dict(zip(names, zip(rows["start"], rows["end"], strict=True), strict=True))


def before(text: str, start: int, first: int) -> str:
    """Return the words of a sentence before ``start``; it begins at ``first``.

    >>> before("We saw that it will pay 5.", 24, 0), before("Later they paid 5.", 16, 0)
    ('We saw that it will pay ', 'Later they paid ')
    """
    if start - first <= CONTEXT:
        return text[first:start]
    return f"… {text[start - CONTEXT : start].partition(' ')[2]}"


def after(text: str, end: int, last: int) -> str:
    """Return the words of a sentence from ``end`` on; it ends at ``last``."""
    if last - end <= CONTEXT:
        return text[end:last]
    return f"{text[end : end + CONTEXT].rpartition(' ')[0]} …"
