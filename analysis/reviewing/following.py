"""Let the tables that are made of figures follow the figures that were corrected.

Links are those that the corrected countries name. A row of pledges, tariffs or flows names
countries of its figure: where one country was put in the place of another it is exchanged, where
one was taken out without another its row loses it. Spending is made anew. Rows of tables that ask
for a kind or a topic go where the figure no longer has it; none are added but to spending, because
a giver or an imposer that nobody read cannot be made up.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from analysis.codes import Mask
from analysis.model import ROLES
from analysis.positions import places_of
from analysis.reviewing.cells import with_rows
from analysis.reviewing.decisions import Decision
from analysis.schema import SPENDING, TABLES, Columns, Tables
from analysis.tables import SPENDING_TOPICS

Decisions = Mapping[str, Decision]
Row = dict[Any, Any]

PLACE = object()
"""What a row of figures has its position under."""

SURE = 1.0
"""Confidence of a link that a reviewer made."""
SUBJECT = ROLES[-1]
"""The part of a country that a reviewer added behind the main one."""
COPIED = {
    "pledges": ("value", "low", "high", "qualifier", "currency", "unit"),
    "tariffs": ("status", "speaker", "low", "high", "qualifier"),
    "flows": ("topic", "status", "value", "low", "high", "qualifier", "currency", "period"),
}
"""Columns that a table has from its figure, under the same name."""
NAMED = {"pledges": ("iso3",), "tariffs": ("imposer", "target"), "flows": ("payer", "recipient")}
"""Columns that name a country of the figure."""


def followed(tables: Tables, figures: pd.DataFrame, decisions: Decisions) -> Tables:
    """Return ``tables`` with the rows that follow ``figures``, of which ``decisions`` correct some.

    The figures' own table is left as it is.
    """
    if not decisions:
        return tables
    at = np.flatnonzero(figures["figure_id"].isin(decisions))
    touched = zip(at.tolist(), figures.iloc[at].to_dict("records"), strict=True)
    rows: dict[str, Row] = {str(row["figure_id"]): row | {PLACE: at} for at, row in touched}
    exchanged = {name: _exchanged(one) for name, one in decisions.items()}
    views = {name: _follow(name, getattr(tables, name), rows, exchanged) for name in COPIED}
    return replace(
        tables,
        figure_countries=_relinked(tables, rows),
        spending=_spent(tables, rows),
        pledges=views["pledges"],
        tariffs=views["tariffs"],
        flows=views["flows"],
    )


def _exchanged(decision: Decision) -> dict[str, str]:
    """Return what became of the countries that were taken out: another country, or ""."""
    for one in decision.corrections:
        if one.column == "countries":
            before, after = (str(cell).split(";") for cell in (one.as_read, one.corrected))
            gone = [code for code in before if code and code not in after]
            new = [code for code in after if code and code not in before]
            if len(gone) == len(new) == 1:
                return {gone[0]: new[0]}
            return dict.fromkeys(gone, "")
    return {}


def _follow(
    name: str, frame: pd.DataFrame, figures: Mapping[str, Row], exchanged: Mapping[str, Row]
) -> pd.DataFrame:
    """Return the table ``name`` with its rows of ``figures`` as these are now."""
    at = np.flatnonzero(frame["figure_id"].isin(figures))
    rows = [
        _followed_row(name, row, figures[row["figure_id"]], exchanged[row["figure_id"]])
        for row in frame.iloc[at].to_dict("records")
    ]
    return _put_rows(frame, TABLES[name], at, rows)


def _followed_row(name: str, row: Row, figure: Row, exchanged: Row) -> Row | None:
    """Return a row as its figure is now, ``None`` where the table does not take it any more."""
    new = row | {column: figure[column] for column in COPIED[name]}
    new |= {column: exchanged.get(row[column], row[column]) for column in NAMED[name]}
    if name == "tariffs":
        is_tariff = figure["kind"] == "percent" and figure["topic"] == "tariffs"
        return new | {"rate": figure["value"]} if is_tariff else None
    if name == "flows":
        flows = figure["kind"] in ("money", "count") and new["payer"] and new["recipient"]
        return new if flows else None
    return new


def _put_rows(
    frame: pd.DataFrame, columns: Columns, at: np.ndarray, rows: list[Row | None]
) -> pd.DataFrame:
    """Return ``frame`` with ``rows`` at the places ``at``; a place without a row goes."""
    if not len(at):
        return frame
    left = frame.drop(index=frame.index[at])
    kept = [(place, row) for place, row in zip(at.tolist(), rows, strict=True) if row is not None]
    places = np.delete(np.arange(len(frame)), at).tolist() + [place for place, _ in kept]
    return _ordered(left, columns, [row for _, row in kept], places)


def _ordered(
    left: pd.DataFrame, columns: Columns, rows: list[Row], places: Iterable[float]
) -> pd.DataFrame:
    """Return ``left`` with ``rows`` among its own, in the order of ``places``."""
    order = np.argsort(np.fromiter(places, dtype=float), kind="stable")
    return with_rows(left, columns, rows).take(order).reset_index(drop=True)


def _relinked(tables: Tables, figures: Mapping[str, Row]) -> pd.DataFrame:
    """Return the links with those of ``figures`` as their countries are now.

    A country that was there keeps its part, and its confidence while its place is the same.
    """
    links = tables.figure_countries
    ours = links["figure_id"].isin(figures).to_numpy(dtype=bool)
    known = {(row["figure_id"], row["iso3"]): row for row in links[ours].to_dict("records")}
    rows = [row for figure in figures.values() for row in _links(figure, known)]
    if rows == list(known.values()):
        return links
    return _anew(tables, "figure_countries", ours, rows, figures)


def _links(figure: Row, known: Mapping[tuple[str, str], Row]) -> list[Row]:
    name, codes = figure["figure_id"], filter(None, figure["countries"].split(";"))
    rows: list[Row] = []
    for rank, code in enumerate(codes, 1):
        before = known.get((name, code), {"role": SUBJECT, "rank": 0, "confidence": SURE})
        role = figure["role"] if rank == 1 else before["role"]
        same = before["rank"] == rank and before["role"] == role
        sure = before["confidence"] if same else SURE
        rows.append(
            {"figure_id": name, "iso3": code, "rank": rank, "role": role, "confidence": sure}
        )
    return rows


def _spent(tables: Tables, figures: Mapping[str, Row]) -> pd.DataFrame:
    """Return the spending with that of ``figures`` as they are now."""
    rows = [
        {**{name: figure[name] for name in SPENDING if name != "iso3"}, "iso3": main}
        for figure in figures.values()
        if figure["kind"] == "money" and figure["topic"] in SPENDING_TOPICS
        for main in [figure["countries"].partition(";")[0]]
    ]
    ours = tables.spending["figure_id"].isin(figures).to_numpy(dtype=bool)
    if not rows and not ours.any():
        return tables.spending
    return _anew(tables, "spending", ours, rows, figures)


def _anew(
    tables: Tables, name: str, ours: Mask, rows: list[Row], figures: Mapping[str, Row]
) -> pd.DataFrame:
    """Return the table ``name`` with ``rows`` in the place of ``ours``, in its figures' order."""
    frame: pd.DataFrame = getattr(tables, name)
    places = places_of(tables).figure_of[name][~ours]
    new = [figures[row["figure_id"]][PLACE] for row in rows]
    return _ordered(frame[~ours], TABLES[name], rows, np.append(places, new))
