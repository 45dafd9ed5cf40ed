"""Make the days that a date's words stand for: months, quarters, years, and steps from a day."""

from calendar import monthrange
from datetime import date, timedelta

from analysis.model import When


def day(year: int, month: int, number: int) -> When | None:
    """Return one day, or ``None`` where the calendar has no such day.

    >>> day(2025, 2, 30) is None
    True
    """
    if not 1 <= month <= 12 or not 1 <= number <= monthrange(year, month)[1]:
        return None
    return of_day(date(year, month, number))


def of_day(one: date) -> When:
    """Return the day as a time of one day."""
    return When(one, one, "day")


def months(year: int, first: int, last: int, granularity: str) -> When:
    """Return the first day of month ``first`` to the last of month ``last`` of one year.

    >>> months(2024, 2, 2, "month").end
    datetime.date(2024, 2, 29)
    """
    end = date(year, last, monthrange(year, last)[1])
    return When(date(year, first, 1), end, granularity)


def years(first: int, last: int) -> When:
    """Return 1 January of the first year to 31 December of the last."""
    return When(date(first, 1, 1), date(last, 12, 31), "year")


def nearest_year(published: date, month: int, number: int = 15) -> int:
    """Return the year in which a day named without one lies closest to ``published``.

    >>> nearest_year(date(2026, 1, 5), 12)
    2025
    """
    candidates = (published.year - 1, published.year, published.year + 1)
    return min(
        candidates,
        key=lambda year: abs((date(year, month, min(number, 28)) - published).days),
    )


def stepped(start: date, count: int, unit: str) -> date:
    """Return the day that lies ``count`` days, weeks, months or years from ``start``.

    >>> stepped(date(2024, 2, 29), -1, "year"), stepped(date(2025, 1, 31), 1, "month")
    (datetime.date(2023, 2, 28), datetime.date(2025, 2, 28))
    """
    if unit in ("day", "week"):
        return start + timedelta(days=count * (7 if unit == "week" else 1))
    total = start.year * 12 + start.month - 1 + count * (12 if unit == "year" else 1)
    year, month = divmod(total, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def period_around(inside: date, unit: str) -> When:
    """Return the day, week, month, quarter or year that ``inside`` lies in.

    >>> period_around(date(2025, 5, 14), "quarter").start
    datetime.date(2025, 4, 1)
    """
    if unit == "day":
        return of_day(inside)
    if unit == "week":
        monday = inside - timedelta(days=inside.weekday())
        return When(monday, monday + timedelta(days=6), "day")
    if unit == "quarter":
        first = 3 * ((inside.month - 1) // 3) + 1
        return months(inside.year, first, first + 2, "quarter")
    if unit == "month":
        return months(inside.year, inside.month, inside.month, "month")
    return years(inside.year, inside.year)


def decade(first: int, part: str) -> When:
    """Return the ten years from ``first``, or their "early", "mid" or "late" ones.

    >>> decade(2030, "early").end
    datetime.date(2033, 12, 31)
    """
    one, last = {"early": (0, 3), "mid": (4, 6), "late": (7, 9)}.get(part, (0, 9))
    return years(first + one, first + last)


def season(year: int, month: int) -> When:
    """Return the three months of a season that begins in ``month`` of ``year``, winter's in two.

    >>> season(2024, 12).end
    datetime.date(2025, 2, 28)
    """
    end = stepped(date(year, month, 1), 3, "month") - timedelta(days=1)
    return When(date(year, month, 1), end, "month")
