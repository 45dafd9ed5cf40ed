"""Count and arrange the rows that charts draw: counts and ranges, never sums of unlike amounts.

Amounts are added by ``total`` and ``totals`` alone, which refuse what differs in currency, period,
unit or status; elsewhere that stays in rows of its own. A figure about several countries counts
under each of them.
"""

import numpy as np
import pandas as pd

from analysis.comparing import NotAddable, Range, Total, total, total_or_range, totals
from analysis.comparing.bounds import stated_bounds
from analysis.counts import by_country, by_country_and_topic, by_value
from analysis.orders import (
    BASIS_POINT,
    BOUNDS,
    DRAWN,
    amount_parts,
    rate_parts,
    scaled_parts,
)
from analysis.schema import Tables
from analysis.stages import pledge_stages

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
    """Return the money figures with least and most, in the order of ``orders.amount_parts``.

    >>> amounts(Tables()).empty
    True
    """
    return amount_parts(tables).frame()


def amounts_on_one_scale(tables: Tables) -> pd.DataFrame:
    """Return the money figures in the currency they were converted to, in the order of ``amounts``.

    ``least``, ``most`` and ``currency`` are those of the conversion; ``least_written``,
    ``most_written`` and ``currency_written`` those of the text. What has no rate is ``unlike``: it
    stands last and as written. The figures must have the columns of CONVERSION.
    """
    return scaled_parts(tables).frame()


def rates(tables: Tables) -> pd.DataFrame:
    """Return the percentages with least and most and, for tariffs, who levies them on whom.

    Columns imposer, target, goods and state are empty where the rate is no tariff; ``tariff`` says
    which it is. Tariffs come first, the highest rate first among them and among the others. Basis
    points are given in the percentage points that they are hundredths of.

    >>> rates(Tables()).empty
    True
    """
    return rate_parts(tables).frame()


def ranges(rows: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """Return for each group of ``keys`` its figures and the smallest and largest bound stated."""
    bounds = rows[list(BOUNDS)]
    ends = rows.assign(least=bounds.min(axis=1), most=bounds.max(axis=1))
    groups = ends.groupby(keys, observed=True, sort=False)
    return groups.agg(
        figures=("figure_id", "size"), least=("least", "min"), most=("most", "max")
    ).reset_index()
