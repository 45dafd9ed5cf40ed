"""The figures in view in the order in which a reader goes through them, however many they are."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

import numpy as np
import pandas as pd

from analysis.codes import Positions, hit, positions_in
from analysis.cuts import CutTables
from analysis.positions import places_of
from analysis.schema import Tables
from dashboard.evidence import Place


@dataclass(frozen=True, eq=False)
class FigureList:
    """Figures as positions in ``tables``; rows are made of the few that are looked at."""

    tables: Tables
    rows: Positions
    marked: str = ""

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def mark(self) -> str:
        """A short name of this list, which another list of figures does not have."""
        return self.marked or sha256(self.rows.astype("<i8").tobytes()).hexdigest()[:12]

    def part(self, start: int, stop: int) -> pd.DataFrame:
        """Return some of the figures with title and day of their text."""
        rows = self.rows[start:stop]
        homes = places_of(self.tables).document_of["figures"][rows]
        figures = self.tables.figures.iloc[rows].reset_index(drop=True)
        # An empty row below all others stands for the text of a figure that has none.
        texts = self.tables.documents[["title", "published"]].reset_index(drop=True)
        return figures.join(texts.reindex(homes).reset_index(drop=True))

    def first(self) -> Place | None:
        """Return where the first figure stands."""
        return self._place(0) if len(self.rows) else None

    def holds(self, figure_id: str) -> bool:
        """Return whether a figure is among them."""
        return self._at(figure_id) is not None

    def neighbours(self, figure_id: str) -> tuple[str, str]:
        """Return the figures before and after ``figure_id``, "" where there is none."""
        at = self._at(figure_id)
        if at is None:
            return "", self._name(0)
        return self._name(at - 1), self._name(at + 1)

    def among(self, shown: Tables, names: Iterable[str]) -> "FigureList":
        """Return those of the figures that have a row in a table of ``shown``, in their order.

        ``shown`` are the tables that the list was made of, ``names`` those of its tables that
        follow figures.
        """
        places, count = places_of(self.tables), len(self.tables.figures)
        mask = np.zeros(count, dtype=bool)
        for name in names:
            figures = places.figure_of[name]
            if isinstance(shown, CutTables):
                figures = figures.compress(shown.kept(name))
            mask |= hit(count, figures)
        return FigureList(self.tables, self.rows.compress(mask.take(self.rows)))

    def _at(self, figure_id: str) -> int | None:
        position = places_of(self.tables).figure_named(figure_id) if figure_id else -1
        if position < 0:
            return None
        found = np.flatnonzero(self.rows == position)
        return int(found[0]) if len(found) else None

    def _name(self, at: int) -> str:
        if not 0 <= at < len(self.rows):
            return ""
        return str(self.tables.figures["figure_id"].iat[self.rows[at]])

    def _place(self, at: int) -> Place:
        row = self.tables.figures[["doc_id", "sentence", "figure_id"]].iloc[self.rows[at]]
        return Place(str(row["doc_id"]), int(row["sentence"]), str(row["figure_id"]))


def figure_list(shown: Tables) -> FigureList:
    """Return the figures of ``shown``, the newest text first; what was cut is not copied."""
    if not isinstance(shown, CutTables):
        every, places = FigureList(shown, places_of(shown).reading_order), places_of(shown)
        return replace(every, marked=places.once("mark of all figures", lambda: every.mark))
    order, kept = places_of(shown.whole).reading_order, shown.kept("figures")
    mark = sha256(np.packbits(kept).tobytes()).hexdigest()[:12]
    return FigureList(shown.whole, order.compress(kept.take(order)), mark)


def figures_named(tables: Tables, names: Sequence[str]) -> FigureList:
    """Return the figures of ``tables`` called ``names`` in this order, each once."""
    wanted = pd.Series(list(dict.fromkeys(names)), dtype="str")
    found = positions_in(wanted, tables.figures["figure_id"])
    return FigureList(tables, found[found >= 0])


def figures_in(tables: Tables, doc_id: str) -> FigureList:
    """Return the figures of one text, in the order of ``tables``."""
    return FigureList(tables, places_of(tables).rows_in("figures", doc_id))
