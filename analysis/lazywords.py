"""A column of texts that stay where they are kept until somebody looks at them."""

import builtins
from collections.abc import Iterator, Sequence
from typing import Any, Protocol, Self

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from pandas.api.extensions import ExtensionArray, ExtensionDtype

Positions = npt.NDArray[np.int32]
NOWHERE = -1


class Kept(Protocol):
    """Where the texts of a column are kept, in the order of its rows."""

    def __len__(self) -> int:
        """Return the number of rows."""

    def take(self, positions: Positions) -> pa.Array:
        """Return the texts of these rows, in this order."""

    def containing(self, words: str) -> npt.NDArray[np.bool_]:
        """Return for every row whether ``words`` stand in its text, in whatever case."""


class WordsDtype(ExtensionDtype):
    """The dtype of :class:`LazyWords`."""

    name = "lazy words"
    type = str
    kind = "O"
    na_value = None

    @classmethod
    def construct_array_type(cls) -> "builtins.type[LazyWords]":
        """Return the class of its arrays."""
        return LazyWords


STORED = (pd.CategoricalDtype, WordsDtype)
"""The dtypes of texts in the tables of a store, beside plain ones."""


class LazyWords(ExtensionArray):
    """Texts as positions in the place where they are kept.

    To choose, cut and order them reads nothing; a cell, ``to_numpy``, ``tolist`` and ``astype``
    read. Where a position is NOWHERE (as a merge leaves it) the text is ``None``.
    """

    def __init__(self, kept: Kept, positions: Positions | None = None) -> None:
        self._kept = kept
        self._at = np.arange(len(kept), dtype=np.int32) if positions is None else positions

    @classmethod
    def _from_sequence(
        cls, scalars: Sequence[Any], *, dtype: object = None, copy: bool = False
    ) -> Self:
        del dtype, copy
        return cls(InMemory(pa.array(list(scalars), pa.string(), from_pandas=True)))

    @classmethod
    def _from_factorized(cls, values: Sequence[Any], original: "LazyWords") -> Self:
        del original
        return cls._from_sequence(values)

    @property
    def dtype(self) -> WordsDtype:
        """The dtype."""
        return WordsDtype()

    @property
    def nbytes(self) -> int:
        """What the positions take in memory."""
        return self._at.nbytes

    def __len__(self) -> int:
        return len(self._at)

    def __iter__(self) -> Iterator[Any]:
        return iter(self.__arrow_array__().to_pylist())

    def __getitem__(self, item: Any) -> Any:
        if isinstance(item, int | np.integer):
            return type(self)(self._kept, self._at[[int(item)]]).__arrow_array__()[0].as_py()
        return type(self)(self._kept, self._at[pd.api.indexers.check_array_indexer(self, item)])

    def __array__(self, dtype: object = None, copy: bool | None = None) -> npt.NDArray[Any]:
        del dtype, copy
        cells = self.__arrow_array__().to_numpy(zero_copy_only=False)
        return np.asarray(cells, dtype=object)

    def __arrow_array__(self, type: pa.DataType | None = None) -> pa.Array:
        here = self._at != NOWHERE
        found = self._kept.take(self._at[here])
        if not here.all():
            found = found.take(pa.array(np.cumsum(here) - 1, mask=~here))
        return found if type is None else found.cast(type)

    def __eq__(self, other: object) -> Any:
        """Return where the texts are ``other``, or those of it one by one."""
        return np.asarray(self) == (np.asarray(other) if isinstance(other, LazyWords) else other)

    __hash__ = None  # type: ignore[assignment] # as pandas has it for what can be compared so

    def isna(self) -> npt.NDArray[np.bool_]:
        """Return where there is no text."""
        missing: npt.NDArray[np.bool_] = self._at == NOWHERE
        return missing

    def take(self, indices: Any, *, allow_fill: bool = False, fill_value: object = None) -> Self:
        """Return the texts at ``indices``; with ``allow_fill`` -1 stands for no text."""
        del fill_value
        wanted = np.asarray(indices, dtype=np.intp)
        if not allow_fill:
            return type(self)(self._kept, self._at[wanted])
        if not len(self._at):
            return type(self)(self._kept, np.full(len(wanted), NOWHERE, dtype=np.int32))
        at = np.where(wanted < 0, NOWHERE, self._at[wanted])
        return type(self)(self._kept, at.astype(np.int32))

    def copy(self) -> Self:
        """Return another array of the same texts."""
        return type(self)(self._kept, self._at.copy())

    def followed_by(self, texts: Sequence[str]) -> Self:
        """Return these texts with others behind them; those that are kept elsewhere stay there."""
        if not len(texts):
            return self
        more = np.arange(len(self._kept), len(self._kept) + len(texts), dtype=np.int32)
        beside = Beside(self._kept, pa.array(list(texts), pa.string()))
        return type(self)(beside, np.concatenate([self._at, more]))

    @classmethod
    def _concat_same_type(cls, to_concat: Sequence["LazyWords"]) -> Self:
        if all(one._kept is to_concat[0]._kept for one in to_concat):
            return cls(to_concat[0]._kept, np.concatenate([one._at for one in to_concat]))
        texts = pa.concat_arrays([one.__arrow_array__().cast(pa.string()) for one in to_concat])
        return cls(InMemory(texts))

    def containing(self, words: str) -> npt.NDArray[np.bool_]:
        """Return where ``words`` stand, in whatever case; nothing of it is kept in memory."""
        mask = self._kept.containing(words)
        found: npt.NDArray[np.bool_] = mask[self._at] & (self._at != NOWHERE)
        return found


def written(rows: pd.DataFrame) -> pd.DataFrame:
    """Return ``rows`` with their texts as plain strings: for the few that are looked at.

    >>> frame = pd.DataFrame({"topic": pd.Categorical(["aid"]), "value": [1.0]})
    >>> [str(dtype) for dtype in written(frame).dtypes]
    ['str', 'float64']
    """
    return rows.astype({name: "str" for name in rows if isinstance(rows[name].dtype, STORED)})


class InMemory:
    """Texts that are in memory, so that to cut and sort them moves numbers only."""

    def __init__(self, texts: pa.Array) -> None:
        self._texts = texts

    def __len__(self) -> int:
        return len(self._texts)

    def take(self, positions: Positions) -> pa.Array:
        """Return the texts of these rows, in this order."""
        return self._texts.take(pa.array(positions))

    def containing(self, words: str) -> npt.NDArray[np.bool_]:
        """Return for every row whether ``words`` stand in its text, in whatever case."""
        return contained(self._texts, words)


class Beside:
    """Texts that are kept elsewhere, and ``more`` of them behind these."""

    def __init__(self, kept: Kept, more: pa.Array) -> None:
        self._kept, self._more = kept, more

    def __len__(self) -> int:
        return len(self._kept) + len(self._more)

    def take(self, positions: Positions) -> pa.Array:
        """Return the texts of these rows, in this order."""
        more = positions >= len(self._kept)
        if not more.any():
            return self._kept.take(positions)
        found = self._kept.take(positions[~more])
        added = self._more.take(pa.array(positions[more] - len(self._kept)))
        place = np.where(more, len(found) + np.cumsum(more) - 1, np.cumsum(~more) - 1)
        return pa.concat_arrays([found.cast(pa.string()), added]).take(pa.array(place))

    def containing(self, words: str) -> npt.NDArray[np.bool_]:
        """Return for every row whether ``words`` stand in its text, in whatever case."""
        return np.append(self._kept.containing(words), contained(self._more, words))


def contained(texts: pa.Array, words: str) -> npt.NDArray[np.bool_]:
    """Return where ``words`` stand in ``texts``, in whatever case.

    >>> contained(pa.array(["Ten tanks", None, "no"]), "TANK").tolist()
    [True, False, False]
    """
    found = pc.match_substring(pc.utf8_lower(texts), words.lower())
    mask: npt.NDArray[np.bool_] = found.fill_null(False).to_numpy(zero_copy_only=False)
    return mask
