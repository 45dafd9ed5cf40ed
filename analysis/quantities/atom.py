"""A number with its unit, and what its readers share."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from analysis.quantities.numbers.numeral import Numeral
from analysis.vocabulary import tree

# How often readings of each sort were right on annotated texts, rounded down (docs/accuracy.md).
SURE, COUNTED = 0.97, 0.94  # a unit or currency beside the number; a noun right behind it
PREMODIFIED, HYPHENATED = 0.9, 0.88  # a noun behind its adjectives; "a two-year plan"
JOINED, LOOSE = 0.85, 0.75  # a unit shared in a list; one taken from the number before
GUESSED, BARE = 0.6, 0.5  # a number that must be an amount; one that has no unit


@cache
def beside(table: str, key: str) -> frozenset[str]:
    """Return a list of beside.toml: the words that make a number a figure or no figure."""
    return frozenset(tree("beside.toml")[table][key])


@dataclass(frozen=True, slots=True)
class Atom:
    """A number with its unit: tokens ``[first, end)``; ``kind`` is "" while nothing says it.

    ``counted`` and ``step`` are as in ``Quantity``.
    """

    first: int
    end: int
    numeral: Numeral
    kind: str = ""
    currency: str = ""
    inferred: bool = False
    unit: str = ""
    counted: str = ""
    step: str = ""
    confidence: float = SURE
    past: int = 0

    @property
    def tail(self) -> int:
        """The token after the number, its unit and what it is counted by ("a barrel")."""
        return max(self.end, self.past)

    @property
    def value(self) -> Decimal | None:
        """The number itself, ``None`` where it is vague."""
        return self.numeral.value
