"""Read fractions: "half a million", "two-thirds", "1/4", "10 1/2", "one in five"."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal

from analysis.quantities.numbers.numeral import (
    DIGITS,
    FRACTION,
    SIGNS,
    WORDS,
    Numeral,
    exact,
    group,
    lower_at,
    past_dash,
    scaled,
)
from analysis.quantities.numbers.tokens import DASH, RATIO, WORD, Token, ratio_value
from analysis.quantities.units.measures import read_unit

# What can follow "one voter in three" without being counted.
CLAUSE_STARTS = (
    "is",
    "are",
    "was",
    "were",
    "has",
    "have",
    "had",
    "now",
    "said",
    "says",
    "and",
    "would",
    "will",
    "does",
    "did",
)
Reader = Callable[[Sequence[Token], int], Numeral | None]


def read_half(tokens: Sequence[Token], i: int) -> Numeral | None:
    """Return "half a million", "half a dozen", "quarter of a million", "three-quarters billion"."""
    share = _share_before_magnitude(tokens, i)
    if share is None:
        return None
    value, at = share
    factor = group("magnitudes").get(lower_at(tokens, at))
    if factor is None:
        return None
    return scaled(tokens, replace(exact(i, at + 1, value * factor, WORDS), magnitude=factor))


def _share_before_magnitude(tokens: Sequence[Token], i: int) -> tuple[Decimal, int] | None:
    """Return the share that may multiply a magnitude, and the token where that would stand."""
    at = i + 1 if lower_at(tokens, i) == "a" else i
    word = lower_at(tokens, at)
    if word in ("half", "quarter"):
        value, at = 1 / group("denominators")[word], at + 1
    else:
        fraction = read_fraction(tokens, i)
        if fraction is None or fraction.value is None:
            return None
        value, at = fraction.value, fraction.last
    of = lower_at(tokens, at) == "of"
    at = past_dash(tokens, at + of)
    return value, at + (lower_at(tokens, at) == "a")


def read_fraction(tokens: Sequence[Token], i: int) -> Numeral | None:
    """Return "two-thirds", "a quarter", "half", "1/4", "10 1/2"; a hyphen may have blanks."""
    word = lower_at(tokens, i)
    if word in SIGNS:
        return exact(i, i + 1, SIGNS[word], FRACTION)
    if tokens[i].kind == RATIO:
        return exact(i, i + 1, ratio_value(tokens[i].text), FRACTION)
    if word == "half":
        return exact(i, i + 1, Decimal("0.5"), FRACTION)
    below = group("ones").get("one" if word in ("a", "one") else word)
    if below is None:
        return None
    at = i + 1
    if (
        at + 1 < len(tokens)
        and tokens[at].kind == DASH
        and tokens[at].glued == tokens[at + 1].glued
    ):
        at += 1
    bottom = group("denominators").get(lower_at(tokens, at))
    if bottom is None or (below == 1) != (not tokens[at].lower.endswith("s")):
        return None
    return exact(i, at + 1, below / bottom, FRACTION)


def _past_noun(tokens: Sequence[Token], numeral: Numeral) -> int:
    """Return the "in" of "one voter in three", "one pound in every eight"; else what follows."""
    at = numeral.last
    if numeral.form != WORDS or at + 2 >= len(tokens) or tokens[at].kind != WORD:
        return at
    end = past_dash(tokens, at + 1)
    end = end + 1 if end > at + 1 else end
    if lower_at(tokens, end) != "in":
        return at
    every = lower_at(tokens, end + 1) == "every"
    whole = end + 1 + every
    alone = whole + 1 >= len(tokens) or tokens[whole + 1].kind != WORD or every
    after = lower_at(tokens, whole + 1)
    alone = alone or after in CLAUSE_STARTS
    return end if alone and lower_at(tokens, whole) in group("ones") else at


def read_proportion(
    tokens: Sequence[Token],
    numeral: Numeral,
    read: Callable[[Sequence[Token], int], Numeral | None],
) -> Numeral | None:
    """Return "eight out of 10" or "one in five" that begins with ``numeral``, or ``None``.

    ``read`` reads the whole that the share is taken of.
    """
    at = _past_noun(tokens, numeral)
    if lower_at(tokens, at) == "out" and lower_at(tokens, at + 1) == "of":
        at += 2
    elif lower_at(tokens, at) == "in":
        at += 1
    else:
        return None
    at = at + 1 if lower_at(tokens, at) == "every" else at
    if at >= len(tokens) or numeral.value is None:
        return None
    whole = read(tokens, at)
    if whole is None or not whole.value or whole.form not in (DIGITS, WORDS):
        return None
    unit = read_unit(tokens, whole.last)
    if unit is not None and unit[0].kind == "duration":
        return None  # "four in 24 hours"
    if numeral.value >= whole.value or whole.value > 1000:
        return None
    return exact(numeral.first, whole.last, numeral.value / whole.value, FRACTION)
