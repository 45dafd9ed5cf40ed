"""Make the sums of spending that may be made, once for the whole and anew only where a filter cuts.

A sum is made of figures that are alike. Most filters leave all of these or none, so that the sum
stays what it was; only of what is cut in two is it made again.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa

from analysis.arrays import Array, Arrays, packed_words, words_in
from analysis.codes import Mask, Positions, hit, picked
from analysis.comparing import keys, totals
from analysis.comparing.sums import ALIKE, SHARED, TOTALS, may_be_added, shared_columns
from analysis.cuts import CutTables, base_of, column_of, count_of
from analysis.positions import places_of
from analysis.schema import TEXT, Tables, frame_of
from analysis.stated import columns_at

SUMMED = (
    *SHARED,
    *("claim_id", "quote", "doc_id", "sentence", "speaker", "about", "counted"),
    *("value", "low", "high", "qualifier", "when_start", "when_end"),
)
"""Columns of the figures that a sum looks at."""

AT_ONCE = 100_000
"""Figures whose sums are made at once, or those of one sum where it has more."""


@dataclass(frozen=True, eq=False)
class _Alike:
    """Figures that are alike with others and may be added, those of one sum together.

    ``rows`` are their positions, ``starts`` where each group of them begins. ``sums`` are the rows
    of ``totals`` that are told, ``of`` the group of each.
    """

    rows: Positions
    starts: Positions
    sums: pd.DataFrame
    of: Positions


def reported_totals(tables: Tables) -> pd.DataFrame:
    """Return the sums that may be made of the spending in ``tables``, the largest group first.

    Columns are those of ``totals`` and figure_ids, the figures summed, joined by ";". Sums of one
    amount are left out: nothing is added there.

    >>> reported_totals(Tables()).empty
    True
    """
    sums, rows = summed(tables)
    names = column_of(base_of(tables), "figures", "figure_id").array
    told = [";".join(names.take(figures).tolist()) for figures in rows]
    return sums.assign(figure_ids=pd.array(told, dtype="str"))


def summed(tables: Tables) -> tuple[pd.DataFrame, list[Positions]]:
    """Return the rows of ``reported_totals`` without figure_ids, and the figures summed in each.

    Figures are positions in the tables that ``tables`` were cut from.
    """
    return places_of(tables).once("sums of spending", lambda: _summed(tables))


def _summed(tables: Tables) -> tuple[pd.DataFrame, list[Positions]]:
    base = base_of(tables)
    every = places_of(base).once("alike", lambda: _every(base))
    if tables is base or not isinstance(tables, CutTables):
        left, found, of = np.ones(len(every.rows), dtype=bool), every.sums, every.of
    else:
        left = picked(tables.kept("figures"), every.rows)
        found, of = _left(base, every, left)
    keyed = found.assign(of=of).sort_values(
        ["amounts", *ALIKE], ascending=[False] + [True] * len(ALIKE)
    )
    groups = [slice(*every.starts[at : at + 2]) for at in keyed.pop("of").tolist()]
    return keyed, [every.rows[group][left[group]] for group in groups]


def _left(base: Tables, every: _Alike, left: Mask) -> tuple[pd.DataFrame, Positions]:
    """Return the sums of the figures ``left``: as they were where all of a group are."""
    sizes = np.diff(every.starts)
    counts = np.add.reduceat(left, every.starts[:-1], dtype=np.int64) if len(sizes) else sizes
    same = (counts == sizes)[every.of]
    cut = (counts < sizes) & (counts > 1)
    made, of = _sums(base, every, left & np.repeat(cut, sizes))
    return pd.concat([every.sums[same], made], ignore_index=True), np.append(every.of[same], of)


def _every(base: Tables) -> _Alike:
    """Return the figures of the whole tables that are alike, with their sums."""

    def make() -> Iterator[tuple[str, Array]]:
        rows, starts = _grouped(base)
        yield "rows", rows
        yield "starts", starts
        empty = frame_of(TOTALS, dict.fromkeys(TOTALS, ()))
        every = _Alike(rows, starts, empty, np.zeros(0, dtype=np.int64))
        sums, of = _sums(base, every, np.ones(len(rows), dtype=bool))
        yield "of", of
        for name, (dtype, _) in TOTALS.items():
            if dtype == TEXT:
                yield from packed_words(name, pa.array(sums[name].tolist(), pa.large_string()))
            else:
                yield name, sums[name].to_numpy()

    kept = places_of(base).kept("sums of spending", make)
    return _Alike(kept["rows"], kept["starts"], _sums_in(kept), kept["of"])


def _sums_in(kept: Arrays) -> pd.DataFrame:
    cells = {
        name: words_in(kept, name).to_pylist() if dtype == TEXT else kept[name]
        for name, (dtype, _) in TOTALS.items()
    }
    return frame_of(TOTALS, cells)


def _grouped(base: Tables) -> tuple[Positions, Positions]:
    """Return the figures of spending that may be added, group by group, and where each begins."""
    rows = np.flatnonzero(hit(count_of(base, "figures"), places_of(base).figure_of["spending"]))
    rows = rows[may_be_added(columns_at(base, "figures", SHARED, rows))].astype(np.int32)
    shared = shared_columns(columns_at(base, "figures", SHARED, rows))
    codes = keys.together(*(keys.coded(shared[name]) for name in ALIKE))
    order = np.argsort(codes, kind="stable")
    starts = np.searchsorted(codes[order], np.arange(int(codes.max(initial=-1)) + 2))
    return rows[order], starts


def _sums(base: Tables, every: _Alike, wanted: Mask) -> tuple[pd.DataFrame, Positions]:
    """Return the sums of several amounts among the ``wanted`` figures, and the group of each."""
    parts = [frame_of(TOTALS, dict.fromkeys(TOTALS, ()))]
    groups: list[Positions] = [np.zeros(0, dtype=np.int64)]
    for first, last in _batches(every.starts, wanted):
        span = slice(every.starts[first], every.starts[last])
        rows = every.rows[span][wanted[span]]
        owner = np.repeat(np.arange(first, last), np.diff(every.starts[first : last + 1]))
        told, of = _told(columns_at(base, "figures", SUMMED, rows), owner[wanted[span]])
        parts.append(told)
        groups.append(of)
    return pd.concat(parts, ignore_index=True), np.concatenate(groups)


def _told(figures: pd.DataFrame, owner: Positions) -> tuple[pd.DataFrame, Positions]:
    known = totals(figures)
    shared = shared_columns(figures).groupby(list(ALIKE), observed=True)
    group_of = {key: int(owner[rows[0]]) for key, rows in shared.indices.items()}
    sums = known[known["addable"] & (known["amounts"] > 1)]
    found = zip(*(sums[name] for name in ALIKE), strict=True)
    return sums, np.array([group_of[key] for key in found], dtype=np.int64)


def _batches(starts: Positions, wanted: Mask) -> Iterator[tuple[int, int]]:
    """Yield groups, from one up to another, that have about AT_ONCE wanted figures together."""
    if len(starts) < 2:
        return
    ends = np.concatenate([[0], np.cumsum(np.add.reduceat(wanted, starts[:-1], dtype=np.int64))])
    first = 0
    while first < len(starts) - 1 and ends[first] < ends[-1]:
        last = int(np.searchsorted(ends, ends[first] + AT_ONCE, side="left"))
        last = min(max(last, first + 1), len(starts) - 1)
        yield first, last
        first = last
