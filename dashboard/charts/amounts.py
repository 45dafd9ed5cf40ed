"""Charts of numbers as stated: amounts of money, and percentages with tariff rates."""

from functools import partial
from typing import Any

import pandas as pd

from analysis.exchange import is_converted
from analysis.labels import country_name, format_percent, word
from analysis.schema import Tables
from analysis.selection import Selection
from analysis.summaries import amounts as amounts_of
from analysis.summaries import anchor
from analysis.summaries import rates as rates_of
from dashboard.charts import numbers
from dashboard.charts.axes import Scale
from dashboard.charts.chart import Chart, count_of, mark, records
from dashboard.charts.onescale import one_scale
from dashboard.charts.wording import (
    about,
    money_tick,
    money_words,
    panel_title,
    periods_note,
    rate_words,
    spread_words,
    twin_of,
)

PERCENT = Scale(format_percent, log=False)
RATES = {True: "Tariff rates", False: "Other percentages"}


def amounts(tables: Tables, selection: Selection) -> Chart | None:
    """Draw the amounts of money, a panel for each currency and period."""
    if is_converted(tables):
        return one_scale(tables, selection)
    known = amounts_of(tables)
    money = known[anchor(known) > 0].reset_index(drop=True)
    if money.empty:
        return None
    figure, reading = numbers.draw(_money_groups(money), tables.documents, selection.figure)
    left = len(known) - len(money)
    without = f"{count_of(left, 'amount')} of zero or less left out." if left else ""
    return Chart(
        figure,
        "Amounts of money as reported",
        f"{count_of(len(money), 'amount')} of money, never added up: {spread_words(money)}.",
        twin_of(money, money_words, tables.documents),
        " ".join(filter(None, (reading, periods_note(money), without))),
    )


def _money_groups(money: pd.DataFrame) -> list[numbers.Group]:
    return [
        numbers.Group(
            panel_title(str(currency), str(period)),
            group,
            money_words,
            about,
            Scale(partial(money_tick, currency=str(currency)), log=True),
            bin_mark=mark(currency=str(currency)),
        )
        for (currency, period), group in money.groupby(["currency", "period"], sort=False)
    ]


def rates(tables: Tables, selection: Selection) -> Chart | None:
    """Draw tariff rates and the other percentages, each among its own kind."""
    known = rates_of(tables)
    if known.empty:
        return None
    groups = [
        numbers.Group(RATES[bool(tariff)], group, rate_words, _rate_about, PERCENT)
        for tariff, group in known.groupby("tariff", sort=False)
    ]
    figure, reading = numbers.draw(groups, tables.documents, selection.figure)
    twin = twin_of(known, rate_words, tables.documents)
    return Chart(
        figure,
        "Percentages and tariff rates",
        "; ".join(_rates_alt(group.title, group.frame) for group in groups) + ".",
        twin.assign(Tariff=[_tariff_words(row) for row in records(known.head(len(twin)))]),
        reading,
    )


def _rates_alt(name: str, group: pd.DataFrame) -> str:
    low, high = (format_percent(end) for end in (anchor(group).min(), anchor(group).max()))
    return f"{name}: {len(group):,}, {low if low == high else f'{low} to {high}'}"


def _tariff_words(row: Any) -> str:
    """Return who levies a tariff on whom and how it stands: "USA → EU, cars, in force"."""
    if not row.tariff:
        return ""
    way = " → ".join(country_name(code) for code in (row.imposer, row.target) if code)
    return ", ".join(filter(None, (way, row.goods, word(row.state))))


def _rate_about(row: Any) -> str:
    return _tariff_words(row) or about(row)
