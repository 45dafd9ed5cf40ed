"""Add amounts up where that means something, and say why not where it does not."""

from dataclasses import dataclass, fields
from typing import Any

import numpy as np
import pandas as pd

from analysis.comparing import keys
from analysis.comparing.amounts import Amounts, amounts_of
from analysis.comparing.bounds import stated_bounds
from analysis.comparing.keys import Flags
from analysis.comparing.verdicts import Words, chosen
from analysis.schema import FLAG, INTEGER, NUMBER, TEXT, Columns, frame_of

AS_REPORTED = "as reported; may overlap"
"""What stands beside every total: texts can speak of parts of one another's amounts."""

ALIKE = ("kind", "currency", "unit", "period", "topic", "country", "status", "measure")
"""What amounts must share before they are added."""

SHARED = (*ALIKE[:5], "countries", "status", "step", "change")
"""The columns of figures that ALIKE is told from."""

SCALE = ("kind", "currency", "unit", "period", "measure")
"""What amounts must share to stand on one scale, so that there is a smallest and a largest."""

ADDED_KINDS = ("money", "count")
"""Amounts of things: shares, ratios, ages and rates cannot be added, lengths and times need not."""

NOT_ADDED_STATUSES = ("denied", "hypothetical")
"""What is not so does not add up to anything, and cases exclude each other."""

NAMED_VALUES = 5
"""Values of a column that a reason lists before it says how many more there are."""

TOTALS: Columns = {
    **{name: (TEXT, f"The {name} that the figures share.") for name in ALIKE},
    "figures": (INTEGER, "Number of figures."),
    "amounts": (INTEGER, "Number of different amounts among them."),
    "value": (NUMBER, "Their sum; empty where it is not one number."),
    "low": (NUMBER, "The least the sum can be; empty where an amount has no lower bound."),
    "high": (NUMBER, "The most the sum can be; empty where an amount has no upper bound."),
    "qualifier": (TEXT, "exact, approx, at_least, at_most or range; empty without a total."),
    "least": (NUMBER, "Smallest number stated."),
    "most": (NUMBER, "Largest number stated."),
    "addable": (FLAG, "Whether there is a total."),
    "reason": (TEXT, "Why there is none, or what the total leaves open."),
}


class NotAddable(ValueError):  # noqa: N818 - says what the figures are, not that something broke
    """These figures have no total; ``differing`` names the columns that differ with their values.

    >>> str(NotAddable("no figure is given"))
    'no figure is given'
    """

    def __init__(self, reason: str, differing: dict[str, tuple[str, ...]] | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.differing = differing or {}


@dataclass(frozen=True)
class Total:
    """The sum of different amounts of one kind, in the bounds that their texts set.

    ``figures`` state ``amounts`` different ones; ``value`` is None where the sum is not one number,
    ``low`` and ``high`` where an amount sets no such bound. ``note`` is to be shown with it.
    """

    kind: str
    currency: str
    unit: str
    period: str
    topic: str
    country: str
    status: str
    measure: str
    figures: int
    amounts: int
    value: float | None
    low: float | None
    high: float | None
    qualifier: str
    note: str = AS_REPORTED


@dataclass(frozen=True)
class Range:
    """What is left to say of figures that have no total: the smallest and the largest number.

    Both are None where the figures do not stand on one scale; ``reason`` says why there is no
    total.
    """

    least: float | None
    most: float | None
    figures: int
    reason: str


_FROM_ROW = tuple(field.name for field in fields(Total) if field.name != "note")


def total(rows: pd.DataFrame) -> Total:
    """Return the sum of ``rows`` of the table of figures, counting what is repeated once.

    Raises:
        NotAddable: they differ in country, topic, period, status, currency or what is measured;
            are shares, rates or ratios; conflict; or follow one thing through time.
    """
    if rows.empty:
        raise NotAddable("no figure is given")
    differing = _differing(rows)
    if differing:
        told = "; ".join(f"{name} differs ({_listed(found)})" for name, found in differing.items())
        raise NotAddable(told, differing)
    (row,) = totals(rows).to_dict("records")
    if not row["addable"]:
        raise NotAddable(str(row["reason"]))
    note = "; ".join(filter(None, (AS_REPORTED, str(row["reason"]))))
    return Total(**{name: _known(row[name]) for name in _FROM_ROW}, note=note)


def total_or_range(rows: pd.DataFrame) -> Total | Range:
    """Return the total of ``rows`` or, where there is none, their range with the reason."""
    try:
        return total(rows)
    except NotAddable as refusal:
        alike = not set(SCALE) & set(refusal.differing)
        least, most = _range(rows) if alike and len(rows) else (None, None)
        return Range(least, most, len(rows), refusal.reason)


def totals(figures: pd.DataFrame) -> pd.DataFrame:
    """Return one row for each group of figures that are alike, with the columns of TOTALS.

    Only groups that may be added have a total; the others have their range and the reason. The
    order of the figures does not matter.
    """
    if figures.empty:
        return frame_of(TOTALS, dict.fromkeys(TOTALS, ()))
    shared = shared_columns(figures)
    codes = keys.together(*(keys.coded(shared[name]) for name in ALIKE))
    order = np.argsort(codes, kind="stable")
    rows, group = figures.iloc[order].reset_index(drop=True), codes[order]
    first = np.flatnonzero(np.diff(group, prepend=-1))
    alike = shared.iloc[order[first]].reset_index(drop=True)
    least, most = stated_bounds(rows)
    told = {
        **{name: alike[name] for name in ALIKE},
        "figures": np.bincount(group),
        "least": np.fmin.reduceat(np.fmin(least, most), first),
        "most": np.fmax.reduceat(np.fmax(least, most), first),
    }
    sums = _sums(amounts_of(rows, group), _refusals(alike))
    return frame_of(TOTALS, told | sums).sort_values(list(ALIKE), ignore_index=True)


def shared_columns(figures: pd.DataFrame) -> pd.DataFrame:
    """Return the columns of ALIKE for every figure, the country being the main one."""
    parts = {name: figures[name].array for name in (*ALIKE[:5], "status")}
    codes, joined = pd.factorize(figures["countries"])
    mains = np.array([keys.main_country(one) for one in joined.tolist()], dtype=object)
    countries = mains[codes] if len(mains) else np.zeros(0, dtype=object)
    found = pd.DataFrame({**parts, "country": countries, "measure": keys.measures(figures)})
    return found[list(ALIKE)]


def may_be_added(figures: pd.DataFrame) -> Flags:
    """Return which figures are alike with another and of a sort that is added at all.

    The figures need the columns of SHARED only; of what is left out ``totals`` makes no sum.
    """
    shared = shared_columns(figures)
    codes = keys.together(*(keys.coded(shared[name]) for name in ALIKE))
    _, first = np.unique(codes, return_index=True)
    fine: Flags = (_refusals(shared.iloc[first]) == "") & (np.bincount(codes) > 1)
    return fine.take(codes)


def _refusals(alike: pd.DataFrame) -> Words:
    """Return for every group why such figures are never added, "" where they may be."""
    kind, unit, country = alike["kind"], alike["unit"], alike["country"]
    topic, status = alike["topic"], alike["status"]
    told = {
        "only money and counts are added": ~kind.isin(ADDED_KINDS),
        "prices are not added": (kind == "money") & (unit != ""),
        "nothing says what is counted": (kind == "count") & (unit == ""),
        "no country is named": country == "",
        "nothing says what it is about": topic.isin(["", "other"]),
        "what is denied or may not come is not added": status.isin(NOT_ADDED_STATUSES),
        "what was there before a change is not added": alike["measure"] == keys.BEFORE,
    }
    flags = [flag.to_numpy(dtype=bool) for flag in told.values()]
    return chosen(flags, list(told), "")


def _sums(found: Amounts, refusals: Words) -> dict[str, object]:
    """Return the columns of TOTALS that say the sums, or why there are none."""
    open_ended = np.isnan(found.low) & np.isnan(found.high)
    faults = np.where(open_ended, "the amounts have no bound in common", found.refusal)
    refusals = np.where(refusals != "", refusals, faults)
    addable = refusals == ""
    low, high = (np.where(addable, ends, np.nan) for ends in (found.low, found.high))
    doubts = [f"{n} may repeat others" if n else "" for n in found.doubtful.tolist()]
    told = [low == high, np.isnan(high) & addable, np.isnan(low) & addable, addable]
    names = chosen(told, ["exact", "at_least", "at_most", "range"], "")
    return {
        "amounts": found.amounts,
        "value": np.where(low == high, low, np.nan),
        "low": low,
        "high": high,
        "qualifier": np.where(found.about & (names == "exact"), "approx", names),
        "addable": addable,
        "reason": np.where(addable, doubts, refusals),
    }


def _differing(rows: pd.DataFrame) -> dict[str, tuple[str, ...]]:
    """Return the parts of ALIKE in which the figures differ, with their values."""
    values = {name: sorted(set(column)) for name, column in shared_columns(rows).items()}
    return {str(name): tuple(found) for name, found in values.items() if len(found) > 1}


def _listed(values: tuple[str, ...]) -> str:
    """Return the values with commas between them, only the first few where there are many."""
    named = [value or "none" for value in values[:NAMED_VALUES]]
    more = len(values) - len(named)
    return ", ".join(named) + (f" and {more} more" if more else "")


def _range(rows: pd.DataFrame) -> tuple[float | None, float | None]:
    ends = np.concatenate(stated_bounds(rows))
    ends = ends[~np.isnan(ends)]
    return (float(ends.min()), float(ends.max())) if len(ends) else (None, None)


def _known(cell: Any) -> Any:
    return None if pd.isna(cell) else cell
