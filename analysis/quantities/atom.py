"""A number with its unit, and what its readers share."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from analysis.quantities.numerals import Numeral
from analysis.quantities.tokens import DASH, Token
from analysis.vocabulary import tree

SURE, COUNTED, JOINED, LOOSE, GUESSED = 0.97, 0.94, 0.85, 0.75, 0.6


@cache
def beside(table: str, key: str) -> frozenset[str]:
    """Return a list of fractions.toml: the words that make a number a figure or no figure."""
    return frozenset(tree("fractions.toml")[table][key])


@dataclass(frozen=True, slots=True)
class Atom:
    """A number with its unit: tokens ``[first, end)``; ``kind`` is "" while nothing says it."""

    first: int
    end: int
    numeral: Numeral
    kind: str = ""
    currency: str = ""
    inferred: bool = False
    unit: str = ""
    confidence: float = SURE

    @property
    def value(self) -> Decimal | None:
        """The number itself, ``None`` where it is vague."""
        return self.numeral.value


def lower_at(tokens: Sequence[Token], i: int) -> str:
    """Return token ``i`` in lower case, '' beyond either end."""
    return tokens[i].lower if 0 <= i < len(tokens) else ""


def past_dash(tokens: Sequence[Token], i: int) -> int:
    """Return the index past a hyphen glued on both sides, else ``i``."""
    if i + 1 < len(tokens) and tokens[i].kind == DASH and tokens[i].glued and tokens[i + 1].glued:
        return i + 1
    return i
