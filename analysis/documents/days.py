"""Read the dates of a column, which people write in many ways."""

import re
from collections.abc import Iterable
from datetime import date, datetime
from email.utils import parsedate

_ISO = re.compile(r"(?P<day>\d{4}-\d{2}-\d{2}|\d{8})(?:[T ].*)?")
_NUMBERS = re.compile(
    r"(?P<first>\d{1,2})(?P<mark>[./-])(?P<second>\d{1,2})(?P=mark)(?P<year>\d{4})(?: .*)?"
)
_SEPTEMBER = re.compile(r"\bSept\b\.?")
_MONTH_FIRST = re.compile(
    r"(?P<month>[A-Za-z]{3,9})\.? (?P<day>\d{1,2})(?:st|nd|rd|th)?,? (?P<year>\d{4})(?: .*)?"
)
LONGEST = 60
"""Characters that a date is read from."""


def day_stands_first(column: Iterable[str]) -> bool | None:
    """Return whether dates such as 05/09/2025 have the day first, ``None`` where nothing tells.

    >>> day_stands_first(["05/09/2025", "17/09/2025"]), day_stands_first(["05/09/2025"])
    (True, None)
    """
    matches = (_NUMBERS.fullmatch(written[:LONGEST].strip()) for written in column)
    pairs = [(int(match["first"]), int(match["second"])) for match in matches if match]
    first = any(a > 12 >= b for a, b in pairs)
    second = any(b > 12 >= a for a, b in pairs)
    return None if first == second else first


def read_day(written: str, *, day_first: bool | None = None) -> date | None:
    """Return the day that is written out, or ``None`` where it is none or could be two.

    >>> read_day("2025-09-05T10:30:00Z"), read_day("Sep 5, 2025")
    (datetime.date(2025, 9, 5), datetime.date(2025, 9, 5))
    >>> read_day("Fri, 05 Sep 2025 10:30:00 GMT"), read_day("05/09/2025", day_first=True)
    (datetime.date(2025, 9, 5), datetime.date(2025, 9, 5))
    >>> read_day("05/09/2025") is None, read_day("soon") is None
    (True, True)
    """
    written = _SEPTEMBER.sub("Sep", " ".join(written[:LONGEST].split()))
    try:
        if match := _ISO.fullmatch(written):
            return date.fromisoformat(match["day"])
        if match := _NUMBERS.fullmatch(written):
            return _by_numbers(match, day_first)
        if match := _MONTH_FIRST.fullmatch(written):
            written = f"{match['day']} {match['month']} {match['year']}"
        found = parsedate(f"{written} 00:00" if ":" not in written else written)
        return datetime(*found[:3]).date() if found else None
    except (ValueError, OverflowError, IndexError, TypeError):
        return None


def _by_numbers(match: re.Match[str], day_first: bool | None) -> date | None:
    first, second, year = int(match["first"]), int(match["second"]), int(match["year"])
    if first > 12 or match["mark"] == ".":
        day_first = True
    elif second > 12:
        day_first = False
    if day_first is None:
        return date(year, second, first) if first == second else None
    return date(year, second, first) if day_first else date(year, first, second)
