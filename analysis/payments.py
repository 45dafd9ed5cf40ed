"""Arrange payments, spending and promises so that amounts of one kind can stand on one line.

Nothing is added up here: every row is one stated amount of one pair, and a figure that is about
several countries stands under each of them.
"""

import pandas as pd

from analysis.comparing import totals
from analysis.comparing.sums import ALIKE, shared_columns
from analysis.exchange import is_converted
from analysis.schema import Tables
from analysis.summaries import DRAWN, amounts, amounts_on_one_scale, anchor, bounded

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
    pairs = tables.flows[["figure_id", "payer", "recipient"]]
    figures = tables.figures
    counts = figures.loc[
        figures["figure_id"].isin(pairs["figure_id"]) & (figures["kind"] != "money")
    ]
    counted = bounded(counts[DRAWN]).assign(unlike=False)
    return _ordered(pd.concat([_money(tables), counted]).merge(pairs, on="figure_id"))


def spending(tables: Tables) -> pd.DataFrame:
    """Return the amounts of the view ``spending`` with the country (iso3) that each is about.

    >>> spending(Tables()).empty
    True
    """
    return _ordered(_money(tables).merge(tables.spending[["figure_id", "iso3"]], on="figure_id"))


def promises(tables: Tables) -> pd.DataFrame:
    """Return the pledges that state a number, with least and most: iso3, what, stage.

    >>> promises(Tables()).empty
    True
    """
    told = tables.pledges[["figure_id", "iso3", "what", "stage"]]
    told = told[told["figure_id"].fillna("") != ""]
    told = told.groupby("figure_id", as_index=False, sort=False).agg(
        {"iso3": "first", "what": ";".join, "stage": "first"}
    )
    figures = tables.figures.loc[tables.figures["figure_id"].isin(told["figure_id"])]
    others = bounded(figures.loc[figures["kind"] != "money", DRAWN]).assign(unlike=False)
    return _ordered(pd.concat([_money(tables), others]).merge(told, on="figure_id"))


def _money(tables: Tables) -> pd.DataFrame:
    """Return the amounts of money above zero, in the currency asked for where one is."""
    if is_converted(tables):
        known = amounts_on_one_scale(tables)
    else:
        known = amounts(tables).assign(unlike=False)
    money: pd.DataFrame = known[anchor(known) > 0].assign(unit="")
    return money


def _ordered(rows: pd.DataFrame) -> pd.DataFrame:
    """Return rows that share a scale together: the largest group first, totals before periods."""
    size = rows.groupby(SCALE, observed=True)["figure_id"].transform("size")
    keys = {"size": -size, "counted": rows["currency"] == "", "at": -anchor(rows)}
    order = ["unlike", "counted", "size", "currency", "unit", "period", "at", "doc_id", "start"]
    return rows.assign(**keys).sort_values(order, ignore_index=True).drop(columns=list(keys))


def reported_totals(tables: Tables) -> pd.DataFrame:
    """Return the sums that may be made of the spending in ``tables``, the largest group first.

    Columns are those of ``totals`` and figure_ids, the figures summed, joined by ";". Sums of one
    amount are left out: nothing is added there.

    >>> reported_totals(Tables()).empty
    True
    """
    figures = tables.figures[tables.figures["figure_id"].isin(tables.spending["figure_id"])]
    if figures.empty:
        return totals(figures).assign(figure_ids="")
    alike = shared_columns(figures).assign(figure_ids=figures["figure_id"].to_numpy())
    keys = list(ALIKE)
    named = alike.groupby(keys, observed=True)["figure_ids"].agg(";".join).reset_index()
    known = totals(figures)
    sums = known[known["addable"] & (known["amounts"] > 1)].merge(named, on=keys)
    return sums.sort_values(["amounts", *keys], ascending=[False] + [True] * len(keys))
