"""Arrange payments, spending and promises so that amounts of one kind can stand on one line.

Nothing is added up here: every row is one stated amount of one pair, and a figure that is about
several countries stands under each of them.
"""

from dataclasses import replace
from functools import partial

import numpy as np
import pandas as pd

from analysis.codes import Mask, Positions, hit, picked
from analysis.cuts import CutTables, base_of, count_of
from analysis.orders import shown_amounts, shown_rows
from analysis.positions import places_of
from analysis.schema import Tables
from analysis.stated import (
    Arranged,
    Order,
    Part,
    Stated,
    Unordered,
    anchors,
    columns_at,
    left,
    ordered,
)

SCALE = ["unlike", "currency", "unit", "period"]
"""What amounts must share to stand on one axis."""


def payments(tables: Tables) -> pd.DataFrame:
    """Return what one country gives another: a row for each figure and pair, with least and most.

    Beside the columns of ``summaries.amounts`` there are payer, recipient and unlike (whether it
    has no rate where amounts are shown in one currency). Counts of things have no currency but a
    unit. What can be compared stands together, the largest group first.

    >>> payments(Tables()).empty
    True
    """
    return payment_parts(tables).frame()


def payment_parts(tables: Tables) -> Arranged:
    """Return the rows of ``payments`` by SCALE, linked to the table of flows."""
    base = base_of(tables)
    order = _linked(base, "payments", "flows", ["payer", "recipient"])
    return _arranged(order, left(order, tables))


def spending(tables: Tables) -> pd.DataFrame:
    """Return the amounts of the view ``spending`` with the country (iso3) that each is about.

    >>> spending(Tables()).empty
    True
    """
    return spending_parts(tables).frame()


def spending_parts(tables: Tables) -> Arranged:
    """Return the rows of ``spending`` by SCALE, linked to the table of spending."""
    base = base_of(tables)
    order = _linked(base, "spending", "spending", ["iso3"])
    return _arranged(order, left(order, tables))


def promises(tables: Tables) -> pd.DataFrame:
    """Return the pledges that state a number, with least and most: iso3, what, stage.

    >>> promises(Tables()).empty
    True
    """
    return promise_parts(tables).frame()


def promise_parts(tables: Tables) -> Arranged:
    """Return the rows of ``promises`` by SCALE, each linked to the first pledge of its figure."""
    base = base_of(tables)
    order = _linked(base, "promises", "pledges", ["iso3", "stage"])
    told, mask = _kept(tables, base, "pledges"), None
    if tables is not base:
        mask = told[order.links] & _kept(tables, base, "figures")[order.rows]
    parts = left(order, base, mask)
    order = replace(order, frame_of=partial(_with_what, order, told))
    return _arranged(order, [Part(part.key, _each_once(order, part.stated)) for part in parts])


def _kept(tables: Tables, base: Tables, name: str) -> Mask:
    if isinstance(tables, CutTables) and tables is not base:
        return tables.kept(name)
    return np.ones(count_of(base, name), dtype=bool)


def _each_once(order: Order, stated: Stated) -> Stated:
    again = pd.Series(stated.rows).duplicated().to_numpy()
    return Stated(order, stated.at[~again])


def _with_what(order: Order, told: Mask, at: Positions) -> pd.DataFrame:
    """Return rows with what is pledged, joined where several pledges have one figure."""
    tables, rows = order.tables, order.rows[at]
    figure_of = places_of(tables).figure_of["pledges"]
    pledges = np.flatnonzero(told & picked(hit(count_of(tables, "figures"), rows), figure_of))
    what = columns_at(tables, "pledges", ["what"], pledges)["what"].tolist()
    joined: dict[int, list[str]] = {}
    for row, one in zip(figure_of[pledges].tolist(), what, strict=True):
        joined.setdefault(row, []).append(one)
    cells = [";".join(joined[row]) for row in rows.tolist()]
    return order.frame_of(at).assign(what=pd.array(cells, dtype="str"))


def _linked(tables: Tables, order: str, name: str, columns: list[str]) -> Order:
    """Return the order of the rows of a table that follow a figure which states an amount.

    The rows made have ``columns`` of the table ``name``.
    """

    def frame_of(rows: Positions, links: Positions) -> pd.DataFrame:
        more = columns_at(tables, name, columns, links)
        return shown_rows(tables, rows).assign(**{column: more[column] for column in columns})

    return ordered(tables, order, partial(_following, name=name), frame_of)


def _following(tables: Tables, name: str) -> Unordered:
    """Return the figures that rows of a table follow; amounts of money are above zero."""
    figure_of = places_of(tables).figure_of[name]
    links = np.flatnonzero(figure_of >= 0).astype(np.int32)
    rows = figure_of[links]
    shown = shown_amounts(tables, rows)
    at = anchors(shown.least, shown.most)
    kept = np.where(shown.money, at > 0, (name != "spending") & ~np.isnan(at))
    groups = [column[kept] for column in (shown.unlike, shown.currency, shown.unit, shown.period)]
    return Unordered(tables, rows[kept], shown.least[kept], shown.most[kept], groups, links[kept])


def _arranged(order: Order, parts: list[Part]) -> Arranged:
    """Return the largest group first, totals before periods, counts of things behind money."""

    def place(part: Part) -> tuple[object, ...]:
        unlike, currency, unit, period = part.key
        return unlike, currency == "", -len(part.stated), currency, unit, period

    return Arranged(order, tuple(sorted(parts, key=place)))
