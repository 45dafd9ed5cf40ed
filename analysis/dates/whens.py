"""Find the times that a sentence names, and say of which one a figure speaks."""

import re
from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from functools import cache

from analysis.dates.timespans import (
    day,
    months,
    nearest_year,
    of_day,
    period_around,
    stepped,
    years,
)
from analysis.model import Span, When
from analysis.vocabulary import tree

# A time further off than this many words is not the figure's; commas and clauses count for words.
REACH, COMMA, CLAUSE = 24, 2, 8
# Characters between a figure and its time, and times on either side of it, that are weighed.
WINDOW, MOST_BESIDE = 250, 8
# "200 years ago" is a date, "5,000 years ago" is not one that a calendar can hold.
MOST_STEPS = 300

_Reader = Callable[[re.Match[str], date | None], When | None]
_WORD = re.compile(r"\w+")
_STOP = re.compile(r"(?P<clause>[;:—–]|\s-\s|\b(?:while|whereas|although|but)\b)|,(?!\d)")


@cache
def _numbers(table: str) -> Mapping[str, int]:
    return {str(word): int(number) for word, number in tree("dates.toml")[table].items()}


def _one_of(table: str) -> str:
    return "|".join(sorted(_numbers(table), key=len, reverse=True))


_YEAR = r"(?:1[89]|20)\d\d"
_MONTH = rf"(?-i:(?=[A-Z]))(?:{_one_of('months')})\b"
_WEEKDAY = rf"(?-i:(?=[A-Z]))(?:{_one_of('weekdays')})\b"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])"
_TAIL = r"(?:st|nd|rd|th)?"
_STEPS = rf"(?:\d{{1,3}}|{_one_of('numbers')})"
_UNIT = r"(?:day|week|month|quarter|year|decade)"
_NOT_A_COUNT = (
    r"(?![\d.,]*\d|\s?%|\s(?:per ?cent|euros?|dollars?|pounds?|rupees|people|men|women|troops"
    r"|soldiers|jobs|tonnes|tons|miles|metres|homes|million|billion|trillion)\b)"
)
_MONTH_AFTER = (
    r"in|since|by|until|till|from|of|during|last|next|this|early|late|mid|through|throughout|before"
    r"|after|for|between|to|and|end|every"
)
_YEAR_AFTER = (
    r"in|of|by|until|till|since|from|before|after|during|for|the|throughout|fiscal|fy|year|and|to|over|mid|early|late|under|than|through"
    r"|summer|winter|spring|autumn|fall|its|their|his|her|a"
)
# A rule of the grammar is tried only on sentences that hold its kind of word.
_TELLTALE = re.compile(
    rf"(?P<year>{_YEAR})|\b(?:(?P<month>{_one_of('months')})|(?P<weekday>{_one_of('weekdays')})"
    rf"|(?P<unit>(?:{_UNIT}|half)s?|q[1-4])|(?P<near>today|yesterday|tomorrow|overnight|tonight))\b"
)


def _iso(found: re.Match[str], _: date | None) -> When | None:
    return day(int(found["year"]), int(found["month"]), int(found["day"]))


def _full(found: re.Match[str], published: date | None) -> When | None:
    month, number = _month(found), int(found["day"])
    if found["year"]:
        return day(int(found["year"]), month, number)
    return day(nearest_year(published, month, number), month, number) if published else None


def _month_year(found: re.Match[str], _: date | None) -> When | None:
    month = _month(found)
    return months(int(found["year"]), month, month, "month")


def _bare_month(found: re.Match[str], published: date | None) -> When | None:
    if published is None:
        return None
    month = _month(found)
    year = nearest_year(published, month)
    if (found["word"] or "").lower() == "last" and month >= published.month:
        year = published.year - 1
    return months(year, month, month, "month")


def _part(found: re.Match[str], published: date | None) -> When | None:
    number = int(found["digit"] or _numbers("ordinals")[found["word"].lower()])
    if found["year"]:
        year = int(found["year"])
    elif published:
        year = published.year + _shift(found["this"] or "this")
    else:
        return None
    length = 6 if found["part"] == "half" else 3
    last = number * length
    return months(year, last - length + 1, last, "quarter") if last <= 12 else None


def _years(found: re.Match[str], _: date | None) -> When | None:
    first, last = int(found["first"]), found["last"]
    end = int(last) if len(last) == 4 else first - first % 100 + int(last)
    return years(first, end) if first < end else None


def _decade(found: re.Match[str], _: date | None) -> When | None:
    return years(int(found["year"]), int(found["year"]) + 9)


def _year(found: re.Match[str], _: date | None) -> When | None:
    return years(int(found["year"]), int(found["year"]))


def _edged(when: When, word: str) -> When:
    """Return the time before or after ``when`` that a word such as "by" or "since" makes of it."""
    if word in ("by", "until", "till"):
        return When(None, when.end, when.granularity)
    if word in ("since", "from"):
        return When(when.start, None, when.granularity)
    if word == "before" and when.start:
        return When(None, when.start - timedelta(days=1), when.granularity)
    if word == "after" and when.end:
        return When(when.end + timedelta(days=1), None, when.granularity)
    return when


def _relative(found: re.Match[str], published: date | None) -> When | None:
    if published is None:
        return None
    unit, shift = found["unit"].lower(), _shift(found["word"])
    if unit == "decade":
        return None
    if unit == "quarter":
        return period_around(stepped(published, 3 * shift, "month"), "quarter")
    return period_around(stepped(published, shift, unit), unit)


def _shift(word: str) -> int:
    return {"last": -1, "previous": -1, "next": 1, "coming": 1}.get(word.lower(), 0)


def _stretch(found: re.Match[str], published: date | None) -> When | None:
    steps = _steps(found)
    if published is None or steps is None:
        return None
    count, unit = steps
    if found["word"].lower() in ("next", "coming"):
        return When(published, stepped(published, count, unit), unit if unit != "week" else "day")
    return When(stepped(published, -count, unit), published, unit if unit != "week" else "day")


def _ago(found: re.Match[str], published: date | None) -> When | None:
    steps = _steps(found)
    if published is None or steps is None:
        return None
    return period_around(stepped(published, -steps[0], steps[1]), steps[1])


def _steps(found: re.Match[str]) -> tuple[int, str] | None:
    word, unit = found["count"].lower(), found["unit"].lower()
    count = int(word) if word.isdigit() else _numbers("numbers")[word]
    if unit == "decade":
        count, unit = 10 * count, "year"
    elif unit == "quarter":
        count, unit = 3 * count, "month"
    return (count, unit) if 0 < count <= MOST_STEPS else None


def _near(found: re.Match[str], published: date | None) -> When | None:
    if published is None:
        return None
    shift = {"yesterday": -1, "tomorrow": 1}.get(found["word"].lower(), 0)
    return of_day(published + timedelta(days=shift))


def _weekday(found: re.Match[str], published: date | None) -> When | None:
    """Return the last such day up to the day of publication, or the one after it for "next"."""
    if published is None:
        return None
    back = (published.weekday() - _numbers("weekdays")[found["day"].lower()]) % 7
    next_week = (found["word"] or "").lower() in ("next", "coming")
    return of_day(published + timedelta(days=7 - back if next_week else -back))


def _month(found: re.Match[str]) -> int:
    return _numbers("months")[found["month"].lower()]


_EDGE = re.compile(
    r"(?<!\w)(?P<word>by|until|till|since|from|before|after)"
    r"(?:\sthe)?(?:\s(?:end|start|beginning)\sof)?(?:\sthe)?\s$",
    re.I,
)
_GRAMMAR: tuple[tuple[str, str, _Reader], ...] = (
    ("year", rf"(?P<year>{_YEAR})-(?P<month>[01]\d)-(?P<day>[0-3]\d)(?!\d)", _iso),
    (
        "month",
        rf"(?P<day>{_DAY}){_TAIL}\s(?:of\s)?(?P<month>{_MONTH})\.?(?:,?\s(?P<year>{_YEAR})\b)?",
        _full,
    ),
    (
        "month",
        rf"(?P<month>{_MONTH})\.?\s(?:the\s)?(?P<day>{_DAY}){_TAIL}\b(?![:,.]\d)"
        rf"(?:,?\s(?P<year>{_YEAR})\b)?",
        _full,
    ),
    ("month", rf"(?P<month>{_MONTH})\.?,?\s(?:of\s)?(?P<year>{_YEAR})\b", _month_year),
    (
        "unit",
        rf"(?:q(?P<digit>[1-4])|(?P<word>{_one_of('ordinals')})[\s-](?P<part>quarter|half))\b"
        rf"(?:\s(?:of\s)?(?:the\s)?(?:(?P<year>{_YEAR})\b|(?P<this>this|next|last)\syear\b))?",
        _part,
    ),
    (
        "year",
        rf"(?:(?:from|between)\s)?(?P<first>{_YEAR})(?:\s?[-–/]\s?|\s(?:to|and|until|through)\s)"
        rf"(?P<last>{_YEAR}|\d\d)\b{_NOT_A_COUNT}",
        _years,
    ),
    ("year", r"(?P<year>(?:1[89]|20)\d0)s\b", _decade),
    (
        "year",
        rf"(?:(?:{_YEAR_AFTER})[\s-]|(?<=\()|(?<=['’]s\s))(?P<core>(?P<year>{_YEAR}))\b"
        rf"{_NOT_A_COUNT}",
        _year,
    ),
    (
        "unit",
        rf"(?P<word>last|past|next|coming|previous)\s(?P<count>{_STEPS})\s(?P<unit>{_UNIT})s?\b",
        _stretch,
    ),
    ("unit", rf"(?P<count>{_STEPS})\s(?P<unit>{_UNIT})s?\sago\b", _ago),
    ("unit", rf"(?P<word>last|this|next|previous|coming)\s(?P<unit>{_UNIT})\b", _relative),
    ("weekday", rf"(?:(?P<word>last|this|next|coming)\s)?(?P<day>{_WEEKDAY})", _weekday),
    (
        "month",
        rf"(?P<word>{_MONTH_AFTER})[\s-](?P<core>(?P<month>{_MONTH}))(?!\s(?-i:[A-Z])|['’])",
        _bare_month,
    ),
    ("near", r"(?P<word>today|yesterday|tomorrow|overnight|tonight)\b", _near),
)


@cache
def _grammar() -> tuple[tuple[str, re.Pattern[str], _Reader], ...]:
    return tuple(
        (kind, re.compile(rf"(?<!\w){source}", re.I), reader) for kind, source, reader in _GRAMMAR
    )


def find_whens(text: str, published: date | None = None) -> list[tuple[Span, When]]:
    """Return the times that ``text`` names, in order, with the days they begin and end.

    A time that counts from now ("last month", "Thursday", "in March") needs the day the text was
    ``published``; without it such words are passed over.

    >>> [(span.start, when.end) for span, when in find_whens("It must double by 2030.")]
    [(18, datetime.date(2030, 12, 31))]
    >>> find_whens("It may rise to 2,024 men, last month's 1990 soldiers or not.")
    []
    """
    kinds = {found.lastgroup for found in _TELLTALE.finditer(text.lower())}
    taken: list[tuple[Span, When]] = []
    for pattern, reader in [rule[1:] for rule in _grammar() if rule[0] in kinds]:
        for found in pattern.finditer(text):
            when = reader(found, published)
            if when is not None:
                core = Span(*found.span("core" if "core" in pattern.groupindex else 0))
                taken.append((core, _edged(when, _edge(text, core))))
    return _without_overlaps(taken)


def _edge(text: str, core: Span) -> str:
    found = _EDGE.search(text, max(0, core.start - 30), core.start)
    return found["word"].lower() if found else ""


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


def when_of(figure: Span, whens: Sequence[tuple[Span, When]], text: str) -> When:
    """Return the time that a figure speaks of: the nearest one, or an empty time.

    >>> text = "Exports rose 4% in 2023 and 6% in 2024."
    >>> when_of(Span(13, 15), find_whens(text), text).end
    datetime.date(2023, 12, 31)
    >>> when_of(Span(0, 2), [], "12 came.")
    When(start=None, end=None, granularity='')
    """
    middle = bisect_left(whens, figure.start, key=lambda found: found[0].start)
    first, last = max(0, middle - MOST_BESIDE), middle + MOST_BESIDE
    costs = [
        (_distance(figure, span, text), order)
        for order, (span, _) in enumerate(whens[first:last], first)
    ]
    cost, order = min(costs, default=(REACH + 1, 0))
    return whens[order][1] if cost <= REACH else When()


def _distance(figure: Span, when: Span, text: str) -> int:
    if figure.overlaps(when):
        return 0
    left, right = sorted((figure, when))
    if right.start - left.end > WINDOW:
        return REACH + 1
    cost = len(_WORD.findall(text, left.end, right.start))
    for stop in _STOP.finditer(text, left.end, right.start):
        cost += CLAUSE if stop["clause"] else COMMA
    return cost + (1 if when.end <= figure.start else 0)
