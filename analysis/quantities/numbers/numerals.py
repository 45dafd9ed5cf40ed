"""Read numbers in digits and words: "1.2 billion", "three dozen", "tens of", "two and a half"."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache

from analysis.quantities.numbers.fractions import read_fraction, read_half
from analysis.quantities.numbers.numeral import (
    DIGITS,
    MULTIPLE,
    SIGNS,
    VAGUE,
    WORDS,
    Numeral,
    and_a_half,
    exact,
    group,
    lower_at,
    past_dash,
    scaled,
)
from analysis.quantities.numbers.tokens import DASH, NUMBER, RATIO, SYMBOL, WORD, Token, ratio_value
from analysis.quantities.units.nouns import counted_phrase
from analysis.vocabulary import tree

BELOW_HUNDRED = Decimal(100)
MONEY_REACH = 12
COUNTING_LETTERS = ("m", "k", "b")
GROUP, THOUSAND = 3, "000"
SEPARATORS = str.maketrans({",": None, "\u00a0": None, "\u202f": None})
RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")


@cache
def _vague() -> dict[str, tuple[Decimal, Decimal]]:
    table = tree("numerals.toml")["vague"]
    return {word: (Decimal(low), Decimal(high)) for word, (low, high) in table.items()}


@cache
def starters() -> frozenset[str]:
    """Return the lower-case words that a number in words can begin with."""
    names = ("ones", "tens", "magnitudes", "vague", "denominators", "multiples")
    words = frozenset(word for name in names for word in tree("numerals.toml")[name])
    return words | set(SIGNS) | {"couple"}


def read_numeral(tokens: Sequence[Token], i: int) -> Numeral | None:
    """Return the number that begins at token ``i``, the longest there is, or ``None``.

    Currency, unit and qualifier are not looked at; "a" counts as one only before a magnitude or a
    denominator. Each token is looked at a bounded number of times.
    """
    token = tokens[i]
    if token.kind == NUMBER:
        return _digits(tokens, i)
    if token.kind not in (WORD, RATIO):
        return None
    for read in (_multiple, _vague_number, read_half, read_fraction, _words):
        if (numeral := read(tokens, i)) is not None:
            return numeral
    return None


def _digits(tokens: Sequence[Token], i: int) -> Numeral:
    number, last = _grouped(tokens, i)
    numeral = exact(i, last, number, DIGITS)
    after = tokens[last] if last < len(tokens) else None
    if after is not None and after.lower in SIGNS:
        numeral = exact(i, last + 1, number + SIGNS[after.lower], DIGITS)
    elif (fraction := past_dash(tokens, last)) < len(tokens) and (
        tokens[fraction].kind == RATIO and number == int(number)
    ):
        numeral = exact(i, fraction + 1, number + ratio_value(tokens[fraction].text), DIGITS)
    elif half := and_a_half(tokens, last):
        numeral = exact(i, half, number + Decimal("0.5"), DIGITS)
    elif (power := _power_of_ten(tokens, last)) is not None:
        return exact(i, power[1], number * power[0], DIGITS)
    return scaled(tokens, numeral)


def _grouped(tokens: Sequence[Token], i: int) -> tuple[Decimal, int]:
    """Return the digits at token ``i`` as a number, groups parted by blanks taken in.

    "80, 000" and "25 000" are one number, and so is "1 234 567"; "12 300" is not.
    """
    text = tokens[i].text.translate(SEPARATORS)
    last = i + 1
    if not (text.isdigit() and len(text) <= GROUP):
        return Decimal(text), last
    comma = lower_at(tokens, last) == "," and tokens[last].glued
    if comma and _is_group(tokens, last + 1) and tokens[last + 1].text == THOUSAND:
        return Decimal(text + THOUSAND), last + 2
    while _is_group(tokens, last):
        last += 1
    if last > i + 2 or (last == i + 2 and tokens[i + 1].text == THOUSAND):
        return Decimal("".join(token.text for token in tokens[i:last])), last
    return Decimal(text), i + 1


def _is_group(tokens: Sequence[Token], i: int) -> bool:
    if i >= len(tokens) or tokens[i].kind != NUMBER or tokens[i].glued:
        return False
    return len(tokens[i].text) == GROUP and tokens[i].text.isdigit()


def _power_of_ten(tokens: Sequence[Token], i: int) -> tuple[Decimal, int] | None:
    """Return the factor of "× 10^6", "x 10-9", "×10⁸" at token ``i`` and the token after it."""
    if lower_at(tokens, i) not in ("×", "x", "·") or lower_at(tokens, i + 1) != "10":
        return None
    at = i + 2 + (lower_at(tokens, i + 2) == "^")
    sign = at < len(tokens) and tokens[at].kind == DASH and tokens[at].glued
    at += sign
    raised = lower_at(tokens, at).translate(RAISED)
    if not raised.lstrip("-").isdecimal() or not tokens[at].glued or len(raised) > GROUP:
        return None
    return Decimal(10) ** (-int(raised) if sign else int(raised)), at + 1


def _words(tokens: Sequence[Token], i: int) -> Numeral | None:
    at = i + (lower_at(tokens, i) == "a")
    if lower_at(tokens, at) == "couple" and lower_at(tokens, at + 1) == "of":
        factor = group("magnitudes").get(lower_at(tokens, at + 2))
        return None if factor is None else _composed(tokens, i, (Decimal(2), at + 2))
    article = lower_at(tokens, i) in ("a", "an")
    if article:
        factor = group("magnitudes").get(lower_at(tokens, i + 1))
        return None if factor is None else _composed(tokens, i, (Decimal(1), i + 1))
    small = _below_hundred(tokens, i)
    if small is None:
        return None
    return _composed(tokens, i, small)


def _below_hundred(tokens: Sequence[Token], i: int) -> tuple[Decimal, int] | None:
    """Return a number under a hundred in words, and the token after it."""
    ones, tens = group("ones"), group("tens")
    word = lower_at(tokens, i)
    if word in tens:
        at = past_dash(tokens, i + 1)
        unit = ones.get(lower_at(tokens, at))
        if unit is not None and 0 < unit < 10:
            return tens[word] + unit, at + 1
        return tens[word], i + 1
    if word in ones:
        return ones[word], i + 1
    return None


def _composed(tokens: Sequence[Token], first: int, small: tuple[Decimal, int]) -> Numeral:
    """Return "two hundred and five thousand three hundred" from its first part on."""
    magnitudes = group("magnitudes")
    total, part = Decimal(0), small[0]
    at, last_magnitude = small[1], Decimal(1)
    if half := and_a_half(tokens, at):
        part, at = part + Decimal("0.5"), half
    while (factor := magnitudes.get(lower_at(tokens, past_dash(tokens, at)))) is not None:
        at = past_dash(tokens, at) + 1
        last_magnitude = factor
        if factor == BELOW_HUNDRED:
            part *= factor
        else:
            total, part = total + part * factor, Decimal(0)
        more = _next_group(tokens, at, factor)
        if more is not None:
            part, at = part + more[0], more[1]
        elif factor != BELOW_HUNDRED:
            break
    numeral = exact(first, at, total + part, WORDS)
    return scaled(tokens, replace(numeral, magnitude=last_magnitude))


def _next_group(tokens: Sequence[Token], i: int, factor: Decimal) -> tuple[Decimal, int] | None:
    """Return what goes on after a magnitude: "and five" of "two hundred and five thousand".

    "a hundred and one hundred" is two numbers: what follows must be scaled below ``factor``, or,
    after a hundred, above it.
    """
    more = _below_hundred(tokens, i + 1 if lower_at(tokens, i) == "and" else i)
    if more is None:
        return None
    scale = group("magnitudes").get(lower_at(tokens, more[1]))
    if factor == BELOW_HUNDRED:
        return more if scale is None or scale > factor else None
    if scale is None:
        return more if factor == 1000 else None
    return more if scale < factor else None


def _vague_number(tokens: Sequence[Token], i: int) -> Numeral | None:
    """Return "tens of billions", "hundreds", "several hundred thousand", "a few million"."""
    words, magnitudes = _vague(), group("magnitudes")
    word = lower_at(tokens, i)
    if word in words:
        low, high = words[word]
        at = i + 1
        if lower_at(tokens, at) == "of" and lower_at(tokens, at + 1) in words:
            scale = words[tokens[at + 1].lower][0]
            return Numeral(i, at + 2, None, low * scale, high * scale, VAGUE)
        return Numeral(i, at, None, low, high, VAGUE)
    few = 2 if word == "a" and lower_at(tokens, i + 1) == "few" else int(word in ("several", "few"))
    factor = magnitudes.get(lower_at(tokens, i + few)) if few else None
    if factor is None:
        return None
    numeral = Numeral(i, i + few + 1, None, factor, factor * 10, VAGUE, factor)
    return scaled(tokens, numeral)


def _multiple(tokens: Sequence[Token], i: int) -> Numeral | None:
    value = group("multiples").get(lower_at(tokens, i))
    return None if value is None else exact(i, i + 1, value, MULTIPLE)


def letter_magnitude(tokens: Sequence[Token], numeral: Numeral, *, money: bool) -> Numeral:
    """Return ``numeral`` with an "m", "k" or "bn" letter read where it can only scale.

    After money any of the letters scales, in capitals even after a blank ("$5 M"); otherwise "m",
    "k" and "b" do before a plural ("5m people").
    """
    at = numeral.last
    if numeral.form != DIGITS or at >= len(tokens) or numeral.magnitude > 1:
        return numeral
    factor = group("letters").get(tokens[at].lower)
    if factor is None or not (tokens[at].glued or money):
        return numeral
    if money:
        return numeral.times(factor, at + 1)
    counts = tokens[at].lower in COUNTING_LETTERS
    if counts and counted_phrase(tokens, at + 1, many=True) is not None:
        return numeral.times(factor, at + 1)
    return numeral.times(factor, at + 1) if _beside_money(tokens, at) else numeral


def _beside_money(tokens: Sequence[Token], at: int) -> bool:
    """Return whether another number near token ``at`` has the same letter behind a currency."""
    return any(
        tokens[k].kind == SYMBOL
        and tokens[k + 1].kind == NUMBER
        and tokens[k + 2].lower == tokens[at].lower
        for k in range(max(0, at - MONEY_REACH), min(at + MONEY_REACH, len(tokens) - 2))
    )
