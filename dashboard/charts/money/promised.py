"""The chart of pledges that state a number: how much, by whom, and how far it has come."""

from functools import partial
from typing import Any

import pandas as pd

from analysis.labels import country_name, format_number
from analysis.payments import SCALE, promises
from analysis.schema import Tables
from analysis.selection import Selection
from dashboard import theme
from dashboard.charts import numbers
from dashboard.charts.axes import Scale
from dashboard.charts.chart import Chart, count_of, listing, mark, records
from dashboard.charts.money.lines import amount_words
from dashboard.charts.onescale import rate_line, rates_note
from dashboard.charts.wording import money_tick, panel_title, twin_of

SHAPES = "Colour and symbol show how far the pledge has come. Nothing is added up."


def promised(tables: Tables, selection: Selection) -> Chart | None:
    """Draw the amounts that are pledged, a panel for each currency and period or unit."""
    known = promises(tables)
    if known.empty:
        return None
    groups = [_group(group) for _, group in known.groupby(SCALE, sort=False)]
    figure, reading = numbers.draw(groups, tables.documents, selection.figure)
    stages = known["stage"].astype("str").value_counts()
    told = [f"{stage} ({count})" for stage, count in stages.items()]
    twin = twin_of(known, amount_words, tables.documents)
    first = records(known.head(len(twin)))
    twin.insert(0, "Stage", [row.stage for row in first])
    twin.insert(0, "What", [_what(row) for row in first])
    twin.insert(0, "Who", [country_name(row.iso3) if row.iso3 else "" for row in first])
    rates = rates_note(known) if "rate_date" in known else ""
    return Chart(
        figure,
        "How much is pledged",
        f"{count_of(len(known), 'pledge')} with a number, never added up: {listing(told)}.",
        twin.drop(columns="About"),
        " ".join(filter(None, (reading, SHAPES, rates))),
    )


def _group(group: pd.DataFrame) -> numbers.Group:
    unlike, currency, unit, period = group[SCALE].iloc[0]
    counted = bool(unit) and not currency
    tick = format_number if counted else partial(money_tick, currency=str(currency))
    title = panel_title(f"Number: {unit}" if counted else str(currency), str(period))
    return numbers.Group(
        title + (", no rate" if unlike else ""),
        group,
        amount_words,
        _words,
        Scale(tick, log=True),
        bin_mark="" if counted or not currency else mark(currency=str(currency)),
        more=lambda row: rate_line(row) if hasattr(row, "rate") else "",
        look=lambda row: theme.STAGES[row.stage],
    )


def _what(row: Any) -> str:
    return str(row.what).replace(";", ", ")


def _words(row: Any) -> str:
    who = country_name(row.iso3) if row.iso3 else ""
    return ", ".join(filter(None, (who, _what(row), row.stage)))
