"""The columns of a figure that a reviewer can correct: what each takes, and how it is written."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from math import isfinite

import pandas as pd

from analysis.labels import MAGNITUDES, country_name, format_number, period_words, word
from analysis.model import KINDS, QUALIFIERS, ROLES, STATUSES, TOPICS
from analysis.vocabulary import rows, tree

Cell = str | float | bool | None
"""A value as decisions keep it: days are ISO dates, countries codes joined by ";"."""

LIST, OPEN_LIST, COUNTRIES = "list", "open list", "countries"
AMOUNT, DAY, WORDS, FLAG = "number", "day", "text", "flag"
GRANULARITIES = ("day", "month", "quarter", "year")
PERIODS = ("per_day", "per_week", "per_month", "per_year")
LONGEST = 400
"""Characters of a free text: a name or a noun phrase, no essay."""
MOST_NAMED = 12
LETTERS = {"k": 1_000, "m": 1_000_000}
"""Short for thousand and million, beside the magnitudes of the vocabulary."""


class FieldError(ValueError):
    """What was entered for a column is not one of its values; the message says what is."""


@dataclass(frozen=True)
class Field:
    """A column that can be corrected: its name for readers, and what it takes."""

    title: str
    takes: str
    choices: tuple[str, ...] = ()


FIELDS: dict[str, Field] = {
    "kind": Field("Kind of figure", LIST, KINDS),
    "qualifier": Field("Exactness", LIST, QUALIFIERS),
    "value": Field("Value", AMOUNT),
    "low": Field("At least", AMOUNT),
    "high": Field("At most", AMOUNT),
    "currency": Field("Currency", LIST),
    "currency_inferred": Field("The text leaves the currency open", FLAG),
    "unit": Field("Unit", WORDS),
    "counted": Field("What is counted", WORDS),
    "period": Field("Period", OPEN_LIST, ("", *PERIODS)),
    "change": Field("Change", LIST, ("", "up", "down")),
    "step": Field("Level of a change", LIST, ("", "from", "to")),
    "about": Field("What it measures", WORDS),
    "topic": Field("Topic", OPEN_LIST, TOPICS),
    "status": Field("How it stands", LIST, STATUSES),
    "speaker": Field("Who says so", WORDS),
    "countries": Field("Countries, the main one first", COUNTRIES),
    "role": Field("Part of the main country", LIST, ("", *ROLES)),
    "when_start": Field("Time it speaks of, from", DAY),
    "when_end": Field("Time it speaks of, to", DAY),
    "when_granularity": Field("Exact to the", LIST, ("", *GRANULARITIES)),
}
"""Every column that says how a figure is read. What is not here is where it stands, the words that
it was read from, or made of these."""


@cache
def currencies() -> tuple[str, ...]:
    """Return the codes that a currency can have, none first."""
    return ("", *sorted(row["code"] for row in rows("currencies.csv", key="code")))


@cache
def places() -> tuple[str, ...]:
    """Return the codes of all countries and blocs in the order of their names."""
    codes = [row["code"] for name in ("countries.csv", "blocs.csv") for row in rows(name, "code")]
    return tuple(sorted(dict.fromkeys(codes), key=country_name))


def cell_of(column: str, value: object) -> Cell:
    """Return a value of the figures table as decisions keep it.

    >>> cell_of("when_start", pd.Timestamp("2026-03-01")), cell_of("value", float("nan"))
    ('2026-03-01', None)
    """
    takes = FIELDS[column].takes
    if takes == FLAG:
        return bool(value)
    if value is None or value is pd.NaT or (isinstance(value, float) and pd.isna(value)):
        return None if takes in (AMOUNT, DAY) else ""
    if takes == DAY:
        return f"{value:%Y-%m-%d}" if isinstance(value, date) else str(value) or None
    if takes == AMOUNT:
        return float(str(value)) if str(value) else None
    return str(value)


def checked(column: str, value: object) -> Cell:
    """Return ``value``, which came from a form or a file, as a cell of ``column``.

    >>> checked("status", "denied"), checked("value", 12)
    ('denied', 12.0)

    Raises:
        FieldError: the column does not take it.
    """
    takes = FIELDS[column].takes
    if takes in (AMOUNT, DAY) and value is None:
        return None
    if takes == AMOUNT:
        return _finite(value)
    if takes == DAY:
        return _day(value)
    if takes == FLAG:
        return _flag(value)
    if not isinstance(value, str):
        raise FieldError(f"{value!r} is no text")
    text = " ".join(value.split())
    if len(text) > LONGEST:
        raise FieldError(f"longer than {LONGEST} characters")
    return _codes(text) if takes == COUNTRIES else _listed(column, text)


def choices(column: str) -> tuple[str, ...]:
    """Return what can be chosen for a column, nothing where it takes what is typed.

    >>> choices("change"), choices("unit")
    (('', 'up', 'down'), ())
    """
    if column == "currency":
        return currencies()
    return places() if column == "countries" else FIELDS[column].choices


def _listed(column: str, text: str) -> str:
    """Return ``text`` where it is one of the column's words, or the column takes any."""
    if FIELDS[column].takes == LIST and text not in choices(column):
        some = ", ".join(filter(None, choices(column)[:MOST_NAMED]))
        raise FieldError(f"“{text}” is none of {some}{'…' * (len(choices(column)) > MOST_NAMED)}")
    if column == "topic" and not text:
        raise FieldError("choose one; “other” fits where none of them does")
    return text


def _finite(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
        raise FieldError(f"{value!r} is no number")
    return float(value)


def _day(value: object) -> str:
    try:
        day = value if isinstance(value, date) else date.fromisoformat(str(value))
    except ValueError as error:
        raise FieldError(f"{value!r} is no day (YYYY-MM-DD)") from error
    return (day.date() if isinstance(day, datetime) else day).isoformat()


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise FieldError(f"{value!r} is neither true nor false")
    return value


def _codes(joined: str) -> str:
    codes = [code for code in joined.split(";") if code]
    unknown = [code for code in codes if code not in places()]
    if unknown:
        raise FieldError(f"{unknown[0]!r} is no country or bloc that is known here")
    return ";".join(dict.fromkeys(codes))


_DIGITS = r"(?:\d{1,3}(?:,\d{3}){1,6}|\d{1,21})(?:\.\d{1,21})?"
_WRITTEN = re.compile(rf"(?P<sign>[+−-]?)(?P<number>{_DIGITS})\s*(?P<magnitude>[A-Za-z]{{0,12}})")


def read_number(written: str) -> float | None:
    """Return the number that a reviewer typed, ``None`` where the field is empty.

    >>> read_number("1,200"), read_number("8.2 bn"), read_number("-0.3"), read_number(" ")
    (1200.0, 8200000000.0, -0.3, None)

    Raises:
        FieldError: it is no number: "1,2", "about 5", "1e9".
    """
    text = written.strip().removesuffix("%").strip()
    if not text:
        return None
    found = _WRITTEN.fullmatch(text)
    factor = _factor(found["magnitude"]) if found else None
    if found is None or factor is None:
        raise FieldError(f"“{written.strip()}” is no number; write 1200, 1,200 or 1.2 bn")
    number = Decimal(found["number"].replace(",", "")) * factor
    return float(-number if found["sign"] in ("-", "−") else number)


def _factor(magnitude: str) -> Decimal | None:
    known = {"": 1, **LETTERS, **tree("numerals.toml")["magnitudes"]}
    factor = known.get(magnitude.lower())
    return None if factor is None else Decimal(factor)


def written_number(value: float | None) -> str:
    """Return a number as a reviewer would type it; it reads back the same.

    >>> written_number(8e11), written_number(0.1), written_number(None)
    ('800,000,000,000', '0.1', '')
    """
    if value is None or pd.isna(value):
        return ""
    return f"{int(value):,}" if value.is_integer() else f"{Decimal(repr(value)):,f}"


def in_words(column: str, cell: Cell) -> str:
    """Return a cell as a reader reads it, "–" where it is empty.

    >>> in_words("countries", "NOR;UKR"), in_words("value", 8e9), in_words("speaker", "")
    ('Norway, Ukraine', '8,000,000,000 (8 bn)', '–')
    """
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if cell is None or cell == "":
        return "–"
    if isinstance(cell, float):
        short = f" ({format_number(cell)})" if abs(cell) >= MAGNITUDES[-1][0] else ""
        return written_number(cell) + short
    if column == "countries":
        return ", ".join(map(country_name, cell.split(";")))
    if column == "period":
        return period_words(cell)
    return word(cell) if FIELDS[column].takes in (LIST, OPEN_LIST) else cell
