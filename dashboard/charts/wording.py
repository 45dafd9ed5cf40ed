"""Say a row of the figures table in words: for marks, hover text and the tables behind charts."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

import pandas as pd

from analysis.codes import distinct, positions_in
from analysis.labels import (
    TEXT_ITSELF,
    country_name,
    format_amount,
    format_bounds,
    format_number,
    format_percent,
    period_words,
    word,
)
from analysis.positions import places_of
from analysis.stated import Arranged, Part, Stated, columns_at
from dashboard.charts.chart import hover, records

SHORT = {"percentage point": "pts"}
"""Units of rates that are no percentages."""
MOST_TOLD = 1500
"""Rows of a chart's table: as many as a chart has marks."""


MOST_SPANS = 4
"""Currencies and periods that an alternative text names."""


def bounds_of(row: Any) -> tuple[float | None, float | None]:
    """Return least and most of a row of ``bounded``, with ``None`` for an open side."""
    least, most = float(row.least), float(row.most)
    return (None if pd.isna(least) else least), (None if pd.isna(most) else most)


def money_words(row: Any) -> str:
    """Return the amount of a money row with its period: "€40 bn–€44 bn a year"."""
    low, high = (format_amount(end, row.currency) for end in (row.least, row.most))
    return " ".join(
        filter(None, (format_bounds(low, high, row.qualifier), period_words(row.period)))
    )


def money_tick(value: float, currency: str) -> str:
    """Return what a tick of an axis of money says."""
    return format_amount(value, currency) if value else "0"


def panel_title(currency: str, period: str) -> str:
    """Return what a panel of amounts holds.

    >>> panel_title("EUR", ""), panel_title("USD", "per_month"), panel_title("", "")
    ('EUR', 'USD a month', 'money')
    """
    return " ".join(filter(None, (currency or "money", period_words(period))))


def periods_note(parts: Sequence[Part]) -> str:
    """Return how amounts with and without a period stand to each other, where there are both.

    The last of the keys of each part is its period.
    """
    periods = {part.key[-1] for part in parts}
    apart = "" in periods and len(periods) > 1
    return "Amounts per month or year stand apart from totals." if apart else ""


def spread_words(parts: Sequence[Part]) -> str:
    """Return number, least and most of the amounts of each part, up to MOST_SPANS.

    The parts are those of ``orders.amount_parts``.
    """
    told = []
    for part in parts[:MOST_SPANS]:
        _, currency, period = map(str, part.key)
        low, high = (format_amount(end, currency) for end in part.stated.ends())
        span = low if low == high else f"{low} to {high}"
        number = f"{len(part.stated):,} of {span}"
        told.append(" ".join(filter(None, (number, period_words(period)))))
    return "; ".join(told)


def rate_words(row: Any) -> str:
    """Return the rate of a row, with an arrow where it is a change: "▲ 2.4%"."""
    write = partial(_in, SHORT[row.unit]) if row.unit in SHORT else format_percent
    text = format_bounds(write(row.least), write(row.most), row.qualifier)
    arrow = {"up": "▲ ", "down": "▼ "}.get(row.change, "")
    return " ".join(filter(None, (arrow + text, period_words(row.period))))


def _in(unit: str, value: float) -> str:
    number = format_number(value)
    return f"{number} {unit}" if number else ""


def number_words(value: float, row: Any) -> str:
    """Return a number as one of the kind, currency and unit of a figure or claim.

    >>> from types import SimpleNamespace as Row
    >>> number_words(2e9, Row(kind="money", currency="EUR", unit=""))
    '€2 bn'
    >>> number_words(3.0, Row(kind="percent", currency="", unit="percentage point"))
    '3 pts'
    """
    if row.kind == "money":
        return format_amount(value, row.currency)
    if row.kind == "percent":
        return _in(SHORT[row.unit], value) if row.unit in SHORT else format_percent(value)
    return format_number(value)


def stated_words(row: Any) -> str:
    """Return what a figure with least and most states, whatever its kind: "≥ €5 bn a year"."""
    if row.kind == "money":
        return money_words(row)
    if row.kind == "percent":
        return rate_words(row)
    low, high = (number_words(end, row) for end in (row.least, row.most))
    text = format_bounds(low, high, row.qualifier)
    return " ".join(filter(None, (text, period_words(row.period))))


def about(row: Any) -> str:
    """Return what a figure measures and for whom: "cuts, France".

    A bare name says who, not what, so the topic stands in for it.
    """
    return matter(str(row.about), str(row.topic), str(row.countries).partition(";")[0])


def matter(about: str, topic: str, country: str) -> str:
    """Return what words, topic and main country say of a figure or a claim.

    >>> matter("defence budget; Spain", "spending", "ESP"), matter("Ana Brandt", "aid", "")
    ('defence budget, Spain', 'aid')
    """
    name = country_name(country) if country else ""
    thing = thing_of(about)
    told = word(topic) if is_name(thing) else thing
    return ", ".join(filter(None, (told, "" if name in told else name)))


def thing_of(about: str) -> str:
    """Return what a figure measures, without whose it is.

    >>> thing_of("defence budget; Germany")
    'defence budget'
    """
    return about.partition("; ")[0]


def is_name(about: str) -> bool:
    """Return whether ``about`` holds nothing but names; so does what is empty.

    >>> is_name("Angela Brandt"), is_name("Brandt plan"), is_name("GDP"), is_name("")
    (True, False, False, True)
    """
    return all(part[:1].isupper() and not part.isupper() for part in about.split())


def hover_of(row: Any, strong: str, titles: dict[str, str], *, more: str = "") -> str:
    """Return the hover text of a figure: amount, matter, standing, speaker, quote and text.

    ``more`` stands below the amount.
    """
    said = f"{word(str(row.status))}, says {row.speaker}" if row.speaker else word(str(row.status))
    return hover(
        strong, more, about(row), said, f"“{row.quote}”", titles.get(row.doc_id, row.doc_id)
    )


def twin_of(figures: Arranged, write: Callable[[Any], str]) -> pd.DataFrame:
    """Return the first MOST_TOLD figures behind a chart as a table for people.

    ``write`` says a row's number. What is beyond them is in the page's table and downloads.
    """
    head = figures.head(MOST_TOLD)
    return told_of(head.frame(), write, titles_at(head))


def told_of(
    told: pd.DataFrame, write: Callable[[Any], str], titles: Mapping[str, str]
) -> pd.DataFrame:
    """Return figures as a table for people; ``titles`` are those of their texts."""
    rows = records(told)
    return pd.DataFrame(
        {
            "Stated": [write(row) for row in rows],
            "What it measures": [about(row) for row in rows],
            "How it stands": [word(row.status) for row in rows],
            "Who says so": [row.speaker or TEXT_ITSELF for row in rows],
            "Quote": [row.quote for row in rows],
            "Text": [titles.get(row.doc_id, row.doc_id) for row in rows],
        }
    )


def titles_at(figures: Stated) -> dict[str, str]:
    """Return the title of the text of each figure, or its name where it has none."""
    tables = figures.order.tables
    homes = distinct(places_of(tables).document_of["figures"][figures.rows])
    known = columns_at(tables, "documents", ["doc_id", "title"], homes[homes >= 0])
    named = zip(known["doc_id"].tolist(), known["title"].tolist(), strict=True)
    return {name: title or name for name, title in named}


def titles_of(documents: pd.DataFrame, doc_ids: pd.Series) -> dict[str, str]:
    """Return the title of each text among ``doc_ids``, or its name where it has none."""
    names = pd.Series(pd.unique(doc_ids.astype("str")), dtype="str")
    homes = positions_in(names, documents["doc_id"])
    titles = documents["title"].array.take(homes[homes >= 0]).tolist()
    known = names.array[homes >= 0].tolist()
    return {name: title or name for name, title in zip(known, titles, strict=True)}
