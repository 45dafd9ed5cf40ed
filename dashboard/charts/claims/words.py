"""Say a claim in words: its verdict, what it measures, its smallest and largest number."""

from datetime import datetime
from typing import Any

from dashboard.charts.wording import matter, number_words

VERDICT_SIGNS = {
    "conflicting": "≠",
    "repeated": "=",
    "series": "↗",
    "apart": "∥",
    "not comparable": "?",
    "single": "1",
}
"""What stands before a claim to say its verdict without colour."""

VERDICT_WORDS = {"series": "over time"}
"""Verdicts that a reader meets in other words."""

COMPARED = ("conflicting", "repeated", "series", "apart", "not comparable")
"""Verdicts on claims of two figures or more."""


def claim_words(claim: Any) -> str:
    """Return what a claim measures, and its smallest and largest number."""
    thing = matter(claim.about, claim.topic, claim.country)
    if claim.kind not in ("money", "percent") and claim.unit:
        thing = f"{thing} ({claim.unit})"
    return f"{thing}: {range_words(claim)}" if range_words(claim) else thing


def range_words(claim: Any) -> str:
    """Return the smallest and the largest number of a claim, once where they are one."""
    ends = [number_words(end, claim) for end in (claim.least, claim.most)]
    return " to ".join(dict.fromkeys(filter(None, ends)))


def verdict_words(verdict: str) -> str:
    """Return the verdict on a claim with its symbol.

    >>> verdict_words("conflicting"), verdict_words("series")
    ('≠ conflicting', '↗ over time')
    """
    return f"{VERDICT_SIGNS[verdict]} {VERDICT_WORDS.get(verdict, verdict)}"


def day_words(day: datetime) -> str:
    """Return a day as a reader writes it.

    >>> day_words(datetime(2025, 3, 3))
    '3 Mar 2025'
    """
    return f"{day:%-d %b %Y}"
