"""Put decisions into tables: corrected values into their columns, what was decided beside them."""

import json
from collections.abc import Mapping
from dataclasses import replace
from weakref import WeakValueDictionary

import numpy as np
import pandas as pd

from analysis.claims import claim_key
from analysis.codes import Listed, Positions, Ranked
from analysis.positions import Places, give_places, places_of
from analysis.reviewing.cells import with_cells
from analysis.reviewing.correcting import corrected_cells
from analysis.reviewing.decisions import OPEN, Decision
from analysis.reviewing.fields import FIELDS, Cell, in_words
from analysis.reviewing.following import followed
from analysis.schema import REVIEW, TABLES, Tables

Decisions = Mapping[str, Decision]


def reviewed(tables: Tables, decisions: Decisions) -> Tables:
    """Return ``tables`` (as read) with corrected figures, and the columns of REVIEW at the figures.

    ``decisions`` are by figure_id and fit the tables (see ``sort_out``). Every other table follows
    its figures: see ``analysis.reviewing.following``.
    """
    corrected = {name: one for name, one in decisions.items() if one.corrections}
    figures = _corrected(tables.figures, corrected)
    follow = followed(tables, figures, corrected)
    made = replace(follow, figures=with_review(figures, decisions))
    same = {name for name in TABLES if getattr(made, name) is getattr(tables, name)}
    give_places(made, _Places(made, tables, same | {"figures"}))
    return made


def shared(tables: Tables, decisions: Decisions) -> Tables:
    """Return what :func:`reviewed` does, one for all who ask for the same while somebody has it."""
    known: WeakValueDictionary[frozenset[tuple[str, Decision]], Tables]
    known = places_of(tables).once("reviewed", WeakValueDictionary)
    asked = frozenset(decisions.items())
    found = known.get(asked)
    if found is None:
        found = known[asked] = reviewed(tables, decisions)
    return found


class _Places(Places):
    """The places of reviewed tables: where rows have stayed, what was known of them still holds.

    ``same`` are the tables that have the rows they had ``before``.
    """

    def __init__(self, tables: Tables, before: Tables, same: set[str]) -> None:
        super().__init__(tables)
        self._held, self._before, self._same = before, places_of(before), same

    def _documents_of(self, name: str) -> Positions:
        known = name in self._same
        return self._before.document_of[name] if known else super()._documents_of(name)

    def _sentences_of(self, name: str) -> Positions:
        known = name in self._same
        return self._before.sentence_of[name] if known else super()._sentences_of(name)

    def _figures_of(self, name: str) -> Positions:
        known = name in self._same
        return self._before.figure_of[name] if known else super()._figures_of(name)

    def _reading_order(self) -> Positions:
        return self._before.reading_order

    def lists(self, column: str) -> Listed:
        """Return what a sentence's ``column`` lists; no review changes that."""
        return self._before.lists(column)

    def ranked(self, column: str) -> Ranked:
        """Return the numbers of a column of the sentences as places; no review changes them."""
        return self._before.ranked(column)


def _corrected(figures: pd.DataFrame, decisions: Decisions) -> pd.DataFrame:
    if not decisions:
        return figures
    at = np.flatnonzero(figures["figure_id"].isin(decisions))
    rows = figures.iloc[at].to_dict("records")
    changed = [corrected_cells(row, decisions[row["figure_id"]].corrections) for row in rows]
    said = {one.column for decision in decisions.values() for one in decision.corrections}
    cells = {name: [row[name] for row in changed] for name in FIELDS if name in said}
    cells["claim_id"] = [_claim(row) for row in changed]
    columns = {name: with_cells(figures[name], at, values) for name, values in cells.items()}
    return figures.assign(**columns)


def _claim(cells: Mapping[str, Cell]) -> Cell:
    words = {name: str(cells[name]) for name in ("topic", "period", "about")}
    measured = str(cells["currency"] or cells["unit"])
    country = str(cells["countries"]).partition(";")[0]
    return claim_key(str(cells["kind"]), measured, country=country, **words)


def with_review(frame: pd.DataFrame, decisions: Decisions) -> pd.DataFrame:
    """Return ``frame``, whose rows have a figure_id, with the columns of REVIEW.

    A row of a figure that nobody decided is open; one that belongs to no figure has all empty.
    Texts are categories where other columns are: in the tables of a store.
    """
    frame = frame.drop(columns=list(REVIEW), errors="ignore")
    few = any(isinstance(dtype, pd.CategoricalDtype) for dtype in frame.dtypes)
    ids = frame["figure_id"]
    at = np.flatnonzero(ids.isin(decisions))
    rows = [_columns(decisions[name]) for name in ids.iloc[at]]
    added = {}
    for number, name in enumerate(REVIEW):
        cells = [row[number] for row in rows]
        codes, words = pd.factorize(pd.Series(["", OPEN, *cells], dtype="str"))
        column = np.zeros(len(frame), dtype=np.int32)
        if name == "review":
            column[(ids != "").to_numpy(dtype=bool)] = 1
        column[at] = codes[2:]
        known = pd.Categorical.from_codes(column, words)
        added[name] = pd.Series(known if few else known.astype("str"), index=frame.index)
    return frame.assign(**added)


def _columns(decision: Decision) -> tuple[str, ...]:
    """Return what the columns of REVIEW hold of a decision."""
    as_read = {one.column: one.as_read for one in decision.corrections}
    return (
        decision.verdict,
        corrections_in_words(decision),
        json.dumps(as_read, ensure_ascii=False) if as_read else "",
        decision.note,
        decision.reviewer,
        decision.at,
    )


def corrections_in_words(decision: Decision) -> str:
    """Return what was corrected, for readers: "Topic: trade → tariffs; Value: 5 → 6"."""
    return "; ".join(
        f"{FIELDS[one.column].title}: {in_words(one.column, one.as_read)} → "
        f"{in_words(one.column, one.corrected)}"
        for one in decision.corrections
    )


def exported(frames: Mapping[str, pd.DataFrame], decisions: Decisions) -> dict[str, pd.DataFrame]:
    """Return ``frames`` with the columns of REVIEW at every table that has a figure_id."""
    return {
        name: with_review(frame, decisions) if "figure_id" in frame else frame
        for name, frame in frames.items()
    }
