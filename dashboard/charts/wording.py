"""Say a row of the figures table in words: for marks, hover text and the tables behind charts."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pandas as pd

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
from analysis.summaries import ranges
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


def periods_note(money: pd.DataFrame) -> str:
    """Return how amounts with and without a period stand to each other, where there are both."""
    apart = money["period"].ne("").any() and money["period"].eq("").any()
    return "Amounts per month or year stand apart from totals." if apart else ""


def spread_words(money: pd.DataFrame) -> str:
    """Return number, least and most of the amounts of each currency and period, up to MOST_SPANS.

    ``money`` has the columns of ``summaries.amounts``.
    """
    parts = []
    for row in records(ranges(money, ["currency", "period"]).head(MOST_SPANS)):
        low, high = (format_amount(end, row.currency) for end in (row.least, row.most))
        span = low if low == high else f"{low} to {high}"
        parts.append(
            " ".join(filter(None, (f"{row.figures:,} of {span}", period_words(row.period))))
        )
    return "; ".join(parts)


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


def twin_of(
    rows: pd.DataFrame, write: Callable[[Any], str], documents: pd.DataFrame
) -> pd.DataFrame:
    """Return the first MOST_TOLD rows behind a chart as a table for people.

    ``write`` says a row's number. What is beyond them is in the page's table and downloads.
    """
    told = rows.head(MOST_TOLD)
    titles = titles_of(documents, told["doc_id"])
    return pd.DataFrame(
        {
            "Stated": [write(row) for row in records(told)],
            "About": [about(row) for row in records(told)],
            "Status": [word(status) for status in told["status"]],
            "Says": told["speaker"].astype("str").replace("", TEXT_ITSELF),
            "Quote": told["quote"],
            "Text": [titles.get(name, name) for name in told["doc_id"]],
        }
    ).reset_index(drop=True)


def titles_of(documents: pd.DataFrame, doc_ids: pd.Series) -> dict[str, str]:
    """Return the title of each text among ``doc_ids``, or its name where it has none."""
    known = documents.loc[documents["doc_id"].isin(doc_ids.unique()), ["doc_id", "title"]]
    names = known["title"].where(known["title"] != "", known["doc_id"])
    return dict(zip(known["doc_id"], names, strict=True))
