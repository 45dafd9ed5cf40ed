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

from analysis.model import ROLES
from analysis.reviewing.decisions import Decision
from analysis.schema import FIGURE_COUNTRIES, SPENDING, TABLES, Columns, Tables, frame_of
from analysis.tables import SPENDING_TOPICS

Decisions = Mapping[str, Decision]
Row = dict[Any, Any]

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
    touched = figures[figures["figure_id"].isin(decisions)].to_dict("records")
    rows: dict[str, Row] = {str(row["figure_id"]): row for row in touched}
    exchanged = {name: _exchanged(one) for name, one in decisions.items()}
    views = {name: _follow(name, getattr(tables, name), rows, exchanged) for name in COPIED}
    return replace(
        tables,
        figure_countries=_relinked(tables.figure_countries, figures["figure_id"], rows),
        spending=_spent(tables.spending, figures["figure_id"], rows),
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
    made = frame_of(columns, {name: [row[name] for row in rows] for name in columns})
    order = np.argsort(np.fromiter(places, dtype=float), kind="stable")
    return pd.concat([left, made], ignore_index=True).iloc[order].reset_index(drop=True)


def _relinked(
    links: pd.DataFrame, figure_ids: "pd.Series[str]", figures: Mapping[str, Row]
) -> pd.DataFrame:
    """Return the links with those of ``figures`` as their countries are now.

    A country that was there keeps its part, and its confidence while its place is the same.
    """
    ours = links["figure_id"].isin(figures)
    known = {(row["figure_id"], row["iso3"]): row for row in links[ours].to_dict("records")}
    rows = [row for figure in figures.values() for row in _links(figure, known)]
    return _anew(links[~ours], FIGURE_COUNTRIES, rows, figure_ids)


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


def _spent(
    spending: pd.DataFrame, figure_ids: "pd.Series[str]", figures: Mapping[str, Row]
) -> pd.DataFrame:
    """Return the spending with that of ``figures`` as they are now."""
    rows = [
        {**{name: figure[name] for name in SPENDING if name != "iso3"}, "iso3": main}
        for figure in figures.values()
        if figure["kind"] == "money" and figure["topic"] in SPENDING_TOPICS
        for main in [figure["countries"].partition(";")[0]]
    ]
    left = spending[~spending["figure_id"].isin(figures)]
    return _anew(left, SPENDING, rows, figure_ids)


def _anew(
    left: pd.DataFrame, columns: Columns, rows: list[Row], figure_ids: "pd.Series[str]"
) -> pd.DataFrame:
    """Return ``left`` and ``rows`` in the order of their figures."""
    place = pd.Index(figure_ids)
    names = [*left["figure_id"], *(row["figure_id"] for row in rows)]
    return _ordered(left, columns, rows, place.get_indexer(pd.Index(names, dtype="str")))
