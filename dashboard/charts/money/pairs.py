"""The charts of payments, payer by recipient, and of spending, country by topic."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pandas as pd

from analysis.exchange import is_converted
from analysis.labels import NO_COUNTRY, country_name, pair_name, pair_of, word
from analysis.payments import payment_parts, spending_parts
from analysis.schema import TABLES, Tables
from analysis.selection import Selection
from analysis.stated import Arranged, columns_at
from dashboard.charts import spec
from dashboard.charts.chart import Chart, count_of, later, listing, mark, records
from dashboard.charts.money import lines
from dashboard.charts.onescale import rates_note
from dashboard.charts.wording import is_name, periods_note, thing_of, twin_of

MOST_NAMED = 3
"""Pairs that an alternative text names."""


@dataclass(frozen=True)
class _Kind:
    """A kind of pairs: its table, the columns that make one, its line, what a bar stands for."""

    table: str
    keys: tuple[str, str]
    headings: tuple[str, str]
    line: lines.Line
    mark_of: Callable[[Any], str]


def payments(tables: Tables, selection: Selection) -> Chart | None:
    """Draw who pays whom: each amount on the line of its pair, or counts where they are many."""
    known = payment_parts(tables)
    if not len(known):
        return None
    figure, most, reading = _drawn(known, PAYMENTS, selection)
    return Chart(
        figure,
        "Who pays whom",
        f"{count_of(len(known), 'stated amount')} from one country or bloc to another, never added "
        f"up; most often {most}.",
        later(_twin, known, PAYMENTS),
        reading,
    )


def spending(tables: Tables, selection: Selection) -> Chart | None:
    """Draw spending, aid, arms and cuts by country and topic, each amount on its line."""
    known = spending_parts(tables)
    if not len(known):
        return None
    figure, most, reading = _drawn(known, SPENDING, selection)
    return Chart(
        figure,
        "Spending, aid, arms and cuts by country",
        f"{count_of(len(known), 'stated amount')} by country and topic, never added up; most often "
        f"{most}.",
        later(_twin, known, SPENDING),
        reading,
    )


def _drawn(known: Arranged, kind: _Kind, selection: Selection) -> tuple[spec.Spec, str, str]:
    """Return the figure, the pairs that occur most often in words, and how to read it.

    Each amount stands on its line; where that is too much, bars count them.
    """
    counts = _counts(known, kind)
    names = [kind.line.name(row) for row in records(counts)]
    found = zip(names, counts["figures"], strict=True)
    most = listing([f"{name} ({figures:,})" for name, figures in found][:MOST_NAMED])
    if lines.drawable(known, kind.line):
        figure = lines.draw(known, kind.line, selection.figure)
        rates = rates_note(known) if is_converted(known.order.tables) else ""
        reading = (lines.READING, periods_note(known.parts), rates)
        return figure, most, " ".join(filter(None, reading))
    marks = [kind.mark_of(row) for row in records(counts)]
    figure = lines.counted(names, counts["figures"].tolist(), marks, "amount")
    return figure, most, lines.COUNTED.format("amount") + lines.cut_pairs(len(counts))


def _counts(known: Arranged, kind: _Kind) -> pd.DataFrame:
    every = known.head(len(known))
    cells = {}
    for key in kind.keys:
        linked = key in TABLES[kind.table] and key != "topic"
        table, rows = (kind.table, every.links) if linked else ("figures", every.rows)
        cells[key] = columns_at(known.order.tables, table, [key], rows)[key]
    keys = list(kind.keys)
    counts = pd.DataFrame(cells).groupby(keys, observed=True).size().reset_index(name="figures")
    if "iso3" in counts:
        counts = counts.assign(iso3=counts["iso3"].astype("str").replace("", NO_COUNTRY))
    order = ["figures", *keys]
    return counts.sort_values(order, ascending=[False, True, True], ignore_index=True)


def _twin(known: Arranged, kind: _Kind) -> pd.DataFrame:
    """Return the table behind a chart, with both sides of a pair first."""
    twin = twin_of(known, lines.amount_words)
    told = known.head(len(twin)).frame()
    for column, heading in list(zip(kind.keys, kind.headings, strict=True))[::-1]:
        name = word if column == "topic" else _country
        twin.insert(0, heading, [name(value) for value in told[column]])
    return twin


def _country(code: str) -> str:
    return country_name(code or NO_COUNTRY)


def _pair(row: Any) -> str:
    return pair_name(pair_of(row.payer, row.recipient))


def _spender(row: Any) -> str:
    return f"{_country(row.iso3)}, {word(row.topic)}"


def _thing(row: Any) -> str:
    """Return what the money is for, unless the text gives but a name."""
    thing = thing_of(str(row.about))
    return "" if is_name(thing) else thing


PAYMENTS = _Kind(
    "flows",
    ("payer", "recipient"),
    ("Who pays", "Who receives"),
    lines.Line(_pair, lambda row: word(row.topic)),
    lambda row: mark(pair=pair_of(row.payer, row.recipient)),
)
SPENDING = _Kind(
    "spending",
    ("iso3", "topic"),
    ("Country or bloc", "Topic"),
    lines.Line(_spender, _thing),
    lambda row: mark(country=row.iso3, topic=row.topic),
)
