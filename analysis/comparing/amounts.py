"""Find the different amounts that figures state, so that repeated ones count once in a sum.

Of figures under one claim the fewest numbers are kept that fit all of them: "over 20", 26 and 30
are two amounts, and "over 20" may mean either. Each is a figure that was stated; nothing is
averaged.
"""

from dataclasses import dataclass, replace
from itertools import pairwise
from math import fsum

import numpy as np
import pandas as pd

from analysis.comparing import keys
from analysis.comparing.bounds import Numbers
from analysis.comparing.keys import Codes, Flags
from analysis.comparing.verdicts import (
    NO_THING,
    RIVALS,
    Statements,
    Words,
    rivals,
    statements,
    verdicts,
)


def merged(rows: pd.DataFrame) -> pd.DataFrame:
    """Return of the figures that repeat one another the most precise one, in the order given.

    Figures of different status are not merged, and neither are conflicting numbers.

    >>> from analysis.schema import Tables
    >>> merged(Tables().figures).empty
    True
    """
    told = rows.assign(_place=np.arange(len(rows))).sort_values(["doc_id", "start"])
    kept = told["_place"].to_numpy()[_kept(_statements(told, keys.coded(told["status"])))]
    return rows.iloc[np.sort(kept)]


@dataclass(frozen=True)
class Amounts:
    """What the groups of figures add up to; every array has one entry a group."""

    amounts: Codes
    low: Numbers
    high: Numbers
    about: Flags
    refusal: Words
    doubtful: Codes


def amounts_of(rows: pd.DataFrame, group: Codes) -> Amounts:
    """Return the sums of the groups of ``rows``, which stand group by group, numbered from 0.

    Where nothing says what a repeated number measures it may count once or each time: ``low`` and
    ``high`` are the two, and ``doubtful`` is the number of figures concerned.
    """
    said = _statements(rows, group)
    verdict, reason = verdicts(said)
    vague = (reason == NO_THING)[said.claim]
    kept = _kept(said)
    least, most = said.stated
    return Amounts(
        amounts=np.bincount(group, kept).astype(np.int64),
        low=_summed(group, least, kept),
        high=_summed(group, most, kept | vague),
        about=np.bincount(group, kept & (rows["qualifier"] == "approx").to_numpy()) > 0,
        refusal=_refusals(rows, group, _faults(said, verdict, reason)[said.claim]),
        doubtful=np.bincount(group, vague & ~kept).astype(np.int64),
    )


def _statements(rows: pd.DataFrame, group: Codes) -> Statements:
    """Return the statements of ``rows``, claims kept apart by group."""
    days = pd.Series(np.full(len(rows), np.datetime64("NaT"), dtype="datetime64[s]"))
    said = statements(rows, days)
    return replace(said, claim=keys.together(group, said.claim))


def _kept(said: Statements) -> Flags:
    """Return the figures whose numbers fit all others of their claim; the rest repeats them.

    In the order of their upper ends, a figure is another amount where it begins above the end of
    the one that was kept last; so what is kept never overlaps.
    """
    order = np.lexsort((-said.least, said.most, said.claim))
    claims, least, most = (of[order].tolist() for of in (said.claim, said.least, said.most))
    kept, last, end = [], -1, 0.0
    for place, (claim, low, high) in enumerate(zip(claims, least, most, strict=True)):
        if claim != last or low > end:
            kept.append(place)
            last, end = claim, high
    flags = np.zeros(len(order), dtype=bool)
    flags[order[kept]] = True
    return flags


def _summed(group: Codes, numbers: Numbers, wanted: Flags) -> Numbers:
    """Return the exact sum of the wanted numbers of each group, NaN where one is missing."""
    values = numbers[wanted].tolist()
    ends = np.searchsorted(group[wanted], np.arange(int(group[-1]) + 2)).tolist()
    return np.array([fsum(values[start:end]) for start, end in pairwise(ends)])


def _faults(said: Statements, verdict: Words, reason: Words) -> Words:
    """Return why each claim keeps its figures from being added, "" where it does not."""
    bad = np.isin(verdict, ["conflicting", "series"])
    return np.where(bad, reason, np.where(rivals(said), RIVALS, ""))


def _refusals(rows: pd.DataFrame, group: Codes, faults: Words) -> Words:
    """Return for each group the fault of one claim with its numbers, "" where none has a fault."""
    told = rows[["claim_id", "quote"]].assign(group=group, fault=faults)
    told = told[told["fault"] != ""].sort_values(["claim_id", "quote"])
    first = told.groupby("group")["claim_id"].transform("first")
    told = told[told["claim_id"] == first].drop_duplicates(["group", "quote"])
    refusal = np.full(int(group[-1]) + 1, "", dtype=object)
    for number, of_group in told.groupby("group"):
        refusal[int(str(number))] = f"{of_group['fault'].iloc[0]} ({', '.join(of_group['quote'])})"
    return refusal
