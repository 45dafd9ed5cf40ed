"""Find the times that a text names, and say which of them a figure belongs to."""

from analysis.dates.nearest import when_of
from analysis.dates.whens import find_whens

__all__ = ["find_whens", "when_of"]
