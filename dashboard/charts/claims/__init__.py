"""Claims: what several texts say of one thing, along their days and in words."""

from dashboard.charts.claims.along import claims_along, shown_claims, statements
from dashboard.charts.claims.words import (
    COMPARED,
    VERDICT_SIGNS,
    claim_words,
    day_words,
    range_words,
    verdict_words,
)

__all__ = [
    "COMPARED",
    "VERDICT_SIGNS",
    "claim_words",
    "claims_along",
    "day_words",
    "range_words",
    "shown_claims",
    "statements",
    "verdict_words",
]
