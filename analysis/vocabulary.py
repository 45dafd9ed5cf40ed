"""Load the word lists under ``analysis/data`` once, checked and read-only."""

import csv
import gc
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib import resources
from typing import Any

Row = dict[str, str]


class VocabularyError(ValueError):
    """A word list is broken; the message names file, line and reason."""


@contextmanager
def kept() -> Iterator[None]:
    """Make what is loaded meanwhile without looking for rubbish in it.

    Word lists are kept to the end; to look through all of them whenever some thousand words have
    come takes longer than to read them.
    """
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


def _read(name: str) -> str:
    return resources.files("analysis").joinpath("data", name).read_text(encoding="utf-8")


@cache
@kept()
def rows(name: str, key: str) -> tuple[Row, ...]:
    """Return the rows of the CSV file ``name``, whose column ``key`` must be filled and unique.

    Lines that begin with ``#`` are comments.

    Raises:
        VocabularyError: a cell too many or too few, an empty key or one that repeats.
    """
    lines = [(n, line) for n, line in enumerate(_read(name).splitlines(), 1) if line.strip()]
    lines = [(n, line) for n, line in lines if not line.startswith("#")]
    header = next(csv.reader([lines[0][1]]))
    result: list[Row] = []
    seen: set[str] = set()
    for number, cells in zip(
        [n for n, _ in lines[1:]], csv.reader(line for _, line in lines[1:]), strict=True
    ):
        if len(cells) != len(header):
            raise VocabularyError(f"{name}:{number}: {len(cells)} cells, expected {len(header)}")
        row = dict(zip(header, cells, strict=True))
        if not row[key]:
            raise VocabularyError(f"{name}:{number}: {key} is empty")
        if row[key] in seen:
            raise VocabularyError(f"{name}:{number}: {row[key]!r} repeats")
        seen.add(row[key])
        result.append(row)
    return tuple(result)


@cache
@kept()
def tree(name: str) -> dict[str, Any]:
    """Return the TOML file ``name``.

    Raises:
        VocabularyError: the file is not TOML.
    """
    try:
        return tomllib.loads(_read(name))
    except tomllib.TOMLDecodeError as error:
        raise VocabularyError(f"{name}: {error}") from error


def words(cell: str) -> tuple[str, ...]:
    """Return the parts of a cell that holds several spellings joined by ``|``.

    >>> words("euro|euros")
    ('euro', 'euros')
    """
    return tuple(part.strip() for part in cell.split("|") if part.strip())
