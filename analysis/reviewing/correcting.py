"""Turn what a reviewer entered for a figure into corrections, or into words on what is wrong."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from analysis.reviewing.decisions import Correction
from analysis.reviewing.fields import FIELDS, Cell, FieldError, cell_of, checked, read_number

Cells = dict[str, Cell]

POINTS, LOWER, UPPER = ("exact", "approx"), ("at_least", "more_than"), ("at_most", "less_than")
SPANS = ("range", "vague")
AMOUNTS = ("value", "low", "high")


@dataclass(frozen=True)
class Correcting:
    """What came of a form: the corrections, or the faults that keep it from being taken."""

    corrections: tuple[Correction, ...] = ()
    faults: tuple[str, ...] = ()


def cells_of(row: Mapping[Any, object]) -> Cells:
    """Return what a row of figures says in every column that can be corrected."""
    return {name: cell_of(name, row[name]) for name in FIELDS}


def correct(as_read: Cells, before: Cells, entered: Mapping[str, object]) -> Correcting:
    """Return the corrections of ``as_read`` that ``entered`` asks for.

    ``before`` is what the form began with. Numbers may be text as typed. Where the qualifier leaves
    no choice, the numbers that were not touched follow those that were: of an exact amount value,
    low and high are one number.
    """
    cells, faults = _taken(before, entered)
    if not faults:
        changed = {name for name in cells if cells[name] != before[name]}
        cells = _settled(cells, changed)
        known = _contradictions(before)  # what the program read against itself stops nobody
        faults = [fault for fault in _contradictions(cells) if fault not in known]
    if faults:
        return Correcting(faults=tuple(faults))
    return Correcting(
        tuple(
            Correction(name, as_read[name], cells[name])
            for name in FIELDS
            if cells[name] != as_read[name]
        )
    )


def _taken(before: Cells, entered: Mapping[str, object]) -> tuple[Cells, list[str]]:
    cells, faults = dict(before), []
    for name, value in entered.items():
        try:
            number = name in AMOUNTS and isinstance(value, str)
            cells[name] = checked(name, read_number(str(value)) if number else value)
        except FieldError as error:
            faults.append(f"{FIELDS[name].title}: {error}")
    return cells, faults


def _settled(cells: Cells, changed: set[str]) -> Cells:
    """Return ``cells`` with the numbers as their qualifier has them.

    >>> _settled({"qualifier": "at_least", "value": 5.0, "low": 4.0, "high": None}, {"value"})
    {'qualifier': 'at_least', 'value': 5.0, 'low': 5.0, 'high': None}
    """
    touched = [name for name in AMOUNTS if name in changed]
    if not touched and "qualifier" not in changed:
        return cells
    stated = [name for name in (*touched, *AMOUNTS) if cells[name] is not None]
    if cells["qualifier"] in SPANS or not stated:
        return cells | ({"value": None} if cells["qualifier"] in SPANS else {})
    if len({cells[name] for name in touched if cells[name] is not None}) > 1:
        return cells  # two numbers for one amount: said as a contradiction
    number = cells[stated[0]]
    return cells | {
        "value": number,
        "low": None if cells["qualifier"] in UPPER else number,
        "high": None if cells["qualifier"] in LOWER else number,
    }


def _contradictions(cells: Cells) -> list[str]:
    faults = [*_amounts(cells), *_times(cells)]
    if cells["currency"] and cells["kind"] != "money":
        faults.append("Only money has a currency: empty “Currency”, or choose the kind money")
    if cells["currency_inferred"] and not cells["currency"]:
        faults.append("No currency is chosen that the text could leave open")
    if cells["role"] and not cells["countries"]:
        faults.append("“Part of the main country” needs a country")
    if cells["countries"] and not cells["role"]:
        faults.append(
            "Say what part the main country plays; “subject” where it is none of the rest"
        )
    return faults


def _amounts(cells: Cells) -> list[str]:
    value, low, high = (cells[name] for name in AMOUNTS)
    if cells["qualifier"] in SPANS:
        if not isinstance(low, float) or not isinstance(high, float):
            return ["A range and a vague amount have two ends: fill in “At least” and “At most”"]
        return [] if low <= high else ["“At least” is more than “At most”"]
    if value is None:
        return ["“Value” is empty; choose the exactness range where the text gives two ends"]
    if cells["qualifier"] in POINTS and not low == value == high:
        return ["An exact amount is one number: “Value”, “At least” and “At most” differ"]
    if cells["qualifier"] in LOWER and (low != value or high is not None):
        return ["The text sets no upper end: empty “At most”, and make “At least” the value"]
    if cells["qualifier"] in UPPER and (high != value or low is not None):
        return ["The text sets no lower end: empty “At least”, and make “At most” the value"]
    return []


def _times(cells: Cells) -> list[str]:
    start, end, told = (cells[f"when_{part}"] for part in ("start", "end", "granularity"))
    if bool(start) != bool(end):
        return ["A time has two days: fill in “from” and “to”, or empty both"]
    if start and end and str(start) > str(end):
        return ["The time ends before it begins"]
    if bool(start) != bool(told):
        return ["“Exact to the” and the two days go together: fill in all three, or empty them"]
    return []


def corrected_cells(row: Mapping[Any, object], corrections: tuple[Correction, ...]) -> Cells:
    """Return what a row of figures says once it is corrected."""
    return cells_of(row) | {one.column: one.corrected for one in corrections}
