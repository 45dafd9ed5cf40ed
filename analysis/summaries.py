"""Count and arrange the rows that charts draw: counts and ranges, never sums of unlike amounts.

Amounts are added by ``total`` and ``totals`` alone, which refuse what differs in currency, period,
unit or status; elsewhere that stays in rows of its own. A figure about several countries counts
under each of them.
"""

import numpy as np
import pandas as pd

from analysis.codes import Positions, at, coded
from analysis.comparing import NotAddable, Range, Total, total, total_or_range, totals
from analysis.comparing.bounds import stated_bounds
from analysis.counts import by_country, by_country_and_topic, by_value
from analysis.positions import places_of
from analysis.schema import Tables

__all__ = [
    "BASIS_POINT",
    "BOUNDS",
    "DRAWN",
    "NotAddable",
    "Range",
    "Total",
    "amounts",
    "anchor",
    "bounded",
    "by_country",
    "by_country_and_topic",
    "by_value",
    "pledge_stages",
    "ranges",
    "rates",
    "total",
    "total_or_range",
    "totals",
]

DRAWN = [
    "figure_id",
    "doc_id",
    "start",
    "quote",
    "kind",
    "value",
    "low",
    "high",
    "qualifier",
    "currency",
    "unit",
    "period",
    "change",
    "about",
    "topic",
    "status",
    "speaker",
    "countries",
]
"""What a chart of single figures needs to know of each; wide tables are slow to sort."""

SCALED = ["converted_currency", "rate", "rate_date", "rate_note"]
"""What a chart on one scale needs besides."""

TOLD = ["imposer", "target", "goods", "state"]
"""What a tariff says beside its rate."""

BASIS_POINT = "basis point"
BOUNDS = ("least", "most")
"""Columns of the lower and the upper bound as drawn; empty where the text sets none."""


def bounded(figures: pd.DataFrame) -> pd.DataFrame:
    """Return the figures that set a bound, with least and most: what may be drawn of them.

    An exact figure has least = most, "at least 5" no most, a range both; none is given a middle.
    """
    least, most = stated_bounds(figures)
    return figures.assign(least=least, most=most)[~(np.isnan(least) & np.isnan(most))]


def anchor(rows: pd.DataFrame) -> pd.Series:
    """Return where a row of ``bounded`` begins to be drawn: its lower bound, else its upper."""
    return rows["least"].fillna(rows["most"])


def amounts(tables: Tables) -> pd.DataFrame:
    """Return the money figures with least and most, one currency and period after the other.

    The currency with most figures comes first, totals before amounts per month or year, and the
    largest amount first within them.

    >>> amounts(Tables()).empty
    True
    """
    figures = tables.figures
    rows = bounded(figures.loc[figures["kind"] == "money", DRAWN])
    return _by_currency(rows.assign(unlike=False)).drop(columns="unlike")


def _by_currency(rows: pd.DataFrame) -> pd.DataFrame:
    """Return rows with a currency ordered as ``amounts`` says, those that are ``unlike`` last."""
    size = rows.groupby(["unlike", "currency"], observed=True)["figure_id"].transform("size")
    keys = {"size": -size, "total": rows["period"] != "", "at": -anchor(rows)}
    order = ["unlike", "size", "currency", "total", "period", "at", "doc_id", "start"]
    return rows.assign(**keys).sort_values(order, ignore_index=True).drop(columns=list(keys))


def amounts_on_one_scale(tables: Tables) -> pd.DataFrame:
    """Return the money figures in the currency they were converted to, in the order of ``amounts``.

    ``least``, ``most`` and ``currency`` are those of the conversion; ``least_written``,
    ``most_written`` and ``currency_written`` those of the text. What has no rate is ``unlike``: it
    stands last and as written. The figures must have the columns of CONVERSION.
    """
    figures = tables.figures
    rows = bounded(figures.loc[figures["kind"] == "money", [*DRAWN, *SCALED]])
    written = {f"{name}_written": rows[name] for name in (*BOUNDS, "currency")}
    known = rows["converted_currency"] != ""
    ends = {end: rows[end] * rows["rate"].fillna(1.0) for end in BOUNDS}
    currency = rows["converted_currency"].where(known, rows["currency"])
    return _by_currency(rows.assign(**written, **ends, currency=currency, unlike=~known))


def rates(tables: Tables) -> pd.DataFrame:
    """Return the percentages with least and most and, for tariffs, who levies them on whom.

    Columns imposer, target, goods and state are empty where the rate is no tariff; ``tariff`` says
    which it is. Tariffs come first, the highest rate first among them and among the others. Basis
    points are given in the percentage points that they are hundredths of.

    >>> rates(Tables()).empty
    True
    """
    figures = tables.figures
    row_of = np.full(len(figures), -1)
    of_figure = places_of(tables).figure_of["tariffs"][::-1]  # the first row of a figure stays
    row_of[of_figure[of_figure >= 0]] = np.flatnonzero(of_figure[::-1] >= 0)[::-1]
    wanted = (figures["kind"] == "percent").to_numpy() | (row_of >= 0)
    rows = bounded(figures.loc[wanted, DRAWN].assign(row=row_of[wanted]))
    rows = rows.reset_index(drop=True)
    told = {name: _cells(tables.tariffs[name], rows["row"].to_numpy()) for name in TOLD}
    rows = _in_points(rows.assign(**told, tariff=rows["row"] >= 0).drop(columns="row"))
    keys = {"other": ~rows["tariff"], "at": -anchor(rows)}
    order = ["other", "at", "doc_id", "start"]
    return rows.assign(**keys).sort_values(order, ignore_index=True).drop(columns=list(keys))


def _cells(column: "pd.Series[str]", rows: Positions) -> "pd.Series[str]":
    """Return the cells of ``column`` in ``rows``, and "" where a row is negative."""
    codes, names = coded(column)
    known = names.union(pd.Index([""], dtype="str"))
    places, (empty,) = known.get_indexer(names), known.get_indexer(pd.Index([""]))
    cells = pd.Categorical.from_codes(at(places[codes], rows, int(empty)), known)
    return pd.Series(cells).astype("str")


def _in_points(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows with basis points as percentage points, so that one scale fits all."""
    basis = rows["unit"] == BASIS_POINT
    if not basis.any():
        return rows
    rows = rows.astype({"unit": "str"})
    bounds = {end: rows[end].where(~basis, rows[end] / 100) for end in BOUNDS}
    return rows.assign(**bounds, unit=rows["unit"].where(~basis, "percentage point"))


def ranges(rows: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """Return for each group of ``keys`` its figures and the smallest and largest bound stated."""
    bounds = rows[list(BOUNDS)]
    ends = rows.assign(least=bounds.min(axis=1), most=bounds.max(axis=1))
    groups = ends.groupby(keys, observed=True, sort=False)
    return groups.agg(
        figures=("figure_id", "size"), least=("least", "min"), most=("most", "max")
    ).reset_index()


def pledge_stages(tables: Tables) -> pd.DataFrame:
    """Return iso3, group, stage, what, pledges and quotes: a row for each country and stage.

    ``group`` is the quote where the text names no country ("26 countries"), else empty; ``what``
    and ``quotes`` join what is pledged, each once, in the order of the text.

    >>> pledge_stages(Tables()).columns.tolist()
    ['iso3', 'group', 'stage', 'what', 'pledges', 'quotes']
    """
    rows = tables.pledges.astype({"iso3": "str", "stage": "str", "what": "str"})
    rows = rows.assign(group=rows["quote"].where(rows["iso3"] == "", ""), quotes=rows["quote"])
    keys = ["iso3", "group", "stage"]
    counts = rows.groupby(keys, observed=True, sort=False).size().reset_index(name="pledges")
    single = rows.drop_duplicates([*keys, "what"])
    single = single.assign(what=single["what"].str.split(";")).explode("what")
    for column, listed in (("what", single), ("quotes", rows)):
        once = listed.drop_duplicates([*keys, column])
        joined = once.groupby(keys, observed=True, sort=False)[column].agg(", ".join)
        counts = counts.merge(joined.reset_index(), on=keys)
    return counts[[*keys, "what", "pledges", "quotes"]].astype({"what": "str", "quotes": "str"})
