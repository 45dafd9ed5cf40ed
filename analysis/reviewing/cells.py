"""Put cells into columns, and rows below a table, that stay what they are: plain, coded or lazy.

The tables of a store have codes that point into the few words of a column, and texts that are read
where somebody looks at them. A new word is given a code and a new text kept beside the others, so
that a million rows are neither written out nor read for the sake of one.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.lazywords import LazyWords
from analysis.schema import Columns, frame_of

Places = npt.NDArray[np.intp]


def with_cells(column: "pd.Series[Any]", at: Places, cells: Sequence[Any]) -> "pd.Series[Any]":
    """Return ``column`` with ``cells`` at the places ``at``; its dtype stays but for new words.

    >>> topics = pd.Series(pd.Categorical(["aid", "arms"]))
    >>> with_cells(topics, np.array([1]), ["trade"]).tolist()
    ['aid', 'trade']
    """
    if isinstance(column.dtype, pd.CategoricalDtype):
        changed = pd.Series(_knowing(column.array, cells), index=column.index)
        changed.iloc[at] = cells
        return changed
    if isinstance(column.array, LazyWords):
        order = np.arange(len(column))
        order[at] = np.arange(len(column), len(column) + len(at))
        return pd.Series(column.array.followed_by(cells).take(order), index=column.index)
    changed = column.copy()
    changed.iloc[at] = pd.Series(cells, dtype=column.dtype).array
    return changed


def with_rows(
    frame: pd.DataFrame, columns: Columns, rows: Sequence[Mapping[Any, Any]]
) -> pd.DataFrame:
    """Return ``frame``, which has these ``columns``, with ``rows`` below its own."""
    made = frame_of(columns, {name: [row[name] for row in rows] for name in columns})
    return pd.DataFrame({name: _joined(frame[name], made[name]) for name in columns}, copy=False)


def _joined(column: "pd.Series[Any]", below: "pd.Series[Any]") -> Any:
    cells = below.tolist()
    if isinstance(column.dtype, pd.CategoricalDtype):
        known = _knowing(column.array, cells)
        new = pd.Categorical(cells, dtype=known.dtype)
        return pd.Categorical.from_codes(np.append(known.codes, new.codes), dtype=known.dtype)
    if isinstance(column.array, LazyWords):
        return column.array.followed_by(cells)
    return pd.concat([column, below.astype(column.dtype)], ignore_index=True)


def _knowing(column: Any, cells: Sequence[Any]) -> pd.Categorical:
    """Return a coded column that has codes for all of ``cells`` too, in the order of its words."""
    words = column.categories
    new = pd.Index(sorted(set(cells) - set(words)), dtype=words.dtype)
    if new.empty:
        return pd.Categorical.from_codes(column.codes, words)
    every = words.append(new)
    every = every.sort_values() if words.is_monotonic_increasing else every
    return pd.Categorical.from_codes(np.append(every.get_indexer(words), -1)[column.codes], every)
