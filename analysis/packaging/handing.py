"""Hand out the rows of a table a few at a time, however many it has."""

from collections.abc import Callable, Iterator

import numpy as np
import pandas as pd

from analysis.comparing import claims_table
from analysis.cuts import base_of, count_of, kept_of
from analysis.positions import places_of
from analysis.schema import Tables

SCANNED = 1_000_000
"""Rows among which those that are left are looked for at once."""

Change = Callable[[pd.DataFrame], pd.DataFrame]


def _unchanged(rows: pd.DataFrame) -> pd.DataFrame:
    return rows


class Held:
    """The rows of a frame."""

    def __init__(self, frame: pd.DataFrame) -> None:
        self._frame = frame

    def __len__(self) -> int:
        return len(self._frame)

    def none(self) -> pd.DataFrame:
        """Return no row, with all columns."""
        return self.frame().iloc[:0]

    def frame(self) -> pd.DataFrame:
        """Return all rows."""
        return self._frame

    def parts(self, size: int) -> Iterator[pd.DataFrame]:
        """Yield all rows, ``size`` at a time."""
        for start in range(0, len(self), size):
            yield self.frame().iloc[start : start + size]

    def leads(self, table: str) -> bool | None:
        """Return whether each row leads to one of ``table``; ``None`` where cells must tell."""
        del table
        return None


class Claims(Held):
    """The claims of some tables, found when somebody asks for their rows."""

    def __init__(self, tables: Tables) -> None:
        super().__init__(pd.DataFrame())
        self._tables = tables

    def __len__(self) -> int:
        return len(self.frame())

    def frame(self) -> pd.DataFrame:
        """Return all rows."""
        if not len(self._frame.columns):
            figures, rows = base_of(self._tables).figures, kept_of(self._tables, "figures")
            self._frame = claims_table(figures, self._tables.documents, np.flatnonzero(rows))
        return self._frame


class Streamed(Held):
    """The rows of the table ``name`` of some tables, made where they are handed out.

    ``change`` is made to the rows of each part, one by one; it may add columns.
    """

    def __init__(self, tables: Tables, name: str, change: Change = _unchanged) -> None:
        super().__init__(pd.DataFrame())
        self._tables, self._name, self._change = tables, name, change

    def __len__(self) -> int:
        return count_of(self._tables, self._name)

    def none(self) -> pd.DataFrame:
        """Return no row, with all columns."""
        frame: pd.DataFrame = getattr(base_of(self._tables), self._name)
        return self._change(frame.iloc[:0])

    def frame(self) -> pd.DataFrame:
        """Return all rows."""
        return self._change(getattr(self._tables, self._name))

    def parts(self, size: int) -> Iterator[pd.DataFrame]:
        """Yield all rows, ``size`` at a time."""
        frame: pd.DataFrame = getattr(base_of(self._tables), self._name)
        mask = kept_of(self._tables, self._name)
        for start in range(0, len(mask), SCANNED):
            at = np.flatnonzero(mask[start : start + SCANNED]) + start
            for first in range(0, len(at), size):
                yield self._change(frame.iloc[at[first : first + size]])

    def leads(self, table: str) -> bool | None:
        """Return whether each row that names one of ``table`` leads to it."""
        places = places_of(self._tables)
        if table == "documents":
            return bool((places.document_of[self._name] >= 0).all())
        if table == "sentences":
            return bool((places.sentence_of[self._name] >= 0).all())
        lost = np.flatnonzero(places.figure_of[self._name] < 0)
        named = (part["figure_id"].astype("str") for part in self._at(lost))
        return not any((names != "").any() for names in named)

    def _at(self, rows: "np.typing.NDArray[np.intp]") -> Iterator[pd.DataFrame]:
        every = np.flatnonzero(kept_of(self._tables, self._name))[rows]
        frame: pd.DataFrame = getattr(base_of(self._tables), self._name)[["figure_id"]]
        for start in range(0, len(every), SCANNED):
            yield frame.iloc[every[start : start + SCANNED]]


def rows_of(rows: "pd.DataFrame | Held") -> Held:
    """Return rows that can be handed out a few at a time.

    >>> len(rows_of(pd.DataFrame({"topic": ["aid"]})))
    1
    """
    return rows if isinstance(rows, Held) else Held(rows)


def streamed(tables: Tables, name: str, change: Change = _unchanged) -> Held:
    """Return the rows of a table as it is handed out, one of ``tables`` or their claims."""
    return Claims(tables) if name == "claims" else Streamed(tables, name, change)
