"""A number as it is written, and what its readers share."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from analysis.quantities.numbers.tokens import DASH, Token
from analysis.vocabulary import tree

DIGITS, WORDS, VAGUE, FRACTION, MULTIPLE = "digits", "words", "vague", "fraction", "multiple"
SIGNS = {
    sign: Decimal(top) / Decimal(bottom)
    for sign, top, bottom in (
        ("½", 1, 2),
        ("¼", 1, 4),
        ("¾", 3, 4),
        ("⅓", 1, 3),
        ("⅔", 2, 3),
        ("⅕", 1, 5),
        ("⅛", 1, 8),
        ("⅜", 3, 8),
        ("⅝", 5, 8),
        ("⅞", 7, 8),
    )
}


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number and the tokens ``[first, last)`` that write it.

    Exact numbers have value = low = high; vague ones ("tens of millions") have no value. ``form``
    is one of the names above; ``magnitude`` is what the last magnitude word multiplied by.
    """

    first: int
    last: int
    value: Decimal | None
    low: Decimal
    high: Decimal
    form: str
    magnitude: Decimal = Decimal(1)

    def times(self, factor: Decimal, last: int) -> "Numeral":
        """Return the number multiplied by ``factor``, ending at token ``last``."""
        return replace(
            self,
            last=last,
            value=None if self.value is None else self.value * factor,
            low=self.low * factor,
            high=self.high * factor,
            magnitude=self.magnitude * factor,
        )


def exact(first: int, last: int, value: Decimal, form: str) -> Numeral:
    """Return a numeral that is just ``value``."""
    return Numeral(first, last, value, value, value, form)


@cache
def group(name: str) -> dict[str, Decimal]:
    """Return a table of numerals.toml: lower-case words with their number, or the least of it."""
    table = tree("numerals.toml")[name]
    return {
        word: Decimal(min(value) if name == "vague" else value) for word, value in table.items()
    }


def lower_at(tokens: Sequence[Token], i: int) -> str:
    """Return token ``i`` in lower case, '' beyond either end."""
    return tokens[i].lower if 0 <= i < len(tokens) else ""


def past_dash(tokens: Sequence[Token], i: int) -> int:
    """Return the index past a hyphen glued on both sides, else ``i``."""
    if i + 1 < len(tokens) and tokens[i].kind == DASH and tokens[i].glued and tokens[i + 1].glued:
        return i + 1
    return i


def and_a_half(tokens: Sequence[Token], i: int) -> int:
    """Return the token after "and a half" or "-and-a-half" at token ``i``, else 0."""
    at = past_dash(tokens, i)
    if lower_at(tokens, at) != "and":
        return 0
    for word in ("and", "a"):
        if lower_at(tokens, at) != word:
            return 0
        at = past_dash(tokens, at + 1)
    return at + 1 if lower_at(tokens, at) == "half" else 0


def scaled(tokens: Sequence[Token], numeral: Numeral) -> Numeral:
    """Return ``numeral`` with the magnitude words after it ("34 lakh crore", "44.6-billion")."""
    magnitudes = group("magnitudes")
    for _ in range(2):
        at = past_dash(tokens, numeral.last)
        factor = magnitudes.get(lower_at(tokens, at))
        if factor is None:
            break
        numeral = numeral.times(factor, at + 1)
    if numeral.magnitude > 1 and (end := and_a_half(tokens, numeral.last)):
        value = numeral.low + numeral.magnitude / 2
        return exact(numeral.first, end, value, numeral.form)
    return numeral
