"""Compare the figures of many texts: claims that repeat or conflict, and sums that may be made."""

from analysis.comparing.amounts import merged
from analysis.comparing.claims import claims_of, claims_table, count_of_claims
from analysis.comparing.sums import NotAddable, Range, Total, total, total_or_range, totals

__all__ = [
    "NotAddable",
    "Range",
    "Total",
    "claims_of",
    "claims_table",
    "count_of_claims",
    "merged",
    "total",
    "total_or_range",
    "totals",
]
