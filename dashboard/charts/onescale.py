"""The chart of amounts in one currency: each beside what the text has, with its rate and day."""

from datetime import datetime
from functools import partial
from typing import Any

import numpy as np
import pandas as pd

from analysis.exchange import short_source, source, targets
from analysis.schema import Tables
from analysis.selection import Selection
from analysis.summaries import BOUNDS, amounts_on_one_scale, anchor
from dashboard.charts import numbers
from dashboard.charts.axes import Scale
from dashboard.charts.chart import Chart, count_of, listing, mark, records
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
    known = amounts_on_one_scale(tables)
    money = _shortened(known[anchor(known) > 0].reset_index(drop=True))
    if money.empty:
        return None
    figure, reading = numbers.draw(_groups(money), tables.documents, selection.figure)
    left = len(known) - len(money)
    without = f"{count_of(left, 'amount')} of zero or less left out." if left else ""
    note = (reading, rates_note(money), periods_note(money), without)
    return Chart(
        figure,
        _title(money),
        f"{count_of(len(money), 'amount')} of money, never added up: {spread_words(money)}. "
        f"{rates_note(money)}",
        _twin(money, tables.documents),
        " ".join(filter(None, note)),
    )


def in_words(figure: pd.DataFrame) -> str:
    """Return the converted amount and the rate of a single row of ``figures``, or why not.

    That is nothing where the figure is no money or none was converted.
    """
    if "converted_currency" not in figure:
        return ""
    rows = _shortened(amounts_on_one_scale(Tables(figures=figure)))
    return "".join(
        "; ".join(filter(None, ("" if row.unlike else money_words(row), _rate_told(row))))
        for row in records(rows)
    )


def _shortened(money: pd.DataFrame) -> pd.DataFrame:
    """Return the amounts with DIGITS significant digits where a rate made them."""
    made = money["rate_date"].notna()
    return money.assign(**{end: money[end].mask(made, _rounded(money[end])) for end in BOUNDS})


def _rounded(numbers_: "pd.Series[float]") -> "pd.Series[float]":
    place = np.floor(np.log10(numbers_.where(numbers_ > 0))) - (DIGITS - 1)
    rounded: pd.Series[float] = (numbers_ / 10**place).round() * 10**place
    return rounded


def _title(money: pd.DataFrame) -> str:
    converted = money.loc[~money["unlike"], "currency"]
    name = targets()[str(converted.iloc[0])] if len(converted) else ""
    return f"Amounts of money in {name}" if name else "Amounts of money without a rate"


def _twin(money: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    twin = twin_of(money, money_words, documents)
    told = records(money.head(len(twin)))
    twin.insert(1, "As written", [written_words(row) for row in told])
    twin.insert(2, "Rate", [_rate_told(row) for row in told])
    return twin.rename(columns={"Stated": "Amount"})


def _groups(money: pd.DataFrame) -> list[numbers.Group]:
    keys = ["unlike", "currency", "period"]
    return [
        numbers.Group(
            panel_title(str(currency), str(period)) + (", no rate" if unlike else ""),
            group,
            money_words,
            _beside if len(group) > 1 else _beside_alone,
            Scale(partial(money_tick, currency=str(currency)), log=True),
            # A bar of converted amounts holds several currencies, which no facet can say.
            bin_mark=mark(currency=str(currency)) if unlike else "",
            more=rate_line,
        )
        for (unlike, currency, period), group in money.groupby(keys, sort=False)
    ]


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


def rates_note(money: pd.DataFrame) -> str:
    """Return how many amounts were converted at which days, and how many have no rate, and why."""
    dated, lost = money[money["rate_date"].notna()], money[money["unlike"]]
    parts = []
    if len(dated):
        first, last = (_day(day) for day in (dated["rate_date"].min(), dated["rate_date"].max()))
        days = first if first == last else f"{first} to {last}"
        parts.append(
            f"{count_of(len(dated), 'amount')} converted at the rate of the text's day or the last "
            f"before it: {days} ({source()})."
        )
    if len(lost):
        reasons = lost["rate_note"].str.partition("; ")[0].value_counts()
        told = listing(f"{reason} ({count})" for reason, count in reasons.items())
        stays = "without a rate stands" if len(lost) == 1 else "without a rate stand"
        parts.append(f"{count_of(len(lost), 'amount')} {stays} as written: {told}.")
    return " ".join(parts)
