"""Read from leaders.csv who may be meant by a surname in a text of a given day."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from analysis import vocabulary
from analysis.countries.gazetteer import CAPITALISED, day, folded, plain, settings


class Known(NamedTuple):
    """A surname as one text may use it.

    ``bare`` is how sure the surname alone is (0: not at all), ``full`` the name in full, which is 0
    where only a title tells that the office is held: in a text without a date. ``offices`` are the
    titles that may stand before the surname alone, ``titles`` those before the name in full.
    ``alone`` says that the surname is rare enough to mean this person by itself.
    """

    given: str
    surname: str
    code: str
    bare: float
    full: float
    offices: frozenset[str] = frozenset()
    titles: frozenset[str] = frozenset()
    alone: bool = False


@dataclass(frozen=True, slots=True)
class _Term:
    known: Known
    since: date
    until: date


@cache
@vocabulary.kept()
def _terms() -> tuple[_Term, ...]:
    """Return every term of leaders.csv, once for each spelling of the surname."""
    sure = settings()["confidence"]["in_office"]
    terms: list[_Term] = []
    for row in vocabulary.rows("leaders.csv", key="id"):
        given = " ".join(folded(plain(row["name"])).replace(folded(row["surname"]), "").split())
        days = day(row["since"], date.min), day(row["until"], date.max)
        for surname in _spellings(row["surname"], row["spellings"]):
            bare = sure if row["alone"] else 0.0
            offices, alone = frozenset((row["office"],)), bool(row["alone"])
            known = Known(given, surname, row["code"], bare, sure, offices, offices, alone)
            terms.append(_Term(known, *days))
    return tuple(terms)


def _spellings(surname: str, others: str) -> Iterable[str]:
    """Return the spellings of a surname, with and without accents."""
    written = [plain(spelled) for spelled in (surname, *vocabulary.words(others))]
    return dict.fromkeys([*written, *map(unaccented, written)])


def incumbents(published: date | None) -> dict[str, tuple[Known, ...]]:
    """Return who may be named in a text of that day, under the first word of the surname."""
    return _by_word(None if published is None else _era(published))


def _era(day: date) -> date:
    """Return the first day since which the same people have been in office as on ``day``."""
    turns = _turns()
    return turns[bisect_right(turns, day) - 1]


@cache
@vocabulary.kept()
def _turns() -> tuple[date, ...]:
    """Return the days, in order, from which other people are in office than on the day before."""
    begun = {term.since for term in _terms()}
    ended = {term.until + timedelta(days=1) for term in _terms() if term.until < date.max}
    return tuple(sorted({date.min} | begun | ended))


@cache
def _by_word(era: date | None) -> dict[str, tuple[Known, ...]]:
    """Return who may be named from that day on, or in a text without a day.

    An archive has texts of thousands of days, but there are only some hundred eras.
    """
    index: dict[str, tuple[Known, ...]] = {}
    for known in _undated() if era is None else _in_office(era):
        for word in found_by(known):
            index[word] = (known, *index.get(word, ()))
    return index


def found_by(known: Known) -> list[str]:
    """Return the words that a surname is found by, in its own case and in capitals."""
    match = CAPITALISED.search(known.surname)
    return list(dict.fromkeys((match.group(), match.group().upper()))) if match else []


def _in_office(on: date) -> tuple[Known, ...]:
    """Return who may be named by surname in a text of that day."""
    return tuple(term.known for term in _terms() if term.since <= on <= term.until)


@cache
@vocabulary.kept()
def _undated() -> tuple[Known, ...]:
    """Return who may be named by title and name in a text without a date, whoever is in office.

    A title before the surname alone tells a country where no other leader of that name held it.
    """
    grouped: dict[tuple[str, str, str], list[Known]] = {}
    holders: dict[tuple[str, str], set[str]] = {}
    for known in (term.known for term in _terms()):
        grouped.setdefault((known.given, known.surname, known.code), []).append(known)
        for office in known.offices:
            holders.setdefault((folded(known.surname), office), set()).add(known.code)
    return tuple(_untimed(group, holders) for group in grouped.values())


def _untimed(group: list[Known], holders: dict[tuple[str, str], set[str]]) -> Known:
    """Return one leader's terms as one, in which only a title says that the office is held."""
    titles = frozenset().union(*(known.offices for known in group))
    surname = folded(group[0].surname)
    return group[0]._replace(
        bare=0.0,
        full=0.0,
        offices=frozenset(title for title in titles if len(holders[surname, title]) == 1),
        titles=titles,
    )


def unaccented(word: str) -> str:
    """Return ``word`` without accents, in its own case.

    >>> unaccented("Orbán")
    'Orban'
    """
    bare = folded(word)
    if len(bare) != len(word):
        return word
    return "".join(b.upper() if w.isupper() else b for w, b in zip(word, bare, strict=True))
