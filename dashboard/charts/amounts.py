"""Charts of numbers as stated: amounts of money, and percentages with tariff rates."""

from functools import partial
from typing import Any

import pandas as pd

from analysis.exchange import is_converted
from analysis.labels import country_name, format_percent, word
from analysis.orders import amount_parts, rate_parts
from analysis.schema import Tables
from analysis.selection import Selection
from analysis.stated import Arranged, Part
from dashboard.charts import numbers
from dashboard.charts.axes import Scale
from dashboard.charts.chart import Chart, count_of, later, mark, records
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
RATES = {
    True: ("Tariff rates", mark(kind="percent", topic="tariffs")),
    False: ("Other percentages", mark(kind="percent")),
}
"""What percentages are called, tariffs or others, and what a bar of many of them stands for."""


def amounts(tables: Tables, selection: Selection) -> Chart | None:
    """Draw the amounts of money, a panel for each currency and period."""
    if is_converted(tables):
        return one_scale(tables, selection)
    known = amount_parts(tables)
    money = known.above_zero()
    if not len(money):
        return None
    figure, reading = numbers.draw([_money_group(part) for part in money.parts], selection.figure)
    left = len(known) - len(money)
    without = f"{count_of(left, 'amount')} of zero or less left out." if left else ""
    return Chart(
        figure,
        "Amounts of money as reported",
        f"{count_of(len(money), 'amount')} of money, never added up: {spread_words(money.parts)}.",
        later(twin_of, money, money_words),
        " ".join(filter(None, (reading, periods_note(money.parts), without))),
    )


def _money_group(part: Part) -> numbers.Group:
    _, currency, period = map(str, part.key)
    return numbers.Group(
        panel_title(currency, period),
        part.stated,
        money_words,
        about,
        Scale(partial(money_tick, currency=currency), log=True),
        bin_mark=mark(currency=currency),
    )


def rates(tables: Tables, selection: Selection) -> Chart | None:
    """Draw tariff rates and the other percentages, each among its own kind."""
    known = rate_parts(tables)
    if not len(known):
        return None
    groups = [_rate_group(part) for part in known.parts]
    figure, reading = numbers.draw(groups, selection.figure)
    return Chart(
        figure,
        "Percentages and tariff rates",
        "; ".join(_rates_alt(group) for group in groups) + ".",
        later(_rates_twin, known),
        reading,
    )


def _rate_group(part: Part) -> numbers.Group:
    title, bin_mark = RATES[not part.key[0]]
    return numbers.Group(title, part.stated, rate_words, _rate_about, PERCENT, bin_mark=bin_mark)


def _rates_twin(known: Arranged) -> pd.DataFrame:
    twin = twin_of(known, rate_words)
    rows = records(known.head(len(twin)).frame())
    return twin.assign(Tariff=[_tariff_words(row) for row in rows])


def _rates_alt(group: numbers.Group) -> str:
    at = group.figures.anchor
    low, high = format_percent(at.min()), format_percent(at.max())
    return f"{group.title}: {len(at):,}, {low if low == high else f'{low} to {high}'}"


def _tariff_words(row: Any) -> str:
    """Return who levies a tariff on whom and how it stands: "USA → EU, cars, in force"."""
    if not row.tariff:
        return ""
    way = " → ".join(country_name(code) for code in (row.imposer, row.target) if code)
    return ", ".join(filter(None, (way, row.goods, word(row.state))))


def _rate_about(row: Any) -> str:
    return _tariff_words(row) or about(row)
