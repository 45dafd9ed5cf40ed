"""The chart of tariffs: who levies which rate on whose goods, and whether it is in force."""

from dataclasses import replace
from functools import partial
from typing import Any

import pandas as pd

from analysis.labels import NOBODY, country_name, format_percent, pair_name, pair_of
from analysis.orders import rate_parts
from analysis.schema import Tables
from analysis.selection import Selection
from analysis.stated import Arranged, columns_at
from dashboard import theme
from dashboard.charts import rows, spec
from dashboard.charts.axes import Axis, Scale
from dashboard.charts.chart import Chart, count_of, later, listing, mark, records
from dashboard.charts.money import lines
from dashboard.charts.panels import Panel, legend, stacked
from dashboard.charts.wording import (
    bounds_of,
    hover_of,
    rate_words,
    titles_at,
    twin_of,
)

MOST_ROWS = 60
"""Tariffs that get a row with their own words; of more, those of a pair share a line."""

PERCENT = Scale(format_percent, log=False)
SHAPES = (
    f"{rows.READING} Colour and symbol show the state. Rates are never added. A side that the "
    f"text leaves open is “{NOBODY}”."
)


def tariffs(tables: Tables, selection: Selection) -> Chart | None:
    """Draw each tariff in the panel of its pair, all on one scale; counts where they are many."""
    known = rate_parts(tables)
    known = replace(known, parts=tuple(part for part in known.parts if not part.key[0]))
    if not len(known):
        return None
    told = columns_at(
        known.order.tables, "tariffs", ["imposer", "target", "state"], known.head(len(known)).links
    )
    counts = _counts(told)
    figure, reading = _drawn(known, counts, selection)
    states = [f"{state} ({n:,})" for state, n in told["state"].astype("str").value_counts().items()]
    most = listing(f"{pair_name(row.pair)} ({row.figures:,})" for row in records(counts.head(3)))
    return Chart(
        figure,
        "Who levies tariffs on whom, and at which rate",
        f"{count_of(len(known), 'tariff rate')}: {listing(states)}; most often {most}.",
        later(_twin, known),
        reading,
    )


def _counts(told: pd.DataFrame) -> pd.DataFrame:
    """Return imposer, target, pair and figures of each pair, the one with most of them first."""
    pairs = told.astype({"imposer": "str", "target": "str"}).groupby(
        ["imposer", "target"], sort=False
    )
    counts = pairs.size().reset_index(name="figures")
    named = counts.assign(pair=[pair_of(row.imposer, row.target) for row in records(counts)])
    return named.sort_values("figures", ascending=False, kind="stable")


def _drawn(known: Arranged, counts: pd.DataFrame, selection: Selection) -> tuple[spec.Spec, str]:
    if len(known) > lines.MOST_MARKS or len(counts) > lines.MOST_LINES:
        marks = [mark(pair=row.pair) for row in records(counts)]
        names = [pair_name(row.pair) for row in records(counts)]
        figure = lines.counted(names, counts["figures"].tolist(), marks, "rate")
        return figure, lines.COUNTED.format("rate") + lines.cut_pairs(len(counts))
    chosen, every = selection.figure, known.head(len(known))
    found = records(every.frame())
    faint = theme.FAINT if every.holds(chosen) else 1.0
    make = partial(_row, titles=titles_at(every), chosen=chosen)
    groups: dict[str, list[rows.Row]] = {pair_name(pair): [] for pair in counts["pair"]}
    for row in found:
        groups[_pair(row)].append(make(row))
    axis = rows.axis_of([row for group in groups.values() for row in group], PERCENT)
    if len(known) > MOST_ROWS:
        panels = [_as_lines(groups, axis, faint)]
    else:
        panels = _as_rows(groups, axis, faint)
    looks = {theme.STATES[row.state] for row in found}
    return stacked(panels, legend(looks), hoverdistance=24), SHAPES


def _as_rows(groups: dict[str, list[rows.Row]], axis: Axis, faint: float) -> list[Panel]:
    return [
        rows.lanes(
            name,
            [rows.Lane(row.strong, row.words, (row,)) for row in group],
            PERCENT,
            faint=faint,
            axis=axis,
        )
        for name, group in groups.items()
    ]


def _as_lines(groups: dict[str, list[rows.Row]], axis: Axis, faint: float) -> Panel:
    found = [
        rows.Lane(name, count_of(len(group), "rate"), tuple(group))
        for name, group in groups.items()
    ]
    return rows.lanes("Rate in percent", found, PERCENT, faint=faint, axis=axis)


def _row(row: Any, *, titles: dict[str, str], chosen: tuple[str, ...]) -> rows.Row:
    least, most = bounds_of(row)
    told = ", ".join(filter(None, (row.goods, row.state)))
    more = f"{_pair(row)}: {told}"
    strong = rate_words(row)
    return rows.Row(
        strong,
        told,
        hover_of(row, strong, titles, more=more),
        mark(figure=row.figure_id),
        least,
        most,
        row.qualifier,
        theme.STATES[row.state],
        row.figure_id in chosen,
    )


def _pair(row: Any) -> str:
    return pair_name(pair_of(row.imposer, row.target))


def _twin(known: Arranged) -> pd.DataFrame:
    twin = twin_of(known, rate_words)
    told = records(known.head(len(twin)).frame())
    twin.insert(0, "State", [row.state for row in told])
    twin.insert(0, "Goods", [row.goods for row in told])
    twin.insert(0, "Levied on", [country_name(row.target) if row.target else "" for row in told])
    twin.insert(0, "Levied by", [country_name(row.imposer) if row.imposer else "" for row in told])
    return twin.rename(columns={"Stated": "Rate"}).drop(columns="What it measures")
