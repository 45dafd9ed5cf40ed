"""Turn rows of the figures table into quantities as another set of texts writes them."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any, TypedDict

from babel.numbers import get_currency_name

Row = Mapping[str, object]
NOTHING = "-"


class Quantity(TypedDict):
    """A quantity of the other format: a number or the two ends of a range, and what it is of.

    What begins at ``surface`` is ours: the quote, the kind, the head noun and the confidence of the
    row it was made from, for those who look at mistakes. The format's scorer does not read them.
    """

    value: float | list[float]
    unit: str
    change: str
    concepts: list[str]
    surface: str
    kind: str
    head: str
    confidence: float


class ConventionError(ValueError):
    """An entry of the table that cannot be used; the message names it."""


@dataclass(frozen=True)
class Entry:
    """One entry of the table: which rows it is for and what it says about them."""

    convention: str
    when: Mapping[str, list[object] | str]
    says: Mapping[str, Any]

    def fits(self, row: Row) -> bool:
        """Return whether every column of ``when`` has one of its values or begins like it."""
        return _all_hold(self.when, row)

    def joins(self, row: Row, after: Row) -> bool:
        """Return whether ``row`` and the one after it are the two ends of one range."""
        alike = all(row.get(column) == after.get(column) for column in self.says["same"])
        return alike and self.fits(row) and _all_hold(self.says["then"], after)


def _all_hold(conditions: Mapping[str, list[object] | str], row: Row) -> bool:
    return all(_holds(wanted, row.get(column)) for column, wanted in conditions.items())


def _holds(wanted: list[object] | str, cell: object) -> bool:
    if isinstance(wanted, str):
        return re.match(wanted, str(cell or ""), re.IGNORECASE) is not None
    return (cell if cell is not None else "") in wanted


# What the entries of each section may say, beside their convention and `when`.
SECTIONS = {
    "drop": set(),
    "join": {"then", "same"},
    "number": {"low", "high", "factor"},
    "change": {"sign"},
    "unit": {"form"},
    "period": set(),
    "currency": {"names"},
    "name": {"names"},
    "words": {"names"},
    "stop": {"words"},
}


def read_conventions(path: Path) -> "Conventions":
    """Return the table of conventions in the TOML file ``path``.

    Raises:
        ConventionError: an entry names no convention, or says what its section does not know.
    """
    tables = tomllib.loads(path.read_text(encoding="utf-8"))
    return Conventions({name: _entries(name, tables[name]) for name in tables})


def _entries(section: str, tables: list[dict[str, Any]]) -> tuple[Entry, ...]:
    if section not in SECTIONS:
        raise ConventionError(f"there is no section {section!r}")
    entries = []
    for table in tables:
        says = {key: said for key, said in table.items() if key not in ("convention", "when")}
        if not table.get("convention") or not says.keys() <= SECTIONS[section]:
            raise ConventionError(f"[[{section}]] {table}: name its convention, and say {says}")
        entries.append(Entry(table["convention"], table.get("when", {}), says))
    return tuple(entries)


@dataclass(frozen=True)
class Conventions:
    """The entries of a table by section, and what they make of a row."""

    sections: Mapping[str, tuple[Entry, ...]]

    def quantities(self, rows: Sequence[Row]) -> list[Quantity]:
        """Return what the other format makes of the rows of one text."""
        found: list[Quantity] = []
        left = [row for row in rows if not self._first("drop", row)]
        while left:
            row, *left = left
            quantity = self.quantity(row)
            if left and any(join.joins(row, left[0]) for join in self.sections.get("join", ())):
                quantity, left = _joined(quantity, self.quantity(left[0])), left[1:]
            found.append(quantity)
        return found

    def quantity(self, row: Row) -> Quantity:
        """Return the quantity that ``row`` is in the other format."""
        return Quantity(
            value=self.number(row),
            unit=self.unit(row),
            change=self.change(row),
            concepts=self.plain_words(str(row.get("about") or "")) or [NOTHING],
            surface=str(row.get("quote") or ""),
            kind=str(row.get("kind") or ""),
            head=self._unit(str(row.get("unit") or "")),
            confidence=float(str(row.get("confidence", 1.0))),
        )

    def number(self, row: Row) -> float | list[float]:
        """Return the number of ``row``, or the two ends of its range."""
        entry = self._first("number", row)
        says = entry.says if entry else {}
        if row.get("value") is not None:
            return _scaled(row["value"], says)
        return [_scaled(says.get(end, row[end]), says) for end in ("low", "high")]

    def change(self, row: Row) -> str:
        """Return the sign of change of ``row``."""
        entry = self._first("change", row)
        return str(entry.says["sign"]) if entry else "="

    def unit(self, row: Row) -> str:
        """Return the name of what ``row`` counts, with its unit of time where it has one."""
        entry = self._first("unit", row)
        form = str(entry.says["form"]) if entry else "{unit}"
        parts = {
            "unit": self._unit(str(row.get("unit") or "")),
            "name": self.currency(row),
            "counted": self._counted(row),
        }
        name = form.format(**parts).strip()
        if self._first("period", row):
            name += " " + str(row["period"]).replace("_", " ")
        return name or NOTHING

    def currency(self, row: Row) -> str:
        """Return the name of the row's currency: the table's, else CLDR's in lower case."""
        code = str(row.get("currency") or "")
        for entry in self.sections.get("currency", ()):
            if code in entry.says["names"] and entry.fits(row):
                return str(entry.says["names"][code])
        return get_currency_name(code, count=1, locale="en").lower() if code else ""

    def plain_words(self, phrase: str) -> list[str]:
        """Return the words of ``phrase`` without stop words; "US" in capitals is none."""
        words = (word.strip(".,;:()[]\"“”'‘’") for word in phrase.split())
        return [word for word in words if word and not self._is_stop(word)]

    def _is_stop(self, word: str) -> bool:
        return word.lower() in self._stop and not (word.isupper() and len(word) > 1)

    def _unit(self, name: str) -> str:
        """Return a unit by its other name, or else what stands behind its "per" by that."""
        one, per, other = name.partition("per ")
        renamed = self._named("name", name)
        return renamed if renamed != name else one + per + self._named("name", other)

    def _counted(self, row: Row) -> str:
        words = self.plain_words(str(row.get("counted") or row.get("unit") or ""))
        plain = " ".join(self._named("words", word) for word in words)
        return self._named("name", plain).lower() or NOTHING

    def _named(self, section: str, name: str) -> str:
        return self._names[section].get(name, name)

    def _first(self, section: str, row: Row) -> Entry | None:
        return next((one for one in self.sections.get(section, ()) if one.fits(row)), None)

    @cached_property
    def _names(self) -> dict[str, dict[str, str]]:
        return {
            section: {
                ours: theirs
                for entry in self.sections.get(section, ())
                for ours, theirs in entry.says["names"].items()
            }
            for section in ("name", "words")
        }

    @cached_property
    def _stop(self) -> frozenset[str]:
        entries = self.sections.get("stop", ())
        return frozenset(word for entry in entries for word in entry.says["words"])


def _joined(one: Quantity, other: Quantity) -> Quantity:
    """Return the range from ``one`` to ``other``, as unsure as the less sure of them."""
    joined = one.copy()
    joined["value"] = [_ends(one)[0], _ends(other)[1]]
    joined["confidence"] = min(one["confidence"], other["confidence"])
    return joined


def _ends(quantity: Quantity) -> list[float]:
    value = quantity["value"]
    return value if isinstance(value, list) else [value, value]


def _scaled(number: object, says: Mapping[str, Any]) -> float:
    return float(Decimal(str(number)) * Decimal(str(says.get("factor", 1))))
