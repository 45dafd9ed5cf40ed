"""Work out once, for a set of tables, to which document, sentence and figure each row belongs."""

import weakref
from collections import OrderedDict
from collections.abc import Callable, Hashable
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.comparing import claims_table
from analysis.schema import TABLES, Tables

Mask = npt.NDArray[np.bool_]
Positions = npt.NDArray[np.intp]

REMEMBERED = 8
"""Results kept for one set of tables: the charts of a page mostly ask for the same few."""

_LONGEST = 2**32
"""More sentences than any text has, so that document and sentence make one number."""


class Places:
    """Row positions that tie the tables of one set together; -1 where a row belongs to none."""

    def __init__(self, tables: Tables) -> None:
        self._frames = tables.frames()
        self._results: OrderedDict[Hashable, Tables] = OrderedDict()

    def remembered(self, question: Hashable, answer: Callable[[], Tables]) -> Tables:
        """Return what ``answer`` gives, from memory where ``question`` was put lately."""
        known = self._results.get(question)
        if known is None:
            known = self._results[question] = answer()
            while len(self._results) > REMEMBERED:
                self._results.popitem(last=False)
        return known

    @cached_property
    def claims(self) -> pd.DataFrame:
        """Return the claims of the tables, with the columns of CLAIMS."""
        return claims_table(self._frames["figures"], self._frames["documents"])

    @cached_property
    def document_of(self) -> dict[str, Positions]:
        """Return for each row of the tables with a doc_id its position among the documents."""
        names = pd.Index(self._frames["documents"]["doc_id"])
        return {
            name: names.get_indexer(self._frames[name]["doc_id"])
            for name, columns in TABLES.items()
            if "doc_id" in columns
        }

    @cached_property
    def sentence_of(self) -> dict[str, Positions]:
        """Return for each row of the tables with a sentence its position among the sentences."""
        keys = self._keys("sentences")
        return {
            name: keys.get_indexer(self._keys(name)) for name in ("figures", "pledges", "mentions")
        }

    def _keys(self, name: str) -> "pd.Index[int]":
        numbers = self._frames[name]["sentence"].to_numpy(dtype=np.int64)
        keys: pd.Index[int] = pd.Index(self.document_of[name] * _LONGEST + numbers)
        return keys

    @cached_property
    def figure_of(self) -> dict[str, Positions]:
        """Return for each row of the tables that follow a figure its position among the figures."""
        ids = pd.Index(self._frames["figures"]["figure_id"])
        return {
            name: ids.get_indexer(self._frames[name]["figure_id"])
            for name, columns in TABLES.items()
            if "figure_id" in columns and name != "figures"
        }

    def sentences_named(self, names: tuple[str, ...]) -> Mask:
        """Return where the sentences called ``names`` stand; without names that is everywhere."""
        sentences = self._frames["sentences"]
        mask = np.zeros(len(sentences), dtype=bool)
        if not names:
            return ~mask
        for name in names:
            doc_id, _, number = name.rpartition(":")
            if number.isdecimal():
                at = (sentences["sentence"] == int(number)) & (sentences["doc_id"] == doc_id)
                mask |= at.to_numpy()
        return mask

    def listed(self, column: str, values: tuple[str, ...]) -> Mask:
        """Return where a sentence's ``column`` ("countries", "topics") lists one of ``values``."""
        rows, words = self._lists(column)
        mask = np.zeros(len(self._frames["sentences"]), dtype=bool)
        mask[rows[words.isin(values)]] = True
        return mask

    def _lists(self, column: str) -> "tuple[Positions, pd.Index[str]]":
        return self._topics if column == "topics" else self._countries

    @cached_property
    def _topics(self) -> "tuple[Positions, pd.Index[str]]":
        return _exploded(self._frames["sentences"]["topics"])

    @cached_property
    def _countries(self) -> "tuple[Positions, pd.Index[str]]":
        return _exploded(self._frames["sentences"]["countries"])


def _exploded(column: "pd.Series[str]") -> "tuple[Positions, pd.Index[str]]":
    """Return the words of a column of lists joined by ";" with the row each stands in."""
    words = column.reset_index(drop=True).str.split(";").explode()
    return words.index.to_numpy(), pd.Index(words.to_numpy(), dtype="str")


_KNOWN: dict[int, tuple[weakref.ref[Tables], Places]] = {}


def places_of(tables: Tables) -> Places:
    """Return the places of ``tables``; they are worked out once and go when the tables go."""
    key = id(tables)
    known = _KNOWN.get(key)
    if known and known[0]() is tables:
        return known[1]
    places = Places(tables)
    forget = _KNOWN.pop  # bound now: when Python ends, the module may go before the tables do
    _KNOWN[key] = weakref.ref(tables, lambda _: forget(key, None)), places
    return places
