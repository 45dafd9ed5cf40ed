"""What the words of dates mean, and the pieces that their patterns are made of."""

import re
from collections.abc import Mapping
from functools import cache

from analysis.vocabulary import tree


@cache
def numbers(table: str) -> Mapping[str, int]:
    """Return a table of dates.toml: what each of its words counts.

    >>> numbers("months")["march"]
    3
    """
    return {str(word): int(number) for word, number in tree("dates.toml")[table].items()}


def one_of(table: str) -> str:
    """Return the alternatives of a pattern that matches the words of a table."""
    return "|".join(sorted(numbers(table), key=len, reverse=True))


YEAR = r"(?:1[89]|20)\d\d"
MONTH = rf"(?-i:(?=[A-Z]))(?:{one_of('months')})\b"
WEEKDAY = rf"(?-i:(?=[A-Z]))(?:{one_of('weekdays')})\b"
SEASON = rf"(?:{one_of('seasons')})\b"
DAY = r"(?:3[01]|[12]\d|0?[1-9])"
TAIL = r"(?:st|nd|rd|th)?"
STEPS = rf"(?:\d{{1,3}}|{one_of('numbers')})"
UNIT = r"(?:day|week|month|quarter|year|decade)"
DASH = r"(?:\s?[-–/]\s?|\s(?:to|and|until|through)\s)"
NOT_A_COUNT = (
    r"(?![\d.,]*\d|\s?%|\s(?:per ?cent|euros?|dollars?|pounds?|rupees|people|men|women|troops"
    r"|soldiers|jobs|tonnes|tons|miles|metres|homes|million|billion|trillion)\b)"
)
MONTH_AFTER = (
    r"in|since|by|until|till|from|of|during|last|next|this|early|late|mid|through|throughout|before"
    r"|after|for|between|to|and|end|every"
)
YEAR_AFTER = (
    r"in|of|by|until|till|since|from|before|after|during|for|the|throughout|fiscal|fy|year|and|to"
    r"|over|under|than|through|its|their|his|her|a"
)
# A word that opens or closes a time, and the end or the start of it: "by the end of".
_EDGE = re.compile(
    r"(?<!\w)(?:(?P<word>by|until|till|up to|since|from|before|after)\s)?"
    r"(?:(?:about|around|at least|the)\s)?"
    r"(?:(?P<part>end|close|start|beginning|turn)(?:\sof)?[\s-])?(?:the\s)?$",
    re.I,
)
# What has yet to come is said with one of these, unless something is only reported.
_AHEAD = re.compile(
    r"\b(?:will|would|due|set|scheduled|expected|forecast|plans?|hopes?|going|to be|must|shall)\b"
    r"(?![^.;]*\b(?:said|told|says|announced)\b)[^.;]*$",
    re.I,
)
LEFT, AHEAD = 34, 60


def edge_of(text: str, start: int) -> tuple[str, str]:
    """Return the word that opens or closes the time at ``start``, and the part of it meant.

    >>> edge_of("Until the end of 2024", 17), edge_of("in 2024", 3)
    (('until', 'end'), ('', ''))
    """
    found = _EDGE.search(text, max(0, start - LEFT), start)
    if found is None:
        return "", ""
    part = {"end": "end", "close": "end", "": ""}.get((found["part"] or "").lower(), "start")
    return (found["word"] or "").lower(), part


def is_ahead(text: str, start: int) -> bool:
    """Return whether what is said before ``start`` lies in the future.

    >>> is_ahead("It will meet on Friday", 16), is_ahead("He said it would on Friday", 20)
    (True, True)
    >>> is_ahead("It will meet, he said on Friday", 25)
    False
    """
    return bool(_AHEAD.search(text, max(0, start - AHEAD), start))
