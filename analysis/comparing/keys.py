"""Number the figures that can be compared: by claim, by time, by the words for what is measured."""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.claims import thing_of
from analysis.codes import codes_of, combined, hit

Codes = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

LEVEL, BEFORE, RISE, FALL = "level", "level before", "rise", "fall"
"""What a number can be of one thing: how much there is, was before a change, came or went."""

MEASURES = (LEVEL, BEFORE, RISE, FALL)

SAID = {"claimed": "fact"}
"""Statuses that both say that something is so; who claims it stands in ``speakers``."""


def together(*parts: Codes) -> Codes:
    """Return one code a row, the same where the codes of all ``parts`` are the same.

    >>> together(np.array([0, 0, 1]), np.array([5, 5, 5])).tolist()
    [0, 0, 1]
    """
    joint = np.zeros(len(parts[0]), dtype=np.int64)
    for part in parts:
        numbers = pd.factorize(part)[0].astype(np.int64)
        joint = pd.factorize(joint * (len(part) + 1) + numbers)[0].astype(np.int64)
    return joint


def coded(column: "pd.Series[str]") -> Codes:
    """Return one code a row, the same where the text is the same."""
    if isinstance(column.dtype, pd.CategoricalDtype):
        return column.cat.codes.to_numpy().astype(np.int64)
    return pd.factorize(column, use_na_sentinel=False)[0].astype(np.int64)


def numbered(column: npt.NDArray[np.float64]) -> Codes:
    """Return one code a row, the same where the number is the same; -1 where there is none.

    >>> numbered(np.array([5.0, np.nan, 5.0])).tolist()
    [0, -1, 0]
    """
    return pd.factorize(column)[0].astype(np.int64)


def filled(column: "pd.Series[str]") -> Flags:
    """Return where ``column`` holds any text."""
    return (column.notna() & (column != "")).to_numpy(dtype=bool)


def measures(figures: pd.DataFrame) -> npt.NDArray[np.object_]:
    """Return what each number is of its thing: LEVEL, BEFORE, RISE or FALL."""
    names = np.array(MEASURES, dtype=object)
    words: npt.NDArray[np.object_] = names[measured(figures)]
    return words


def measured(figures: pd.DataFrame) -> npt.NDArray[np.int8]:
    """Return the place of each figure's measure among MEASURES."""
    step, change = figures["step"], figures["change"]
    chosen = [step == "from", step == "to", change == "up", change == "down"]
    numbers = [np.int8(MEASURES.index(name)) for name in (BEFORE, LEVEL, RISE, FALL)]
    flags = [flag.to_numpy(dtype=bool) for flag in chosen]
    return np.select(flags, numbers, np.int8(0)).astype(np.int8)


def claims(figures: pd.DataFrame) -> Codes:
    """Return a code a claim: figures of one ``claim_id`` that measure it in one way."""
    return together(coded(figures["claim_id"]), measured(figures).astype(np.int64))


def count_of_claims(figures: pd.DataFrame) -> int:
    """Return how many claims ``claims`` tells apart; the figures need claim_id, step and change."""
    codes, words = codes_of(figures["claim_id"])
    width = len(MEASURES)
    found = combined(codes, measured(figures), width, len(words))
    return int(np.count_nonzero(hit(len(words) * width, found)))


def main_country(countries: str) -> str:
    """Return the first of the countries that are joined in a figure's column.

    >>> main_country("NOR;UKR"), main_country("")
    ('NOR', '')
    """
    return countries.partition(";")[0]


def times(figures: pd.DataFrame, published: "pd.Series[pd.Timestamp]") -> Codes:
    """Return a code for the time that each figure speaks of.

    A figure without a date of its own speaks of the year that its text was published in.
    """
    start, end = figures["when_start"], figures["when_end"]
    undated = (start.isna() & end.isna()).to_numpy()
    year = published.dt.year.fillna(0).to_numpy(np.int64)
    own = together(days(start), days(end))
    return together(np.where(undated, year, -1), np.where(undated, -1, own))


def days(column: "pd.Series[pd.Timestamp]") -> Codes:
    """Return the days as whole numbers, in their order."""
    return column.to_numpy("datetime64[s]").astype(np.int64)


def things(figures: pd.DataFrame) -> Codes:
    """Return a code for what is counted and the words before the head of what is measured.

    The head itself is part of ``claim_id``.
    """
    before = coded_by(figures["about"], lambda about: thing_of(about).rpartition(" ")[0])
    return together(before, coded_by(figures["counted"], str.casefold))


def whose(figures: pd.DataFrame) -> Codes:
    """Return a code for the countries concerned in any order or, where there are none, the owner.

    Figures that have neither get code 0 and no others do.
    """
    countries = coded_by(figures["countries"], lambda joined: ";".join(sorted(joined.split(";"))))
    owners = coded_by(figures["about"], lambda about: about.partition("; ")[2].casefold())
    return np.where(countries > 0, 2 * countries, np.where(owners > 0, 2 * owners + 1, 0))


def standings(figures: pd.DataFrame) -> Codes:
    """Return a code for the status, the same for what is said to be so, claimed or not."""
    return coded_by(figures["status"], lambda status: SAID.get(status, status))


def coded_by(column: "pd.Series[str]", change: Callable[[str], str]) -> Codes:
    """Return one code a row, the same where ``change`` makes the same of the text; 0 for "".

    >>> coded_by(pd.Series(["A", "", "a", "b"], dtype="str"), str.lower).tolist()
    [1, 0, 1, 2]
    """
    codes, texts = pd.factorize(column, use_na_sentinel=False)
    known = {"": 0}
    seen = texts.to_numpy(dtype=object).tolist()
    changed = (change(text) if isinstance(text, str) else "" for text in seen)
    numbers = [known.setdefault(text, len(known)) for text in changed]
    return np.array(numbers, dtype=np.int64)[codes]
