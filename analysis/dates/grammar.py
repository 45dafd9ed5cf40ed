"""The wordings of dates that are read, in the order in which they claim a place."""

import re
from collections.abc import Callable
from datetime import date
from functools import cache

from analysis.dates import readers
from analysis.dates.words import (
    DASH,
    DAY,
    MONTH,
    MONTH_AFTER,
    NOT_A_COUNT,
    SEASON,
    STEPS,
    TAIL,
    UNIT,
    WEEKDAY,
    YEAR,
    YEAR_AFTER,
    one_of,
)
from analysis.model import When

Reader = Callable[[re.Match[str], date | None], When | None]

# A rule of the grammar is tried only on sentences that hold its kind of word.
_TELLTALE = re.compile(
    rf"(?P<year>{YEAR})|\b(?:(?P<month>{one_of('months')})|(?P<weekday>{one_of('weekdays')})"
    rf"|(?P<unit>(?:{UNIT}|half)s?|[qh][1-4])|(?P<season>{one_of('seasons')})"
    r"|(?P<near>today|yesterday|tomorrow|overnight|tonight|night|morning|afternoon|evening"
    r"|weekend))\b|\b(?P<fiscal>fy)(?=\W{0,2}\d)",
)
_RULES: tuple[tuple[str, str, Reader], ...] = (
    ("year", rf"(?P<year>{YEAR})-(?P<month>[01]\d)-(?P<day>[0-3]\d)(?!\d)", readers.iso),
    (
        "month",
        rf"(?P<first>{DAY}){TAIL}{DASH}(?P<last>{DAY}){TAIL}\s(?:of\s)?(?P<month>{MONTH})\.?"
        rf"(?:,?\s(?P<year>{YEAR})\b)?",
        readers.days,
    ),
    (
        "month",
        rf"(?:from|between)\s(?P<one>{MONTH})\.?(?:,?\s(?P<first>{YEAR}))?{DASH}(?P<two>{MONTH})\.?"
        rf"(?:,?\s(?P<last>{YEAR})\b)?(?!\s\d)",
        readers.month_range,
    ),
    (
        "month",
        rf"(?P<one>{MONTH})\.?(?:,?\s(?P<first>{YEAR}))?(?:\s?[-–/]\s?|\s(?:to|through)\s)"
        rf"(?P<two>{MONTH})\.?,?\s(?P<last>{YEAR})\b",
        readers.month_range,
    ),
    (
        "month",
        rf"(?P<day>{DAY}){TAIL}\s(?:of\s)?(?P<month>{MONTH})\.?(?:,?\s(?P<year>{YEAR})\b)?",
        readers.full,
    ),
    (
        "month",
        rf"(?P<month>{MONTH})\.?\s(?:the\s)?(?P<day>{DAY}){TAIL}\b(?![:,.]\d)"
        rf"(?:,?\s(?P<year>{YEAR})\b)?",
        readers.full,
    ),
    ("month", rf"(?P<month>{MONTH})\.?,?\s(?:of\s)?(?P<year>{YEAR})\b", readers.month_year),
    (
        "unit",
        rf"(?:(?P<letter>[qh])(?P<digit>[1-4])"
        rf"|(?P<word>{one_of('ordinals')})[\s-](?P<part>quarter|half))\b(?!\sof\s(?:the\s(?!year)|all))"
        rf"(?:\s(?:of\s)?(?:the\s)?(?:(?P<year>{YEAR})\b|(?P<this>this|next|last)\syear\b))?",
        readers.part,
    ),
    (
        "unit",
        rf"first\s(?P<count>{STEPS})\smonths\sof\s(?:(?P<year>{YEAR})|(?P<word>the|this|last)\syear)\b",
        readers.first_months,
    ),
    (
        "year",
        rf"(?:(?:from|between)\s|fy\s?)?(?P<first>{YEAR}){DASH}(?P<last>{YEAR}|\d\d)\b{NOT_A_COUNT}",
        readers.year_range,
    ),
    ("fiscal", r"fy\s?['’]?(?P<short>\d\d)\b", readers.fiscal),
    (
        "year",
        r"(?:(?P<part>early|mid|late)[\s-])?(?P<year>(?:1[89]|20)\d0)s\b",
        readers.tens,
    ),
    (
        "season",
        rf"(?P<season>{SEASON})\s(?:of\s)?(?P<year>{YEAR})\b(?P<word>(?!))?{NOT_A_COUNT}",
        readers.seasonal,
    ),
    (
        "season",
        rf"(?P<word>last|this|next|coming)\s(?P<season>{SEASON})(?P<year>(?!))?",
        readers.seasonal,
    ),
    (
        "season",
        r"(?:in|by|since|until|from|before|after|over)\sthe\s(?P<core>"
        r"(?P<season>spring|summer|autumn|winter))\b(?P<year>(?!))?(?P<word>(?!))?(?!\sof\b)",
        readers.seasonal,
    ),
    (
        "year",
        rf"(?P<part>early|mid|late)[\s-](?:in\s)?(?P<year>{YEAR})\b(?P<word>(?!))?{NOT_A_COUNT}",
        readers.year,
    ),
    (
        "unit",
        r"(?P<part>early|mid|late)\s(?P<word>this|last|next)\syear\b(?P<year>(?!))?",
        readers.year,
    ),
    (
        "year",
        rf"(?:(?:{YEAR_AFTER})[\s-]|fy|(?<=\()|(?<=['’]s\s))(?P<core>(?P<year>{YEAR}))\b"
        rf"{NOT_A_COUNT}",
        readers.plain_year,
    ),
    (
        "unit",
        r"(?P<word>later|so\sfar|earlier)\sthis\s(?P<unit>week|month|quarter|year)\b",
        readers.rest_of_year,
    ),
    (
        "unit",
        r"(?P<word>this)\s(?P<unit>month|quarter|year)\sso\sfar\b",
        readers.rest_of_year,
    ),
    (
        "unit",
        rf"(?P<word>last|past|next|coming|previous)\s(?P<count>{STEPS})\s(?P<unit>{UNIT})s?\b",
        readers.stretch,
    ),
    (
        "unit",
        rf"within\s(?:the\s)?(?P<count>{STEPS})\s(?P<unit>{UNIT})s?\b(?!\sof)",
        readers.within,
    ),
    ("unit", rf"(?P<count>{STEPS})\s(?P<unit>{UNIT})s?\s(?P<way>ago)\b", readers.away),
    (
        "unit",
        rf"in\s(?P<count>{STEPS})\s(?P<unit>{UNIT})(?:['’]?s['’]?|['’]s)?\s(?P<way>time)\b",
        readers.away,
    ),
    (
        "unit",
        rf"(?P<the>the\s)?(?P<core>(?P<word>last|past|this|next|previous|coming)\s(?P<unit>{UNIT}))\b",
        readers.relative,
    ),
    (
        "unit",
        r"(?:end|close|start|beginning)\sof\s(?P<core>(?P<the>the)\s"
        r"(?P<unit>week|month|quarter|year|decade))\b(?P<word>(?!))?(?!\s(?:to|ending))",
        readers.relative,
    ),
    ("unit", r"(?:the\s)?year(?:['’]s|-|\s)\s?end\b", readers.year_end),
    ("weekday", rf"(?:(?P<word>last|this|next|coming)\s)?(?P<day>{WEEKDAY})", readers.weekday),
    (
        "month",
        rf"(?P<word>{MONTH_AFTER})[\s-](?P<core>(?P<month>{MONTH}))(?!\s(?-i:[A-Z])|['’])",
        readers.bare_month,
    ),
    (
        "near",
        r"(?P<word>today|yesterday|tomorrow|overnight|tonight|last\snight"
        r"|this\s(?:morning|afternoon|evening))\b",
        readers.near,
    ),
    ("near", r"(?P<word>the|last|this|next|coming)\sweekend\b", readers.weekend),
)


@cache
def _compiled() -> tuple[tuple[str, re.Pattern[str], Reader], ...]:
    return tuple(
        (kind, re.compile(rf"(?<!\w){source}", re.I), reader) for kind, source, reader in _RULES
    )


def rules_for(text: str) -> list[tuple[re.Pattern[str], Reader]]:
    """Return the rules whose kind of word ``text`` holds, in the order they claim a place."""
    kinds = {found.lastgroup for found in _TELLTALE.finditer(text.lower())}
    return [(pattern, reader) for kind, pattern, reader in _compiled() if kind in kinds]
