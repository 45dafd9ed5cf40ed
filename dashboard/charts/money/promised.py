"""The chart of pledges that state a number: how much, by whom, and how far it has come."""

from typing import Any

import pandas as pd

from analysis.exchange import is_converted
from analysis.labels import country_name
from analysis.payments import promise_parts
from analysis.schema import Tables
from analysis.selection import Selection
from analysis.stated import Arranged, Part, columns_at
from dashboard import theme
from dashboard.charts import numbers
from dashboard.charts.chart import Chart, count_of, later, listing, mark, records
from dashboard.charts.money.lines import amount_words, scale_of
from dashboard.charts.onescale import rate_line, rates_note
from dashboard.charts.wording import twin_of

SHAPES = "Colour and symbol show how far the pledge has come. Nothing is added up."


def promised(tables: Tables, selection: Selection) -> Chart | None:
    """Draw the amounts that are pledged, a panel for each currency and period or unit."""
    known = promise_parts(tables)
    if not len(known):
        return None
    figure, reading = numbers.draw([_group(part) for part in known.parts], selection.figure)
    every = known.head(len(known))
    stages = columns_at(known.order.tables, "pledges", ["stage"], every.links)["stage"]
    counts = stages.astype("str").value_counts()
    told = [f"{stage} ({count:,})" for stage, count in counts.items()]
    rates = rates_note(known) if is_converted(tables) else ""
    return Chart(
        figure,
        "How much is pledged",
        f"{count_of(len(known), 'pledge')} with a number, never added up: {listing(told)}.",
        later(_twin, known),
        " ".join(filter(None, (reading, SHAPES, rates))),
    )


def _twin(known: Arranged) -> pd.DataFrame:
    twin = twin_of(known, amount_words)
    first = records(known.head(len(twin)).frame())
    twin.insert(0, "Stage", [row.stage for row in first])
    twin.insert(0, "What", [_what(row) for row in first])
    twin.insert(0, "Who", [country_name(row.iso3) if row.iso3 else "" for row in first])
    return twin.drop(columns="What it measures")


def _group(part: Part) -> numbers.Group:
    title, scale = scale_of(part)
    currency = str(part.key[1])
    return numbers.Group(
        title,
        part.stated,
        amount_words,
        _words,
        scale,
        # No facet tells units apart; the kind of what is counted comes nearest.
        bin_mark=mark(currency=currency) if currency else mark(kind=_kind(part)),
        more=lambda row: rate_line(row) if hasattr(row, "rate") else "",
        look=lambda row: theme.STAGES[row.stage],
    )


def _kind(part: Part) -> str:
    first = part.stated.rows[:1]
    return str(columns_at(part.stated.order.tables, "figures", ["kind"], first)["kind"].iloc[0])


def _what(row: Any) -> str:
    return str(row.what).replace(";", ", ")


def _words(row: Any) -> str:
    who = country_name(row.iso3) if row.iso3 else ""
    return ", ".join(filter(None, (who, _what(row), row.stage)))
