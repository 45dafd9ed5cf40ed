"""Tell from the properties of a PDF or Word file what can be believed of title and date."""

import re
from datetime import date, timedelta

from analysis.vocabulary import tree

FILE_PROPERTIES = "file properties"
EARLIEST = date(1990, 1, 1)
"""Clocks that were never set, and the times with which formats begin, lie before this day."""
LONGEST_WORK = timedelta(days=366)
"""A file that was changed later than this after it was made tells no day of publication."""
SHORTEST_TITLE, LONGEST_TITLE = 2, 300

_DAY = re.compile(r"(?:D:)?(?P<year>\d{4})-?(?P<month>\d{2})-?(?P<day>\d{2})")
_FILE_NAME = re.compile(r"\S*\.[a-z]{2,5}|\S*[_\\/]\S*", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{2,}")


def plausible_title(written: str) -> str:
    """Return the title that a property holds, or ``''`` where a program or nobody wrote it.

    >>> plausible_title(" Defence  budget 2026 "), plausible_title("Microsoft Word - q3_final.doc")
    ('Defence budget 2026', '')
    >>> plausible_title("Untitled"), plausible_title("q3_final.indd")
    ('', '')
    """
    title = " ".join(written.split())
    lower = title.lower()
    made_up = tree("properties.toml")["titles"]
    if lower in made_up["whole"] or lower.startswith(tuple(made_up["beginnings"])):
        return ""
    if _FILE_NAME.fullmatch(title) or len(_WORD.findall(title)) < SHORTEST_TITLE:
        return ""
    return title if len(title) <= LONGEST_TITLE else ""


def plausible_day(created: str, changed: str = "", programs: str = "") -> date | None:
    """Return the day of publication that a file's properties suggest, or ``None``.

    It is the day when the file was made, unless that was before EARLIEST, after the last change or
    long before it, or ``programs`` names one whose days are those of printing or of a template.

    >>> plausible_day("D:20250306080000Z"), plausible_day("2025-03-06T08:00:00Z", "2025-03-05")
    (datetime.date(2025, 3, 6), None)
    >>> plausible_day("D:20250306080000Z", programs="Mozilla/5.0 Skia/PDF m120") is None
    True
    """
    made, last = _day(created), _day(changed)
    undated = tree("properties.toml")["programs"]["undated"]
    if made is None or made < EARLIEST or any(name in programs.lower() for name in undated):
        return None
    if last is not None and not made <= last <= made + LONGEST_WORK:
        return None
    return made


def _day(written: str) -> date | None:
    match = _DAY.match(written.strip())
    try:
        return date(*map(int, match.groups())) if match else None
    except ValueError:
        return None
