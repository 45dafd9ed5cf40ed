"""Compare the figures of many texts: what two state differently, claims that repeat, and sums."""

from analysis.comparing.alignment import Alignment, alignment_of, sentence_changes
from analysis.comparing.amounts import merged
from analysis.comparing.claims import claims_of, claims_table, count_of_claims
from analysis.comparing.closest import LOOKED_AT, Closest, closest_texts
from analysis.comparing.differences import (
    KINDS_OF_DIFFERENCE,
    differences,
    differences_along,
    in_order,
)
from analysis.comparing.sums import NotAddable, Range, Total, total, total_or_range, totals

__all__ = [
    "KINDS_OF_DIFFERENCE",
    "LOOKED_AT",
    "Alignment",
    "Closest",
    "NotAddable",
    "Range",
    "Total",
    "alignment_of",
    "claims_of",
    "claims_table",
    "closest_texts",
    "count_of_claims",
    "differences",
    "differences_along",
    "in_order",
    "merged",
    "sentence_changes",
    "total",
    "total_or_range",
    "totals",
]
