"""Put amounts and rates in the order in which charts draw them, those alike together."""

from collections import Counter
from dataclasses import dataclass
from functools import partial

import numpy as np
import pandas as pd

from analysis.codes import Mask, Positions, any_of
from analysis.comparing.bounds import stated_bounds
from analysis.cuts import base_of, column_of, count_of
from analysis.exchange import is_converted
from analysis.positions import places_of
from analysis.schema import Tables
from analysis.stated import (
    Arranged,
    Key,
    Numbers,
    Order,
    Part,
    Unordered,
    anchors,
    columns_at,
    left,
    ordered,
)

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

BASIS_POINT, POINT = "basis point", "percentage point"
BOUNDS = ("least", "most")
"""Columns of the lower and the upper bound as drawn; empty where the text sets none."""
_NUMBERS = ["value", "low", "high", "qualifier"]


def amount_parts(tables: Tables) -> Arranged:
    """Return the money figures by unlike (never), currency and period.

    The currency with most figures comes first, totals before amounts per month or year, and the
    largest amount first within them.
    """
    base = base_of(tables)

    def frame_of(rows: Positions, _: Positions) -> pd.DataFrame:
        return columns_at(base, "figures", DRAWN, rows)

    return _by_currency(ordered(base, "amounts", _amounts, frame_of), tables)


def _amounts(tables: Tables) -> Unordered:
    rows, least, most = bounded_rows(tables, _money(tables))
    written = columns_at(tables, "figures", ["currency", "period"], rows)
    groups = (np.zeros(len(rows), dtype=bool), written["currency"], written["period"])
    return Unordered(tables, rows, least, most, groups)


def _money(tables: Tables) -> Mask:
    return any_of(column_of(tables, "figures", "kind"), ["money"])


def bounded_rows(tables: Tables, wanted: Mask) -> tuple[Positions, Numbers, Numbers]:
    """Return positions and bounds of those of the ``wanted`` figures that set a bound."""
    rows = np.flatnonzero(wanted).astype(np.int32)
    least, most = stated_bounds(columns_at(tables, "figures", _NUMBERS, rows))
    some = ~(np.isnan(least) & np.isnan(most))
    return rows[some], least[some], most[some]


def _by_currency(order: Order, tables: Tables) -> Arranged:
    """Return what ``tables`` leave, unlike amounts last, else as ``amount_parts`` says."""
    parts = left(order, tables)
    sizes: Counter[Key] = Counter()
    for part in parts:
        sizes[part.key[:2]] += len(part.stated)

    def place(part: Part) -> tuple[bool | str | int, ...]:
        unlike, currency, period = part.key
        return unlike, -sizes[part.key[:2]], currency, period != "", period

    return Arranged(order, tuple(sorted(parts, key=place)))


def scaled_parts(tables: Tables, digits: int = 0) -> Arranged:
    """Return the money figures by unlike, currency and period, in the currency converted to.

    What has no rate is ``unlike``: it stands last and as written. With ``digits`` the bounds that a
    rate made have so many significant digits. The figures must have the columns of CONVERSION.
    """
    base = base_of(tables)
    name = f"amounts on one scale, {digits}"
    find = partial(_scaled, digits=digits)
    return _by_currency(ordered(base, name, find, lambda rows, _: shown_rows(base, rows)), tables)


def _scaled(tables: Tables, digits: int) -> Unordered:
    rows, _, _ = bounded_rows(tables, _money(tables))
    exact, shown = shown_amounts(tables, rows), shown_amounts(tables, rows, digits)
    return Unordered(
        tables,
        rows,
        shown.least,
        shown.most,
        (shown.unlike, shown.currency, shown.period),
        size=anchors(exact.least, exact.most),
    )


@dataclass(frozen=True, eq=False)
class Shown:
    """What some figures state in the currency converted to, and as written where there is none.

    Money has no unit; ``unlike`` is money without a rate.
    """

    money: Mask
    least: Numbers
    most: Numbers
    unlike: Mask
    currency: "pd.Series[str]"
    unit: "pd.Series[str]"
    period: "pd.Series[str]"


def shown_amounts(tables: Tables, rows: Positions, digits: int = 0) -> Shown:
    """Return what the figures in ``rows`` state; ``digits`` as in ``scaled_parts``."""
    names = [*_NUMBERS, "kind", "currency", "unit", "period"]
    scaled = is_converted(tables)
    told = columns_at(tables, "figures", [*names, *(SCALED if scaled else [])], rows)
    money = any_of(told["kind"], ["money"])
    least, most = stated_bounds(told)
    unlike = np.zeros(len(rows), dtype=bool)
    if scaled:
        unlike = money & (told["converted_currency"] == "").to_numpy(dtype=bool)
        rate = np.where(money, told["rate"].fillna(1.0), 1.0)
        made = told["rate_date"].notna().to_numpy()
        least, most = (_rounded(ends * rate, made, digits) for ends in (least, most))
    unit = told["unit"].astype("str").where(~money, "")
    return Shown(money, least, most, unlike, _shown_currency(told), unit, told["period"])


def shown_rows(tables: Tables, rows: Positions) -> pd.DataFrame:
    """Return rows of figures that state amounts, without bounds: DRAWN, unlike, and how converted.

    Where amounts are converted, that is SCALED and the columns that end in "_written".
    """
    scaled = is_converted(tables)
    told = columns_at(tables, "figures", [*DRAWN, *(SCALED if scaled else [])], rows)
    money = any_of(told["kind"], ["money"])
    told = told.assign(unit=told["unit"].astype("str").where(~money, ""), unlike=False)
    if not scaled:
        return told
    least, most = stated_bounds(columns_at(tables, "figures", _NUMBERS, rows))
    return told.assign(
        least_written=least,
        most_written=most,
        currency_written=told["currency"],
        currency=_shown_currency(told),
        unlike=money & (told["converted_currency"] == "").to_numpy(dtype=bool),
    )


def _shown_currency(told: pd.DataFrame) -> "pd.Series[str]":
    written: pd.Series[str] = told["currency"]
    if "converted_currency" not in told:
        return written
    converted, written = told["converted_currency"].astype("str"), written.astype("str")
    return converted.where(converted != "", written)


def _rounded(numbers: Numbers, made: Mask, digits: int) -> Numbers:
    if not digits:
        return numbers
    place = np.floor(np.log10(np.where(numbers > 0, numbers, np.nan))) - (digits - 1)
    rounded: Numbers = np.where(made, np.round(numbers / 10**place) * 10**place, numbers)
    return rounded


def rate_parts(tables: Tables) -> Arranged:
    """Return tariffs, then the other percentages (key True), the highest rate first among them.

    Basis points are given in the percentage points that they are hundredths of.
    """
    base = base_of(tables)
    order = ordered(base, "rates", _rates, partial(_rate_rows, base))
    return Arranged(order, tuple(left(order, tables)))


def _rates(tables: Tables) -> Unordered:
    row_of = np.full(count_of(tables, "figures"), -1, dtype=np.int32)
    of_figure = places_of(tables).figure_of["tariffs"][::-1]  # the first row of a figure stays
    row_of[of_figure[of_figure >= 0]] = np.flatnonzero(of_figure[::-1] >= 0)[::-1]
    percent = any_of(column_of(tables, "figures", "kind"), ["percent"])
    rows, least, most = bounded_rows(tables, percent | (row_of >= 0))
    units = columns_at(tables, "figures", ["unit"], rows)["unit"]
    parts = np.where(any_of(units, [BASIS_POINT]), 100.0, 1.0)
    links = row_of[rows]
    return Unordered(tables, rows, least / parts, most / parts, (links < 0,), links)


def _rate_rows(tables: Tables, rows: Positions, links: Positions) -> pd.DataFrame:
    drawn = columns_at(tables, "figures", DRAWN, rows)
    if any_of(drawn["unit"], [BASIS_POINT]).any():
        drawn = drawn.assign(unit=drawn["unit"].astype("str").replace(BASIS_POINT, POINT))
    told = {}
    for name in TOLD:
        cells = np.full(len(links), "", dtype=object)
        cells[links >= 0] = column_of(tables, "tariffs", name).array.take(links[links >= 0])
        told[name] = pd.array(cells, dtype="str")
    return drawn.assign(**told, tariff=links >= 0)
