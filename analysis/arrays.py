"""Arrays that are worked out once and then kept: in memory, or in files that memory only maps."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa

Array = npt.NDArray[Any]
Arrays = Mapping[str, Array]
Make = Callable[[], Iterable[tuple[str, Array]]]


class Keeper(Protocol):
    """Who keeps arrays by the name of what they are."""

    def kept(self, name: str, make: Make) -> Arrays:
        """Return the arrays called ``name``; ``make`` makes them where nobody has yet.

        Nobody may change them. ``make`` yields one after the other, so that few are held at once.
        """


class Memory:
    """Keeps nothing by itself: whoever asks holds what was made."""

    def kept(self, name: str, make: Make) -> Arrays:
        """Return what ``make`` makes.

        >>> MEMORY.kept("ranks", lambda: [("rank", np.arange(2))])["rank"].tolist()
        [0, 1]
        """
        del name
        arrays = dict(make())
        for array in arrays.values():
            array.setflags(write=False)
        return arrays


MEMORY = Memory()


Keep = Callable[[str, Make], Arrays]


class Found(dict[str, npt.NDArray[np.int32]]):
    """Positions by the name of a table, each worked out when it is asked for first."""

    def __init__(
        self, find: Callable[[str], Array], names: tuple[str, ...], kept: Keep | None = None
    ) -> None:
        super().__init__()
        self._find, self._names = find, names
        self._kept = kept or MEMORY.kept

    def fill(self) -> None:
        """Work all of them out."""
        for name in self._names:
            _ = self[name]

    def __missing__(self, name: str) -> Array:
        if name not in self._names:
            raise KeyError(name)
        question = f"{self._find.__name__.strip('_')} {name}"
        # Half the memory of numpy's own numbers.
        kept = self._kept(question, lambda: [("at", self._find(name).astype(np.int32, copy=False))])
        self[name] = kept["at"]
        return self[name]


def packed_words(name: str, words: pa.LargeStringArray) -> Iterator[tuple[str, Array]]:
    """Yield the arrays from which :func:`words_in` takes ``words`` again.

    >>> arrays = dict(packed_words("topic", pa.array(["aid", "arms"], pa.large_string())))
    >>> words_in(arrays, "topic").to_pylist()
    ['aid', 'arms']
    """
    ends, letters = np.zeros(1, dtype=np.int64), np.zeros(0, dtype=np.uint8)
    if len(words):
        _, places, content = words.buffers()
        ends = np.frombuffer(places, dtype=np.int64)[words.offset :][: len(words) + 1]
        if content is not None:
            letters = np.frombuffer(content, dtype=np.uint8)[ends[0] : ends[-1]]
    yield f"{name}.ends", ends - ends[0]
    yield f"{name}.letters", letters


def words_in(arrays: Arrays, name: str) -> pa.LargeStringArray:
    """Return the words that were packed under ``name``; they stay where the arrays are."""
    ends, letters = arrays[f"{name}.ends"], arrays[f"{name}.letters"]
    buffers = pa.py_buffer(ends), pa.py_buffer(letters)
    return pa.LargeStringArray.from_buffers(len(ends) - 1, *buffers)


def packed_categories(
    name: str, codes: Array, words: pa.LargeStringArray
) -> Iterator[tuple[str, Array]]:
    """Yield the arrays from which :func:`categories_in` takes a column of ``words`` again."""
    yield f"{name}.codes", codes
    yield from packed_words(name, words)


def has_categories(arrays: Arrays, name: str) -> bool:
    """Return whether categories were packed under ``name``."""
    return f"{name}.codes" in arrays


def categories_in(arrays: Arrays, name: str) -> "pd.Categorical[str]":
    """Return the categories that were packed under ``name``; nothing of them is copied.

    >>> words = pa.array(["aid", "arms"], pa.large_string())
    >>> arrays = dict(packed_categories("topic", np.array([1, 0, 1], dtype=np.int8), words))
    >>> categories_in(arrays, "topic").tolist()
    ['arms', 'aid', 'arms']

    Raises:
        OSError: the arrays are damaged.
    """
    words: pd.Index[str] = pd.Index(texts_in(arrays, name))
    codes = arrays[f"{name}.codes"]
    # Wrong codes would be read as memory of others; of sound files one look finds none.
    if len(codes) and not -1 <= int(codes.min()) <= int(codes.max()) < len(words):
        raise OSError(f"{name} is damaged")
    return pd.Categorical.from_codes(codes, categories=words, validate=False)


def texts_in(arrays: Arrays, name: str) -> Any:
    """Return the words that were packed under ``name`` as pandas holds a column of texts."""
    return pd.array(pa.chunked_array([words_in(arrays, name)]), dtype="str")


def packed_note(note: object) -> Array:
    """Return something that JSON can say as an array, from which :func:`note_in` takes it again.

    >>> note_in(packed_note([True, "EUR"]))
    [True, 'EUR']
    """
    return np.frombuffer(json.dumps(note).encode(), dtype=np.uint8)


def note_in(array: Array) -> Any:
    """Return what :func:`packed_note` packed."""
    return json.loads(array.tobytes())


def whole(column: pa.ChunkedArray) -> pa.Array:
    """Return a column in one piece, not copied where it is in one already.

    >>> whole(pa.chunked_array([["a"], ["b"]])).to_pylist()
    ['a', 'b']
    """
    return column.chunk(0) if column.num_chunks == 1 else column.combine_chunks()
