"""Say which figures of an earlier text a later one changes, drops or adds."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd

from analysis.comparing import keys
from analysis.comparing.bounds import stated_bounds
from analysis.comparing.pairing import Pairing, Stated, one_time, paired
from analysis.schema import COMPARED, DIFFERENCES, Tables, frame_of

KINDS_OF_DIFFERENCE = ("changed", "new", "dropped", "unmatched", "same", "repeat")
"""What can be said of a figure of two texts, in the order in which a checker wants to see it."""

DECISIVE = ("number", "qualifier", "currency", "period", "measure", "status")
"""Parts of a figure that make it another one where they differ; the others are only told."""

SEVERAL = "several figures would fit"
NO_THING = "nothing says what is measured"
OTHER_TIME = "the other text has it at another time"
OTHER_WORDS = "the other text has it in other words"

NOISE = 1e-9
"""Smaller differences, as shares of a number, come from computing and not from a text."""

Row = dict[str, Any]


def differences(tables: Tables, earlier: str, later: str) -> pd.DataFrame:
    """Return how the figures of two texts differ, with the columns of DIFFERENCES.

    Every figure of either text stands in exactly one row. What is changed comes first, then what is
    new, dropped, unmatched and the same, each in the order of the texts. Turning the texts round
    turns new into dropped.

    Raises:
        ValueError: ``tables`` do not hold one of the texts, or both are the same.

    >>> differences(Tables(), "a", "b")
    Traceback (most recent call last):
    ValueError: no such text: 'a'
    """
    for doc_id in (earlier, later):
        if not (tables.documents["doc_id"] == doc_id).any():
            raise ValueError(f"no such text: {doc_id!r}")
    if earlier == later:
        raise ValueError(f"{earlier!r} cannot be compared with itself")
    pairing = paired(tables, earlier, later)
    rows = [*_pairs(pairing, tables.figures), *_leftovers(pairing)]
    return _sorted(_frame(rows, tables, (earlier, later)))


def differences_along(tables: Tables, doc_ids: Iterable[str]) -> pd.DataFrame:
    """Return the differences of each of the texts to the next, in the order of their days."""
    steps = pairwise(in_order(tables.documents, doc_ids))
    parts = [differences(tables, earlier, later) for earlier, later in steps]
    if not parts:
        return frame_of(DIFFERENCES, dict.fromkeys(DIFFERENCES, ()))
    return pd.concat(parts, ignore_index=True)


def in_order(documents: pd.DataFrame, doc_ids: Iterable[str]) -> list[str]:
    """Return the texts that are known, each once, by their days; those without a day come last."""
    rows = documents[documents["doc_id"].isin(list(doc_ids))]
    ordered: list[str] = rows.sort_values(["published", "doc_id"])["doc_id"].tolist()
    return ordered


def _pairs(pairing: Pairing, figures: pd.DataFrame) -> list[Row]:
    """Return a row for each pair, with what differs in it."""
    earlier = {one.place: one for one in pairing.earlier}
    later = {one.place: one for one in pairing.later}
    told = figures[["status", "speaker", "value"]]
    places = [*pairing.pairs, *(other for other, _ in pairing.pairs.values())]
    least, most = stated_bounds(figures.iloc[places])
    bounds = dict(zip(places, zip(least.tolist(), most.tolist(), strict=True), strict=True))
    rows = []
    for place, (other, by) in pairing.pairs.items():
        pair = earlier[place], later[other]
        changed = _changed(pair, told.iloc[[place, other]])
        rows.append(
            {
                "difference": "changed" if set(changed) & set(DECISIVE) else "same",
                "matched_by": by,
                "changed": ";".join(changed),
                "direction": _direction(pair, bounds[place], bounds[other]),
                **_step(pair, told.iloc[[place, other]]["value"].tolist()),
                "places": (place, other),
            }
        )
    return rows


def _changed(pair: tuple[Stated, Stated], told: pd.DataFrame) -> list[str]:
    """Return the parts in which two figures differ, those that decide first."""
    one, other = pair
    status, speaker = told["status"].tolist(), told["speaker"].tolist()
    differs = {
        "number": not _same(one.ends, other.ends),
        "qualifier": one.qualifier != other.qualifier,
        "currency": one.currency != other.currency,
        "period": one.period != other.period,
        "measure": one.measure != other.measure,
        "status": status[0] != status[1],
        "speaker": speaker[0] != speaker[1],
        "time": one.time != other.time,
        "words": (one.thing, one.owner, one.counted) != (other.thing, other.owner, other.counted),
    }
    return [name for name, differ in differs.items() if differ]


def _same(ends: Sequence[float], others: Sequence[float]) -> bool:
    return len(ends) == len(others) and bool(np.allclose(ends, others, rtol=NOISE, atol=0))


def _comparable(one: Stated, other: Stated) -> bool:
    """Return whether the numbers of two figures stand on one scale."""
    scales = [(of.kind, of.currency, of.unit, of.period, of.measure) for of in (one, other)]
    return scales[0] == scales[1]


def _direction(
    pair: tuple[Stated, Stated], before: tuple[float, float], after: tuple[float, float]
) -> str:
    """Return up, down, narrower or wider; '' where the numbers do not say.

    An end that is open in one text and closed in the other tells how exact they are, not where
    they stand, unless the two leave no number in common.
    """
    if not _comparable(*pair):
        return ""
    (least, most), (low, high) = (_open(*ends) for ends in (before, after))
    if _open_ends(before) == _open_ends(after):
        down, up = _steps(before, after)
        if (down, up) in (("up", "up"), ("up", ""), ("", "up")):
            return "up"
        if (down, up) in (("down", "down"), ("down", ""), ("", "down")):
            return "down"
    elif low > most:
        return "up"
    elif high < least:
        return "down"
    if (least, most) == (low, high):
        return ""
    if least <= low and high <= most:
        return "narrower"
    return "wider" if low <= least and most <= high else ""


def _open(least: float, most: float) -> tuple[float, float]:
    return (-np.inf if np.isnan(least) else least), (np.inf if np.isnan(most) else most)


def _open_ends(ends: tuple[float, float]) -> tuple[bool, bool]:
    return bool(np.isnan(ends[0])), bool(np.isnan(ends[1]))


def _steps(before: tuple[float, float], after: tuple[float, float]) -> list[str]:
    """Return for each end whether it goes up or down, '' where it stays or is open."""
    return [
        "" if np.isnan(old) or old == new else "up" if new > old else "down"
        for old, new in zip(before, after, strict=True)
    ]


def _step(pair: tuple[Stated, Stated], values: list[float]) -> Row:
    """Return by how much and by what percentage a number changed, where both state one number."""
    if not _comparable(*pair) or np.isnan(values).any():
        return {"by": None, "by_percent": None}
    old, new = (Decimal(repr(value)) for value in values)
    share = None if pair[0].kind == "percent" or not old else (new - old) / abs(old) * 100
    return {"by": float(new - old), "by_percent": None if share is None else round(float(share), 2)}


def _leftovers(pairing: Pairing) -> list[Row]:
    """Return a row for each figure without a partner, with why it has none."""
    taken = {*pairing.pairs, *(other for other, _ in pairing.pairs.values())} | pairing.repeats
    sides = (pairing.earlier, pairing.later)
    free = [[one for one in side if one.place not in taken] for side in sides]
    rows = []
    for number, side in enumerate(sides):
        for one in side:
            places = (one.place, -1) if number == 0 else (-1, one.place)
            if one.place in pairing.repeats:
                rows.append(_row("repeat", "", places))
            elif one.place not in taken:
                verdict, reason = _alone(one, free[1 - number])
                gone = "dropped" if number == 0 else "new"
                rows.append(_row(verdict or gone, reason, places))
    return rows


def _alone(one: Stated, others: list[Stated]) -> tuple[str, str]:
    """Return "unmatched" where another figure may be meant, with the reason that none was taken."""
    near = [other for other in others if (other.claim, other.measure) == (one.claim, one.measure)]
    vague = [other for other in others if _may_be(one, other)]
    if any(_words(other) == _words(one) and one_time(one, other) for other in near):
        return "unmatched", SEVERAL if one.comparable else NO_THING
    if vague:
        return "unmatched", NO_THING
    if any(_words(other) == _words(one) for other in near):
        return "", OTHER_TIME
    return "", OTHER_WORDS if near else ""


def _may_be(one: Stated, other: Stated) -> bool:
    """Return whether two figures may be of one thing because one does not say of what it is."""
    named = one.named and other.named
    alike = (one.kind, one.counts, one.way, one.country) == (
        other.kind,
        other.counts,
        other.way,
        other.country,
    )
    return alike and not named and one_time(one, other)


def _words(one: Stated) -> tuple[str, str, str]:
    return one.thing, one.owner, one.counted


def _row(difference: str, reason: str, places: tuple[int, int]) -> Row:
    return {"difference": difference, "reason": reason, "places": places}


def _frame(rows: list[Row], tables: Tables, doc_ids: tuple[str, str]) -> pd.DataFrame:
    """Return the rows with the columns of both figures, empty where there is none."""
    own = ("difference", "reason", "matched_by", "changed", "direction", "by", "by_percent")
    numbers = ("by", "by_percent")
    cells: dict[str, Any] = {
        name: [row.get(name, None if name in numbers else "") for row in rows] for name in own
    }
    documents = tables.documents.drop_duplicates("doc_id").set_index("doc_id")
    places = [np.array([row["places"][n] for row in rows], dtype=np.int64) for n in (0, 1)]
    for side, at, doc_id in zip(("earlier", "later"), places, doc_ids, strict=True):
        there = _rows_at(tables.figures, at)
        cells |= {f"{side}_{name}": there[name].to_numpy() for name in COMPARED}
        text = documents.loc[doc_id, ["title", "source", "published"]].to_dict()
        for name, value in {"doc_id": doc_id, **text}.items():
            cells[f"{side}_{name}"] = [value] * len(rows)
    told = _rows_at(tables.figures, np.where(places[1] >= 0, places[1], places[0]))
    cells |= {name: told[name].to_numpy() for name in ("kind", "topic", "about", "claim_id")}
    cells["country"] = [keys.main_country(str(joined)) for joined in told["countries"]]
    cells["measure"] = keys.measures(told)
    return frame_of(DIFFERENCES, cells)


def _rows_at(figures: pd.DataFrame, places: "np.typing.NDArray[np.int64]") -> pd.DataFrame:
    """Return the rows at ``places``, with empty cells where a place is -1."""
    rows = figures.reset_index(drop=True).reindex(places)
    texts = [name for name in rows if isinstance(rows[name].dtype, pd.StringDtype)]
    return rows.assign(**{str(name): rows[name].fillna("") for name in texts})


def _sorted(frame: pd.DataFrame) -> pd.DataFrame:
    rank = {name: place for place, name in enumerate(KINDS_OF_DIFFERENCE)}
    keyed = frame.assign(
        rank=frame["difference"].map(rank),
        at=frame["later_start"].fillna(frame["earlier_start"]),
        side=frame["later_figure_id"] == "",
    )
    return keyed.sort_values(["rank", "at", "side"], ignore_index=True, kind="stable")[
        list(DIFFERENCES)
    ]
