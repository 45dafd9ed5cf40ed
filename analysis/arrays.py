"""Arrays that are worked out once and then kept: in memory, or in files that memory only maps."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt
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
