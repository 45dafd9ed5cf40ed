"""Read from leaders.csv who may be meant by a surname in a text of a given day."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from analysis import vocabulary
from analysis.countries.gazetteer import CAPITALISED, day, folded, plain, settings


@dataclass(frozen=True, slots=True)
class Known:
    """A surname as one text may use it.

    ``bare`` is how sure the surname alone is (0: not at all), ``full`` the name in full;
    ``offices`` are the titles that may replace the given name in a text without a date.
    """

    given: str
    surname: str
    code: str
    bare: float
    full: float
    offices: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class _Term:
    known: Known
    since: date
    until: date


@cache
def _terms() -> tuple[_Term, ...]:
    """Return every term of leaders.csv, once for each spelling of the surname."""
    sure = settings()["confidence"]["in_office"]
    terms: list[_Term] = []
    for row in vocabulary.rows("leaders.csv", key="id"):
        given = " ".join(folded(plain(row["name"])).replace(folded(row["surname"]), "").split())
        days = day(row["since"], date.min), day(row["until"], date.max)
        for surname in _spellings(row["surname"], row["spellings"]):
            bare = sure if row["alone"] else 0.0
            offices = frozenset((row["office"],))
            terms.append(_Term(Known(given, surname, row["code"], bare, sure, offices), *days))
    return tuple(terms)


def _spellings(surname: str, others: str) -> Iterable[str]:
    """Return the spellings of a surname, with and without accents."""
    written = [plain(spelled) for spelled in (surname, *vocabulary.words(others))]
    return dict.fromkeys([*written, *map(unaccented, written)])


@cache
def incumbents(published: date | None) -> dict[str, tuple[Known, ...]]:
    """Return who may be named in a text of that day, under the first word of the surname."""
    index: dict[str, tuple[Known, ...]] = {}
    for known in _undated() if published is None else _in_office(published):
        for word in found_by(known):
            index[word] = (known, *index.get(word, ()))
    return index


def found_by(known: Known) -> list[str]:
    """Return the words that a surname is found by, in its own case and in capitals."""
    match = CAPITALISED.search(known.surname)
    return list(dict.fromkeys((match.group(), match.group().upper()))) if match else []


@cache
def _in_office(on: date) -> tuple[Known, ...]:
    """Return who may be named by surname in a text of that day."""
    return tuple(term.known for term in _terms() if term.since <= on <= term.until)


@cache
def _undated() -> tuple[Known, ...]:
    """Return who may be named in full, or by title and surname, in a text without a date."""
    full = settings()["confidence"]["full_name"]
    grouped: dict[tuple[str, str], list[Known]] = {}
    for term in _terms():
        grouped.setdefault((term.known.given, term.known.surname), []).append(term.known)
    return tuple(
        replace(
            group[0], bare=0.0, full=full, offices=frozenset().union(*(k.offices for k in group))
        )
        for group in grouped.values()
        if len({known.code for known in group}) == 1
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
