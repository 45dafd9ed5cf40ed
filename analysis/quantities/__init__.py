"""Find every figure of a sentence: amounts of money, people, percent, time and measure."""

from analysis.quantities.mentions import find_quantities

__all__ = ["find_quantities"]
