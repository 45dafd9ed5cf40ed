"""Turn the cells of columns into whole numbers, which are counted, sorted and looked up fast."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from analysis.arrays import whole

Mask = npt.NDArray[np.bool_]
Positions = npt.NDArray[np.integer[Any]]


FEWER = 8
"""Cells for each of which there are more names than this are few."""

AT_A_TIME = 65_536
"""Rows that are worked on at once: what they need for a moment stays near the processor."""

FEW = 6
"""Values up to which comparing all cells with each is faster than looking every cell up."""


class Listed(NamedTuple):
    """What the cells of a column list: for each word in one its row, and which word it is."""

    rows: Positions
    codes: Positions
    words: "pd.Index[str]"


class Ranked(NamedTuple):
    """Numbers as places among those that occur, in their order: whole numbers sort fast."""

    codes: npt.NDArray[np.int32]
    numbers: npt.NDArray[np.float64]


def ranked(numbers: npt.NDArray[np.float64]) -> Ranked:
    """Return ``numbers`` as places among those that occur.

    >>> ranked(np.array([0.5, -1.0, 0.5])).codes.tolist()
    [1, 0, 1]
    """
    codes, found = pd.factorize(numbers)
    order = np.argsort(found)
    rank = np.empty(len(found), dtype=np.int32)
    rank[order] = np.arange(len(found))
    return Ranked(rank[codes], found[order])


def combined(first: Positions, second: Positions, width: int, count: int) -> Positions:
    """Return two codes a row as one number: ``first`` below ``count``, ``second`` below ``width``.

    >>> combined(np.array([1, 0]), np.array([2, 1]), 3, 2).tolist()
    [5, 1]
    """
    kind: type[np.signedinteger[Any]] = np.int32 if count * width < 2**31 else np.int64
    joint: Positions = first.astype(kind)
    joint *= kind(width)
    joint += second.astype(kind)
    return joint


def distinct(numbers: Positions) -> Positions:
    """Return each of ``numbers`` once, in their order; numpy's own way takes far longer.

    >>> distinct(np.array([2, 0, 2])).tolist()
    [0, 2]
    """
    small = len(numbers) and numbers.max() < 2**31
    found = np.sort(numbers.astype(np.int32) if small else numbers)
    new = np.ones(len(found), dtype=bool)
    new[1:] = found[1:] != found[:-1]
    return found[new]


def renumbered(mask: Mask) -> Positions:
    """Return the position of each row among those that ``mask`` leaves, -1 for the others.

    >>> renumbered(np.array([True, False, True])).tolist()
    [0, -1, 1]
    """
    return np.where(mask, np.cumsum(mask) - 1, -1)


def at(values: npt.NDArray[Any], positions: Positions, missing: int) -> Any:
    """Return ``values`` at ``positions``, and ``missing`` where a position is negative.

    >>> at(np.array([7, 8]), np.array([1, -1]), 0).tolist()
    [8, 0]
    """
    if not len(values):
        return np.full(len(positions), missing)
    return np.where(positions < 0, missing, values[positions])


def positions_in(cells: "pd.Series[str]", names: "pd.Series[str]") -> Positions:
    """Return where among ``names``, which differ, each cell stands; -1 where it is none of them."""
    if isinstance(cells.dtype, pd.CategoricalDtype):
        known = positions_in(pd.Series(cells.cat.categories), names)
        return np.asarray(at(known, cells.cat.codes.to_numpy(), -1), dtype=np.intp)
    wanted, known = arrow_of(cells), arrow_of(names)
    if len(wanted) * FEWER < len(known):  # to look for few is faster than to remember all
        there = pc.is_in(known, value_set=wanted).to_numpy(zero_copy_only=False).nonzero()[0]
        few = pc.index_in(wanted, value_set=known.take(pa.array(there))).fill_null(-1)
        places: Positions = np.append(there, -1)[few.to_numpy(zero_copy_only=False)]
        return places
    found = pc.index_in(wanted, value_set=known)
    return np.asarray(found.fill_null(-1).to_numpy(zero_copy_only=False), dtype=np.intp)


def positions_along(
    cells: pa.LargeStringArray, names: pa.LargeStringArray, step: int = 1_000_000
) -> Positions:
    """Return where among ``names``, which differ, each cell stands; -1 where it is none of them.

    Both mostly stand in one order, as the rows of a text do: ``step`` names are looked through at
    a time, beginning where the cells before were found, so that millions need little memory.

    >>> cells = pa.array(["b", "", "a"], pa.large_string())
    >>> positions_along(cells, pa.array(["a", "b"], pa.large_string()), 1).tolist()
    [1, -1, 0]
    """
    result = np.full(len(cells), -1, dtype=np.int32)
    begin = 0
    for start in range(0, len(cells), step):
        some = cells.slice(start, step)
        missing = np.flatnonzero(pc.not_equal(some, "").fill_null(False).to_numpy(False))
        for first in _turns(begin, len(names), step):
            if not len(missing):
                break
            window = names.slice(first, step)
            found = pc.index_in(some.take(pa.array(missing)), value_set=window)
            at = found.fill_null(-1).to_numpy(zero_copy_only=False)
            there = at >= 0
            result[start + missing[there]] = first + at[there]
            missing = missing[~there]
        begin = max(begin, int(result[start : start + len(some)].max(initial=0)))
    return result


def _turns(begin: int, count: int, step: int) -> Iterator[int]:
    """Yield where to begin to look: from ``begin`` to the end, then from the start."""
    yield from range(begin, count, step)
    yield from range(0, begin, step)


def arrow_of(cells: "pd.Series[str]") -> pa.Array:
    """Return a column of texts as one Arrow array."""
    array = pa.array(cells.array, pa.large_string(), from_pandas=True)
    return whole(array) if isinstance(array, pa.ChunkedArray) else array


def codes_of(column: "pd.Series[str]") -> "tuple[Positions, pd.Index[str]]":
    """Return the cells of ``column`` as numbers as small as they can be, and what each stands for.

    >>> codes_of(pd.Series(["b", "a", "b"], dtype="str"))[0].tolist()
    [0, 1, 0]
    """
    if isinstance(column.dtype, pd.CategoricalDtype):
        return column.cat.codes.to_numpy(), column.cat.categories
    codes, words = pd.factorize(column)
    return codes.astype(smallest(len(words))), pd.Index(words, dtype="str")


def smallest(count: int) -> "np.dtype[Any]":
    """Return the dtype that holds numbers below ``count``, and -1.

    >>> smallest(100), smallest(200)
    (dtype('int8'), dtype('int16'))
    """
    return np.min_scalar_type(-max(count, 1))


def picked(mask: Mask, positions: Positions) -> Mask:
    """Return ``mask`` at ``positions``, and False where a position is negative.

    >>> picked(np.array([True, False]), np.array([1, 0, -1])).tolist()
    [False, True, False]
    """
    source, found = np.append(mask, False), np.empty(len(positions), dtype=bool)
    for start in range(0, len(positions), AT_A_TIME):
        part = slice(start, start + AT_A_TIME)
        np.take(source, positions[part], out=found[part], mode="wrap")  # so -1 is the False
    return found


def counted(codes: Positions, mask: Mask, size: int) -> npt.NDArray[np.int64]:
    """Return how many of the rows in ``mask`` have each code below ``size``; none is negative.

    >>> counted(np.array([0, 2, 2]), np.array([True, True, False]), 3).tolist()
    [1, 0, 1]
    """
    total = np.zeros(size, dtype=np.int64)
    step = max(AT_A_TIME, 4 * size)
    for start in range(0, len(codes), step):
        part = slice(start, start + step)
        total += np.bincount(codes[part][mask[part]], minlength=size)
    return total


def hit(count: int, positions: Positions) -> Mask:
    """Return a mask of ``count`` rows that is set at ``positions``; negative ones are nowhere.

    >>> hit(3, np.array([1, -1])).tolist()
    [False, True, False]
    """
    mask = np.zeros(count + 1, dtype=bool)
    mask[positions] = True
    return mask[:count]


def any_of(column: "pd.Series[str]", values: Iterable[str]) -> Mask:
    """Return where ``column`` holds one of ``values``."""
    wanted = list(values)
    if not isinstance(column.dtype, pd.CategoricalDtype):
        return np.array(column.isin(wanted), dtype=bool)
    codes, names = codes_of(column)
    found = np.flatnonzero(names.isin(wanted))
    if len(found) > FEW:
        return picked(np.asarray(names.isin(wanted), dtype=bool), codes)
    mask = np.zeros(len(codes), dtype=bool)
    for code in found:
        mask |= codes == code
    return mask


def coded(column: "pd.Series[str]") -> "tuple[Positions, pd.Index[str]]":
    """Return the cells of ``column`` as numbers, and what each number stands for."""
    if isinstance(column.dtype, pd.CategoricalDtype):
        return column.cat.codes.to_numpy(dtype=np.intp), column.cat.categories
    codes, words = pd.factorize(column)
    return codes, pd.Index(words, dtype="str")


def listed(column: "pd.Series[str]", separator: str = ";") -> Listed:
    """Return the words of a column of lists, each with its row; an empty cell lists ''.

    >>> listed(pd.Series(["a;b", "", "b"], dtype="str")).rows.tolist()
    [0, 0, 1, 2]
    """
    codes, cells = coded(column)
    used = np.sort(pd.unique(codes))
    parts = [cell.split(separator) for cell in cells[used]]
    sizes = np.array([len(part) for part in parts], dtype=np.intp)
    inner, words = pd.factorize(np.array([word for part in parts for word in part], dtype=object))
    cell_of = np.searchsorted(used, codes)
    counts = sizes[cell_of]
    rows = np.repeat(np.arange(len(codes)), counts)
    first = np.cumsum(sizes) - sizes
    within = np.arange(len(rows)) - np.repeat(np.cumsum(counts) - counts, counts)
    pointed = first[cell_of[rows]] + within
    return Listed(rows, inner[pointed].astype(np.intp), pd.Index(words, dtype="str"))
