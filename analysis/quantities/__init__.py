"""Find the quantities of a sentence: numbers with their units, qualifiers, periods and changes."""

from analysis.quantities.mentions import find_quantities
from analysis.quantities.statements import is_gapped, is_restated

__all__ = ["find_quantities", "is_gapped", "is_restated"]
