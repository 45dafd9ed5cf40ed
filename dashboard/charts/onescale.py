"""The chart of amounts in one currency: each beside what the text has, with its rate and day."""

from datetime import datetime
from functools import partial
from typing import Any

import numpy as np
import pandas as pd

from analysis.exchange import is_converted, short_source, source, targets
from analysis.orders import scaled_parts
from analysis.schema import Tables
from analysis.selection import Selection
from analysis.stated import Arranged, Part, columns_at
from dashboard.charts import numbers
from dashboard.charts.axes import Scale
from dashboard.charts.chart import Chart, count_of, later, listing, mark, records
from dashboard.charts.wording import (
    about,
    money_tick,
    money_words,
    panel_title,
    periods_note,
    spread_words,
    twin_of,
)

DIGITS, RATE_DIGITS = 3, 5
"""Significant digits of a converted amount and of a rate, as shown; the tables have them all."""


def one_scale(tables: Tables, selection: Selection) -> Chart | None:
    """Draw converted amounts on one scale, a panel for each period, and the others as written."""
    known = scaled_parts(tables, DIGITS)
    money = known.above_zero()
    if not len(money):
        return None
    figure, reading = numbers.draw([_group(part) for part in money.parts], selection.figure)
    left = len(known) - len(money)
    without = f"{count_of(left, 'amount')} of zero or less left out." if left else ""
    rates = rates_note(money)
    return Chart(
        figure,
        _title(money),
        f"{count_of(len(money), 'amount')} of money, never added up: {spread_words(money.parts)}. "
        f"{rates}",
        later(_twin, money),
        " ".join(filter(None, (reading, rates, periods_note(money.parts), without))),
    )


def in_words(figure: pd.DataFrame) -> str:
    """Return the converted amount and the rate of a single row of ``figures``, or why not.

    That is nothing where the figure is no money or none was converted.
    """
    tables = Tables(figures=figure)
    if not is_converted(tables):
        return ""
    rows = scaled_parts(tables, DIGITS).frame()
    return "".join(
        "; ".join(filter(None, ("" if row.unlike else money_words(row), _rate_told(row))))
        for row in records(rows)
    )


def _title(money: Arranged) -> str:
    converted = [str(part.key[1]) for part in money.parts if not part.key[0]]
    name = targets()[converted[0]] if converted else ""
    return f"Amounts of money in {name}" if name else "Amounts of money without a rate"


def _twin(money: Arranged) -> pd.DataFrame:
    twin = twin_of(money, money_words)
    told = records(money.head(len(twin)).frame())
    twin.insert(1, "As written", [written_words(row) for row in told])
    twin.insert(2, "Rate", [_rate_told(row) for row in told])
    return twin.rename(columns={"Stated": "Amount"})


def _group(part: Part) -> numbers.Group:
    unlike, currency, period = part.key[0], *map(str, part.key[1:])
    return numbers.Group(
        panel_title(currency, period) + (", no rate" if unlike else ""),
        part.stated,
        money_words,
        _beside if len(part.stated) > 1 else _beside_alone,
        Scale(partial(money_tick, currency=currency), log=True),
        # A bar of converted amounts holds several currencies, which no facet can say.
        bin_mark=mark(currency=currency) if unlike else "",
        more=rate_line,
    )


def written_words(row: Any) -> str:
    """Return the amount as the text has it, without its period."""
    return money_words(
        row._replace(
            least=row.least_written,
            most=row.most_written,
            currency=row.currency_written,
            period="",
        )
    )


def _by_rate(row: Any) -> bool:
    return not pd.isna(row.rate_date)


def _rate_told(row: Any) -> str:
    rate = _rate(row) if _by_rate(row) else ""
    return "; ".join(filter(None, (rate, row.rate_note)))


def _beside(row: Any) -> str:
    """Return the amount as written, in brackets, before what it is about."""
    return f"({written_words(row)}) {about(row)}" if _by_rate(row) else about(row)


def _beside_alone(row: Any) -> str:
    """Return what stands beside an amount whose panel has no title that says "no rate"."""
    return f"(no rate) {about(row)}" if row.unlike else _beside(row)


def rate_line(row: Any) -> str:
    """Return the sum that was done, or nothing: amount as written, rate, its day and its source."""
    return f"{written_words(row)} as written; {_rate(row)}" if _by_rate(row) else ""


def _rate(row: Any) -> str:
    rate = np.format_float_positional(float(f"{row.rate:.{RATE_DIGITS}g}"), trim="-")
    pair = f"1 {row.currency_written} = {rate} {row.currency}"
    return f"{pair} on {_day(row.rate_date)} ({short_source()})"


def _day(day: datetime) -> str:
    return f"{day.day} {day:%b %Y}"


def rates_note(money: Arranged) -> str:
    """Return how many amounts were converted at which days, and how many have no rate, and why.

    The first of the keys of each part says whether it has no rate.
    """
    figures = money.order.tables
    every = [(part.key[0], part.stated.rows) for part in money.parts]
    rows = np.concatenate([rows for _, rows in every])
    dates = columns_at(figures, "figures", ["rate_date"], rows)["rate_date"].dropna()
    lost = [rows for unlike, rows in every if unlike]
    parts = []
    if len(dates):
        first, last = _day(dates.min()), _day(dates.max())
        days = first if first == last else f"{first} to {last}"
        parts.append(
            f"{count_of(len(dates), 'amount')} converted at the rate of the text's day or the last "
            f"before it: {days} ({source()})."
        )
    if lost:
        notes = columns_at(figures, "figures", ["rate_note"], np.concatenate(lost))["rate_note"]
        reasons = notes.str.partition("; ")[0].value_counts()
        told = listing(f"{reason} ({count})" for reason, count in reasons.items())
        stays = "without a rate stands" if len(notes) == 1 else "without a rate stand"
        parts.append(f"{count_of(len(notes), 'amount')} {stays} as written: {told}.")
    return " ".join(parts)
