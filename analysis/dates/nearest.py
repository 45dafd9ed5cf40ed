"""Say of which of the times in a sentence a figure speaks."""

import re
from bisect import bisect_left
from collections.abc import Sequence

from analysis.model import Span, When

# A time further off than this many words is not the figure's; commas and clauses count for words.
REACH, COMMA, CLAUSE, REPORTED = 24, 2, 8, 6
# Characters between a figure and its time, and times on either side of it, that are weighed.
WINDOW, MOST_BESIDE = 250, 8
# Characters beside a time in which a verb of saying or the opening of an aside stands.
LEFT = 60

_WORD = re.compile(r"\w+")
_STOP = re.compile(r"(?P<clause>[;:—–]|\s-\s|\b(?:while|whereas|although|but)\b)|,(?!\d)")
_SAYING = (
    r"(?:said|says|told|announced|reported|reports|warned|added|confirmed|claimed|stated|wrote"
    r"|declared|estimated)"
)
_SAID_ON = re.compile(rf"\b{_SAYING}\s(?:(?!that\b)\w+\s){{0,3}}(?:(?:on|late|early|in)\s)*$", re.I)
_SAID = re.compile(rf"\b{_SAYING}\b", re.I)
# "against 3%", "from 4%": what a figure is compared with has a time of its own.
_COMPARED = re.compile(
    r"\b(?:from|against|versus|compared (?:with|to)|than)\s(?:(?:a|an|the|just|only|about|some"
    r"|nearly|almost|around|over|under|less than|more than)\s)*(?:[A-Z]{0,3}[$€£₹¥]\d"
    r"|\d[\d.,]*\s?(?:%|bn|tn|m\b|per ?cent|million|billion|trillion)|\d[\d.,]*\s(?:\w+\s)?$)"
)
_BASE = re.compile(
    r"(?:\b(?:up|down)\sfrom|,\sagainst|\bcompared\s(?:with|to)|\bversus)\s(?:(?:a|an|just|only|about"
    r"|some|nearly|almost|around|over|under)\s)*$"
)
_NOW = re.compile(r"\b(?:now|currently)\b")
_LEVEL_FROM = re.compile(r"\bfrom\s[^,;]*\d[^,;]*$")
_LEVEL_TO = re.compile(r",?\s(?:up |down )?to\s(?:(?:about|some|nearly|almost|around|over)\s)?$")
_ASIDE = re.compile(
    r",\s(?:who|which|whose|\w+ed|born|won|built|set|made|sworn|held|begun|drawn|written|struck)\b"
    r"[^,;.]*$",
    re.I,
)


def when_of(figure: Span, whens: Sequence[tuple[Span, When]], text: str) -> When:
    """Return the time that a figure speaks of: the nearest one, or an empty time.

    >>> from analysis.dates.whens import find_whens
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
    if right.start - left.end > WINDOW or _belongs_elsewhere(left, right, figure, text):
        return REACH + 1
    cost = len(_WORD.findall(text, left.end, right.start))
    for stop in _STOP.finditer(text, left.end, right.start):
        cost += CLAUSE if stop["clause"] else COMMA
    said = _SAID_ON.search(text, max(0, when.start - LEFT), when.start)
    if said or _SAID.search(text, left.end, right.start):
        cost = min(cost + REPORTED, max(cost, REACH))
    return cost + (1 if when.end <= figure.start else 0)


def _belongs_elsewhere(left: Span, right: Span, figure: Span, text: str) -> bool:
    """Return whether the time is that of another figure, or of a person in an aside."""
    if figure is left:
        return bool(_COMPARED.search(text, left.end, right.start))
    if _BASE.search(text, left.end, right.start) or _NOW.search(text, left.end, right.start):
        return True
    before = text[max(0, left.start - LEFT) : left.start]
    if _LEVEL_TO.match(text[left.end : right.start]) and _LEVEL_FROM.search(before):
        return True
    closed = text[left.end : left.end + 1] == ","
    return closed and bool(_ASIDE.search(before))
