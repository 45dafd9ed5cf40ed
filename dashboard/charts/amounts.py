"""Charts of numbers as stated: amounts of money, and percentages with tariff rates."""

from functools import partial
from typing import Any

import pandas as pd

from analysis.labels import country_name, format_amount, format_percent, period_words, word
from analysis.schema import Tables
from analysis.selection import Selection
from analysis.summaries import amounts as amounts_of
from analysis.summaries import anchor, ranges
from analysis.summaries import rates as rates_of
from dashboard.charts import dots, rows
from dashboard.charts.chart import Chart, count_of, listing, mark, records
from dashboard.charts.wording import (
    about,
    bounds_of,
    hover_of,
    money_words,
    rate_words,
    titles_of,
    twin_of,
)

MOST_ROWS = 40
"""Figures up to which each gets a row with its own words."""


def amounts(tables: Tables, selection: Selection) -> Chart | None:
    """Draw the amounts of money, a panel for each currency and period."""
    known = amounts_of(tables)
    money = known[anchor(known) > 0].reset_index(drop=True)
    if money.empty:
        return None
    titles = titles_of(tables.documents)
    left = len(known) - len(money)
    notes = [
        _money_note(money),
        f"{count_of(left, 'amount')} of zero or less left out." if left else "",
    ]
    if len(money) <= MOST_ROWS:
        figure = rows.draw(_money_panels(money, selection, titles))
        notes.insert(0, rows.READING)
    else:
        figure = dots.draw(money, selection, titles)
        notes.insert(0, dots.READING if len(money) <= dots.MOST else dots.READING_BINS)
    return Chart(
        figure,
        "Amounts of money as reported",
        f"{count_of(len(money), 'amount')} of money, never added up: {_spread(money)}.",
        twin_of(money, [money_words(row) for row in records(money)], titles),
        " ".join(filter(None, notes)),
    )


def _money_note(money: pd.DataFrame) -> str:
    apart = money["period"].ne("").any() and money["period"].eq("").any()
    return "Amounts per month or year stand apart from totals." if apart else ""


def _spread(money: pd.DataFrame) -> str:
    parts = []
    for row in records(ranges(money, ["currency", "period"]).head(4)):
        low, high = (format_amount(end, row.currency) for end in (row.least, row.most))
        span = low if low == high else f"{low} to {high}"
        parts.append(" ".join(filter(None, (f"{row.figures} of {span}", period_words(row.period)))))
    return "; ".join(parts)


def panel_title(currency: str, period: str) -> str:
    """Return what a panel holds.

    >>> panel_title("EUR", ""), panel_title("USD", "per_month"), panel_title("", "")
    ('EUR', 'USD a month', 'money')
    """
    return " ".join(filter(None, (currency or "money", period_words(period))))


def _money_panels(
    money: pd.DataFrame, selection: Selection, titles: dict[str, str]
) -> list[rows.Panel]:
    """Return a panel for each currency and period, those with one amount last."""
    panels = []
    for (currency, period), group in money.groupby(["currency", "period"], sort=False):
        drawn = [_row(row, money_words(row), selection, titles) for row in records(group)]
        tick = partial(_money_tick, currency=str(currency))
        panels.append(rows.Panel(panel_title(str(currency), str(period)), tuple(drawn), tick))
    return sorted(panels, key=lambda panel: len(panel.rows) == 1)


def _money_tick(value: float, currency: str) -> str:
    return format_amount(value, currency) if value else "0"


def _row(row: Any, strong: str, selection: Selection, titles: dict[str, str]) -> rows.Row:
    least, most = bounds_of(row)
    return rows.Row(
        strong,
        about(row),
        hover_of(row, strong, titles),
        mark(figure=row.figure_id),
        least,
        most,
        row.qualifier,
        row.status,
        row.figure_id in selection.figure,
    )


def rates(tables: Tables, selection: Selection) -> Chart | None:
    """Draw tariff rates and the other percentages, each among its own kind."""
    known = rates_of(tables)
    if known.empty:
        return None
    titles = titles_of(tables.documents)
    shown = known.head(MOST_ROWS)
    panels = []
    for tariff, group in shown.groupby("tariff", sort=False):
        drawn = [_rate_row(row, selection, titles) for row in records(group)]
        title = "Tariff rates" if tariff else "Other percentages"
        panels.append(rows.Panel(title, tuple(drawn), format_percent, log=False))
    left = len(known) - len(shown)
    strong = [rate_words(row) for row in records(known)]
    notes = (rows.READING, f"{count_of(left, 'more row')} in the table." if left else "")
    return Chart(
        rows.draw(panels),
        "Percentages and tariff rates",
        _rates_alt(known, strong),
        twin_of(known, strong, titles).assign(
            Tariff=[_tariff_words(row) for row in records(known)]
        ),
        " ".join(filter(None, notes)),
    )


def _rates_alt(known: pd.DataFrame, strong: list[str]) -> str:
    number = int(known["tariff"].sum())
    first = listing(strong[:3])
    others = count_of(len(known) - number, "other percentage")
    return f"{count_of(number, 'tariff rate')} and {others}; the first are {first}."


def _tariff_words(row: Any) -> str:
    """Return who levies a tariff on whom and how it stands: "USA → EU, cars, in force"."""
    if not row.tariff:
        return ""
    way = " → ".join(country_name(code) for code in (row.imposer, row.target) if code)
    return ", ".join(filter(None, (way, row.goods, word(row.state))))


def _rate_row(row: Any, selection: Selection, titles: dict[str, str]) -> rows.Row:
    drawn = _row(row, rate_words(row), selection, titles)
    words = _tariff_words(row)
    return rows.Row(**{**drawn.__dict__, "words": words}) if words else drawn
