"""Read money whose currency stands before or after the number, and signs."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache

from analysis.quantities.atom import Atom, beside
from analysis.quantities.numbers.numeral import (
    DIGITS,
    VAGUE,
    Numeral,
    exact,
    group,
    lower_at,
)
from analysis.quantities.numbers.tokens import DASH, NUMBER, SYMBOL, Token
from analysis.quantities.units import money

CENT, WHOLE = Decimal("0.01"), 100
# "PS5" is a console, "PS500" money.
LONGEST_NAME_NUMBER = 2
WEIGHT_REACH = 10
MAGNITUDE_LETTERS = ("m", "bn", "k")
MINUS = "minus"
BELOW_ZERO = ("percent", "money", "measure")


def magnitudes() -> dict[str, Decimal]:
    """Return the words that multiply what stands before them."""
    return group("magnitudes")


def signed(tokens: Sequence[Token], atom: Atom) -> Atom:
    """Return ``atom`` below zero where a minus stands before it ("-0.3%", "minus 5 degrees").

    Only rates, money and measures go below zero; elsewhere a dash before a number is a dash.
    """
    at = atom.first - 1
    if atom.kind not in BELOW_ZERO:
        return atom
    inside = atom.kind == "money" and atom.first < atom.numeral.first - 1
    if inside and tokens[atom.numeral.first - 1].kind == DASH:
        return _negative(atom, atom.first)
    if at < 0:
        return atom
    if tokens[at].kind == DASH and tokens[at].glued and lower_at(tokens, at - 1) == MINUS:
        at -= 1
    sign = tokens[at].kind == DASH and not tokens[at].glued and tokens[atom.first].glued
    if not (sign or tokens[at].lower == MINUS):
        return atom
    return _negative(atom, at)


def _negative(atom: Atom, first: int) -> Atom:
    return replace(atom, first=first, numeral=atom.numeral.times(Decimal(-1), atom.numeral.last))


def currency_before(tokens: Sequence[Token], i: int) -> tuple[int, money.Currency | None]:
    """Return the first token of a currency before number ``i``, and the currency."""
    at = i - 1
    if at > 0 and tokens[at].kind == DASH and tokens[at].glued and tokens[i].glued:
        at -= tokens[at - 1].kind == SYMBOL
    if at < 0:
        return i, None
    if lower_at(tokens, at) == "." and at and tokens[at].glued:
        found = money.symbols().get(tokens[at - 1].text + ".")
        return (at - 1, found) if found else (i, None)
    found = money.symbols().get(tokens[at].text)
    if found is None or not _is_symbol(tokens, at, i, found) or _is_spoken_for(tokens, at, i):
        return i, None
    if found.inferred and (apart := _apart(tokens, at)) is not None:
        return at - 1, apart
    code = money.nationalities().get(lower_at(tokens, at - 1)) if found.inferred else None
    if code is None and found.inferred and at > 1:
        code = money.nationalities().get(f"{lower_at(tokens, at - 2)} {lower_at(tokens, at - 1)}")
    return (at, money.Currency(code)) if code else (at, found)


def _is_spoken_for(tokens: Sequence[Token], at: int, i: int) -> bool:
    """Return whether a currency belongs to the number before it: "17 USD 25", "10 $ 30 $"."""
    return at > 0 and tokens[at - 1].kind == NUMBER and not tokens[i].glued


def _is_symbol(tokens: Sequence[Token], at: int, i: int, found: money.Currency) -> bool:
    """Return whether the token before number ``i`` is a currency there and no other word.

    What a broken encoding left ("PS2.7m") is one only before digits that no name ends in ("PS5").
    """
    text = tokens[at].text
    if found.garbled:
        after = lower_at(tokens, i + 1)
        big = len(tokens[i].text) > LONGEST_NAME_NUMBER or after in MAGNITUDE_LETTERS
        return tokens[i].glued and tokens[i].text[0].isdigit() and (big or after in magnitudes())
    return tokens[at].kind == SYMBOL or text.isupper() or text == "Rs" or tokens[i].glued


def _apart(tokens: Sequence[Token], at: int) -> money.Currency | None:
    """Return the currency of a symbol written with a blank or in small letters: "HK $", "cad$"."""
    before = tokens[at - 1].text if at else ""
    if not before or before in ("a", "A"):
        return None
    both = before + tokens[at].text
    return money.symbols().get(both) or (
        money.symbols().get(both.upper()) if len(before) == 1 else None
    )


def ends_money_range(tokens: Sequence[Token], i: int) -> bool:
    """Return whether number ``i`` ends a range of money that begins before it: "$40-50m"."""
    if i < 3 or (tokens[i - 1].kind != DASH and tokens[i - 1].lower != "to"):
        return False
    return tokens[i - 2].kind == NUMBER and tokens[i - 3].kind == SYMBOL


def money_before(
    tokens: Sequence[Token], first: int, numeral: Numeral, currency: money.Currency
) -> Atom:
    """Return money whose currency stands before the number; "$5 Canadian" after it is heeded."""
    code = money.nationalities().get(lower_at(tokens, numeral.last)) if currency.inferred else None
    numeral = numeral.times(Decimal(currency.times), numeral.last)
    return Atom(
        first,
        numeral.last,
        numeral,
        kind="money",
        currency=code or currency.code,
        inferred=currency.inferred and code is None,
    )


def money_after(tokens: Sequence[Token], numeral: Numeral, at: int) -> Atom | None:
    """Return "5 billion euros", "10.5 million Australian dollars", "34 USD", "20 cents"."""
    if at >= len(tokens):
        return None
    start, code = _nationality(tokens, at)
    if start >= len(tokens):
        return None
    currency = money.names().get(lower_at(tokens, start)) or money.symbols().get(tokens[start].text)
    if currency is None or currency.garbled or _is_plain_word(tokens, start, numeral):
        return None
    if _is_weight(tokens, start):
        return Atom(numeral.first, start + 1, numeral, "measure", unit="pound-mass")
    inferred = currency.inferred and not code
    end = start + 1
    if numeral.magnitude == 1 and (factor := magnitudes().get(lower_at(tokens, end))) is not None:
        numeral, end = numeral.times(factor, numeral.last), end + 1
    numeral = numeral.times(Decimal(currency.times), numeral.last)
    atom = Atom(numeral.first, end, numeral, "money", code or currency.code, inferred)
    if not currency.part:
        return atom
    return replace(atom, numeral=numeral.times(CENT, numeral.last), unit=currency.part)


def _nationality(tokens: Sequence[Token], at: int) -> tuple[int, str]:
    """Return the token after "Australian" or "Hong Kong" at token ``at``, and the currency."""
    if tokens[at].lower not in _first_words():
        return at, ""
    for length in (3, 2, 1):
        words = " ".join(lower_at(tokens, at + k) for k in range(length))
        if words in money.nationalities():
            return at + length, money.nationalities()[words]
    return at, ""


@cache
def _first_words() -> frozenset[str]:
    return frozenset(words.split()[0] for words in money.nationalities())


def _is_weight(tokens: Sequence[Token], i: int) -> bool:
    """Return whether "pounds" weigh: "200 pounds of", "weighs 5 pounds"."""
    if tokens[i].lower not in ("pound", "pounds"):
        return False
    if lower_at(tokens, i + 1) == "of":
        return True
    near = tokens[max(0, i - WEIGHT_REACH) : i + WEIGHT_REACH]
    return any(token.lower in beside("weight", "cues") for token in near)


def _is_plain_word(tokens: Sequence[Token], i: int, numeral: Numeral) -> bool:
    """Return whether a word that is also a currency ("won", "real", "p", "som") is none here."""
    word = tokens[i]
    if word.text == "P":
        return True
    if word.lower in beside("currency_words", "plain"):
        return numeral.form not in (DIGITS, VAGUE) or lower_at(tokens, i + 1) in ("the", "a", "an")
    return False


def with_parts(tokens: Sequence[Token], atoms: list[Atom]) -> list[Atom]:
    """Return the atoms with hundredths added to what they belong to: "five euros and 20 cents"."""
    result: list[Atom] = []
    for atom in atoms:
        part = _hundredths(tokens, result[-1], atom) if result else None
        if part is None:
            result.append(atom)
        else:
            whole = result[-1].numeral
            numeral = exact(whole.first, whole.last, whole.low + part, whole.form)
            result[-1] = replace(result[-1], end=atom.end, numeral=numeral)
    return result


def _hundredths(tokens: Sequence[Token], one: Atom, two: Atom) -> Decimal | None:
    """Return what ``two`` adds to the money ``one``: "20 cents", or "50" right behind "15 USD"."""
    if one.kind != "money" or one.unit or one.value is None or two.value is None:
        return None
    if one.end == one.numeral.last or one.value != int(one.value):
        return None
    between = [token.lower for token in tokens[one.end : two.first]]
    if two.kind == "money" and two.unit and between in ([], ["and"]):
        return two.value
    bare = not two.kind and not between and two.value == int(two.value)
    return two.value * CENT if bare and 0 < two.value < WHOLE else None
