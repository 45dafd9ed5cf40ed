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
from dashboard.charts.chart import Chart, count_of, mark, records
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

RATES = {True: "Tariff rates", False: "Other percentages"}


def amounts(tables: Tables, selection: Selection) -> Chart | None:
    """Draw the amounts of money, a panel for each currency and period."""
    known = amounts_of(tables)
    money = known[anchor(known) > 0].reset_index(drop=True)
    if money.empty:
        return None
    titles = titles_of(tables.documents)
    if len(money) <= MOST_ROWS:
        figure, reading = rows.draw(_money_panels(money, selection, titles)), rows.READING
    else:
        crowds = _money_crowds(money)
        figure, reading = dots.draw(crowds, selection.figure, titles), dots.reading(crowds)
    left = len(known) - len(money)
    without = f"{count_of(left, 'amount')} of zero or less left out." if left else ""
    return Chart(
        figure,
        "Amounts of money as reported",
        f"{count_of(len(money), 'amount')} of money, never added up: {_spread(money)}.",
        twin_of(money, [money_words(row) for row in records(money)], titles),
        " ".join(filter(None, (reading, _money_note(money), without))),
    )


def _money_note(money: pd.DataFrame) -> str:
    apart = money["period"].ne("").any() and money["period"].eq("").any()
    return "Amounts per month or year stand apart from totals." if apart else ""


def _spread(money: pd.DataFrame) -> str:
    parts = []
    for row in records(ranges(money, ["currency", "period"]).head(4)):
        low, high = (format_amount(end, row.currency) for end in (row.least, row.most))
        span = low if low == high else f"{low} to {high}"
        parts.append(
            " ".join(filter(None, (f"{row.figures:,} of {span}", period_words(row.period))))
        )
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
    """Return a panel for each currency and period, those with one amount in a last one."""
    panels = []
    for (currency, period), group in money.groupby(["currency", "period"], sort=False):
        drawn = [_row(row, money_words(row), selection, titles) for row in records(group)]
        tick = partial(_money_tick, currency=str(currency))
        panels.append(rows.Panel(panel_title(str(currency), str(period)), tuple(drawn), tick))
    return rows.gathered(panels, "One amount each")


def _money_crowds(money: pd.DataFrame) -> list[dots.Crowd]:
    return [
        dots.Crowd(
            panel_title(str(currency), str(period)),
            group,
            money_words,
            partial(format_amount, currency=str(currency)),
            log=True,
            bin_mark={"currency": str(currency)},
        )
        for (currency, period), group in money.groupby(["currency", "period"], sort=False)
    ]


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
    groups = [(RATES[bool(tariff)], group) for tariff, group in known.groupby("tariff", sort=False)]
    if len(known) <= MOST_ROWS:
        panels = [_rate_panel(name, group, selection, titles) for name, group in groups]
        figure, reading = rows.draw(rows.gathered(panels, "One of each")), rows.READING
    else:
        crowds = [
            dots.Crowd(name, part, rate_words, format_percent, False) for name, part in groups
        ]
        figure, reading = dots.draw(crowds, selection.figure, titles), dots.reading(crowds)
    strong = [rate_words(row) for row in records(known)]
    tariffs = [_tariff_words(row) for row in records(known)]
    return Chart(
        figure,
        "Percentages and tariff rates",
        "; ".join(_rates_alt(name, group) for name, group in groups) + ".",
        twin_of(known, strong, titles).assign(Tariff=tariffs),
        reading,
    )


def _rate_panel(
    name: str, group: pd.DataFrame, selection: Selection, titles: dict[str, str]
) -> rows.Panel:
    drawn = tuple(_rate_row(row, selection, titles) for row in records(group))
    return rows.Panel(name, drawn, format_percent, log=False)


def _rates_alt(name: str, group: pd.DataFrame) -> str:
    low, high = (format_percent(end) for end in (anchor(group).min(), anchor(group).max()))
    return f"{name}: {len(group):,}, {low if low == high else f'{low} to {high}'}"


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
