"""Find the times that a sentence names."""

import re
from datetime import date, timedelta

from analysis.dates.grammar import rules_for
from analysis.dates.timespans import stepped
from analysis.dates.words import STEPS, edge_of, numbers
from analysis.model import Span, When

# Before a time: the stretch that ends with it ("the 12 months to June").
_UP_TO = re.compile(
    rf"(?<!\w)(?:(?P<count>{STEPS})\s)?(?P<unit>week|month|quarter|year)s?"
    r"\s(?:to|through|ending|ended|up to)\s(?:in\s|on\s|the\send\sof\s|end[\s-])?(?:the\s)?$",
    re.I,
)
_LEFT = 44
# Stands in for the day of publication to see whether words would be a time with one.
_ANY_DAY = date(2020, 6, 15)


def find_whens(text: str, published: date | None = None) -> list[tuple[Span, When]]:
    """Return the times that ``text`` names, in order, with the days they begin and end.

    A time that counts from now ("last month", "Thursday", "in March") needs the day the text was
    ``published``; without it such words stand for no days, lest a figure take another's.

    >>> [(span.start, when.end) for span, when in find_whens("It must double by 2030.")]
    [(18, datetime.date(2030, 12, 31))]
    >>> find_whens("It may rise to 2,024 men, 1990 soldiers or not.")
    []
    """
    taken: list[tuple[Span, When]] = []
    for pattern, reader in rules_for(text):
        for found in pattern.finditer(text):
            core = Span(*found.span("core" if "core" in pattern.groupindex else 0))
            when = reader(found, published)
            if when is not None:
                taken.append((core, _edged(_run_up(when, text, core), *edge_of(text, core.start))))
            elif published is None and reader(found, _ANY_DAY) is not None:
                taken.append((core, When()))
    return _without_overlaps(taken)


def _edged(when: When, word: str, part: str) -> When:
    """Return the time before or after ``when`` that a word such as "by" or "since" makes of it.

    ``part`` says that its "start" or its "end" is meant.
    """
    start, end = when.start, when.end
    grain = when.granularity
    if part:
        start = end = start if part == "start" else end
        grain = grain if word else "day"
    if word in ("by", "until", "till", "up to"):
        return When(None, end, grain)
    if word in ("since", "from"):
        return When(start, None, grain)
    if word == "before" and start:
        return When(None, start if part else start - timedelta(days=1), grain)
    if word == "after" and end:
        return When(end + timedelta(days=1), None, grain)
    return When(start, end, grain)


def _run_up(when: When, text: str, core: Span) -> When:
    """Return the stretch that ends with ``when``, if it is one: "the 12 months to June"."""
    found = _UP_TO.search(text, max(0, core.start - _LEFT), core.start)
    if found is None or when.start is None or when.end is None:
        return when
    word, unit = (found["count"] or "a").lower(), found["unit"].lower()
    count = int(word) if word.isdigit() else numbers("numbers")[word]
    if unit == "quarter":
        count, unit = 3 * count, "month"
    closes = (when.end + timedelta(days=1)).day == 1
    start = stepped(when.end + timedelta(days=1) if closes else when.end, -count, unit)
    return When(start if closes else start + timedelta(days=1), when.end, when.granularity)


def _without_overlaps(found: list[tuple[Span, When]]) -> list[tuple[Span, When]]:
    """Keep at every place what the earliest row of the grammar reads there, in text order."""
    kept: list[tuple[Span, When]] = []
    taken: set[int] = set()
    for span, when in found:
        places = range(span.start, span.end)
        if taken.isdisjoint(places):
            taken.update(places)
            kept.append((span, when))
    return sorted(kept, key=lambda item: item[0])
