"""Read fractions of a noun and multiples: "half of the plants", "three times as large"."""

from collections.abc import Sequence

from analysis.quantities.atom import JOINED, LOOSE, Atom, beside
from analysis.quantities.numbers.numeral import DIGITS, Numeral, lower_at
from analysis.quantities.numbers.tokens import DASH, RATIO, WORD, Token
from analysis.quantities.units import nouns
from analysis.quantities.units.measures import read_unit


def read_multiple(tokens: Sequence[Token], numeral: Numeral) -> Atom | None:
    """Return "double", "twice as much", "tenfold" where they multiply something."""
    word, after = lower_at(tokens, numeral.first), lower_at(tokens, numeral.last)
    before = lower_at(tokens, numeral.first - 1)
    if after and tokens[numeral.last].kind == DASH and tokens[numeral.last].glued:
        return None
    if word in beside("multiple", "twice"):
        good = after in beside("multiple", "times_after")
    elif word in beside("multiple", "double"):
        verb = before in beside("multiple", "double_before")
        good = verb or after in beside("multiple", "double_after")
    else:
        good = after != "down"
    if not good:
        return None
    return Atom(numeral.first, numeral.last, numeral, kind="ratio", unit="times", confidence=LOOSE)


def is_fraction(tokens: Sequence[Token], numeral: Numeral) -> bool:
    """Return whether "half", "a third" or "two-thirds" is a share and no rank or idiom."""
    before, after = lower_at(tokens, numeral.first - 1), lower_at(tokens, numeral.last)
    if after and tokens[numeral.last].kind == DASH and tokens[numeral.last].glued:
        return False
    if lower_at(tokens, numeral.first) == "half":
        if before in beside("share", "half_not_before"):
            return False
        return after in beside("share", "half_after") or before in beside("share", "before")
    if numeral.value is not None and lower_at(tokens, numeral.last - 1).endswith("s"):
        return True
    if tokens[numeral.last - 1].kind == RATIO:
        return after == "of" or read_unit(tokens, numeral.last) is not None
    if tokens[numeral.last - 2].kind == DASH or after == "of":
        return True
    ends = not after or after in nouns.closed_words() or tokens[numeral.last].kind != WORD
    return before in beside("share", "before") and ends


def read_share(tokens: Sequence[Token], numeral: Numeral) -> Atom:
    """Return a fraction with the noun it is a share of ("half of the products")."""
    at = numeral.last
    if lower_at(tokens, at) == "of":
        at += 1
    if lower_at(tokens, at) in beside("share", "determiners"):
        at += 1
    phrase = nouns.counted_phrase(tokens, at, many=False)
    if phrase is None:
        phrase = nouns.Phrase(at, at, "times")
    return Atom(
        numeral.first,
        numeral.last,
        numeral,
        kind="ratio",
        unit=phrase.head,
        counted=phrase.text,
        confidence=JOINED,
    )


def read_times(tokens: Sequence[Token], numeral: Numeral, at: int) -> Atom | None:
    """Return "tenfold", "three times as large" or "9.5 times sales"; "times" is token ``at``."""
    word = lower_at(tokens, at)
    compares = lower_at(tokens, at + 1) in beside("multiple", "times_after")
    value = numeral.value
    broken = value is not None and value != value.to_integral_value()
    multiplies = broken or (
        numeral.form == DIGITS and nouns.counted_phrase(tokens, at + 1, many=False)
    )
    if word == "fold" or (word == "times" and (compares or multiplies)):
        return Atom(numeral.first, at + 1, numeral, kind="ratio", unit="times", confidence=JOINED)
    return None
