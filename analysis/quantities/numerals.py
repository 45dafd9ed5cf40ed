"""Read numbers in digits and words: "1.2 billion", "three dozen", "tens of", "two and a half"."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from analysis.quantities.nouns import counted_phrase
from analysis.quantities.tokens import DASH, NUMBER, WORD, Token
from analysis.vocabulary import tree

DIGITS, WORDS, VAGUE, FRACTION, MULTIPLE = "digits", "words", "vague", "fraction", "multiple"
BELOW_HUNDRED = Decimal(100)
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
def _group(name: str) -> dict[str, Decimal]:
    return {word: Decimal(value) for word, value in tree("numerals.toml")[name].items()}


@cache
def _vague() -> dict[str, tuple[Decimal, Decimal]]:
    group = tree("numerals.toml")["vague"]
    return {word: (Decimal(low), Decimal(high)) for word, (low, high) in group.items()}


@cache
def starters() -> frozenset[str]:
    """Return the lower-case words that a number in words can begin with."""
    names = ("ones", "tens", "magnitudes", "vague", "denominators", "multiples")
    return frozenset(word for name in names for word in tree("numerals.toml")[name]) | set(SIGNS)


def read_numeral(tokens: Sequence[Token], i: int) -> Numeral | None:
    """Return the number that begins at token ``i``, the longest there is, or ``None``.

    Currency, unit and qualifier are not looked at; "a" counts as one only before a magnitude or a
    denominator. Each token is looked at a bounded number of times.
    """
    token = tokens[i]
    if token.kind == NUMBER:
        return _digits(tokens, i)
    if token.kind != WORD:
        return None
    for read in (_multiple, _vague_number, _half, _fraction, _words):
        if (numeral := read(tokens, i)) is not None:
            return numeral
    return None


def _lower(tokens: Sequence[Token], i: int) -> str:
    return tokens[i].lower if 0 <= i < len(tokens) else ""


def _after_dash(tokens: Sequence[Token], i: int) -> int:
    """Return the index past a hyphen that is glued on both sides, else ``i``."""
    if i + 1 < len(tokens) and tokens[i].kind == DASH and tokens[i].glued and tokens[i + 1].glued:
        return i + 1
    return i


def _digits(tokens: Sequence[Token], i: int) -> Numeral:
    text = tokens[i].text.replace(",", "").replace("\u00a0", "").replace("\u202f", "")
    numeral = exact(i, i + 1, Decimal(text), DIGITS)
    if _lower(tokens, i + 1) in SIGNS:
        value = Decimal(text) + SIGNS[tokens[i + 1].lower]
        numeral = exact(i, i + 2, value, DIGITS)
    elif _and_a_half(tokens, i + 1):
        numeral = exact(i, i + 4, Decimal(text) + Decimal("0.5"), DIGITS)
    return _scaled(tokens, numeral)


def _and_a_half(tokens: Sequence[Token], i: int) -> bool:
    return [_lower(tokens, i + k) for k in range(3)] == ["and", "a", "half"]


def _scaled(tokens: Sequence[Token], numeral: Numeral) -> Numeral:
    """Return ``numeral`` with the magnitude words after it ("34 lakh crore", "44.6-billion")."""
    magnitudes = _group("magnitudes")
    for _ in range(2):
        at = _after_dash(tokens, numeral.last)
        factor = magnitudes.get(_lower(tokens, at))
        if factor is None:
            break
        numeral = numeral.times(factor, at + 1)
    if numeral.magnitude > 1 and _and_a_half(tokens, numeral.last):
        half = numeral.magnitude / 2
        value = numeral.low + half
        return exact(numeral.first, numeral.last + 3, value, numeral.form)
    return numeral


def _words(tokens: Sequence[Token], i: int) -> Numeral | None:
    article = _lower(tokens, i) in ("a", "an")
    if article:
        factor = _group("magnitudes").get(_lower(tokens, i + 1))
        return None if factor is None else _composed(tokens, i, (Decimal(1), i + 1))
    small = _below_hundred(tokens, i)
    if small is None:
        return None
    return _composed(tokens, i, small)


def _below_hundred(tokens: Sequence[Token], i: int) -> tuple[Decimal, int] | None:
    """Return a number under a hundred in words, and the token after it."""
    ones, tens = _group("ones"), _group("tens")
    word = _lower(tokens, i)
    if word in tens:
        at = _after_dash(tokens, i + 1)
        unit = ones.get(_lower(tokens, at))
        if unit is not None and 0 < unit < 10:
            return tens[word] + unit, at + 1
        return tens[word], i + 1
    if word in ones:
        return ones[word], i + 1
    return None


def _composed(tokens: Sequence[Token], first: int, small: tuple[Decimal, int]) -> Numeral:
    """Return "two hundred and five thousand three hundred" from its first part on."""
    magnitudes = _group("magnitudes")
    total, group = Decimal(0), small[0]
    at, last_magnitude = small[1], Decimal(1)
    if _and_a_half(tokens, at):
        group, at = group + Decimal("0.5"), at + 3
    while (factor := magnitudes.get(_lower(tokens, _after_dash(tokens, at)))) is not None:
        at = _after_dash(tokens, at) + 1
        last_magnitude = factor
        if factor == BELOW_HUNDRED:
            group *= factor
        else:
            total, group = total + group * factor, Decimal(0)
        more = _next_group(tokens, at, factor)
        if more is not None:
            group, at = group + more[0], more[1]
        elif factor != BELOW_HUNDRED:
            break
    numeral = exact(first, at, total + group, WORDS)
    return _scaled(tokens, replace(numeral, magnitude=last_magnitude))


def _next_group(tokens: Sequence[Token], i: int, factor: Decimal) -> tuple[Decimal, int] | None:
    """Return what goes on after a magnitude: "and five" of "two hundred and five thousand".

    "a hundred and one hundred" is two numbers: what follows must be scaled below ``factor``, or,
    after a hundred, above it.
    """
    more = _below_hundred(tokens, i + 1 if _lower(tokens, i) == "and" else i)
    if more is None:
        return None
    scale = _group("magnitudes").get(_lower(tokens, more[1]))
    if factor == BELOW_HUNDRED:
        return more if scale is None or scale > factor else None
    if scale is None:
        return more if factor == 1000 else None
    return more if scale < factor else None


def _vague_number(tokens: Sequence[Token], i: int) -> Numeral | None:
    """Return "tens of billions", "hundreds", "several hundred thousand", "a few million"."""
    words, magnitudes = _vague(), _group("magnitudes")
    word = _lower(tokens, i)
    if word in words:
        low, high = words[word]
        at = i + 1
        if _lower(tokens, at) == "of" and _lower(tokens, at + 1) in words:
            scale = words[tokens[at + 1].lower][0]
            return Numeral(i, at + 2, None, low * scale, high * scale, VAGUE)
        return Numeral(i, at, None, low, high, VAGUE)
    few = 2 if word == "a" and _lower(tokens, i + 1) == "few" else int(word in ("several", "few"))
    factor = magnitudes.get(_lower(tokens, i + few)) if few else None
    if factor is None:
        return None
    numeral = Numeral(i, i + few + 1, None, factor, factor * 10, VAGUE)
    return _scaled(tokens, numeral)


def _half(tokens: Sequence[Token], i: int) -> Numeral | None:
    """Return "half a million", "half a dozen", "a quarter of a million"."""
    word, at = _lower(tokens, i), i + 1
    if word == "a" and _lower(tokens, at) == "quarter":
        share, at = Decimal("0.25"), at + 1
    elif word == "half":
        share = Decimal("0.5")
    else:
        return None
    at = at + 1 if _lower(tokens, at) == "of" else at
    dash = _after_dash(tokens, at)
    if _lower(tokens, at) == "a":
        at += 1
    elif dash != at:
        at = dash
    else:
        return None
    factor = _group("magnitudes").get(_lower(tokens, at))
    if factor is None:
        return None
    return _scaled(tokens, replace(exact(i, at + 1, share * factor, WORDS), magnitude=factor))


def _fraction(tokens: Sequence[Token], i: int) -> Numeral | None:
    """Return "two-thirds", "a quarter", "one in five", "eight out of 10", "half"."""
    word = _lower(tokens, i)
    if word in SIGNS:
        return exact(i, i + 1, SIGNS[word], FRACTION)
    if word == "half":
        return exact(i, i + 1, Decimal("0.5"), FRACTION)
    below = _group("ones").get("one" if word in ("a", "one") else word)
    if below is None:
        return None
    at = _after_dash(tokens, i + 1)
    bottom = _group("denominators").get(_lower(tokens, at))
    if bottom is None or (below == 1) != (not tokens[at].lower.endswith("s")):
        return None
    return exact(i, at + 1, below / bottom, FRACTION)


def _multiple(tokens: Sequence[Token], i: int) -> Numeral | None:
    value = _group("multiples").get(_lower(tokens, i))
    return None if value is None else exact(i, i + 1, value, MULTIPLE)


def read_proportion(tokens: Sequence[Token], numeral: Numeral) -> Numeral | None:
    """Return "eight out of 10" or "one in five" that begins with ``numeral``, or ``None``."""
    at = numeral.last
    if _lower(tokens, at) == "out" and _lower(tokens, at + 1) == "of":
        at += 2
    elif _lower(tokens, at) == "in":
        at += 1
    else:
        return None
    at = at + 1 if _lower(tokens, at) == "every" else at
    if at >= len(tokens) or numeral.value is None:
        return None
    whole = read_numeral(tokens, at)
    if whole is None or not whole.value or whole.form not in (DIGITS, WORDS):
        return None
    if numeral.value >= whole.value or whole.value > 1000:
        return None
    return exact(numeral.first, whole.last, numeral.value / whole.value, FRACTION)


def letter_magnitude(tokens: Sequence[Token], numeral: Numeral, *, money: bool) -> Numeral:
    """Return ``numeral`` with a glued "m", "k" or "bn" letter read where it can only scale.

    After money any of the letters scales; otherwise "m" and "k" do before a plural ("5m people").
    """
    at = numeral.last
    if numeral.form != DIGITS or at >= len(tokens) or not tokens[at].glued:
        return numeral
    factor = _group("letters").get(tokens[at].lower)
    if factor is None or numeral.magnitude > 1:
        return numeral
    counts = not money and counted_phrase(tokens, at + 1, many=True) is not None
    return numeral.times(factor, at + 1) if money or counts else numeral
