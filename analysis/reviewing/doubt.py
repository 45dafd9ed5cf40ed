"""Say how doubtful a figure is, and in words why: what is most doubtful is reviewed first.

Each reason is a chance that something of the figure is wrong; the doubt is the chance that at least
one of them is, as if they had nothing to do with each other: 1 - (1 - a)(1 - b)…. The weights are
not fitted: docs/method.md says how often the first figures of a queue are wrong.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.comparing import claims_of
from analysis.model import TOPICS
from analysis.schema import Tables

Chances = npt.NDArray[np.floating[Any]]

UNSURE, UNSURE_COUNTRY = 0.9, 0.7
"""Confidences below which a reason is put into words; above, it weighs but is not worth one."""
DOUBT_DIGITS = 6
CONFLICTING = "conflicting"

NO_COUNTRY, INFERRED, NO_CURRENCY = 0.3, 0.15, 0.4
NOBODY_SAYS, CONFLICT = 0.15, 0.2
VAGUE, NO_TOPIC, NO_OBJECT, NO_UNIT = 0.1, 0.1, 0.05, 0.15
"""Chances that something is wrong where the reading itself has no confidence of its own to give."""


@dataclass(frozen=True)
class Reason:
    """Why figures are doubtful: the chance for each that it is wrong, and where to say so."""

    words: str
    chance: Chances
    said: npt.NDArray[np.bool_]


def doubts(tables: Tables) -> pd.DataFrame:
    """Return figure_id, ``doubt`` (0 to 1) and ``reasons`` (joined by "; "), the greatest first.

    Equal doubts keep the order of the figures. The same tables give the same rows.
    """
    figures = tables.figures
    sure = np.ones(len(figures))
    words: list[list[str]] = [[] for _ in range(len(figures))]
    for reason in sorted(_reasons(tables), key=lambda one: -one.chance.max(initial=0)):
        sure *= 1 - reason.chance
        for at in np.flatnonzero(reason.said & (reason.chance > 0)):
            words[at].append(reason.words)
    doubt = np.round(1 - sure, DOUBT_DIGITS)
    order = np.argsort(-doubt, kind="stable")
    return pd.DataFrame(
        {
            "figure_id": figures["figure_id"].array[order],
            "doubt": doubt[order],
            "reasons": pd.Series(["; ".join(words[at]) for at in order], dtype="str"),
        }
    )


def _reasons(tables: Tables) -> list[Reason]:
    figures = tables.figures
    misread = 1 - figures["confidence"].to_numpy(dtype=np.float64)
    country, linked = _main_countries(tables)
    conflict = _conflicting(tables)
    return [
        Reason("number, unit or currency are not sure", misread, misread > 1 - UNSURE),
        Reason(
            "the main country is not sure",
            linked * (1 - country),
            linked & (country < UNSURE_COUNTRY),
        ),
        Reason("no country was found", ~linked * NO_COUNTRY, ~linked),
        Reason("another figure says otherwise", conflict * CONFLICT, conflict),
        *_plain(figures),
    ]


def _plain(figures: pd.DataFrame) -> list[Reason]:
    """Return the reasons that a figure's own row tells."""
    money, about = figures["kind"] == "money", figures["about"] == ""
    counts = figures["kind"].isin(["count", "measure"])
    told = [
        ("the text leaves the currency open", INFERRED, figures["currency_inferred"]),
        ("money without a currency", NO_CURRENCY, money & (figures["currency"] == "")),
        (
            "claimed or denied, but by nobody who was found",
            NOBODY_SAYS,
            figures["status"].isin(["claimed", "denied"]) & (figures["speaker"] == ""),
        ),
        ("a vague number", VAGUE, figures["qualifier"] == "vague"),
        ("no topic fits", NO_TOPIC, figures["topic"] == TOPICS[-1]),
        ("what it measures was not found", NO_OBJECT, about),
        ("counted or measured in nothing", NO_UNIT, counts & (figures["unit"] == "")),
    ]
    flags = [(words, weight, flag.to_numpy(dtype=bool)) for words, weight, flag in told]
    return [Reason(words, flag * weight, flag) for words, weight, flag in flags]


def _main_countries(tables: Tables) -> tuple[Chances, npt.NDArray[np.bool_]]:
    """Return how sure the main country of each figure is, and whether it has one."""
    links = tables.figure_countries
    main = links[links["rank"] == 1].set_index("figure_id")["confidence"]
    found = main.reindex(tables.figures["figure_id"]).to_numpy(dtype=float)
    linked = ~np.isnan(found)
    return np.where(linked, found, 0.0), linked


def _conflicting(tables: Tables) -> npt.NDArray[np.bool_]:
    """Return which figures state a number that another figure contradicts."""
    claims = claims_of(tables)
    joined = claims.loc[claims["verdict"] == CONFLICTING, "figure_ids"]
    named = {name for ids in joined for name in ids.split(";")}
    return tables.figures["figure_id"].isin(named).to_numpy(dtype=bool)
