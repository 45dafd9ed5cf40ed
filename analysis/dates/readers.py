"""Turn the words of a date, as the grammar matched them, into the days they mean."""

import re
from datetime import date, timedelta

from analysis.dates.timespans import (
    day,
    decade,
    months,
    nearest_year,
    of_day,
    period_around,
    season,
    stepped,
    years,
)
from analysis.dates.words import edge_of, is_ahead, numbers
from analysis.model import When

# "200 years ago" is a date, "5,000 years ago" is not one that a calendar can hold.
MOST_STEPS = 300
FORWARD = frozenset(("next", "coming", "following"))


def iso(found: re.Match[str], _: date | None) -> When | None:
    """Read "2025-09-04"."""
    return day(int(found["year"]), int(found["month"]), int(found["day"]))


def full(found: re.Match[str], published: date | None) -> When | None:
    """Read "4 September 2025", and "4 September" by the day of publication."""
    month, number = _month(found["month"]), int(found["day"])
    if found["year"]:
        return day(int(found["year"]), month, number)
    if published is None:
        return None
    one = day(nearest_year(published, month, number), month, number)
    return _turned(one, edge_of(found.string, found.start())[0], published, found)


def days(found: re.Match[str], published: date | None) -> When | None:
    """Read "24-25 June 2025"."""
    month = _month(found["month"])
    if not found["year"] and published is None:
        return None
    year = int(found["year"]) if found["year"] else nearest_year(published or date.min, month)
    first, last = day(year, month, int(found["first"])), day(year, month, int(found["last"]))
    if first is None or last is None or first.start is None or last.end is None:
        return None
    return When(first.start, last.end, "day") if first.start < last.end else None


def month_year(found: re.Match[str], _: date | None) -> When | None:
    """Read "March 2025"."""
    month = _month(found["month"])
    return months(int(found["year"]), month, month, "month")


def month_range(found: re.Match[str], published: date | None) -> When | None:
    """Read "from February 2022 to January 2025", "between March and May"."""
    first, last = _month(found["one"]), _month(found["two"])
    if found["last"]:
        end = int(found["last"])
    elif found["first"]:
        end = int(found["first"]) + (1 if last < first else 0)
    elif published:
        end = nearest_year(published, last)
    else:
        return None
    start = int(found["first"]) if found["first"] else end - (1 if last < first else 0)
    if (start, first) >= (end, last):
        return None
    return When(months(start, first, first, "").start, months(end, last, last, "").end, "month")


def bare_month(found: re.Match[str], published: date | None) -> When | None:
    """Read "in March": the one nearest to publication, the last one, or the next."""
    if published is None:
        return None
    month, word = _month(found["month"]), (found["word"] or "").lower()
    year = published.year if word == "this" else nearest_year(published, month)
    if word == "last":
        year = published.year - (month >= published.month)
    elif word == "next":
        year = published.year + (month <= published.month)
    return _turned(months(year, month, month, "month"), word, published, found)


def part(found: re.Match[str], published: date | None) -> When | None:
    """Read "the second quarter of 2025", "H1 2025"; without a year the latest such part."""
    number = int(found["digit"] or numbers("ordinals")[found["word"].lower()])
    length = 6 if (found["part"] or found["letter"]).lower() in ("half", "h") else 3
    if number * length > 12:
        return None
    if found["year"]:
        year = int(found["year"])
    elif published:
        first = date(published.year, number * length - length + 1, 1)
        past = not found["this"] and first > published
        past = past and not is_ahead(found.string, found.start())
        year = published.year - past + _shift(found["this"] or "this")
    else:
        return None
    return months(year, number * length - length + 1, number * length, "quarter")


def first_months(found: re.Match[str], published: date | None) -> When | None:
    """Read "the first nine months of 2024", "of the year"."""
    count = _count(found["count"])
    if found["year"]:
        year = int(found["year"])
    elif published:
        year = published.year + _shift(found["word"])
    else:
        return None
    return months(year, 1, count, "month") if 1 <= count <= 11 else None


def year_range(found: re.Match[str], _: date | None) -> When | None:
    """Read "2021-27", "from 2021 to 2027"."""
    first, last = int(found["first"]), found["last"]
    end = int(last) if len(last) == 4 else first - first % 100 + int(last)
    return years(first, end) if first < end else None


def fiscal(found: re.Match[str], _: date | None) -> When | None:
    """Read "FY26", a financial year by its last two digits."""
    year = 2000 + int(found["short"])
    return years(year, year)


def tens(found: re.Match[str], _: date | None) -> When | None:
    """Read "the 2030s", "the early 2030s"."""
    return decade(int(found["year"]), (found["part"] or "").lower())


def year(found: re.Match[str], published: date | None) -> When | None:
    """Read "in 2024", "in mid-2024", "early next year"."""
    named = found["year"]
    if not named and published is None:
        return None
    number = int(named) if named else (published or date.min).year + _shift(found["word"])
    within: dict[str, tuple[int, int]] = {"early": (1, 4), "mid": (5, 8), "late": (9, 12)}
    if (word := (found["part"] or "").lower()) in within:
        return months(number, *within[word], "month")
    return years(number, number)


def plain_year(found: re.Match[str], _: date | None) -> When | None:
    """Read "in 2024"."""
    return years(int(found["year"]), int(found["year"]))


def rest_of_year(found: re.Match[str], published: date | None) -> When | None:
    """Read "later this year", "so far this month": the part after or before publication."""
    if published is None:
        return None
    whole = period_around(published, found["unit"].lower())
    if (found["word"] or "").lower() == "later":
        return When(published, whole.end, whole.granularity)
    return When(whole.start, published, whole.granularity)


def relative(found: re.Match[str], published: date | None) -> When | None:
    """Read "last month", "next year", "the past decade", "the end of the year"."""
    if published is None:
        return None
    unit, word = found["unit"].lower(), (found["word"] or "").lower()
    run = word in ("past", "coming") or bool(found["the"])
    if word not in ("", "this", "previous") and unit != "quarter" and (run or unit == "decade"):
        return _run(published, word, 1, unit)
    if unit == "decade":
        return decade(published.year - published.year % 10, "")
    if unit == "quarter":
        return period_around(stepped(published, 3 * _shift(word), "month"), "quarter")
    return period_around(stepped(published, _shift(word), unit), unit)


def year_end(_: re.Match[str], published: date | None) -> When | None:
    """Read "year-end": the last day of the year of publication."""
    return None if published is None else of_day(date(published.year, 12, 31))


def stretch(found: re.Match[str], published: date | None) -> When | None:
    """Read "the last six months", "the next two decades"."""
    count = _count(found["count"])
    if published is None or not 0 < count <= MOST_STEPS:
        return None
    return _run(published, found["word"].lower(), count, found["unit"].lower())


def _run(published: date, word: str, count: int, unit: str) -> When:
    """Return ``count`` units up to publication, or from then on for "next"."""
    grain = {"week": "day", "decade": "year"}.get(unit, unit)
    count, unit = _plain_unit(count, unit)
    if word in FORWARD:
        return When(published, stepped(published, count, unit), grain)
    return When(stepped(published, -count, unit), published, grain)


def within(found: re.Match[str], published: date | None) -> When | None:
    """Read "within three years": from publication on."""
    count = _count(found["count"])
    if published is None or not 0 < count <= MOST_STEPS:
        return None
    return _run(published, "next", count, found["unit"].lower())


def away(found: re.Match[str], published: date | None) -> When | None:
    """Read "two years ago", "in five years' time"."""
    count, unit = _plain_unit(_count(found["count"]), found["unit"].lower())
    if published is None or not 0 < count <= MOST_STEPS:
        return None
    ago = found["way"].lower() == "ago"
    return period_around(stepped(published, -count if ago else count, unit), unit)


def near(found: re.Match[str], published: date | None) -> When | None:
    """Read "today", "yesterday", "overnight", "last night"."""
    if published is None:
        return None
    shifts = {"yesterday": -1, "last night": -1, "tomorrow": 1}
    return of_day(published + timedelta(days=shifts.get(found["word"].lower(), 0)))


def weekday(found: re.Match[str], published: date | None) -> When | None:
    """Return the last such day up to publication, or the one after it for what is to come."""
    if published is None:
        return None
    word = (found["word"] or "").lower()
    edge = edge_of(found.string, found.start())[0]
    back = (published.weekday() - numbers("weekdays")[found["day"].lower()]) % 7
    late = edge in ("by", "until", "till", "from", "before") and " had " not in found.string
    ahead = word in FORWARD or (not word and late)
    ahead = ahead or (not word and edge != "since" and is_ahead(found.string, found.start()))
    return of_day(published + timedelta(days=7 - back if ahead else -back))


def weekend(found: re.Match[str], published: date | None) -> When | None:
    """Return the Saturday and Sunday last past, or those to come for "this" and "next"."""
    if published is None:
        return None
    word = found["word"].lower()
    saturday = published - timedelta(days=(published.weekday() - 5) % 7)
    if word in FORWARD or (word == "this" and published.weekday() < 5):
        saturday += timedelta(days=7)
    return When(saturday, saturday + timedelta(days=1), "day")


def seasonal(found: re.Match[str], published: date | None) -> When | None:
    """Read "next spring", "the summer of 2023"."""
    which, word = numbers("seasons")[found["season"].lower()], (found["word"] or "").lower()
    if found["year"]:
        return season(int(found["year"]), which)
    if published is None:
        return None
    if word == "this":
        return season(published.year - (which == 12 and published.month < 6), which)
    around = [season(published.year + shift, which) for shift in (-2, -1, 0, 1)]
    coming = [one for one in around if one.start and one.start > published]
    begun = [one for one in around if one not in coming]
    edge = edge_of(found.string, found.start("season"))[0]
    if word in FORWARD or edge in ("by", "until", "till", "before"):
        return coming[0]
    if word == "last":
        return [one for one in begun if one.end and one.end < published][-1]
    ahead = edge != "since" and is_ahead(found.string, found.start())
    return coming[0] if ahead else begun[-1]


def _turned(when: When | None, word: str, published: date, found: re.Match[str]) -> When | None:
    """Return the day or month in the year that "until" or "will" (to come) or "since" asks for."""
    if when is None or when.start is None or when.end is None or word in ("last", "next", "this"):
        return when
    ahead = word in ("until", "till") or is_ahead(found.string, found.start())
    shift = (ahead and when.end < published) - (word == "since" and when.start > published)
    if not shift:
        return when
    return period_around(stepped(when.start, 12 * shift, "month"), when.granularity)


def _shift(word: str) -> int:
    return {"last": -1, "previous": -1, "next": 1, "coming": 1}.get(word.lower(), 0)


def _count(word: str) -> int:
    return int(word) if word.isdigit() else numbers("numbers")[word.lower()]


def _plain_unit(count: int, unit: str) -> tuple[int, str]:
    if unit == "decade":
        return 10 * count, "year"
    return (3 * count, "month") if unit == "quarter" else (count, unit)


def _month(word: str) -> int:
    return numbers("months")[word.lower()]
