"""Arrange pledges by who made them and how far they have come."""

from collections.abc import Iterable

import numpy as np
import pandas as pd

from analysis.codes import Positions
from analysis.cuts import coded_column
from analysis.schema import Tables

COLUMNS = ["iso3", "group", "stage", "what", "pledges", "quotes"]


def pledge_stages(tables: Tables, most: int | None = None) -> pd.DataFrame:
    """Return iso3, group, stage, what, pledges and quotes: a row for each country and stage.

    ``group`` is the quote where the text names no country ("26 countries"), else empty; ``what``
    and ``quotes`` join what is pledged, each once, in the order of the text. Of more than ``most``
    quotes the first are told, and the number of the others.

    >>> pledge_stages(Tables()).columns.tolist()
    ['iso3', 'group', 'stage', 'what', 'pledges', 'quotes']
    """
    named = ("iso3", "stage", "quote", "what")
    (who, countries), (stage, stages), (quote, quotes), (what, forces) = (
        coded_column(tables, "pledges", name) for name in named
    )
    nobody = (countries == "")[who] if len(countries) else np.zeros(0, dtype=bool)
    group = np.where(nobody, quote.astype(np.int64) + 1, 0)
    keys = (group * max(len(countries), 1) + who) * max(len(stages), 1) + stage
    row_of, _ = pd.factorize(keys)
    first = _firsts(row_of)
    count = len(first)
    texts: dict[str, list[str]] = {
        "iso3": countries.take(who[first]).tolist(),
        "group": [quotes[quote[at]] if nobody[at] else "" for at in first],
        "stage": stages.take(stage[first]).tolist(),
        "what": [_once(cells) for cells in _listed(row_of, what, forces, count)],
        "quotes": [_told(cells, most) for cells in _listed(row_of, quote, quotes, count)],
    }
    columns = {name: pd.array(words, dtype="str") for name, words in texts.items()}
    counts = np.bincount(row_of, minlength=count)
    return pd.DataFrame({**columns, "pledges": counts}, columns=COLUMNS)


def _firsts(row_of: Positions) -> Positions:
    """Return where each row, numbered in the order in which they occur, occurs first."""
    rows = np.maximum.accumulate(row_of) if len(row_of) else row_of
    return np.flatnonzero(np.diff(rows, prepend=-1))


def _listed(
    row_of: Positions, codes: Positions, names: "pd.Index[str]", count: int
) -> list[list[str]]:
    """Return for each row the names that it has, each once, in the order of the text."""
    width = max(len(names), 1)
    pairs = pd.unique(row_of.astype(np.int64) * width + codes)
    rows, found = np.divmod(pairs, width)
    order = np.argsort(rows, kind="stable")
    words = names.take(found[order]).tolist()
    ends = np.cumsum(np.bincount(rows, minlength=count)).tolist()
    return [words[start:end] for start, end in zip([0, *ends][:-1], ends, strict=True)]


def _once(cells: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(word for cell in cells for word in cell.split(";")))


def _told(quotes: list[str], most: int | None) -> str:
    left = len(quotes) - most if most is not None else 0
    return ", ".join(quotes[:most]) + (f" and {left:,} more" if left > 0 else "")
